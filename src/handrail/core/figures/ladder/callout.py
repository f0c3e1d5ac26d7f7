"""The call-out of the last setback: what happened, one bell for each alarm, a line to its mark.

It stands above its mark, as far left as that allows, and covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import inf

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box
from handrail.core.figures.ladder.geometry import FIRST_X, Column, Ground
from handrail.core.figures.ladder.history import Alarm
from handrail.core.figures.lettering import width, wrap
from handrail.core.figures.marks import bell

PAD, TITLE, BODY, ROW, LINE = 16.0, 16.5, 14.5, 26.0, 18.0
LEAST_WIDE, MOST_WIDE, MOST_NAME = 380.0, 470.0, 190.0
UNDER_CEILING = 12.0


@dataclass(frozen=True)
class Callout:
    """The lines of the box, wrapped, and how big it is."""

    title: tuple[str, ...]
    alarms: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    name_wide: float
    wide: float

    @cached_property
    def high(self) -> float:
        return 14 + 21 * len(self.title) + sum(map(_row_high, self.alarms)) + 11

    def draw(self, box: Box) -> str:
        y = box.top + 29
        drawn = [
            svg.rect("fig-callout", box.left, box.top, box.width, box.height, round_=11),
            svg.lines_of_text(
                self.title, box.left + PAD, y, "fig-stop fig-b", size=TITLE, pitch=21
            ),
        ]
        y += 21 * (len(self.title) - 1) + ROW + 1
        for name, figure in self.alarms:
            drawn.append(bell(box.left + PAD + 7, y - 6))
            x = box.left + PAD + 24
            drawn.append(svg.lines_of_text(name, x, y, "fig-ink fig-b", size=BODY, pitch=LINE))
            x += self.name_wide + 16
            drawn.append(svg.lines_of_text(figure, x, y, "fig-ink", size=BODY, pitch=LINE))
            y += _row_high((name, figure))
        return "".join(drawn)


def _row_high(row: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
    return ROW + LINE * (max(len(row[0]), len(row[1]), 1) - 1)


def compose(title: str, alarms: tuple[Alarm, ...], *, most_wide: float = MOST_WIDE) -> Callout:
    """The box for these words, not wider than `most_wide`."""
    room = most_wide - 2 * PAD
    titles = wrap(title, room, TITLE, bold=True)
    names = [wrap(alarm.name, min(MOST_NAME, room * 0.45), BODY, bold=True) for alarm in alarms]
    name_wide = max((width(one, BODY, bold=True) for name in names for one in name), default=0)
    for_figures = room - 24 - name_wide - 16
    figures = [wrap(alarm.figure, for_figures, BODY) for alarm in alarms]
    figure_wide = max((width(one, BODY) for lines in figures for one in lines), default=0)
    row_wide = 24 + name_wide + 16 + figure_wide if alarms else 0
    title_wide = max(width(one, TITLE, bold=True) for one in titles)
    wide = min(most_wide, max(LEAST_WIDE, title_wide + 2 * PAD, row_wide + 2 * PAD))
    return Callout(titles, tuple(zip(names, figures, strict=True)), name_wide, wide)


@dataclass(frozen=True)
class Place:
    """Where the box stands, and the line from it straight down to the top of the mark."""

    box: Box
    x: float
    end: float

    @property
    def leader(self) -> Box:
        return Box(self.x - 3, self.box.bottom, self.x + 3, self.end)


def lane(ground: Ground, column: Column) -> Box:
    """The strip above the called-out mark: kept free for the line, whatever comes."""
    return Box(column.x - 4, -9999, column.x + 4, ground.mark_box(column).top)


def find_place(callout: Callout, ground: Ground, column: Column, taken: Iterable[Box]) -> Place:
    """The lowest place above the mark, under the ceiling, that covers nothing; leftmost of equals.

    It may reach through the ceiling: see `shortage`.
    """
    mark = ground.mark_box(column)
    over = None if ceiling_over(ground, mark.top) is None else ground.ceiling_band
    others = [box for box in taken if box not in (mark, over)]
    places = [
        _lowest(callout, ground, column, left, others) for left in _lefts(callout, ground, column.x)
    ]
    return max(places, key=lambda place: place.box.top)


def shortage(place: Place, ground: Ground) -> float:
    """How much the place lacks under the ceiling; 0 when it fits or no ceiling is over it."""
    ceiling = ceiling_over(ground, place.end)
    return 0 if ceiling is None else max(0, ceiling + UNDER_CEILING - place.box.top)


def ceiling_over(ground: Ground, y: float) -> float | None:
    """The ceiling the call-out has to stay under; none where stairs lead through it."""
    ceiling = ground.ceiling_y
    return None if ceiling is None or ceiling > y or ground.is_used_above_ceiling else ceiling


def _lefts(callout: Callout, ground: Ground, x: float) -> list[float]:
    """Left sides of the box with its line straight above the mark, from the left on."""
    first = max(FIRST_X, min(x + 40 - callout.wide, ground.right - callout.wide, x - 24))
    steps = range(1, int((x - 24 - first) // 30) + 1)
    return [
        first,
        *(first + 30 * i for i in steps if first + 30 * i + callout.wide <= ground.right),
    ]


def _lowest(
    callout: Callout, ground: Ground, column: Column, left: float, others: list[Box]
) -> Place:
    """Straight above everything that stands between its sides."""
    end = ground.mark_box(column).top
    free_to = min(end, ground.rail_y(column.rung) - 5)
    sides = Box(left - 7, -inf, left + callout.wide + 7, inf)
    below = min((box.top - 8 for box in others if box.meets(sides)), default=inf)
    top = min(free_to - 23, below) - callout.high
    return Place(Box.at(left, top, callout.wide, callout.high), column.x, end)


def draw(callout: Callout, place: Place) -> str:
    leader = svg.line("fig-leader", place.x, place.box.bottom, place.x, place.end)
    return leader + svg.group("fig-callout-box", callout.draw(place.box))
