"""The counter for every outsider: lawyers, guardian ad litem, court. Wired, empty."""
