"""Dated, sourced rule packs, one file per jurisdiction."""
