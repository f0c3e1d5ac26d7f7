"""The family: who they are, where they live, what happened before; and the family map."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Family, Person
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame, people_in_order
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.family.forms import QUALITY
from handrail.rooms.clinic.pages.family_map import family_map, home_names
from handrail.rooms.clinic.pages.team import team_table
from handrail.rooms.shared.parts import Action, Cell, Column, Row, Table, TimelineItem
from handrail.store.accounts.teams import team_of
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.family_map import DatedMap, as_of, dated_map
from handrail.store.records.reading.words import ReadHistory

OUTCOMES = {
    "no_concern": lazy("No concern"),
    "concern_manageable": lazy("Concern, manageable with the measures below"),
    "contact_contraindicated": lazy("Contact contraindicated now"),
    "refer_out": lazy("Refer to another service"),
}


@case_page("people.viewed", *TAB_KINDS["people"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """The map with its table, the team, history with who told it. No address, no phone number."""
    stored = stored_case(opened.case_id, (*FRAME, "relations"))
    known, on = dated_map(opened.case_id), _day(request, opened)
    then = as_of(stored.family, known, on)
    return "clinic/people.html", {
        **case_frame(opened, stored, "people"),
        "map": family_map(then, on),
        "on": on.isoformat(),
        "as_of": words.day(on, opened.today) if on != opened.today else "",
        "people": people_table(then, opened),
        "relations": relations_table(then, known, opened, on),
        "stays": stays_table(stored.family, known, opened),
        "actions": actions(opened),
        "team": team_table(team_of(opened.case_id), opened.today),
        "team_address": reverse("clinic:team", args=[opened.case_id]),
        "history": [item(one, stored.family) for one in known.history],
        "safety": safety(stored) if opened.may_read("safety_alert") else None,
    }


def people_table(family: Family, opened: Opened) -> Table:
    """Everybody in the family by given name; a ladder says enough about who rebuilds with whom."""
    columns = (Column(_("Name")), Column(_("Who")), Column(_("Age")), Column(_("Home")))
    homes = home_names(family)
    rows = tuple(
        Row(
            (
                Cell(
                    person.given,
                    href=f"{reverse('clinic:person_correct', args=[opened.case_id])}"
                    f"?person={person.id}",
                    strong=True,
                ),
                words.said(words.SEATS, person.seat),
                _age(person, opened),
                ", ".join(homes[home] for home in person.households),
            )
        )
        for person in people_in_order(family)
    )
    return Table(_("The family"), columns, rows, narrow="stack")


def actions(opened: Opened) -> list[Action]:
    """What can be written down about the family."""
    return [
        Action(label, reverse(f"clinic:{name}", args=[opened.case_id]), "second", small=True)
        for name, label in (
            ("person_add", _("Add somebody")),
            ("home_add", _("Who lives where")),
            ("relation_add", _("Add a relation")),
            ("history_add", _("Add what happened before")),
        )
    ]


def _day(request: HttpRequest, opened: Opened) -> date:
    """The day the map is asked for; today when it is none."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return opened.today


def relations_table(family: Family, known: DatedMap, opened: Opened, on: date) -> Table | None:
    """Who is what to whom, how it is told to be, by whom; those that had begun."""
    rows = tuple(
        Row(
            (
                Cell(
                    f"{family.given(one.of)}: {words.said(words.RELATIONS, one.kind)}"
                    f" {family.given(one.to)}",
                    strong=True,
                ),
                words.said(QUALITY, one.quality),
                words.partial_day(one.since) if one.since else "",
                words.partial_day(one.until)
                if one.until
                else Cell(_("end it"), href=_end(opened, "relation", one.id)),
                family.given(one.source) if one.source else "",
            )
        )
        for one in known.relations
        if not one.since or one.since <= on.isoformat()[: len(one.since)]
    )
    if not rows:
        return None
    columns = (
        Column(_("Relation")), Column(_("Told to be")), Column(_("Since")), Column(_("Until")),
        Column(_("Told by")),
    )  # fmt: skip
    return Table(_("Relations"), columns, rows, narrow="stack")


def stays_table(family: Family, known: DatedMap, opened: Opened) -> Table | None:
    """Who lives and lived where, with the days."""
    homes = home_names(family)
    rows = tuple(
        Row(
            (
                family.given(one.person),
                homes.get(one.household, ""),
                words.partial_day(one.since) if one.since else "",
                words.partial_day(one.until)
                if one.until
                else Cell(_("end it"), href=_end(opened, "stay", one.id)),
            )
        )
        for one in sorted(known.stays, key=lambda one: (homes.get(one.household, ""), one.since))
    )
    columns = (Column(_("Who")), Column(_("Home")), Column(_("Since")), Column(_("Until")))
    return Table(_("Homes, with their days"), columns, rows, narrow="stack") if rows else None


def _end(opened: Opened, name: str, row: str) -> str:
    return f"{reverse('clinic:family_end', args=[opened.case_id])}?{name}={row}"


def _age(person: Person, opened: Opened) -> str:
    years = words.age(person.born, opened.today)
    return "" if years is None else str(years)


def safety(stored: StoredCase) -> dict[str, Any] | None:
    """The outcome of the safety interviews with its measures; never the answers."""
    found = stored.family.safety
    if not found.outcome:
        return None
    return {
        "outcome": words.said(OUTCOMES, found.outcome),
        "measures": [words.said(words.SEPARATION, measure) for measure in found.measures],
    }


def item(one: ReadHistory, family: Family) -> TimelineItem:
    """Something that happened before, with who told it."""
    told = words.joined([family.given(source) for source in one.sources])
    meta = _("told by %s") % told if told else ""
    if one.accounts_differ:
        meta += " · " + _("the accounts differ")
    return TimelineItem(when=words.partial_day(one.on), title=one.event, meta=meta)
