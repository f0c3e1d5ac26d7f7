"""The note of a session: being written, signed, added to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, case_form
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.notes.editor import Desk, edited
from handrail.rooms.clinic.pages.notes.read import addenda_of, main_note, shown
from handrail.store.database.transactions import reading
from handrail.store.records.reading.drafts import Place
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.notes import (
    NoteSession,
    SignedNote,
    note_session,
    notes_of,
    session_of_note,
)

KINDS = TAB_KINDS["timeline"]
TAB = "timeline"


@case_form("note.viewed", *KINDS, after_closing=True)
def note(request: HttpRequest, opened: Opened, session: UUID) -> Answer:
    """The note of a session as it was signed, or the draft of it."""
    with reading():
        about = note_session(opened.case_id, session)
        if about is None:
            return None
        stored = stored_case(opened.case_id, FRAME)
        signed = notes_of(opened.case_id, session)
    first = main_note(signed)
    if first is not None and request.method == "GET":
        return _signed(opened, stored, about, signed, first)
    place = Place(session=session, kind=about.note_kind)
    desk = Desk(
        opened=opened, stored=stored, session=about, place=place, here=request.path,
        done=request.path,
    )  # fmt: skip
    return edited(request, desk, _context(opened, stored, about))


@case_form("addendum.viewed", *KINDS, after_closing=True)
def addendum(request: HttpRequest, opened: Opened, note: UUID) -> Answer:
    """An addendum to a signed note, being written; the note stands above it."""
    with reading():
        session = session_of_note(opened.case_id, note)
        about = note_session(opened.case_id, session) if session else None
        if about is None:
            return None
        stored = stored_case(opened.case_id, FRAME)
        signed = notes_of(opened.case_id, about.id)
    first = next((one for one in signed if one.id == note and one.addendum_to is None), None)
    if first is None:
        return None
    place = Place(session=about.id, kind=first.kind, addendum_to=note)
    desk = Desk(
        opened=opened, stored=stored, session=about, place=place, here=request.path,
        done=reverse("clinic:note", args=[opened.case_id, about.id]),
    )  # fmt: skip
    context = _context(opened, stored, about)
    return edited(request, desk, {**context, "added_to": shown(first, stored, opened.today)})


def _signed(
    opened: Opened,
    stored: StoredCase,
    about: NoteSession,
    signed: list[SignedNote],
    first: SignedNote,
) -> tuple[str, dict[str, Any]]:
    return "clinic/notes/signed.html", {
        **_context(opened, stored, about),
        "notes": [
            (
                shown(one, stored, opened.today),
                [shown(other, stored, opened.today) for other in addenda_of(signed, one)],
            )
            for one in signed
            if one.addendum_to is None
        ],
        "add": reverse("clinic:addendum", args=[opened.case_id, first.id]),
    }


def _context(opened: Opened, stored: StoredCase, about: NoteSession) -> dict[str, Any]:
    with reading():
        frame = case_frame(opened, stored, TAB)
    return {
        **frame,
        "title": title(about, stored.family),
        "lead": lead(about, stored),
        "ref": about.ref,
        "case_id": opened.case_id,
    }


def title(about: NoteSession, family: Family) -> str:
    """ "Contact on step 4, Monday 21 July"."""
    what = words.said(words.SESSION_KINDS, about.kind)
    for ladder in family.ladders:
        ids = [rung.id for rung in ladder.rungs]
        if about.rung in ids and (ladder.child, ladder.parent) == (about.child, about.parent):
            what = _("Contact on step %d") % (ids.index(about.rung) + 1)
    return _("%(what)s, %(day)s") % {"what": what, "day": words.weekday(about.on)}


def lead(about: NoteSession, stored: StoredCase) -> str:
    """ "45 min in Room 2. In the room: Wren, Theo and Noa. A26." """
    names = {person.id: person.given for person in stored.family.people}
    names |= {one.person: one.given for one in stored.team}
    present = [names[one] for one in about.present if one in names]
    place = [part for part in (words.minutes(about.minutes), about.room) if part]
    told = [", ".join(place)] if place else []
    if present:
        told.append(_("In the room: %s") % words.joined(present))
    return ". ".join([*told, about.ref]) + "."
