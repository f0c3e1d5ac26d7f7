"""Contacts at the desk: planned, recorded, followed up, decided."""
