"""Append-only, hash-chained lines of who did and saw what: ids and codes only."""
