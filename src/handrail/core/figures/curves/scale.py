"""An upright scale with its figures, and labels that do not touch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box, text_box
from handrail.core.figures.wording import figure

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Scale:
    """`low` stands at y = bottom, `high` at y = top."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        part = (value - self.low) / ((self.high - self.low) or 1)
        return self.bottom - part * (self.bottom - self.top)

    def ticks(self) -> tuple[float, ...]:
        """At most seven round values."""
        span = self.high - self.low
        step = next((step for step in _STEPS if span / step <= 6), span / 6 or 1)
        count = int(span / step + 1e-9)
        return tuple(self.low + i * step for i in range(count + 1))

    def figures(self, x: float, values: Iterable[float]) -> str:
        return "".join(
            svg.text(figure(v), x, self.y(v) + 4.5, "fig-ink2", size=13, anchor="end")
            for v in values
        )


def free_labels(
    labels: Iterable[tuple[str, float, str]], y: float, limit: float, *, size: float = 13
) -> str:
    """Labels (words, x, class) on one line, each where it touches no earlier one, or not at all."""
    taken: list[Box] = []
    drawn = []
    for said, x, cls in labels:
        box = text_box(said, x, y, size=size, anchor="middle", bold="fig-b" in cls)
        shift = max(0.0, -box.left) - max(0.0, box.right - limit)
        box = Box(box.left + shift, box.top, box.right + shift, box.bottom)
        if box.grown(3).is_free(taken):
            taken.append(box)
            drawn.append(svg.text(said, x + shift, y, cls, size=size, anchor="middle"))
    return "".join(drawn)


def along(points: Iterable[tuple[float, float]]) -> list[Box]:
    """The room of a line through the points, as small boxes on it."""
    boxes = []
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) // 6))
        boxes += [
            Box.around(x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps, 3)
            for i in range(steps + 1)
        ]
    return boxes
