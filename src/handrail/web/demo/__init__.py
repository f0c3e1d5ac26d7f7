"""The demonstration: a practice of fictional families that anybody may walk through."""
