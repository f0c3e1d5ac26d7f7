"""Rectangles of things already drawn, and a free place for the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handrail.core.figures.lettering import width


@dataclass(frozen=True)
class Box:
    """In drawing units; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def at(cls, left: float, top: float, width: float, height: float) -> Box:
        return cls(left, top, left + width, top + height)

    @classmethod
    def around(cls, x: float, y: float, reach: float) -> Box:
        return cls(x - reach, y - reach, x + reach, y + reach)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def is_free(self, taken: Iterable[Box]) -> bool:
        return not any(self.meets(other) for other in taken)


def first_free(candidates: Iterable[Box], taken: Iterable[Box], *, margin: float = 4) -> Box | None:
    """The first candidate with `margin` of air round it, or None."""
    others = tuple(taken)
    return next((box for box in candidates if box.grown(margin).is_free(others)), None)


def text_box(
    words: str, x: float, y: float, *, size: float = 14, anchor: str = "start", bold: bool = False
) -> Box:
    """The room one line of text takes; `y` is its baseline."""
    wide = width(words, size, bold=bold)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Box(left, y - size * 0.8, left + wide, y + size * 0.25)
