"""Every contact of a case, ladder by ladder, and where a ladder stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Session
from handrail.core.therapy.deciding import step_name
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.contacts import told
from handrail.rooms.clinic.pages.contacts.pair import is_observed, pair_of, view_title
from handrail.rooms.shared.parts import Action, Cell, Chip, Column, Row, Table
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.ladder_now import LadderNow


@case_page("contacts.viewed", *TAB_KINDS["ladder"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Planned contacts first, then the newest."""
    chart = charted(opened.case_id, opened.today)
    rows, contacts = chart.stored.ladder_rows, chart.stored.contact_rows
    return "clinic/contacts/overview.html", {
        **case_frame(opened, chart.stored, "ladder"),
        "ladder_address": reverse("clinic:ladder", args=[opened.case_id]),
        "ladders": [
            {
                "pair": pair_of(one),
                "step": step_name(one.now, one.rungs),
                "actions": ladder_actions(opened, one, rows[one.ladder.key], contacts),
                "table": _table(chart, one, opened, contacts),
            }
            for one in chart.ladders
        ],
    }


def ladder_actions(
    opened: Opened, one: LadderNow, row: UUID, contacts: Mapping[str, UUID]
) -> tuple[Action, ...]:
    """What can be done on a ladder from the desk; stopping is always one of them."""

    def to(route: str) -> str:
        return reverse(f"clinic:{route}", args=[opened.case_id, row])

    found = []
    if one.undecided is not None and one.undecided.session in contacts:
        decide = reverse("clinic:decision", args=[opened.case_id, contacts[one.undecided.session]])
        found.append(Action(_("Decide after %s") % one.undecided.session, decide))
    if one.stopped:
        reason = _("The ladder is stopped. Look at the stop first.")
        found.append(Action(_("Plan a contact"), kind="off", reason=reason))
    else:
        kind: Any = "second" if found else "main"
        found.append(Action(_("Plan a contact"), to("contact_plan"), kind=kind))
    found += [
        Action(view_title(one, young=is_observed(one, opened.today)), to("child_view"), "second"),
        Action(_("Preparation"), to("preparation"), kind="quiet"),
        Action(_("Contact nobody planned"), to("contact_unplanned"), kind="quiet"),
        Action(_("Stop contact"), reverse("clinic:stop_new", args=[opened.case_id]), kind="stop"),
    ]
    return tuple(found)


def _table(
    chart: CaseChart, one: LadderNow, opened: Opened, contacts: Mapping[str, UUID]
) -> Table | None:
    rows = [_planned(session, one, opened, contacts) for session in one.planned]
    for judged in reversed(one.contacts):
        seen = judged.proposal.judgement.contact
        address = reverse("clinic:contact", args=[opened.case_id, contacts[judged.session]])
        what = _("held") if seen.held else words.said(words.NOT_HELD, seen.not_held_because or "")
        if seen.unplanned:
            what = _("nobody planned it")
        settled = {True: _("settled"), False: _("not settled"), None: ""}[judged.proposal.settled]
        rows.append(
            Row(
                (
                    Cell(
                        words.short_day(judged.on, opened.today),
                        href=address,
                        strong=True,
                        second=judged.session,
                    ),
                    Cell(one.step(one.ladder.index(judged.rung))),
                    Cell(what, second=settled),
                    Cell(words.said(words.MOVES, judged.proposal.move)),
                    Cell(words.said(told.DECISIONS, judged.decided) if judged.decided else ""),
                )
            )
        )
    columns = (
        Column(_("Day")), Column(_("Step")), Column(_("What")), Column(_("The rule")),
        Column(_("Decided")),
    )  # fmt: skip
    if not rows:
        return None
    return Table(_("Contacts, %s") % pair_of(one), columns, tuple(rows), narrow="stack")


def _planned(session: Session, one: LadderNow, opened: Opened, contacts: Mapping[str, UUID]) -> Row:
    assert session.contact is not None
    address = reverse("clinic:contact", args=[opened.case_id, contacts[session.id]])
    when = words.short_day(session.on, opened.today) + (f", {session.at}" if session.at else "")
    return Row(
        (
            Cell(when, href=address, strong=True, second=session.id),
            Cell(one.step(one.ladder.index(session.contact.contact.rung))),
            Cell("", chip=Chip(_("planned"), "outline")),
            Cell(""),
            Cell(""),
        ),
        marked=session.on == opened.today,
    )
