"""The family map as the clinic draws it: people, homes, relations."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family, Person, Relation
from handrail.core.figures import family_map as drawing
from handrail.core.figures.family_map.family import RelationKind
from handrail.core.figures.figure import Figure
from handrail.rooms.clinic import words

KINDS: dict[str, RelationKind] = {
    "parent_of": "parent",
    "adoptive_parent_of": "parent",
    "step_parent_of": "parent",
    "guardian_of": "parent",
    "grandparent_of": "grandparent",
    "partner_of": "partner",
    "former_partner_of": "ex_partner",
}


def family_map(family: Family, today: date) -> Figure:
    """Who is who and who lives where; nobody's line is coloured."""
    return drawing.draw(
        drawing.Family(
            people=tuple(_person(person) for person in family.people),
            households=_households(family),
            relations=tuple(_relations(family)),
            on=today,
        ),
        uid="map",
    )


def _person(person: Person) -> drawing.Person:
    return drawing.Person(
        id=person.id,
        name=person.given,
        line=words.said(words.SEATS, person.seat),
        born=person.born[:4],
        is_child=person.seat in ("child", "sibling"),
    )


def _households(family: Family) -> tuple[drawing.Household, ...]:
    homes: dict[str, list[drawing.Member]] = {}
    for person in family.people:
        for home in person.households:
            homes.setdefault(home, []).append(drawing.Member(person.id))
    return tuple(
        drawing.Household(id=home, name=_("Home %s") % home.removeprefix("H"), members=tuple(who))
        for home, who in sorted(homes.items())
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
    line = words.said(words.RELATIONS, one.kind).removesuffix(" " + _("of")) if special else ""
    return drawing.Relation(kind=kind, person=one.from_, of=one.to, line=line or one.until)


def _from_ladders(family: Family) -> list[drawing.Relation]:
    """Where nobody wrote the relations down: the parents of the children a ladder is about."""
    parents = [person.id for person in family.people if person.seat == "parent"]
    children = {ladder.child for ladder in family.ladders}
    return [
        drawing.Relation(kind="parent", person=parent, of=child)
        for child in sorted(children)
        for parent in parents
    ]
