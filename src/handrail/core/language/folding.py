"""Text folded for comparison, with the way back to where each character stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# longer runs of combining marks are cut: sorting them takes quadratic time (as in UAX #15, 13)
_LONGEST_CLUSTER = 30


def folded(text: str) -> tuple[str, list[int]]:
    """NFKC and case-folded text; for each character of it, its index in `text`.

    One index more stands at the end. Invisible format characters are left out; curly apostrophes
    become straight ones. Linear in the length of the text.
    """
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    pieces: list[str] = []
    places: list[int] = []
    for start, cluster in _clusters(text):
        piece = unicodedata.normalize("NFKC", cluster).casefold().replace("’", "'")
        piece = "".join(one for one in piece if unicodedata.category(one) != "Cf")
        pieces.append(piece)
        places += [start] * len(piece)
    return "".join(pieces), [*places, len(text)]


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """(index, base character with the marks that follow it)."""
    start = 0
    for index in range(1, len(text) + 1):
        ends = index == len(text) or not unicodedata.combining(text[index])
        if ends or index - start >= _LONGEST_CLUSTER:
            yield start, text[start:index]
            start = index
