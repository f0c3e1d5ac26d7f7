"""Where a text quotes somebody."""

from __future__ import annotations

import re

_MARK = re.compile(r"[\"“”«»‘’'\n]")
_OPENS = {"“": "”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_CLOSES = {"”": "“", "»": "«", '"': '"', "’": "‘", "'": "'"}


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of every quotation, outermost only, in order; marks included.

    A quotation that is never closed is none. One between single marks ends with its line, and an
    apostrophe inside or after a word is no mark. Linear in the length of the text.
    """
    spans: list[tuple[int, int]] = []
    open_: dict[str, int] = {}
    for found in _MARK.finditer(text):
        mark, at = found[0], found.start()
        if mark == "\n":
            open_.pop("‘", None)
            open_.pop("'", None)
        elif _CLOSES.get(mark) in open_ and _may_close(text, mark, at):
            spans.append((open_.pop(_CLOSES[mark]), at + 1))
        elif mark in _OPENS and mark not in open_ and _may_open(text, mark, at):
            open_[mark] = at
    return _outermost(spans)


def _may_open(text: str, mark: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    return mark not in "‘'" or not before.isalnum()


def _may_close(text: str, mark: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return mark not in "’'" or not after.isalnum()


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end > kept[-1][1]:
            kept[-1] = (kept[-1][0], end)
    return kept
