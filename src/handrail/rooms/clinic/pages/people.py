"""The family: who they are, where they live, what happened before; and the family map."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Family, Person
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame, people_in_order
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.family_map import family_map, home_names
from handrail.rooms.clinic.pages.team import team_table
from handrail.rooms.shared.parts import Column, Row, Table, TimelineItem
from handrail.store.accounts.teams import team_of
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.words import ReadHistory, history

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
    return "clinic/people.html", {
        **case_frame(opened, stored, "people"),
        "map": family_map(stored.family, opened.today),
        "people": people_table(stored.family, opened),
        "team": team_table(team_of(opened.case_id), opened.today),
        "team_address": reverse("clinic:team", args=[opened.case_id]),
        "history": [item(one, stored.family) for one in history(opened.case_id)],
        "safety": safety(stored) if opened.may_read("safety_alert") else None,
    }


def people_table(family: Family, opened: Opened) -> Table:
    """Everybody in the family by given name; a ladder says enough about who rebuilds with whom."""
    columns = (Column(_("Name")), Column(_("Who")), Column(_("Age")), Column(_("Home")))
    homes = home_names(family)
    rows = tuple(
        Row(
            (
                person.given,
                words.said(words.SEATS, person.seat),
                _age(person, opened),
                ", ".join(homes[home] for home in person.households),
            )
        )
        for person in people_in_order(family)
    )
    return Table(_("The family"), columns, rows, narrow="stack")


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
