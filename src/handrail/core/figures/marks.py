"""The marks of a contact, the same on every drawing: shape first, word beside it, colour last."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

from handrail.core.figures import svg
from handrail.core.figures.wording import figure

MarkKind = Literal["settled", "unsettled", "waiting", "not_held", "unplanned"]

DOT, RING, DIAMOND, OCTAGON, HALO = 6.6, 4.2, 9.5, 10.5, 2.2
SPREAD = 15.0


@dataclass(frozen=True)
class Rating:
    """Distress 0-10 before, at worst and after; None: not rated."""

    before: float | None = None
    peak: float | None = None
    after: float | None = None

    @property
    def is_empty(self) -> bool:
        return self.before is self.peak is self.after is None

    @property
    def highest(self) -> float:
        return max((v for v in (self.before, self.peak, self.after) if v is not None), default=0)


def diamond(x: float, y: float, reach: float = DIAMOND) -> str:
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    return svg.path("fig-mark-stop", *corners, closed=True)


def octagon(x: float, y: float, reach: float = OCTAGON) -> str:
    """The sign for a stop: eight corners with a bar."""
    turns = [pi / 8 + corner * pi / 4 for corner in range(8)]
    outline = [(x + reach * cos(turn), y + reach * sin(turn)) for turn in turns]
    bar = svg.line("fig-stop-bar", x - reach * 0.48, y, x + reach * 0.48, y)
    return svg.path("fig-mark-stop", *outline, closed=True) + bar


def triangle_open(x: float, y: float, reach: float = 6) -> str:
    corners = ((x, y - reach), (x + reach, y + reach * 0.8), (x - reach, y + reach * 0.8))
    return svg.path("fig-hollow", *corners, closed=True)


def triangle_down(x: float, y: float, reach: float = 7.5) -> str:
    corners = ((x - reach, y - reach * 0.8), (x + reach, y - reach * 0.8), (x, y + reach * 0.9))
    return svg.path("fig-mark-stop", *corners, closed=True)


def bell(x: float, y: float) -> str:
    """A small bell round the point (x, y), 14 wide and 16 high."""
    a, b = svg.number(x - 7), svg.number(y + 4)
    dome = svg.element(
        "path",
        "fig-stop-fill",
        d=f"M{a} {b}c2.2-1.6 2-4 2.2-6.4c.3-6.8 9.3-6.8 9.6 0c.2 2.4 0 4.8 2.2 6.4z",
    )
    return dome + svg.element(
        "path",
        "fig-stop-fill",
        d=f"M{svg.number(x - 2.4)} {svg.number(y + 5.4)}h4.8a2.4 2.4 0 0 1-4.8 0z",
    )


def flag(x: float, y: float, number: int) -> str:
    """A numbered flag whose foot stands at (x, y); 20 wide and 24 high."""
    pole = svg.line("fig-stop-line", x, y, x, y - 8)
    ground = svg.rect("fig-flag", x - 10, y - 24, 20, 16, round_=4)
    return (
        pole
        + ground
        + svg.text(str(number), x, y - 11.5, "fig-stop fig-b", size=12.5, anchor="middle")
    )


def arrow_down(x: float, top: float, bottom: float) -> str:
    head = svg.path("fig-arrow", (x - 8, bottom - 9), (x, bottom), (x + 8, bottom - 9))
    return svg.path("fig-arrow", (x, top), (x, bottom)) + head


def dot(x: float, y: float, kind: MarkKind, reach: float = DOT) -> str:
    """The mark that says how a contact went, at its peak."""
    if kind == "unsettled":
        return diamond(x, y, reach * DIAMOND / DOT)
    if kind == "waiting":
        return svg.circle("fig-waiting", x, y, reach)
    if kind == "not_held":
        return svg.circle("fig-hollow", x, y, reach)
    return svg.circle("fig-dot", x, y, reach)


def standing(
    x: float,
    foot: float,
    rating: Rating,
    kind: MarkKind,
    *,
    point: float = 10,
    spread: tuple[float, float] = (-SPREAD, SPREAD),
    reach: float = DOT,
) -> str:
    """A contact upright on its own tread: before (ring), peak (dot), after (tick), joined.

    foot: y of the tread, which is distress 0. point: height of one point of distress.
    spread: how far before and after stand aside. reach: half the size of the mark at the peak.
    """
    if kind == "not_held" or rating.is_empty:
        return dot(x, foot, kind, reach)
    places = [
        (x + aside, foot - value * point)
        for aside, value in (
            (spread[0], rating.before),
            (0, rating.peak),
            (spread[1], rating.after),
        )
        if value is not None
    ]
    tone = "stop" if kind == "unsettled" else "ink"
    small = reach / DOT
    drawn = [svg.path(f"fig-joint fig-line-{tone}", *places)] if len(places) > 1 else []
    if rating.after is not None:
        end, middle = foot - rating.after * point, x + spread[1]
        tick = svg.line(
            f"fig-tick fig-line-{tone}", middle - 6.5 * small, end, middle + 6.5 * small, end
        )
        drawn.append(tick)
    if rating.before is not None:
        start = foot - rating.before * point
        drawn.append(svg.circle(f"fig-ring fig-line-{tone}", x + spread[0], start, RING * small))
    if rating.peak is not None:
        drawn.append(dot(x, foot - rating.peak * point, kind, reach))
    return "".join(drawn)


def lying(zero: float, y: float, rating: Rating, kind: MarkKind, *, point: float) -> str:
    """The same on a line of its own, 0 at `zero` and higher distress to the right."""
    values = [v for v in (rating.before, rating.peak, rating.after) if v is not None]
    if kind == "not_held" or not values:
        return ""
    tone = "stop" if kind == "unsettled" else "ink"
    ends = zero + min(values) * point, zero + max(values) * point
    drawn = [svg.line(f"fig-joint fig-line-{tone}", ends[0], y, ends[1], y)]
    if rating.after is not None:
        x = zero + rating.after * point
        drawn.append(svg.line(f"fig-tick fig-line-{tone}", x, y - 6.5, x, y + 6.5))
    if rating.before is not None:
        drawn.append(svg.circle(f"fig-ring fig-line-{tone}", zero + rating.before * point, y, RING))
    if rating.peak is not None:
        drawn.append(dot(zero + rating.peak * point, y, kind, DOT * 0.85))
    return "".join(drawn)


def figures_text(
    rating: Rating, x: float, y: float, cls: str = "fig-ink", *, size: float = 14
) -> str:
    """The three figures under a mark, the peak bold: 5·8·5."""
    inside = f"{figure(rating.before)}·{svg.bold(figure(rating.peak))}·{figure(rating.after)}"
    return svg.rich_text(inside, x, y, cls, size=size, anchor="middle")
