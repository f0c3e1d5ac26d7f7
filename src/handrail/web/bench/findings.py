"""The figures of a bench run, and whether they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from handrail.web.bench.slices import Ratio

MOST_GROWTH = 2.0
MOST_QUERIES = 8
MOST_TIMES_BARE = 7.0
MOST_TIMES_ALONE = 3.0
Answer = Literal["holds", "does not hold", "too noisy to say"]


@dataclass(frozen=True)
class PageFigures:
    """One page at one size. Times in seconds; per_second: with several people asking at once."""

    page: str
    per_second: float
    p50: float
    p95: float
    queries: tuple[int, int]
    times_bare: Ratio | None


@dataclass(frozen=True)
class SizeFigures:
    """One practice. peak: MiB, None where the system does not tell."""

    families: int
    pages: tuple[PageFigures, ...]
    raw_seconds: float
    peak: float | None
    while_signing_in: Ratio
    signed_in: int
    turned_away: int


@dataclass(frozen=True)
class Verdict:
    """One promise, what was found, and whether it holds."""

    promise: str
    found: str
    answer: Answer

    @property
    def holds(self) -> bool:
        return self.answer != "does not hold"


def verdicts(sizes: Sequence[SizeFigures], growth: Mapping[str, Ratio]) -> list[Verdict]:
    """Everything the bench promises. growth: page -> p95 at the largest size to the smallest."""
    largest = sizes[-1]
    timeline = next(one for one in largest.pages if one.page == "timeline")
    assert timeline.times_bare is not None
    return [
        *(
            Verdict(f"{page}: p95 grows by at most {MOST_GROWTH:g}×", str(ratio),
                    judged(ratio, MOST_GROWTH))
            for page, ratio in growth.items()
        ),
        *_queries(sizes),
        Verdict(f"timeline of 50: at most {MOST_TIMES_BARE:g}× the bare page",
                str(timeline.times_bare), judged(timeline.times_bare, MOST_TIMES_BARE)),
        *(
            Verdict(f"timeline while 8 sign in, {size.families} families: p95 at most"
                    f" {MOST_TIMES_ALONE:g}× alone",
                    str(size.while_signing_in), judged(size.while_signing_in, MOST_TIMES_ALONE))
            for size in sizes
        ),
    ]  # fmt: skip


def judged(ratio: Ratio, most: float) -> Answer:
    """A noisy figure decides nothing when the limit lies within its spread."""
    if ratio.is_noisy and ratio.lowest <= most < ratio.highest:
        return "too noisy to say"
    return "holds" if ratio.median <= most else "does not hold"


def _queries(sizes: Sequence[SizeFigures]) -> list[Verdict]:
    found = []
    for pages in zip(*(size.pages for size in sizes), strict=True):
        counts = {count for one in pages for count in one.queries}
        right = len(counts) == 1 and max(counts) <= MOST_QUERIES
        told = ", ".join(map(str, sorted(counts)))
        promise = f"{pages[0].page}: as many queries at few rows as at many, at most {MOST_QUERIES}"
        found.append(Verdict(promise, told, "holds" if right else "does not hold"))
    return found


def table(size: SizeFigures) -> list[str]:
    """The figures of one size as lines of text."""
    memory = "not told by this system" if size.peak is None else f"{size.peak:.0f} MiB"
    rush = f"{size.signed_in} let in, {size.turned_away} told to come back"
    head = f"{'page':10} {'per s':>7} {'p50 ms':>8} {'p95 ms':>8} {'queries':>8}  × bare page"
    return [
        f"{size.families} families",
        f"  {head}",
        *(f"  {_line(one)}" for one in size.pages),
        f"  the timeline's own query {size.raw_seconds * 1000:.2f} ms; peak memory {memory}",
        f"  timeline while people sign in: p95 {size.while_signing_in}× alone; {rush}",
    ]


def _line(one: PageFigures) -> str:
    queries = "/".join(map(str, one.queries))
    times = f"{one.p50 * 1000:8.1f} {one.p95 * 1000:8.1f}"
    bare = "" if one.times_bare is None else str(one.times_bare)
    return f"{one.page:10} {one.per_second:7.0f} {times} {queries:>8}  {bare}"
