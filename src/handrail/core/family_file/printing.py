"""A replay as lines of plain text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from handrail.core.family_file.replay import Replay, ReplayedContact, all_reasons
from handrail.core.family_file.values import Family
from handrail.core.therapy.alarms import CATALOGUE

_SETTLED = {True: "settled", False: "not settled", None: "not counted"}
_CHANGE = {
    "reliable_improvement": "reliable change, better",
    "reliable_worsening": "reliable change, worse",
    "no_reliable_change": "no reliable change",
    "not_computable": "not computable",
}


def lines_of(result: Replay, family: Family) -> Iterator[str]:
    """One block for the contacts, then goals, measures and rungs the order refuses."""
    yield f"{result.case}: {len(result.contacts)} contacts through {result.rule.id}"
    yield f"  rule version {result.rule.version[:12]}; every number in it is a practice setting"
    yield from _contacts(result, family)
    if result.goal_attainment_t:
        yield "\nGoal attainment (T; 50 is the expected outcome; see the goals' own steps)"
        for label, value in result.goal_attainment_t.items():
            yield f"  {label:<12} {value:5.1f}"
    if result.change:
        yield "\nMeasures, first to last interpretable score"
        for key, change in result.change.items():
            first, last = _figure(change.first), _figure(change.last)
            yield f"  {key:<28} {first:>3} to {last:>3}  {_CHANGE[change.label]}"
    if result.refused:
        yield "\nNot permitted by the order in force"
        for rung in result.refused:
            pair = f"{family.given(rung.child)} with {family.given(rung.parent)}"
            yield f"  {pair}, {rung.rung}: {rung.text.split('; the order')[0]}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _contacts(result: Replay, family: Family) -> Iterator[str]:
    pair = None
    for one in result.contacts:
        if (one.child, one.parent) != pair:
            pair = (one.child, one.parent)
            yield f"\n{family.given(one.child)} with {family.given(one.parent)}"
        yield from _contact(one, family)


def _contact(one: ReplayedContact, family: Family) -> Iterator[str]:
    settled = _SETTLED[one.proposal.settled]
    if one.proposal.settled is None and one.proposal.judgement.counted:
        settled = "not known yet"
    decided = f", decided {one.decided}" if one.decided else ""
    head = f"  {one.session:<5} {one.on.isoformat()}  {one.rung:<4} {settled:<15}"
    yield f"{head} {one.proposal.move}{decided}"
    for reason in all_reasons(one):
        yield f"        {reason.text}"
    if one.coded_to:
        yield f"        coded to {family.given(one.coded_to)}, not to the child"
    for alarm in one.alarms:
        known = CATALOGUE[alarm.id]
        yield f"        ! {known.name}: {alarm.text}; opens {known.opens}"
    for review in one.proposal.judgement.reviews:
        yield f"        opens a review ({review.replace('_', ' ')})"
