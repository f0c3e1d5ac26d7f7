"""Text that strangers wrote, made safe to draw; and how much room it takes.

Widths are estimates for the typeface of the pages (Atkinson Hyperlegible Next), in em, rounded up
where in doubt: a drawing has no browser to ask.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

_T = TypeVar("_T")

_FIRST_STRONG, _END = "\u2068", "\u2069"
_JOINERS = "\u200c\u200d"
_WIDTHS = {
    "',.:;`|j·’": 0.27,
    " !il¡": 0.3,
    '"()[]frt{}': 0.36,
    "-_/I\\": 0.42,
    "“”szcvxy*?–¿": 0.5,
    "<>EFLT^bdghnop~Jaeku": 0.56,
    "$PSVYq+=ABRZ": 0.62,
    "0123456789CKX": 0.64,
    "DUw#GHNO…": 0.71,
    "&Q@M—": 0.8,
    "Wm%": 0.9,
}
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER, _FULL, _EMOJI = 0.66, 1.05, 1.3
_REGULAR, _BOLD = 0.98, 1.05


def _stays(letter: str) -> bool:
    kind = unicodedata.category(letter)
    if kind == "Cf":
        return letter in _JOINERS
    is_noncharacter = ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF
    return kind not in ("Cc", "Cs") and not is_noncharacter


def clean(words: str) -> str:
    """The text on one line, without control, bidi-override and other invisible characters."""
    if words.isascii() and words.isprintable():
        return " ".join(words.split())
    one_line = "".join(" " if letter.isspace() else letter for letter in words)
    return " ".join("".join(filter(_stays, one_line)).split())


def _runs_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL", "AN")


def isolated(words: str) -> str:
    """Text with right-to-left letters, fenced so that it cannot turn the words around it."""
    if not words.isascii() and any(map(_runs_left, words)):
        return f"{_FIRST_STRONG}{words}{_END}"
    return words


def plain(value: _T) -> _T:
    """The same frozen dataclass (or tuple, or text) with every text in it cleaned and fenced."""
    return _plain(value)  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return isolated(clean(value))
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _plain(getattr(value, f.name)) for f in fields(value)})
    return value


@cache
def _em(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTH_OF:
        return _WIDTH_OF[base]
    if unicodedata.east_asian_width(letter) in "WF":
        return _EMOJI if unicodedata.category(letter) == "So" else _FULL
    return _OTHER


def width(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide the text is drawn, in the unit of `size`."""
    return sum(map(_em, words)) * size * (_BOLD if bold else _REGULAR)


def fit(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as has room, ending in an ellipsis."""
    if width(words, size, bold=bold) <= room:
        return words
    while words and width(words + "…", size, bold=bold) > room:
        words = words[:-1]
    end = _END if _FIRST_STRONG in words and _END not in words else ""
    return f"{words.rstrip(' ' + _JOINERS)}…{end}"


def fit_end(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or an ellipsis and as much of its end as has room: for names that differ there."""
    return fit(words[::-1], room, size, bold=bold)[::-1]


def wrap(
    words: str, room: float, size: float, *, lines: int = 99, bold: bool = False
) -> tuple[str, ...]:
    """The text in lines no wider than `room`, at most `lines`; the last may end in an ellipsis."""
    done: list[str] = []
    line = ""
    waiting = words.split(" ")
    while waiting:
        longer = f"{line} {waiting[0]}".strip()
        if width(longer, size, bold=bold) <= room:
            line = longer
            waiting.pop(0)
        elif line and len(done) < lines - 1:
            done.append(line)
            line = ""
        elif len(done) < lines - 1:
            head = _head(waiting[0], room, size, bold=bold)
            done.append(head)
            waiting[0] = waiting[0][len(head) :]
        else:
            return (*done, fit(" ".join([line, *waiting]).strip(), room, size, bold=bold))
    return (*done, line)


def _head(word: str, room: float, size: float, *, bold: bool) -> str:
    """As much of a word too long for its line as has room; at least one letter."""
    for end in range(len(word), 1, -1):
        if width(word[:end], size, bold=bold) <= room:
            return word[:end]
    return word[:1]
