"""How the work ends: the ending, its letters, after-care, the closure."""
