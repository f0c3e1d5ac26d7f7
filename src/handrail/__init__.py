"""Handrail: parent-child reunification therapy, step by step, at the child's pace."""
