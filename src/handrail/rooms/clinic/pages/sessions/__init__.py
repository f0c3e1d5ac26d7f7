"""Sessions of a case: planned, changed, held, not held, called off."""
