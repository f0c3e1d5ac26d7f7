"""The sessions of a case to come and the last ones, with what can be done about each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family, Session
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import case_frame, people_in_order
from handrail.rooms.clinic.opening import Opened, case_page, may_read
from handrail.rooms.clinic.pages.sessions.forms import (
    ChangeSessionForm,
    OutcomeForm,
    SessionForm,
    as_initial,
)
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Cell, Column, Empty, Row, Table
from handrail.store.database.transactions import reading
from handrail.store.records.actions.recording import TEAM
from handrail.store.records.actions.sessions import (
    cancel_session,
    change_session,
    mark_held,
    mark_not_held,
    plan_session,
)
from handrail.store.records.reading.contact_file import PlannedSession, session_rows
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case

KINDS = ("schedule_entry",)
PARTS = (*FRAME, "sessions")
TAB = "timeline"
LAST = 12
"""How many sessions that are over the page shows."""


@case_page("sessions.viewed", *KINDS)
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Who comes when: no clinical word."""
    stored = stored_case(opened.case_id, PARTS)
    rows = session_rows(opened.case_id)
    to_come = [one for one in stored.family.sessions if one.planned]
    over = [one for one in stored.family.sessions if not one.planned and somebody_came(one)]
    return "clinic/sessions/calendar.html", {
        **case_frame(opened, stored, TAB),
        "to_come": _table(to_come, rows, opened, stored.family, _("To come")) if to_come else None,
        "over": _table(over[::-1][:LAST], rows, opened, stored.family, _("The last sessions")),
        "nothing": Empty(_("No session is planned"), _("Planned sessions stand here by day.")),
        "actions": (
            Action(_("Plan a session"), reverse("clinic:session_plan", args=[opened.case_id])),
        ),
    }


def somebody_came(session: Session) -> bool:
    """False for what the staff did at the desk (a stop has its place in time there): no visit."""
    return bool(session.present or session.at)


def _table(
    sessions: Sequence[Session], rows: dict[str, PlannedSession], opened: Opened, family: Family,
    caption: str,
) -> Table:  # fmt: skip
    columns = (Column(_("When")), Column(_("What")), Column(_("Who comes")), Column(_("State")))
    found = tuple(_row(one, rows[one.id], opened, family) for one in sessions)
    return Table(caption, columns, found, narrow="stack", caption_shown=True)


def _row(one: Session, row: PlannedSession, opened: Opened, family: Family) -> Row:
    when = words.day(one.on, opened.today) + (f", {one.at}" if one.at else "")
    who = words.joined([family.given(person) for person in one.present]) or _("staff")
    place = ", ".join(part for part in (one.room, words.minutes(one.minutes)) if part)
    return Row(
        (
            Cell(when, href=_address(opened, row), strong=True),
            Cell(words.said(words.SESSION_KINDS, one.type), second=place),
            Cell(who, second=_doors(one, family)),
            Cell(state(row, says_why=row.contact is None or _reads_contacts(opened))),
        )
    )


def _address(opened: Opened, row: PlannedSession) -> str:
    """A contact has its own page, for those who may read it."""
    if row.state == "planned" and opened.case.case.status == "closed":
        return reverse("clinic:session_cancel", args=[opened.case_id, row.id])
    if row.contact is not None and _reads_contacts(opened):
        return reverse("clinic:contact", args=[opened.case_id, row.contact])
    if row.state == "planned":
        return reverse("clinic:session", args=[opened.case_id, row.id])
    return ""


def _reads_contacts(opened: Opened) -> bool:
    """Whether the seat reads more of a contact than its times: also why it was not held."""
    return may_read("contact_observation", opened.case.seat)


def _doors(one: Session, family: Family) -> str:
    """ "Wren 15:15, Garden door"."""
    told = [
        ", ".join(part for part in (f"{family.given(a.person)} {a.at}".strip(), a.door) if part)
        for a in one.arrivals
        if a.at
    ]
    return "; ".join(told)


def state(row: PlannedSession, *, says_why: bool) -> str:
    """ "planned", "held", or why it was not held, for those who may know it."""
    if row.state == "not_held" and row.not_held_because == "cancelled":
        return _("called off")
    if row.state == "not_held":
        return words.said(words.NOT_HELD, (says_why and row.not_held_because) or "other")
    return {"planned": _("planned"), "held": _("held")}[row.state]


def _found(opened: Opened, session: UUID) -> tuple[StoredCase, PlannedSession, Session] | None:
    """A session of this case that is still to come."""
    with reading():
        stored = stored_case(opened.case_id, PARTS)
        rows = session_rows(opened.case_id)
    for one in stored.family.sessions:
        row = rows.get(one.id)
        if row is not None and row.id == session and row.state == "planned":
            return stored, row, one
    return None


def kinds() -> list[str]:
    """The kinds of session, in the order of the protocol."""
    return [kind.id for kind in load().session_kinds]


def home(opened: Opened) -> str:
    """The calendar of the case."""
    return reverse("clinic:sessions", args=[opened.case_id])


@case_form("session_plan.viewed", *KINDS, seats=TEAM)
def plan(request: HttpRequest, opened: Opened) -> Answer:
    """A new session of any kind; a contact is planned on its ladder."""
    with reading():
        stored = stored_case(opened.case_id, PARTS)
    people = people_in_order(stored.family)
    form = SessionForm(bound(request), people=people, kinds=kinds(), initial={"on": opened.today})

    def write() -> str:
        plan_session(by=opened.viewer, case_id=opened.case_id, plan=form.plan())
        return home(opened)

    return sent(request, form, write, said=_("The session is planned.")) or asking_in_case(
        opened, form, TAB, title=_("Plan a session"), button=_("Plan the session"),
        back=home(opened), stored=stored,
        texts=[_("A contact on a ladder is planned on the page of that ladder.")],
    )  # fmt: skip


@case_form("session_change.viewed", *KINDS, seats=TEAM)
def one(request: HttpRequest, opened: Opened, session: UUID) -> Answer:
    """A planned session: another time, place or company."""
    found = _found(opened, session)
    if found is None:
        return None
    stored, row, now = found
    offered = [*kinds(), *([now.type] if now.type not in kinds() else [])]
    form = ChangeSessionForm(
        bound(request), people=people_in_order(stored.family), kinds=offered,
        initial={**as_initial(now), "version": row.version},
    )  # fmt: skip

    def write() -> str:
        change_session(
            by=opened.viewer, case_id=opened.case_id, session=session,
            version=form.cleaned_data["version"], plan=form.plan(),
        )  # fmt: skip
        return home(opened)

    if done := sent(request, form, write, said=_("The session is changed.")):
        return done
    with reading():
        frame = case_frame(opened, stored, TAB)
    return "clinic/sessions/change.html", {
        **frame,
        "form": form,
        "title": _("%(kind)s, %(day)s")
        % {
            "kind": words.said(words.SESSION_KINDS, now.type),
            "day": words.day(now.on, opened.today),
        },
        "outcome": ""
        if row.contact
        else reverse("clinic:session_outcome", args=[opened.case_id, session]),
        "call_off": Action(
            _("Call it off"), reverse("clinic:session_cancel", args=[opened.case_id, session]),
            kind="stop", method="post",
        ),
        "back": home(opened),
    }  # fmt: skip


@case_form("session_outcome.viewed", *KINDS, seats=TEAM)
def outcome(request: HttpRequest, opened: Opened, session: UUID) -> Answer:
    """Whether a session without a contact took place."""
    found = _found(opened, session)
    if found is None or found[1].contact is not None:
        return None
    stored, row, now = found
    form = OutcomeForm(bound(request), initial={"version": row.version})

    def write() -> str:
        given = form.cleaned_data
        about: dict[str, Any] = {
            "by": opened.viewer, "case_id": opened.case_id, "session": session,
            "version": given["version"],
        }  # fmt: skip
        if given["outcome"] == "held":
            mark_held(**about)
        else:
            mark_not_held(**about, because=given["outcome"])
        return home(opened)

    if done := sent(request, form, write, said=_("It is on record.")):
        return done
    title = _("What became of the session on %s?") % words.day(now.on, opened.today)
    return asking_in_case(
        opened, form, TAB, title=title, button=_("Record it"), back=home(opened), stored=stored
    )


@case_form("session_cancel.viewed", *KINDS, seats=TEAM, after_closing=True)
def cancel(request: HttpRequest, opened: Opened, session: UUID) -> Answer:
    """Calling a session off: at once, by whoever is there."""
    found = _found(opened, session)
    if found is None:
        return None
    form = HandrailForm(bound(request))

    def write() -> str:
        cancel_session(by=opened.viewer, case_id=opened.case_id, session=session)
        return home(opened)

    said = _("The session is called off. The program tells nobody in the family.")
    if done := sent(request, form, write, said=said):
        return done
    stored, _row, now = found
    return asking_in_case(
        opened, form, TAB, title=_("Call off %s?") % words.day(now.on, opened.today),
        button=_("Call it off"), back=home(opened), stored=stored,
        texts=[_("It counts for nobody. The program tells nobody in the family.")],
    )  # fmt: skip
