"""Acts that take two people: what waits, and the page on which the second one answers."""
