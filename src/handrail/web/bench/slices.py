"""How long things take, compared so that it can be believed.

Wall time on a shared machine drifts. So two things are compared in slices taken in turn (base,
page, base), each pair gives a ratio, and the median of the ratios counts. When the ratios lie
further apart than 15 %, the figure is called too noisy.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import mean, median

NOISY = 0.15
Act = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """The median ratio of several pairs, with the lowest and the highest."""

    median: float
    lowest: float
    highest: float

    @property
    def is_noisy(self) -> bool:
        return self.highest - self.lowest > NOISY * self.median

    def __str__(self) -> str:
        noise = f", too noisy: {self.lowest:.2f} to {self.highest:.2f}" if self.is_noisy else ""
        return f"{self.median:.2f}{noise}"


def ratio_of(ratios: Sequence[float]) -> Ratio:
    """Raises ValueError without any."""
    return Ratio(median(ratios), min(ratios), max(ratios))


def percentile(seconds: Sequence[float], share: float) -> float:
    """The time that this share of the requests stayed within (nearest rank)."""
    ordered = sorted(seconds)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def timed(act: Act) -> float:
    """Seconds that one call took."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def a_slice(act: Act, seconds: float, *, at_least: int = 5) -> list[float]:
    """The times of calls one after another, for so long."""
    until, found = time.perf_counter() + seconds, list[float]()
    while time.perf_counter() < until or len(found) < at_least:
        found.append(timed(act))
    return found


@dataclass(frozen=True)
class Comparison:
    """A page beside its base: `ratio` of what `measure` says of a slice, and every time taken."""

    ratio: Ratio
    times: tuple[float, ...]
    base_times: tuple[float, ...]


def compared(
    act: Act,
    base: Act,
    *,
    pairs: int,
    seconds: float,
    measure: Callable[[Sequence[float]], float] = median,
) -> Comparison:
    """`pairs` times base, act, base; each compares `act` with the mean of the bases beside it."""
    ratios, times, base_times = [], list[float](), list[float]()
    for _ in range(pairs):
        before, during, after = (a_slice(one, seconds) for one in (base, act, base))
        ratios.append(measure(during) / mean((measure(before), measure(after))))
        times += during
        base_times += before + after
    return Comparison(ratio_of(ratios), tuple(times), tuple(base_times))


def p95(seconds: Sequence[float]) -> float:
    """The slowest but one in twenty."""
    return percentile(seconds, 0.95)
