"""The family map as the clinic draws it: people, homes, relations."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family, Person, Relation
from handrail.core.figures import family_map as drawing
from handrail.core.figures.family_map.family import RelationKind
from handrail.core.figures.figure import Figure
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import parents_of, people_in_order

KINDS: dict[str, RelationKind] = {
    "parent_of": "parent",
    "adoptive_parent_of": "parent",
    "step_parent_of": "parent",
    "guardian_of": "parent",
    "grandparent_of": "grandparent",
    "partner_of": "partner",
    "former_partner_of": "ex_partner",
}
"""Kinds of relation that get a line; brothers and sisters are seen by their parents."""


def family_map(family: Family, today: date) -> Figure:
    """Who is who and who lives where; nobody's line is coloured."""
    return drawing.draw(
        drawing.Family(
            people=tuple(_person(person) for person in people_in_order(family)),
            households=_households(family),
            relations=tuple(_relations(family)),
            on=today,
        ),
        uid="map",
    )


def home_names(family: Family) -> dict[str, str]:
    """Household -> "Mara’s home": after a parent who lives there, or whoever else does.

    A home is never told by its address. A further home of the same person gets a number.
    """
    people = [*parents_of(family), *people_in_order(family)]
    named: dict[str, str] = {}
    for home in dict.fromkeys(home for person in people for home in person.households):
        who = next(person.given for person in people if home in person.households)
        name, count = _("%s’s home") % who, 1
        while name in named.values():
            count += 1
            name = _("%(who)s’s home %(number)d") % {"who": who, "number": count}
        named[home] = name
    return named


def _person(person: Person) -> drawing.Person:
    return drawing.Person(
        id=person.id,
        name=person.given,
        line=words.said(words.SEATS, person.seat),
        born=words.partial_day(person.born),
        is_child=person.seat in ("child", "sibling"),
    )


def _households(family: Family) -> tuple[drawing.Household, ...]:
    return tuple(
        drawing.Household(
            id=home,
            name=name,
            members=tuple(
                drawing.Member(person.id)
                for person in people_in_order(family)
                if home in person.households
            ),
        )
        for home, name in home_names(family).items()
    )


def _relations(family: Family) -> list[drawing.Relation]:
    known = {person.id for person in family.people}
    told = [_relation(one) for one in family.relations if {one.from_, one.to} <= known]
    found = [one for one in told if one is not None]
    if not any(one.kind == "parent" for one in found):
        found += _from_ladders(family)
    return found


def _relation(one: Relation) -> drawing.Relation | None:
    kind = KINDS.get(one.kind)
    if kind is None or one.from_ == one.to:
        return None
    special = one.kind in ("step_parent_of", "guardian_of", "adoptive_parent_of")
    told = [words.said(words.RELATIONS, one.kind).removesuffix(" " + _("of"))] if special else []
    if one.until:
        told.append(_("until %s") % words.partial_day(one.until))
    return drawing.Relation(kind=kind, person=one.from_, of=one.to, line=", ".join(told))


def _from_ladders(family: Family) -> list[drawing.Relation]:
    """Where nobody wrote the relations down: the parents of the children a ladder is about."""
    children = {ladder.child for ladder in family.ladders}
    return [
        drawing.Relation(kind="parent", person=parent.id, of=child)
        for child in sorted(children)
        for parent in parents_of(family)
    ]
