"""What points and names on the wide picture: arrows, flags, the pill at now, names of the lines.

Each sign looks for a free place, and reports the room it took.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box, first_free, text_box
from handrail.core.figures.ladder.geometry import FIRST_X, PILL_HIGH, Column, Ground
from handrail.core.figures.ladder.words import LadderWords
from handrail.core.figures.lettering import width, wrap
from handrail.core.figures.marks import arrow_down, flag
from handrail.core.figures.wording import figure

Sign = tuple[str, tuple[Box, ...]]


def flags(ground: Ground, words: LadderWords, taken: Iterable[Box]) -> Sign:
    """A numbered flag above every setback but the called-out one, over its mark and the rail."""
    drawn, boxes = [], []
    columns = {id(column.contact): column for column in ground.columns}
    for number, contact in enumerate(ground.ladder.flagged, 1):
        column = columns[id(contact)]
        foot = min(ground.mark_box(column).top, ground.rail_y(column.rung) - 4) - 1
        drawn.append(svg.group("fig-flagged", flag(column.x, foot, number), data_flag=number))
        boxes.append(Box(column.x - 10, foot - 24, column.x + 10, foot))
    return "".join(drawn), tuple(boxes)


def steps_down(ground: Ground, words: LadderWords, taken: Iterable[Box]) -> Sign:
    """A red arrow at every riser that goes down, with its words where there is room."""
    drawn, boxes = [], list(taken)
    before = len(boxes)
    for earlier, later in pairwise(ground.columns):
        if later.rung < earlier.rung:
            arrow, arrow_box = _arrow(ground, earlier, later, boxes)
            boxes.append(arrow_box)
            said, said_boxes = _step_down_words(arrow_box, words, boxes)
            boxes += said_boxes
            drawn.append(svg.group("fig-step-down", arrow, said))
    return "".join(drawn), tuple(boxes[before:])


def _arrow(ground: Ground, earlier: Column, later: Column, taken: list[Box]) -> tuple[str, Box]:
    """Beside the rail that goes down, over the first mark on the lower tread."""
    top, bottom = ground.rail_y(earlier.rung) + 15, ground.rail_y(later.rung) - 16
    places = [
        Box(later.left + aside - 9, top - up, later.left + aside + 9, bottom - up)
        for up in range(0, 200, 8)
        for aside in (34, 38, 26, 12)
    ]
    box = first_free(places, taken, margin=1) or places[-1]
    return arrow_down((box.left + box.right) / 2, box.top, box.bottom), box


def _step_down_words(arrow: Box, words: LadderWords, taken: list[Box]) -> Sign:
    beside = wrap(words.step_down, 52, 14, bold=True)
    over = (words.step_down,)
    for said, left, first in (
        (beside, arrow.right + 5, (arrow.top + arrow.bottom) / 2 - 17 * len(beside) / 2 + 13),
        (over, arrow.left - 4, arrow.top - 8),
        (beside, arrow.right + 5, arrow.top - 17 * len(beside) / 2),
    ):
        wide = max(width(one, 14, bold=True) for one in said)
        room = Box.at(left, first - 12, wide, 17 * len(said) - 2)
        if room.grown(2).is_free(box for box in taken if box is not arrow):
            return svg.lines_of_text(said, left, first, "fig-stop fig-b fig-halo"), (room,)
    return "", ()


def pill(ground: Ground, words: LadderWords, taken: Iterable[Box]) -> Sign:
    """Now: step 4, over the present tread; a stop says so instead."""
    if not ground.stays:
        return "", ()
    stay = ground.stays[-1]
    is_stop = ground.ladder.is_stopped
    pattern = words.stopped_now if is_stop else words.now
    if ground.ladder.now is None and not is_stop:
        return "", ()
    said = pattern.format(number=ground.ladder.rungs[stay.rung].number)
    wide = width(said, 14.5, bold=True) + 24
    box = _pill_place(ground, wide, tuple(taken))
    cls = "fig-pill-stop" if is_stop else "fig-rail-fill"
    drawn = svg.rect(cls, box.left, box.top, wide, PILL_HIGH, round_=PILL_HIGH / 2)
    label = "fig-onstop fig-b" if is_stop else "fig-onrail fig-b"
    middle = (box.left + box.right) / 2
    return (
        svg.group(
            "fig-now",
            drawn + svg.text(said, middle, box.top + 19, label, size=14.5, anchor="middle"),
        ),
        (box,),
    )


def _pill_place(ground: Ground, wide: float, taken: tuple[Box, ...]) -> Box:
    stay = ground.stays[-1]
    rail = ground.rail_y(stay.rung)
    middle, last = (stay.left + stay.right) / 2 - wide / 2 - 4, ground.columns[-1].x
    wished = (middle, middle - 24, last + 12, middle - 48, last - 12 - wide, middle - 90)
    lefts = [min(max(left, FIRST_X), ground.right - wide) for left in wished]
    places = [
        Box.at(left, rail - above - PILL_HIGH, wide, PILL_HIGH)
        for above in (42, 32, 22, 14, *range(50, 700, 10))
        for left in lefts
    ]
    return first_free(places, taken, margin=3) or places[-1]


def rail_name(ground: Ground, words: LadderWords, taken: Iterable[Box]) -> Sign:
    """the rail: peak 6, over the first tread that has room for it."""
    others = tuple(taken)
    said = words.rail.format(limit=figure(ground.ladder.rail_limit))
    for stay in ground.stays:
        x, y = stay.left + 18, ground.rail_y(stay.rung) - 17
        if text_box(said, x, y, size=13.5, bold=True).is_free(others):
            return svg.text(said, x, y, "fig-rail-text fig-b fig-halo", size=13.5), ()
    return "", ()


def ceiling_name(ground: Ground, words: LadderWords, taken: Iterable[Box]) -> str:
    """What the ceiling is, written on it; on a long picture at the end that opens, too."""
    ceiling, y = ground.ladder.ceiling, ground.ceiling_y
    if ceiling is None or y is None:
        return ""
    on = words.language.long(ceiling.order_on, year=True)
    texts = ((words.ceiling.format(date=on), "fig-ink fig-b"), (words.ceiling_rule, "fig-ink2"))
    starts = (FIRST_X + 4, ground.right - 900) if ground.is_long else (FIRST_X + 4,)
    limits = (*starts[1:], ground.right - (72 if ground.has_closed_rungs else 0))
    others = [box for box in taken if box != ground.ceiling_band]
    return "".join(
        piece
        for start, limit in zip(starts, limits, strict=True)
        for piece in _along(texts, start, y - 13, limit - 20, others)
    )


def _along(
    texts: tuple[tuple[str, str], ...], x: float, y: float, limit: float, taken: list[Box]
) -> Iterator[str]:
    """One text after the other on a line, each moved on until it covers nothing."""
    for said, cls in texts:
        box = text_box(said, x, y, bold="fig-b" in cls)
        steps = range(int(max(0, limit - box.right) // 20) + 1)
        places = (text_box(said, x + 20 * i, y, bold="fig-b" in cls) for i in steps)
        free = first_free(places, taken, margin=2)
        if free and free.right <= limit:
            yield svg.text(said, free.left, y, cls + " fig-halo")
            x = free.right + 18
