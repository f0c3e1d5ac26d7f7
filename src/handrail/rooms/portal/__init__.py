"""The families' room. Wired, empty."""
