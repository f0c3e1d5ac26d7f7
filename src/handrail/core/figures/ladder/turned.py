"""Where everything stands on the narrow ladder picture. y = 0 is its top; y grows downwards.

Source of the measures: the house's own design of the ladder picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from handrail.core.figures.ladder import callout, telling
from handrail.core.figures.ladder.history import Ladder
from handrail.core.figures.ladder.way import Footing, way
from handrail.core.figures.ladder.words import LadderWords
from handrail.core.figures.lettering import fit, wrap

WIDE, LEFT, STEP, ROW = 354.0, 66.0, 33.0, 34.0
POINT, GAP = 7.0, 14.0
MARGIN, MARGIN_WITH_FLAGS = 16.0, 38.0
SIZE, SMALL, PITCH = 14.0, 13.5, 16.0


@dataclass(frozen=True)
class Row:
    """One footing, and the call-out that lies below it."""

    footing: Footing
    top: float
    said: callout.Callout | None

    @property
    def y(self) -> float:
        return self.top + ROW / 2

    @property
    def bottom(self) -> float:
        return self.top + ROW + (self.said.high + 14 if self.said else 0)


@dataclass(frozen=True)
class Sheet:
    """The turned picture with every place worked out. y = 0 is the top; y grows downwards."""

    ladder: Ladder
    words: LadderWords

    @cached_property
    def shown(self) -> int:
        """How many rungs get a column of their own; those out of the order's reach share one."""
        if self.ladder.ceiling is None:
            return len(self.ladder.rungs)
        used = [footing.rung for footing in self.way]
        return max(self.ladder.ceiling.rung, *used, self.ladder.next_rung or 0, 0) + 1

    @cached_property
    def way(self) -> tuple[Footing, ...]:
        return way(self.ladder)

    def x(self, rung: int) -> float:
        return LEFT + STEP * (rung + 0.5)

    def edge(self, rung: int) -> float:
        """The right side of a rung's column."""
        return LEFT + STEP * (rung + 1)

    @property
    def steps_right(self) -> float:
        return LEFT + STEP * (self.shown + (self.shown < len(self.ladder.rungs)))

    @property
    def zero(self) -> float:
        """Where distress 0 stands."""
        return self.steps_right + GAP

    @property
    def point(self) -> float:
        return max(POINT, (WIDE - self._margin - self.zero) / 10)

    @property
    def _margin(self) -> float:
        return MARGIN_WITH_FLAGS if self.ladder.flagged else MARGIN

    @property
    def width(self) -> float:
        return self.zero + 10 * self.point + self._margin

    @property
    def _open_right(self) -> float:
        """Where the free room right of the stairs ends."""
        ceiling = self.ceiling_x
        return (self.steps_right if ceiling is None else ceiling) - 6

    @property
    def ceiling_x(self) -> float | None:
        return None if self.ladder.ceiling is None else self.edge(self.ladder.ceiling.rung)

    def room_for_words(self, right: float) -> tuple[float, float]:
        """Where words about a step with this right edge begin, and their room."""
        places = (
            (LEFT + 8, right - LEFT - 14),
            (right + 8, self._open_right - right - 8),
            (self.zero, 10 * self.point),
        )
        return next((place for place in places if place[1] >= 74), places[-1])

    @cached_property
    def proposed_words(self) -> tuple[str, ...]:
        """The undecided step: its name, then what it is, in lines."""
        index = self.ladder.next_rung
        if index is None:
            return ()
        name = self.words.proposed_step.format(number=self.ladder.rungs[index].number)
        _, room = self.room_for_words(self.edge(index) - 5)
        return (fit(name, room, SIZE, bold=True), *wrap(self.words.proposed, room, SIZE, lines=4))

    @property
    def rail_x(self) -> float:
        return self.zero + self.ladder.rail_limit * self.point

    @cached_property
    def ceiling_title(self) -> tuple[str, ...]:
        if self.ladder.ceiling is None:
            return ()
        number = self.ladder.rungs[self.ladder.ceiling.rung].number
        said = self.words.ceiling_short.format(number=number)
        return wrap(said, self.zero - 14, SMALL, lines=3, bold=True)

    @property
    def numbers_y(self) -> float:
        """The middle of the row of step numbers."""
        return max(len(self.ceiling_title), 1) * PITCH + 22

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        rows, top = [], self.numbers_y + 22
        for footing in self.way:
            row = Row(footing, top, self._said(footing))
            rows.append(row)
            top = row.bottom
        return tuple(rows)

    def _said(self, footing: Footing) -> callout.Callout | None:
        contact = footing.contact
        if contact is None or contact is not self.ladder.called_out:
            return None
        title = telling.setback(contact, self.ladder, self.words)
        return callout.compose(title, contact.alarms, most_wide=self.width - 8)

    @property
    def rows_top(self) -> float:
        return self.numbers_y + 22

    @property
    def rows_bottom(self) -> float:
        return self.rows[-1].bottom if self.rows else self.rows_top + ROW

    @property
    def bottom(self) -> float:
        lines = len(self.proposed_words)
        return self.rows_bottom + (18 * lines + 18 if lines else 0)
