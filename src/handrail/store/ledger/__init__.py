"""Append-only, hash-chained lines of who did and saw what: ids and codes only.

One chain per case and one per practice. `appending.append` writes, `verification.verify` proves.
"""
