"""The page of how the family is understood."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family, Person
from handrail.core.figures.cycle import Cycle, CycleWords, Part, draw
from handrail.core.figures.figure import Figure
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame, people_in_order
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.understanding.words import EXPLANATIONS, PATTERNS, WEIGHTS
from handrail.rooms.clinic.pages.understanding.writing import adults
from handrail.rooms.shared.parts import Action, Chip, Empty, TimelineItem
from handrail.store.records.reading import understanding as readings
from handrail.store.records.reading.family import FRAME, stored_case


@case_page("understanding.viewed", *TAB_KINDS["understanding"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Concerns side by side, explanations with their evidence, needs, the ring, the log."""
    stored = stored_case(opened.case_id, FRAME)
    family = stored.family
    known = readings.understanding(opened.case_id)
    versions = known.formulations
    return "clinic/understanding/page.html", {
        **case_frame(opened, stored, "understanding"),
        "concerns": concerns(opened, family, known),
        "formulation": formulation(opened, versions[0]) if versions else None,
        "earlier": [formulation(opened, one) for one in versions[1:]],
        "needs": needs(opened, family, known),
        "cycle": ring(family, known),
        "patterns": [_pattern(one, family, opened) for one in known.patterns],
        "actions": {name: _action(opened, name, label) for name, label in can_write()},
        "nothing": nothing_yet(),
    }


def can_write() -> tuple[tuple[str, str], ...]:
    """Address and label of what can be written here."""
    return (
        ("concern", _("Write down a concern")),
        ("formulation", _("Weigh explanations")),
        ("need", _("Write down a need")),
        ("cycle", _("Draw the cycle")),
        ("pattern", _("Add to the log")),
    )


def nothing_yet() -> dict[str, Empty]:
    """What stands where nothing was written yet."""
    return {
        "formulation": Empty(
            _("No explanation weighed yet"),
            _("At least two stand side by side, each with what speaks for and against it."),
        ),
        "cycle": Empty(
            _("No cycle drawn yet"),
            _("It shows who does what next, in a ring: nobody is the first."),
        ),
        "patterns": Empty(
            _("Nothing in the log yet"),
            _("What happens again and again: communication, emotional responses, roles, wounds."),
        ),
    }


def _action(opened: Opened, name: str, label: str) -> Action:
    return Action(label, reverse(f"clinic:{name}", args=[opened.case_id]), "second", small=True)


def concerns(opened: Opened, family: Family, known: readings.Understanding) -> list[dict[str, Any]]:
    """One column for each parent, in the order of their names, and for whoever else said one."""
    told = known.concerns
    spoke = {one.person for one in told}
    address = reverse("clinic:concern", args=[opened.case_id])
    return [
        {
            "name": person.given,
            "entries": [
                {
                    "on": words.day(one.on, opened.today),
                    "words": one.words,
                    "checked": one.checked,
                    "would_ease": one.would_ease,
                }
                for one in told
                if one.person == person.id
            ],
            "address": f"{address}?person={person.id}",
        }
        for person in adults(family)
        if person.seat == "parent" or person.id in spoke
    ]


def formulation(opened: Opened, one: readings.ReadFormulation) -> dict[str, Any]:
    """One version: every explanation with its weight, its evidence, what it asks of the plan."""
    return {
        "title": _("Version %(number)d, %(on)s")
        % {"number": one.number, "on": words.day(one.on, opened.today)},
        "summary": one.summary,
        "explanations": [
            {
                "described": EXPLANATIONS[weighed.code],
                "weight": Chip(words.said(WEIGHTS, weighed.weight), "outline"),
                "evidence": [
                    (label, text)
                    for label, text in (
                        (_("For"), weighed.speaks_for),
                        (_("Against"), weighed.speaks_against),
                        (_("Not known"), weighed.unknown),
                    )
                ],
            }
            for weighed in one.explanations
        ],
    }


def needs(opened: Opened, family: Family, known: readings.Understanding) -> list[dict[str, Any]]:
    """What each person needs now, with the earlier entries."""
    told, now = known.needs, known.needs_now
    address = reverse("clinic:need", args=[opened.case_id])

    def of(person: Person) -> dict[str, Any]:
        standing = now.get(person.id)
        return {
            "name": person.given,
            "now": standing and standing.text,
            "on": words.day(standing.on, opened.today) if standing else "",
            "before": [
                f"{words.day(one.on, opened.today)}: {one.text}"
                for one in told
                if one.person == person.id and one is not standing
            ],
            "address": f"{address}?person={person.id}",
        }

    wanted = [*now, *(p.id for p in family.people if p.seat in ("child", "parent"))]
    return [of(person) for person in people_in_order(family) if person.id in wanted]


def ring(family: Family, known: readings.Understanding) -> Figure | None:
    """The latest cycle as a drawing with its table."""
    if not known.cycle:
        return None
    drawn = Cycle(tuple(Part(family.given(part.person), part.does) for part in known.cycle))
    told = CycleWords(
        title=_("The cycle, who does what next"),
        told=_("{who}: {does}; then {next}"),
        summary=_("It goes round: nobody is the first, and where the picture begins says nothing"),
        headers=(_("Who"), _("Does"), _("Then")),
    )
    return draw(drawn, uid="cycle", words=told)


def _pattern(one: readings.ReadPattern, family: Family, opened: Opened) -> TimelineItem:
    return TimelineItem(
        when=words.day(one.on, opened.today),
        title=one.words,
        chips=(Chip(words.said(PATTERNS, one.pattern), "outline"),),
        meta=words.joined([family.given(person) for person in one.people]),
    )
