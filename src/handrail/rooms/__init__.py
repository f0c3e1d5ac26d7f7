"""Second floor: where people sit."""
