"""The only opening in the wall. Wired, empty: nothing is handed out yet."""
