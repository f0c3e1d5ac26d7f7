"""Writing down who the family is: people, homes, relations, history."""
