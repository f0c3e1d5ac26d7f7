"""Notes: written as drafts, signed, added to; one’s own; what may not be discarded."""
