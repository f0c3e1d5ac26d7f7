"""The scores of one measure over time, as they are to be drawn.

Source: clinical §5.3 (reliable change, cut-off).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Score:
    """value: None when not answered or not interpretable. label: as "week 10"; else the date."""

    on: date
    value: float | None
    label: str = ""


@dataclass(frozen=True)
class CutOff:
    """Where one looks closer: at `value` and above, or and below. label: said on the line."""

    value: float
    label: str
    above: bool = True


@dataclass(frozen=True)
class Change:
    """From the first to the last score; threshold: the least change that counts as reliable."""

    first: float
    last: float
    verdict: Literal["reliable", "not_reliable", "not_computable"]
    threshold: float | None = None


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One measure, one respondent, about one person. low, high: the ends of its scale.

    note: a sentence more, as who is not asked and why. Raises ValueError listing every mistake.
    """

    title: str
    measure: str
    scores: tuple[Score, ...]
    low: float = 0
    high: float
    cut_off: CutOff | None = None
    change: Change | None = None
    note: str = ""

    def __post_init__(self) -> None:
        mistakes = [
            f"score of {score.on}: {score.value:g} must be {self.low:g} to {self.high:g}"
            for score in self.scores
            if score.value is not None and not self.low <= score.value <= self.high
        ]
        if list(self.scores) != sorted(self.scores, key=lambda score: score.on):
            mistakes.append("scores: give them in time order")
        if self.low >= self.high:
            mistakes.append(f"scale: {self.low:g} to {self.high:g} is empty")
        if mistakes:
            raise ValueError("; ".join(mistakes))

    @property
    def given(self) -> tuple[Score, ...]:
        return tuple(score for score in self.scores if score.value is not None)

    @property
    def shown_high(self) -> float:
        """The top of the picture: a round value over everything shown, within the scale."""
        shown = [score.value for score in self.scores if score.value is not None]
        if self.cut_off:
            shown.append(self.cut_off.value + (self.high - self.low) * 0.1)
        highest = max(shown, default=self.high)
        step = 5 if self.high - self.low > 12 else 1
        return min(self.high, self.low + ceil((highest - self.low) / step + 0.2) * step)
