"""Entering measures: answers on a form that ships, or a total."""
