"""Stops: contact locked by one click, in words what it locks, and lifted by one or two people."""
