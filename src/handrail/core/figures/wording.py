"""Dates, numbers and lists in the language of the page. Defaults are English."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


def one_or_many(count: int) -> int:
    """Which form a count takes: 0 for one, 1 for anything else (English, Spanish)."""
    return 0 if count == 1 else 1


@dataclass(frozen=True, kw_only=True)
class Language:
    """How a language writes dates and counts.

    numbers: words from zero on; larger counts are written in figures.
    form_of: which of the given forms a count takes.
    Patterns hold {day}, {month}, {year}; short ones use the short month.
    """

    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    short_months: tuple[str, ...] = (
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    )
    short_date: str = "{day} {month}"
    long_date: str = "{day} {month}"
    full_date: str = "{day} {month} {year}"
    numbers: tuple[str, ...] = (
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    )
    form_of: Callable[[int], int] = one_or_many
    comma: str = ", "
    last_and: str = " and "

    def short(self, on: date, *, year: bool = False) -> str:
        """12 May, or 12 May 2025."""
        month = self.short_months[on.month - 1]
        pattern = self.full_date if year else self.short_date
        return pattern.format(day=on.day, month=month, year=on.year)

    def long(self, on: date, *, year: bool = False) -> str:
        """7 July, or 7 July 2025."""
        pattern = self.full_date if year else self.long_date
        return pattern.format(day=on.day, month=self.months[on.month - 1], year=on.year)

    def number(self, count: int) -> str:
        return self.numbers[count] if count < len(self.numbers) else str(count)

    def counted(self, count: int, forms: Sequence[str]) -> str:
        """The count with its noun: "two alarms". Forms hold {n}; see `form_of`."""
        return forms[self.form_of(count)].format(n=self.number(count))

    def listed(self, parts: Sequence[str]) -> str:
        """a, b and c."""
        if len(parts) < 2:
            return "".join(parts)
        return self.comma.join(parts[:-1]) + self.last_and + parts[-1]


ENGLISH = Language()


def sentence(words: str) -> str:
    """With a capital first letter and a full stop."""
    return words[:1].upper() + words[1:].rstrip(".") + "."


def figure(value: float | None, missing: str = "–") -> str:
    """A rating as it is written: 6, 6.5, or a dash."""
    return missing if value is None else f"{value:g}"
