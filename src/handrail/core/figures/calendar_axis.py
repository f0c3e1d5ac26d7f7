"""A stretch of days drawn from left to right, and the dates written under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box, text_box
from handrail.core.figures.wording import Language


@dataclass(frozen=True)
class CalendarAxis:
    """`first` stands at x = left, `last` at x = right."""

    first: date
    last: date
    left: float
    right: float

    def x(self, on: date) -> float:
        days = max((self.last - self.first).days, 1)
        return self.left + (on - self.first).days / days * (self.right - self.left)

    @property
    def spans_years(self) -> bool:
        return self.first.year != self.last.year

    def months(self) -> Iterator[date]:
        """The first day of each month after `first`, up to `last`."""
        year, month = self.first.year, self.first.month
        while (year, month) < (self.last.year, self.last.month):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            yield date(year, month, 1)

    def labels(self, y: float, language: Language, *, last: str, limit: float) -> str:
        """The first day, the months between as far as there is room, and a word for the last.

        limit: labels stay left of it.
        """
        taken: list[Box] = []
        marks = [(self.first, self._said(self.first, language)), (self.last, last)]
        years_first = sorted(self.months(), key=lambda on: on.month != 1)
        marks += [(on, self._said(on, language)) for on in years_first]
        return "".join(
            drawn for on, said in marks if (drawn := _label(said, self.x(on), y, limit, taken))
        )

    def _said(self, on: date, language: Language) -> str:
        is_first = on == self.first
        return language.short(on, year=self.spans_years and (is_first or on.month == 1))


def _label(said: str, x: float, y: float, limit: float, taken: list[Box]) -> str:
    """One label, moved inwards at the ends; nothing where it would touch another."""
    box = text_box(said, x, y, size=13.5, anchor="middle")
    shift = max(0.0, -box.left) - max(0.0, box.right - limit)
    box = Box(box.left + shift, box.top, box.right + shift, box.bottom)
    if not box.grown(6).is_free(taken):
        return ""
    taken.append(box)
    return svg.text(said, x + shift, y, "fig-ink2", size=13.5, anchor="middle")
