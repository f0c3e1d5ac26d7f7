"""The cycle of disconnection: who does what next, in a ring. Nobody is the first.

Source: seed row M30, clinical §3.2. Where the drawing begins says nothing: the same ring gives the
same picture, whichever part was written down first. No line is coloured and no part is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box
from handrail.core.figures.figure import Figure, Table
from handrail.core.figures.lettering import plain, wrap
from handrail.core.figures.wording import sentence

WIDE, NARROW = 1152.0, 354.0
GAP, AIR, PITCH = 64.0, 16.0, 19.0
MOST_PARTS = 8


@dataclass(frozen=True)
class Part:
    """One part of the ring: somebody by given name, and what they do."""

    who: str
    does: str


@dataclass(frozen=True)
class Cycle:
    """The parts in their order; the last leads to the first. Raises ValueError for under two."""

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not 2 <= len(self.parts) <= MOST_PARTS:
            raise ValueError(f"a ring has two to {MOST_PARTS} parts, not {len(self.parts)}")


@dataclass(frozen=True, kw_only=True)
class CycleWords:
    """Every word on the picture and in its table."""

    title: str = "The cycle, who does what next"
    told: str = "{who}: {does}; then {next}"
    summary: str = "It goes round: nobody is the first, and where the picture begins says nothing"
    headers: tuple[str, ...] = ("Who", "Does", "Then")


def draw(cycle: Cycle, *, uid: str, words: CycleWords | None = None) -> Figure:
    """The ring, wide (1152) and for a phone (354), and its table.

    uid: begins the ids inside the page. Raises ValueError when it cannot be one.
    """
    words = words or CycleWords()
    parts = plain(_turned(cycle.parts))
    told = " ".join(_told(part, after, words) for part, after in _pairs(parts))
    rows = tuple((part.who, part.does, after.who) for part, after in _pairs(parts))
    return Figure(
        title=words.title,
        svg_wide=_draw_wide(parts, words, uid, told),
        svg_narrow=_draw_narrow(parts, words, f"{uid}-n", told),
        summary=sentence(words.summary),
        description=told,
        table=Table(words.headers, rows),
    )


def _turned(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The ring turned so that what was written first does not show."""
    turns = [parts[at:] + parts[:at] for at in range(len(parts))]
    return min(turns, key=lambda turn: [(part.who.casefold(), part.does) for part in turn])


def _pairs(parts: tuple[Part, ...]) -> list[tuple[Part, Part]]:
    return list(zip(parts, (*parts[1:], parts[0]), strict=True))


def _told(part: Part, after: Part, words: CycleWords) -> str:
    return sentence(words.told.format(who=part.who, does=part.does.rstrip("."), next=after.who))


def _draw_wide(parts: tuple[Part, ...], words: CycleWords, uid: str, told: str) -> str:
    over = (len(parts) + 1) // 2
    width = min(320.0, (WIDE - GAP * (over - 1)) / over)
    lines = [wrap(part.does, width - 2 * AIR, 15, lines=5) for part in parts]
    high = _height(max(map(len, lines)))
    top = _row(over, width, 2, high)
    below = _row(len(parts) - over, width, 2 + high + GAP, high)
    boxes = [*top, *reversed(below)]
    drawn = [_box(part, told_, box) for part, told_, box in zip(parts, lines, boxes, strict=True)]
    return svg.drawing(
        *_ways(boxes, over),
        *drawn,
        uid=uid,
        cls="fig-wide",
        view=(0, 0, WIDE, below[0].bottom + 4),
        title=words.title,
        description=told,
    )


def _height(lines: int) -> float:
    return 2 * AIR + 20 + lines * PITCH


def _row(count: int, width: float, top: float, high: float) -> list[Box]:
    """Boxes side by side, in the middle of the picture."""
    whole = count * width + (count - 1) * GAP
    left = (WIDE - whole) / 2
    return [Box.at(left + at * (width + GAP), top, width, high) for at in range(count)]


def _box(part: Part, lines: tuple[str, ...], box: Box) -> str:
    name = svg.text(
        part.who, box.left + AIR, box.top + AIR + 13, "fig-ink fig-b", size=16,
        room=box.width - 2 * AIR,
    )  # fmt: skip
    does = svg.lines_of_text(
        lines, box.left + AIR, box.top + AIR + 36, "fig-ink", size=15, pitch=PITCH
    )
    ground = svg.rect("fig-person", box.left, box.top, box.width, box.height, round_=8)
    return svg.group("", ground, name, does)


def _ways(boxes: list[Box], over: int) -> list[str]:
    """Arrows along the upper row, down, back along the lower row, and up again."""
    found = [_across(one, after) for one, after in pairwise(boxes[:over])]
    found += [_across(one, after) for one, after in pairwise(boxes[over:])]
    right, left = boxes[over - 1], boxes[0]
    found.append(_turn(right, boxes[over], right.left + right.width * 0.75, down=True))
    found.append(_turn(boxes[-1], left, left.left + left.width * 0.25, down=False))
    return found


def _across(one: Box, after: Box) -> str:
    y = (one.top + one.bottom) / 2
    start, end = (one.right, after.left) if after.left > one.right else (one.left, after.right)
    return _arrow((start, y), (end, y))


def _turn(one: Box, after: Box, x: float, *, down: bool) -> str:
    """From the upper row to the lower at `x`, or back; round the corner where they lie apart."""
    upper, lower = (one, after) if down else (after, one)
    middle = (lower.top + lower.bottom) / 2
    if lower.left < x < lower.right:
        ends = ((x, upper.bottom), (x, lower.top))
        return _arrow(*ends) if down else _arrow(*reversed(ends))
    side = lower.right if x > lower.right else lower.left
    bend = ((x, upper.bottom), (x, middle), (side, middle))
    return _arrow(*bend) if down else _arrow(*reversed(bend))


def _arrow(*points: tuple[float, float]) -> str:
    """A line that ends in a head, short of what it leads to."""
    (x0, y0), (x, y) = points[-2:]
    along = (0.0, 1.0) if x == x0 else (1.0, 0.0)
    sign = 1 if (x - x0) + (y - y0) > 0 else -1
    dx, dy = along[0] * sign, along[1] * sign
    x, y = x - 3 * dx, y - 3 * dy
    back = (x - 12 * dx, y - 12 * dy)
    head = ((x, y), (back[0] + 6 * dy, back[1] + 6 * dx), (back[0] - 6 * dy, back[1] - 6 * dx))
    return svg.path("fig-kin", *points[:-1], back) + svg.path("fig-point", *head, closed=True)


def _draw_narrow(parts: tuple[Part, ...], words: CycleWords, uid: str, told: str) -> str:
    left, gap, top = 26.0, 30.0, 2.0
    boxes, drawn = [], []
    for part in parts:
        lines = wrap(part.does, NARROW - left - 2 - 2 * AIR, 15, lines=6)
        box = Box.at(left, top, NARROW - left - 2, _height(len(lines)))
        boxes.append(box)
        drawn.append(_box(part, lines, box))
        top = box.bottom + gap
    middle = NARROW / 2 + 10
    ways = [_arrow((middle, one.bottom), (middle, after.top)) for one, after in pairwise(boxes)]
    first, last = [(box.top + box.bottom) / 2 for box in (boxes[0], boxes[-1])]
    ways.append(_arrow((left, last), (6, last), (6, first), (left, first)))
    return svg.drawing(
        *ways,
        *drawn,
        uid=uid,
        cls="fig-narrow",
        view=(0, 0, NARROW, top - gap + 4),
        title=words.title,
        description=told,
    )
