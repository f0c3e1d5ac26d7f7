"""People who must not meet on the way: in one session, on one day, in one gap between two doors.

The safety interviews and the orders say who is kept apart; this says whether a plan keeps to it.
Source: clinical §2.4 (T-0), §3.5, §9 row 14. The minutes are a practice setting (DESIGN).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

GAP_MINUTES = 15
"""Two people kept apart come and go with at least so much time between them. DESIGN."""

KEEPS_APART = ("separate_arrivals", "no_direct_handover", "separate_days", "no_joint_sessions")
"""Measures of the safety interviews that keep two sides of a family apart."""

Pair = frozenset[str]


@dataclass(frozen=True)
class Coming:
    """Somebody comes and goes, in minutes of the day; leaves None: not said."""

    person: str
    at: int
    leaves: int | None = None


@dataclass(frozen=True, kw_only=True)
class Together:
    """One session as far as this rule sees it. planned: the one that is being planned."""

    present: frozenset[str]
    comings: tuple[Coming, ...] = ()
    planned: bool = False


def pairs_apart(
    measures: Iterable[str], parents: Sequence[str], forbidden: Iterable[tuple[str, str]]
) -> frozenset[Pair]:
    """Who is kept apart from whom. forbidden: (protected, restrained) of the orders in force."""
    found = {frozenset(pair) for pair in forbidden if pair[0] != pair[1]}
    if set(measures) & set(KEEPS_APART):
        found |= {frozenset(pair) for pair in combinations(parents, 2)}
    return frozenset(found)


def against_meeting(
    day: Sequence[Together],
    *,
    apart: frozenset[Pair],
    measures: Iterable[str],
    names: Mapping[str, str],
) -> tuple[str, ...]:
    """Everything on one day that would let two people meet who are kept apart, as sentences.

    Only what the session being planned has a part in is said.
    """
    planned = [one for one in day if one.planned]
    found = [text for one in planned for text in _in_one_session(one, apart, names)]
    found += _in_one_gap(day, apart, names)
    if "separate_days" in measures:
        found += _on_one_day(day, apart, names)
    return tuple(dict.fromkeys(found))


def _in_one_session(
    one: Together, apart: frozenset[Pair], names: Mapping[str, str]
) -> Iterator[str]:
    for pair in combinations(sorted(one.present), 2):
        if frozenset(pair) in apart:
            yield (
                f"{_both(pair, names)} are kept apart and would be in one session. "
                "Plan a session for each of them."
            )


def _in_one_gap(
    day: Sequence[Together], apart: frozenset[Pair], names: Mapping[str, str]
) -> Iterator[str]:
    for one, other in _pairs_with_planned(day, within=True):
        for a in one.comings:
            for b in other.comings:
                if frozenset((a.person, b.person)) not in apart:
                    continue
                if one is other and a.person > b.person:
                    continue  # within one session each pair once
                for first, second in _too_close(a, b):
                    yield (
                        f"{_both((a.person, b.person), names)} would come or go at "
                        f"{_clock(first)} and {_clock(second)}. They are kept apart: leave at "
                        f"least {GAP_MINUTES} minutes between them (practice setting)."
                    )


def _on_one_day(
    day: Sequence[Together], apart: frozenset[Pair], names: Mapping[str, str]
) -> Iterator[str]:
    for one, other in _pairs_with_planned(day, within=False):
        for a in sorted(_whoever(one)):
            for b in sorted(_whoever(other)):
                if frozenset((a, b)) in apart:
                    yield (
                        f"{_both((a, b), names)} would come on the same day. The safety measures "
                        "say separate days: choose another day."
                    )


def _whoever(one: Together) -> set[str]:
    return set(one.present) | {coming.person for coming in one.comings}


def _pairs_with_planned(
    day: Sequence[Together], *, within: bool
) -> Iterator[tuple[Together, Together]]:
    for one in day:
        if one.planned and within:
            yield one, one
        yield from ((one, other) for other in day if one.planned and not other.planned)


def _too_close(a: Coming, b: Coming) -> Iterator[tuple[int, int]]:
    for first in (a.at, a.leaves):
        for second in (b.at, b.leaves):
            if first is None or second is None:
                continue
            if abs(first - second) < GAP_MINUTES:
                yield first, second


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _both(pair: Sequence[str], names: Mapping[str, str]) -> str:
    given = sorted(names.get(one, one) for one in pair)
    return f"{given[0]} and {given[1]}"
