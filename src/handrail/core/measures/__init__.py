"""Instruments, scoring, reliable change, goal attainment."""
