"""The call-out of the last setback: what happened, one bell for each alarm, a line to its mark.

It takes the first place, from the upper left on, where neither it nor its line covers anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box
from handrail.core.figures.ladder.geometry import FIRST_X, Column, Ground
from handrail.core.figures.ladder.history import Alarm
from handrail.core.figures.lettering import width, wrap
from handrail.core.figures.marks import bell

PAD, TITLE, BODY, ROW, LINE = 16.0, 16.5, 14.5, 26.0, 18.0
LEAST_WIDE, MOST_WIDE, MOST_NAME = 380.0, 470.0, 190.0


@dataclass(frozen=True)
class Callout:
    """The lines of the box, wrapped, and how big it is."""

    title: tuple[str, ...]
    alarms: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    name_wide: float
    wide: float

    @property
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
    """Where the box stands, the line from it to the mark, and the part of it that must be free."""

    box: Box
    start: tuple[float, float]
    end: tuple[float, float]
    free_to: float

    @property
    def leader(self) -> Box:
        (x1, y1), (x2, y2) = self.start, (self.end[0], self.free_to)
        thick, high = (3, 0) if x1 == x2 else (0, 3)
        return Box(min(x1, x2) - thick, min(y1, y2) - high, max(x1, x2) + thick, max(y1, y2) + high)


@dataclass(frozen=True)
class _Target:
    """The mark the call-out speaks of."""

    x: float
    own: Box
    rail: float

    def straight_down(self, box: Box) -> Place:
        """A mark under the rail is reached through it."""
        return Place(box, (self.x, box.bottom), (self.x, self.own.top), self.free_to)

    @property
    def free_to(self) -> float:
        return min(self.own.top, self.rail - 5)


def lane(ground: Ground, column: Column) -> Box:
    """The strip above the called-out mark: kept free for the line, whatever comes."""
    return Box(column.x - 4, -9999, column.x + 4, ground.mark_box(column).top)


def find_place(
    callout: Callout, ground: Ground, column: Column, taken: Iterable[Box]
) -> Place | None:
    """The first free place, above the mark or beside it; None when there is none."""
    target = _target(ground, column)
    others = tuple(box for box in taken if box != target.own)
    places = (*_above(callout, ground, target), *_beside(callout, ground, target))
    return next((place for place in places if _is_free(place, target.own, others)), None)


def over_everything(
    callout: Callout, ground: Ground, column: Column, taken: Iterable[Box]
) -> Place:
    """The place that is always free; its line may cross the ceiling."""
    target = _target(ground, column)
    top = min(box.top for box in (*taken, Box(0, ground.treads[-1] - 20, 0, 0)))
    left = _left(callout, ground, target.x)
    return target.straight_down(Box.at(left, top - callout.high - 16, callout.wide, callout.high))


def _target(ground: Ground, column: Column) -> _Target:
    return _Target(column.x, ground.mark_box(column), ground.rail_y(column.rung))


def _is_free(place: Place, own: Box, others: tuple[Box, ...]) -> bool:
    box = place.box.grown(7)
    return not box.meets(own) and box.is_free(others) and place.leader.is_free(others)


def _left(callout: Callout, ground: Ground, x: float) -> float:
    """As far left as the box may stand with its line still straight above the mark."""
    return max(FIRST_X, min(x + 40 - callout.wide, ground.right - callout.wide, x - 24))


def _above(callout: Callout, ground: Ground, target: _Target) -> Iterator[Place]:
    """From close above the mark upwards, and from the left to the right."""
    first = _left(callout, ground, target.x)
    lefts = [first, *(first + 30 * i for i in range(1, int((target.x - 24 - first) // 30) + 1))]
    for up in range(0, 900, 10):
        for left in lefts:
            bottom = target.free_to - 23 - up
            box = Box.at(left, bottom - callout.high, callout.wide, callout.high)
            if box.right <= ground.right:
                yield target.straight_down(box)


def _beside(callout: Callout, ground: Ground, target: _Target) -> Iterator[Place]:
    """At the height of the peak, to the left and to the right."""
    y = target.own.top + 12
    for gap in range(20, 900, 20):
        for top in range(int(y - callout.high + 20), int(y - 20), 10):
            left = Box.at(target.own.left - gap - callout.wide, top, callout.wide, callout.high)
            if left.left >= FIRST_X:
                yield Place(left, (left.right, y), (target.x - 13, y), y)
            right = Box.at(target.own.right + gap, top, callout.wide, callout.high)
            if right.right <= ground.right:
                yield Place(right, (right.left, y), (target.x + 13, y), y)


def draw(callout: Callout, place: Place) -> str:
    leader = svg.line("fig-leader", *place.start, *place.end)
    return leader + svg.group("fig-callout-box", callout.draw(place.box))
