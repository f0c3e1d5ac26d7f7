"""Gates and tracks of a case: what is open, what is missing, what would satisfy it."""
