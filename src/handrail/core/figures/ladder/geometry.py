"""Where everything stands on the wide ladder picture. The ground is y = 0; up is negative.

Source of the measures: the house's own design of the ladder picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from handrail.core.figures.boxes import Box
from handrail.core.figures.ladder.history import Contact, Ladder
from handrail.core.figures.ladder.way import Footing, rail_runs, way
from handrail.core.figures.lettering import width
from handrail.core.figures.marks import DIAMOND, SPREAD
from handrail.core.figures.wording import figure

WIDE, FIRST_X = 1152.0, 204.0
COLUMN, COLUMN_LEAST, COLUMNS_THAT_FIT = 45.5, 40.0, 22
RISE, GROUND, POINT, SLOPE = 74.0, 86.0, 10.0, 11.0
CEILING_ABOVE, RUNG_ABOVE_CEILING, RISE_OUT_OF_REACH = 82.0, 32.0, 56.0
PROPOSED_WIDE, CLOSED_WIDE, POST_WIDE = 108.0, 66.5, 20.0
PILL_HIGH, FLAG_HIGH = 28.0, 26.0


@dataclass(frozen=True)
class Column:
    """The room of one footing."""

    footing: Footing
    left: float
    right: float

    @property
    def contact(self) -> Contact | None:
        return self.footing.contact

    @property
    def rung(self) -> int:
        return self.footing.rung

    @property
    def is_stop(self) -> bool:
        return self.footing.is_stop

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Stay:
    """Columns next to each other on one rung: a tread."""

    rung: int
    left: float
    right: float


@dataclass(frozen=True)
class Ground:
    """The ladder with every place worked out. headroom: more air under the ceiling."""

    ladder: Ladder
    headroom: float = 0

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        placed, left = [], FIRST_X
        for footing in self.way:
            right = left + max(self._column_width, _needed(footing.contact))
            placed.append(Column(footing, left, right))
            left = right
        return tuple(placed)

    @cached_property
    def way(self) -> tuple[Footing, ...]:
        return way(self.ladder)

    @cached_property
    def _column_width(self) -> float:
        count = len(self.way)
        if count > COLUMNS_THAT_FIT:
            return COLUMN
        room = WIDE - FIRST_X - self._right_of_stairs
        return min(COLUMN, max(COLUMN_LEAST, room / max(count, 1)))

    @cached_property
    def _right_of_stairs(self) -> float:
        following = PROPOSED_WIDE if self.ladder.next_rung is not None else POST_WIDE
        return following + (CLOSED_WIDE if self.has_closed_rungs else 0)

    @property
    def is_long(self) -> bool:
        return len(self.columns) > COLUMNS_THAT_FIT

    @property
    def has_closed_rungs(self) -> bool:
        return self.ladder.is_closed(len(self.ladder.rungs) - 1)

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        runs = (tuple(run) for _, run in groupby(self.columns, key=lambda column: column.rung))
        return tuple(Stay(run[0].rung, run[0].left, run[-1].right) for run in runs)

    @property
    def end(self) -> float:
        """Where the stairs end."""
        return self.columns[-1].right if self.columns else FIRST_X

    @cached_property
    def width(self) -> float:
        numbers = 30 if self.is_long else 0
        return max(WIDE, self.end + self._right_of_stairs + numbers)

    @property
    def right(self) -> float:
        """The right end of the ceiling and of the dotted rungs."""
        return self.width - (30 if self.is_long else 0)

    # heights

    @cached_property
    def treads(self) -> tuple[float, ...]:
        """y of every rung."""
        heights = [GROUND]
        for rung in range(1, len(self.ladder.rungs)):
            heights.append(heights[-1] + self._rise_to(rung))
        return tuple(-height for height in heights)

    def _rise_to(self, rung: int) -> float:
        ceiling = self.ladder.ceiling
        if ceiling is None or rung <= ceiling.rung:
            return RISE
        if rung == ceiling.rung + 1:
            return self._ceiling_above + RUNG_ABOVE_CEILING
        return RISE if self.is_used_above_ceiling else RISE_OUT_OF_REACH

    @cached_property
    def is_used_above_ceiling(self) -> bool:
        """Whether a contact, under an earlier order, stands above the present ceiling."""
        return any(self.ladder.is_closed(footing.rung) for footing in self.way)

    @cached_property
    def _ceiling_above(self) -> float:
        """How far the ceiling stands above its rung: no mark and no sign may touch it."""
        assert self.ladder.ceiling is not None
        at_ceiling = [c for c in self.columns if c.rung == self.ladder.ceiling.rung]
        top = max((_above_tread(c.contact) + _flag_high(c.contact) for c in at_ceiling), default=0)
        if self.ladder.now == self.ladder.ceiling.rung:
            top = max(top, self.ladder.rail_limit * POINT + 6) + PILL_HIGH + 24
        least = max(CEILING_ABOVE, self.ladder.rail_limit * POINT + 22, top + 10)
        return least + self.headroom

    @property
    def ceiling_y(self) -> float | None:
        if self.ladder.ceiling is None:
            return None
        return self.treads[self.ladder.ceiling.rung] - self._ceiling_above

    def rail_y(self, rung: int) -> float:
        return self.treads[rung] - self.ladder.rail_limit * POINT

    # the rail

    @cached_property
    def rails(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """Each rail from where it begins to where it ends: a stop ends it, going on begins one."""
        return tuple(
            self._rail(self.columns[first : last + 1]) for first, last in rail_runs(self.way)
        )

    def _rail(self, run: tuple[Column, ...]) -> tuple[tuple[float, float], ...]:
        points = [(run[0].left - 1, self.rail_y(run[0].rung))]
        for before, after in pairwise(run):
            if before.rung != after.rung:
                points.append((after.left - SLOPE, self.rail_y(before.rung)))
                points.append((after.left + SLOPE, self.rail_y(after.rung)))
        last = run[-1]
        ends_here = last.is_stop or (self.ladder.is_stopped and last == self.columns[-1])
        end = last.x if ends_here else last.right + 8
        return (*points, (end, self.rail_y(last.rung)))

    # what is taken already

    def taken(self) -> Iterator[Box]:
        """The room of stairs, marks, rails and posts: nothing else may be put there."""
        for column in self.columns:
            yield Box(column.left, self.treads[column.rung], column.right, 0)
            if column.contact:
                yield self.mark_box(column)
        for rail in self.rails:
            yield from map(_segment_box, *zip(*pairwise(rail), strict=True))
            for x, y in (rail[0], rail[-1]):
                yield Box(x - 14, y - 24, x + 14, y + self.ladder.rail_limit * POINT)
        if self.ceiling_band:
            yield self.ceiling_band

    @property
    def ceiling_band(self) -> Box | None:
        """The ceiling with its name on it."""
        if self.ceiling_y is None:
            return None
        return Box(FIRST_X - 10, self.ceiling_y - 32, self.right, self.ceiling_y + 4)

    def mark_box(self, column: Column) -> Box:
        """Round the contact's mark."""
        tread = self.treads[column.rung]
        reach = SPREAD + 7
        return Box(column.x - reach, tread - _above_tread(column.contact), column.x + reach, tread)


def _above_tread(contact: Contact | None) -> float:
    """How high a contact's mark reaches."""
    if contact is None or contact.unplanned:
        return 0
    high = contact.rating.highest if contact.held else 0
    return high * POINT + DIAMOND + 3


def _flag_high(contact: Contact | None) -> float:
    return FLAG_HIGH if contact is not None and contact.is_setback else 0


def _needed(contact: Contact | None) -> float:
    """The room the three figures take: 10·10·10 is wider than a column."""
    if contact is None or not contact.held or contact.rating.is_empty:
        return 0
    values = (contact.before, contact.peak, contact.after)
    return width("·".join(map(figure, values)), 14) + 5


def _segment_box(start: tuple[float, float], end: tuple[float, float]) -> Box:
    low, high = sorted((start[1], end[1]))
    return Box(start[0], low - 4, end[0], high + 4)
