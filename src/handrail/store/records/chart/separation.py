"""Whether a planned session keeps apart whom the measures and the orders of a case keep apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handrail.core.family_file.values import Arrival, Family
from handrail.core.law.orders import in_force
from handrail.core.therapy.apart import Coming, Together, against_meeting, pairs_apart


def against_plan(
    family: Family,
    *,
    on: date,
    present: Sequence[str],
    arrivals: Sequence[Arrival],
    instead_of: str = "",
) -> tuple[str, ...]:
    """Everything that would let two people meet who are kept apart on that day, as sentences.

    present: person ids. instead_of: the ref of the session that this plan takes the place of.
    """
    measures = family.safety.measures
    parents = [person.id for person in family.people if person.seat == "parent"]
    day = [Together(present=frozenset(present), comings=tuple(_comings(arrivals)), planned=True)]
    day += [
        Together(present=frozenset(one.present), comings=tuple(_comings(one.arrivals)))
        for one in family.sessions
        if one.planned and one.on == on and one.id != instead_of
    ]
    return against_meeting(
        day,
        apart=pairs_apart(measures, parents, _forbidden(family, on)),
        measures=measures,
        names={person.id: person.given for person in family.people},
    )


def _forbidden(family: Family, on: date) -> Iterator[tuple[str, str]]:
    for order in in_force(family.orders, on):
        for clause in order.clauses_of("NO_CONTACT"):
            for protected in clause.listed("protected"):
                for restrained in clause.listed("restrained"):
                    yield protected, restrained


def _comings(arrivals: Sequence[Arrival]) -> Iterator[Coming]:
    """Everybody who comes, and whoever brings them, at the same time."""
    for one in arrivals:
        at, leaves = _minute(one.at), _minute(one.leaves_at) if one.leaves_at else None
        for person in (one.person, one.brought_by):
            if person:
                yield Coming(person, at, leaves)


def _minute(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)
