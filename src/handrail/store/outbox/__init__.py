"""Leased jobs and notices. Wired, empty: nothing is sent yet."""
