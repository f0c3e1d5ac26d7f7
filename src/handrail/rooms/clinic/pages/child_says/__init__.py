"""A child says something: one form, and what its reporter does afterwards."""
