"""The papers of everybody who treats: licence, trainings, supervision, each with its days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, seat_page, sent
from handrail.rooms.clinic.frame import practice_frame
from handrail.rooms.clinic.opening import today
from handrail.rooms.clinic.pages.beginning.forms import PaperForm
from handrail.rooms.clinic.pages.beginning.words import PAPERS
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Cell, Chip, Column, Row, Table
from handrail.store.accounts.actions.qualifications import (
    record_qualification,
    withdraw_qualification,
)
from handrail.store.accounts.qualifications import KEEPS_THEM, Clinician, Held, clinicians
from handrail.store.accounts.reading import seats_of
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading


@seat_page("qualifications.viewed", KEEPS_THEM, sends=False)
def page(request: HttpRequest, viewer: Viewer) -> Answer:
    """Everybody who may treat, with what is current, missing or past."""
    with reading():
        people, frame = clinicians(viewer), _frame(viewer)
    return "clinic/beginning/papers.html", {
        **frame, "people": [_person(one, viewer) for one in people],
    }  # fmt: skip


def _frame(viewer: Viewer) -> dict[str, Any]:
    seats = seats_of(viewer)
    current = "staff" if "administrator" in seats else ""
    return {"frame": "shared/clinic.html", **practice_frame(viewer, seats, current)}


def _person(one: Clinician, viewer: Viewer) -> Mapping[str, Any]:
    missing = one.missing(today())
    lacks = words.joined([words.said(PAPERS, code) for code in missing])
    own = one.id == viewer.person_id
    return {
        "name": one.name,
        "state": Chip(_("current"), "done") if not missing else Chip(_("incomplete"), "care"),
        "lacks": _("Missing or past: %s.") % lacks if missing else "",
        "table": _table(one) if one.held else None,
        "add": "" if own else reverse("clinic:qualification_new", args=[one.id]),
    }


def _table(one: Clinician) -> Table:
    columns = (
        Column(_("What")), Column(_("Title")), Column(_("Since")), Column(_("Until")),
        Column(_("Change"), label=False),
    )  # fmt: skip
    rows = tuple(_row(one, held) for held in one.held)
    return Table(_("Papers of %s") % one.name, columns, rows, narrow="stack")


def _row(one: Clinician, held: Held) -> Row:
    on = today()
    until = words.day(held.until, on) if held.until else _("no end")
    change = Cell(_("Withdrawn"))
    if not held.withdrawn:
        address = reverse("clinic:qualification_withdraw", args=[one.id, held.id])
        change = Cell(_("Take it back"), address)
    hours = f" ({_('%d hours') % held.hours})" if held.hours else ""
    return Row(
        (
            Cell(words.said(PAPERS, held.qualification) + hours, strong=True),
            Cell(held.title),
            Cell(words.day(held.since, on)),
            Cell(until if held.current(on) or held.withdrawn else _("%s, past") % until),
            change,
        )
    )


def _known(viewer: Viewer, person_id: UUID) -> Clinician | None:
    with reading():
        return next((one for one in clinicians(viewer) if one.id == person_id), None)


@seat_page("qualification_new.viewed", KEEPS_THEM)
def new(request: HttpRequest, viewer: Viewer, person_id: UUID) -> Answer:
    """A paper of a colleague."""
    who = _known(viewer, person_id)
    if who is None:
        return None
    form = PaperForm(bound(request))
    back = reverse("clinic:qualifications")

    def write() -> str:
        given = form.cleaned_data
        fields = {
            name: given[name] for name in ("qualification", "title", "since", "until", "hours")
        }
        record_qualification(by=viewer, person_id=person_id, **fields)
        return back

    return sent(request, form, write, said=_("It is on record.")) or _asking(
        viewer, form, title=_("A paper of %s") % who.name, button=_("Record it"), back=back
    )


@seat_page("qualification_withdraw.viewed", KEEPS_THEM)
def withdraw(request: HttpRequest, viewer: Viewer, person_id: UUID, paper: UUID) -> Answer:
    """Taking back what was recorded by mistake."""
    who = _known(viewer, person_id)
    if who is None or paper not in {one.id for one in who.held}:
        return None
    form = HandrailForm(bound(request))
    back = reverse("clinic:qualifications")

    def write() -> str:
        withdraw_qualification(by=viewer, person_id=person_id, paper=paper)
        return back

    return sent(request, form, write, said=_("It no longer counts.")) or _asking(
        viewer, form, title=_("Take this paper of %s back?") % who.name,
        button=_("Take it back"), back=back,
        texts=[_("It stays to be seen as withdrawn.")],
    )  # fmt: skip


def _asking(
    viewer: Viewer, form: HandrailForm, *, title: str, button: str, back: str, texts: Any = ()
) -> tuple[str, dict[str, Any]]:
    with reading():
        frame = _frame(viewer)
    return "clinic/asking.html", {
        **frame, "form": form, "title": title, "texts": texts, "notice": None, "button": button,
        "back": back,
    }  # fmt: skip
