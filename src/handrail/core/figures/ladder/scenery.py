"""What stands still on the wide picture: rungs, stairs, dates, rail, ceiling, undecided step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box
from handrail.core.figures.ladder.geometry import (
    CLOSED_WIDE,
    FIRST_X,
    POINT,
    PROPOSED_WIDE,
    Ground,
)
from handrail.core.figures.ladder.words import LadderWords
from handrail.core.figures.lettering import wrap

NAME_X, NAME_ROOM, NAME_PITCH = 41.0, 156.0, 16.5


def rungs(ground: Ground) -> str:
    return "".join(_rung(ground, i) for i in range(len(ground.ladder.rungs)))


def _rung(ground: Ground, index: int) -> str:
    rung, y = ground.ladder.rungs[index], ground.treads[index]
    is_now = index == ground.ladder.now
    drawn = [svg.line("fig-dotted", FIRST_X - 4, y, ground.right, y)]
    if is_now:
        drawn.append(svg.circle("fig-rail-fill", 15, y, 15))
    cls = "fig-onrail fig-b" if is_now else "fig-ink fig-b"
    numbers = (15.0, ground.right + 20) if ground.is_long else (15.0,)
    drawn += [svg.text(str(rung.number), 15, y + 5.5, cls, size=16, anchor="middle")]
    drawn += [
        svg.text(str(rung.number), x, y + 5.5, "fig-ink2 fig-b", size=16, anchor="middle")
        for x in numbers[1:]
    ]
    return svg.group("fig-rung", *drawn, *_rung_name(ground, index), data_rung=index)


def _rung_name(ground: Ground, index: int) -> Iterator[str]:
    """The name and the short line, in as many lines as the rise to the next rung gives."""
    rung, y = ground.ladder.rungs[index], ground.treads[index]
    neighbours = [y - other for i, other in enumerate(ground.treads) if abs(i - index) == 1]
    room = int((min(map(abs, neighbours), default=74) - 6) // NAME_PITCH)
    name = wrap(rung.name, NAME_ROOM, 14, lines=max(1, room - bool(rung.line)), bold=True)
    more = wrap(rung.line, NAME_ROOM, 13.5, lines=room - len(name)) if rung.line else ()
    first = y - (len(name) + len(more)) * NAME_PITCH / 2 + 12.5
    yield svg.lines_of_text(name, NAME_X, first, "fig-ink fig-b", size=14, pitch=NAME_PITCH)
    below = first + len(name) * NAME_PITCH
    yield svg.lines_of_text(more, NAME_X, below, "fig-ink2", size=13.5, pitch=NAME_PITCH)


def stairs(ground: Ground) -> str:
    """One filled shape, its edge over treads and risers, and the ground line."""
    edge: list[tuple[float, float]] = []
    for stay in ground.stays:
        y = ground.treads[stay.rung]
        edge += [(stay.left, y), (stay.right, y)]
    if not edge:
        return svg.line("fig-ground", FIRST_X, 0, ground.right, 0)
    filled = [(edge[0][0], 0.0), *edge, (edge[-1][0], 0.0)]
    return (
        svg.path("fig-stairs", *filled, closed=True)
        + svg.path("fig-edge", *edge)
        + svg.line("fig-ground", FIRST_X, 0, ground.end, 0)
    )


def dates(ground: Ground, words: LadderWords, *, top: float) -> str:
    """The day under each contact, its month once, its year once when there are several."""
    drawn: list[str] = []
    language, before = words.language, None
    for column in ground.columns:
        if column.contact is None:
            continue
        on = column.contact.on
        drawn.append(svg.text(str(on.day), column.x, top, size=14, anchor="middle"))
        if before is None or (before.year, before.month) != (on.year, on.month):
            month = language.short_months[on.month - 1]
            drawn.append(svg.text(month, column.x, top + 18.5, "fig-ink fig-b", anchor="middle"))
        if ground.ladder.spans_years and (before is None or before.year != on.year):
            drawn.append(svg.text(str(on.year), column.x, top + 36, "fig-ink2", anchor="middle"))
        before = on
    return "".join(drawn)


def balusters(ground: Ground) -> str:
    return "".join(
        svg.line(
            "fig-baluster",
            column.x,
            ground.treads[column.rung],
            column.x,
            ground.rail_y(column.rung),
        )
        for column in ground.columns
    )


def rails(ground: Ground) -> str:
    """Every rail with the post and ball it begins at; the last one with the post at now."""
    drawn = []
    for rail in ground.rails:
        drawn.append(svg.path("fig-rail", *rail))
        drawn.append(_post(ground, rail[0], "fig-post", 8.8))
    if ground.rails and not ground.ladder.is_stopped:
        drawn.append(_post(ground, ground.rails[-1][-1], "fig-post-now", 11))
    return "".join(drawn)


def _post(ground: Ground, at: tuple[float, float], cls: str, ball: float) -> str:
    x, rail = at
    foot = rail + ground.ladder.rail_limit * POINT
    return svg.line(cls, x, foot - 3, x, rail - 11) + svg.circle(
        "fig-rail-fill", x, rail - 12, ball
    )


def tread_now(ground: Ground) -> str:
    if not ground.stays or ground.ladder.is_stopped:
        return ""
    stay = ground.stays[-1]
    y = ground.treads[stay.rung]
    return svg.line("fig-tread-now", stay.left + 4, y, stay.right - 4, y)


def proposed(ground: Ground, words: LadderWords) -> tuple[str, tuple[Box, ...]]:
    """The undecided step: dashed outline, dotted rail, its words; and the room they take."""
    index = ground.ladder.next_rung
    if index is None:
        return "", ()
    left, right = ground.end, ground.end + PROPOSED_WIDE
    tread, rail = ground.treads[index], ground.rail_y(index)
    outline = svg.path("fig-undecided", (left + 16, tread), (right, tread), (right, 0))
    drawn, boxes = [outline], [Box(left, tread - 4, right + 4, tread + 4)]
    if ground.rails:
        x, y = ground.rails[-1][-1]
        y -= 4 if rail < y else -6
        dotted = ((x + 16, y), (x + 34, rail), (right, rail))
        drawn.append(svg.path("fig-rail-dotted", *dotted))
        boxes += [
            Box(min(a[0], b[0]), min(a[1], b[1]) - 4, max(a[0], b[0]), max(a[1], b[1]) + 4)
            for a, b in pairwise(dotted)
        ]
    return _undecided_words(ground, words, index, drawn, boxes)


def _undecided_words(
    ground: Ground, words: LadderWords, index: int, drawn: list[str], boxes: list[Box]
) -> tuple[str, tuple[Box, ...]]:
    present = ground.treads[ground.columns[-1].rung] if ground.columns else 0.0
    x, y = ground.end + 20, min(max(ground.treads[index], present) + 23, -46)
    name = words.proposed_step.format(number=ground.ladder.rungs[index].number)
    said = wrap(words.proposed, PROPOSED_WIDE - 26, 14, lines=3)
    drawn.append(svg.text(name, x, y, "fig-ink fig-b", room=PROPOSED_WIDE - 26))
    drawn.append(svg.lines_of_text(said, x, y + 18, "fig-ink", pitch=18))
    boxes.append(Box(ground.end, y - 14, ground.end + PROPOSED_WIDE + 4, 0))
    return svg.group("fig-proposed", *drawn, data_rung=index), tuple(boxes)


def closed(ground: Ground, *, uid: str) -> str:
    """The ceiling of the order across the whole width, and the rungs above it hatched."""
    y = ground.ceiling_y
    if y is None:
        return ""
    line = svg.line("fig-ceiling", FIRST_X - 2, y, ground.right - 3, y)
    if not ground.has_closed_rungs:
        return line
    left, right = ground.right - CLOSED_WIDE, ground.right - 4
    return svg.hatched(Box(left, ground.treads[-1], right, y), uid=f"{uid}-hatch") + line
