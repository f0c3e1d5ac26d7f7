"""Two people wrote on one note: both texts, segment by segment; the program chooses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from handrail.store.records.reading.drafts import Piece

Side = Literal["", "theirs", "mine"]


@dataclass(frozen=True)
class Merged:
    """One segment to be shown. side: "" where both say the same; pair: which belong together."""

    piece: Piece
    side: Side = ""
    pair: int = 0


def alone(pieces: Sequence[Piece]) -> list[Merged]:
    """Segments nobody else has changed."""
    return [Merged(one) for one in pieces]


def merged(theirs: Sequence[Piece], mine: Sequence[Piece]) -> list[Merged]:
    """Every segment of both: the same ones once, those that differ as a pair, saved one first.

    A segment that only one of the two has stands alone, as what it is.
    """
    return list(_merged(list(theirs), list(mine)))


def _merged(theirs: list[Piece], mine: list[Piece]) -> Iterator[Merged]:
    pair = 0
    for how, a, b, c, d in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
        if how == "equal":
            yield from alone(theirs[a:b])
            continue
        for saved, own in zip_longest(theirs[a:b], mine[c:d]):
            if saved is None or own is None:
                yield Merged(saved or own)
                continue
            pair += 1
            yield Merged(saved, "theirs", pair)
            yield Merged(own, "mine", pair)
