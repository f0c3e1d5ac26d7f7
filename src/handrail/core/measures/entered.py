"""Scores that staff enter as totals: their shape, and whether they can be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from handrail.core.measures.catalogue import Catalogue
from handrail.core.measures.instrument import Instrument, Scale, ScoreOnly


class Sortable(Protocol):
    """A date, a week number: anything that comes before or after its like."""

    def __lt__(self, other: Any, /) -> bool: ...


@dataclass(frozen=True)
class EnteredScore:
    """What one person filled in about one person at one time.

    `instrument`, `respondent` and `about` are ids; `total` and `subscales` are points;
    `interpretable` is False for, say, a parent without contact in the time asked about.
    """

    instrument: str
    respondent: str
    about: str
    order_key: Sortable
    total: int | None = None
    subscales: Mapping[str, int] = field(default_factory=dict)
    interpretable: bool = True


def problems_with_entered(
    catalogue: Catalogue,
    instrument_id: str,
    total: int | None,
    subscales: Mapping[str, int],
) -> list[str]:
    """Every reason why entered points cannot be right, as sentences; empty if there is none.

    Points lie in the range of their scale, and a total equals the sum of its subscales when all
    of them are given. An instrument nobody describes here is taken as entered.
    """
    instrument = catalogue.instruments.get(instrument_id)
    if instrument is not None:
        return [*_out_of_range(instrument, total, subscales), *_sum(instrument, total, subscales)]
    listed = catalogue.score_only.get(instrument_id)
    return _listed_range(listed, total) if listed else []


def _out_of_range(
    instrument: Instrument, total: int | None, subscales: Mapping[str, int]
) -> list[str]:
    problems = []
    if total is not None:
        problems += _points(instrument, "total", instrument.total, total)
    for name, points in subscales.items():
        problems += _points(instrument, name, instrument.scale(name), points)
    return problems


def _points(instrument: Instrument, name: str, scale: Scale | None, points: int) -> list[str]:
    if scale is None:
        known = ", ".join(scale.id for scale in instrument.scales) or "none"
        return [f"{instrument.id} has no {name}; its scales: {known}."]
    if scale.minimum <= points <= scale.maximum:
        return []
    return [_outside(f"{instrument.id} {name}", points, scale.minimum, scale.maximum)]


def _sum(instrument: Instrument, total: int | None, subscales: Mapping[str, int]) -> list[str]:
    parts = [scale.id for scale in instrument.parts]
    if total is None or not parts or not set(parts) <= set(subscales):
        return []
    added = sum(subscales[name] for name in parts)
    if added == total:
        return []
    sum_of = " + ".join(parts)
    return [f"{instrument.id} total is {total}, but {sum_of} add up to {added}: copied wrongly?"]


def _listed_range(listed: ScoreOnly, total: int | None) -> list[str]:
    if total is None or listed.minimum is None or listed.maximum is None:
        return []
    if listed.minimum <= total <= listed.maximum:
        return []
    return [_outside(f"{listed.id} total", total, listed.minimum, listed.maximum)]


def _outside(what: str, points: int, minimum: int, maximum: int) -> str:
    return f"{what} is {points}; it runs from {minimum} to {maximum} points."
