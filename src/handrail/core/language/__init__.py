"""Neutral wording: loaded words and what to write instead."""
