"""Drawings as SVG, each with its table: ladder, phases, family map, curves."""
