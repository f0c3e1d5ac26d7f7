"""How the family is understood: concerns, explanations, needs, the cycle, patterns."""
