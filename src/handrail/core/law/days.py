"""Days as orders write them: whole days, and months or years where a paper gives no more."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_EARLIEST, _LATEST = 1900, 2199


def as_day(value: object, *, after: bool = False) -> date:
    """A date, or "2026-04-30", "2026-04", "2026" as a date; raises ValueError on anything else.

    A month or year means its first day, with `after` the first day after it.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _looks_like_a_day(value):
        raise ValueError(f"{value!r} is no day")
    parts = [int(part) for part in value.split("-")]
    if not _EARLIEST <= parts[0] <= _LATEST:
        raise ValueError(f"{value!r} is no day")
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2])
    year, month = parts[0], parts[1] if len(parts) == 2 else 1
    start = date(year, month, 1)
    if not after:
        return start
    return date(year + 1, 1, 1) if len(parts) == 1 or month == 12 else date(year, month + 1, 1)


def _looks_like_a_day(value: str) -> bool:
    pieces = value.split("-")
    widths = [len(piece) for piece in pieces]
    digits = value.isascii() and all(piece.isdigit() for piece in pieces)
    return digits and widths in ([4], [4, 2], [4, 2, 2])


def in_words(day: date) -> str:
    """`20 February 2025`, whatever the machine's locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
