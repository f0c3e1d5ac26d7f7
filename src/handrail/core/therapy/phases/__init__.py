"""The five phases, one file each."""
