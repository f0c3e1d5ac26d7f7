"""The parts of an import: one module for each part of a family file."""
