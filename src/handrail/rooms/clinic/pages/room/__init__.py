"""In the room, on a tablet: before, during, after. No family name, nothing of the other parent."""
