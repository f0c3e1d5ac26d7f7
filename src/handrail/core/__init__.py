"""Ground floor, pure: no framework, no clock, no chance, no I/O but its own packaged data files."""
