"""Who belongs to the family and who lives where, on a day. Neutral: nobody is marked good or bad.

Source: clinical §3.8 (people, households many-to-many and dated, relations), seed M14.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

RelationKind = Literal["parent", "grandparent", "partner", "ex_partner"]


@dataclass(frozen=True, kw_only=True)
class Person:
    """line: a few words under the name. born: as far as it is known, in words."""

    id: str
    name: str
    line: str = ""
    born: str = ""
    is_child: bool = False


@dataclass(frozen=True)
class Member:
    """A person of a household; how: as "alternate weekends", or since when."""

    person: str
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class Household:
    id: str
    name: str
    members: tuple[Member, ...] = ()

    def has(self, person: str) -> bool:
        return any(member.person == person for member in self.members)


@dataclass(frozen=True, kw_only=True)
class Relation:
    """`person` is the parent (grandparent, partner, ex-partner) of `of`. line: more, as a date."""

    kind: RelationKind
    person: str
    of: str
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class Family:
    """The family as it was on a day. Raises ValueError listing every mistake."""

    people: tuple[Person, ...]
    households: tuple[Household, ...] = ()
    relations: tuple[Relation, ...] = ()
    on: date

    def __post_init__(self) -> None:
        if mistakes := tuple(_mistakes(self)):
            raise ValueError("; ".join(mistakes))

    def homes(self, person: str) -> tuple[Household, ...]:
        return tuple(home for home in self.households if home.has(person))


def _mistakes(family: Family) -> Iterator[str]:
    known = [person.id for person in family.people]
    for id_ in sorted({id_ for id_ in known if known.count(id_) > 1}):
        yield f"person {id_}: stands here twice"
    for home in family.households:
        for member in home.members:
            if member.person not in known:
                yield f"household {home.id}: no person {member.person}"
    for relation in family.relations:
        for id_ in (relation.person, relation.of):
            if id_ not in known:
                yield f"relation {relation.kind}: no person {id_}"
        if relation.person == relation.of:
            yield f"relation {relation.kind}: {relation.person} cannot be their own"
