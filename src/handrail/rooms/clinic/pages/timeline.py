"""The timeline of a case: sessions newest first, with what was written."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.notes import owed
from handrail.rooms.shared.parts import Chip, Empty, Link, TimelineItem
from handrail.store.records.actions.legal_holds import SEATS
from handrail.store.records.actions.psychotherapy_notes import AUTHORS
from handrail.store.records.actions.recording import CLINICIANS
from handrail.store.records.reading.drafts import unsigned
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.timeline import ReadSegment, ReadSession, timeline

A_PAGE = 50


@case_page("timeline.viewed", *TAB_KINDS["timeline"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Fifty sessions a page; "earlier" leads to the next fifty."""
    stored = stored_case(opened.case_id, FRAME)
    skip = _skip(request)
    found = timeline(opened.case_id, limit=A_PAGE + 1, skip=skip)
    names = {person.id: person.given for person in stored.family.people}
    writes = opened.case.seat in CLINICIANS
    shown = found[:A_PAGE]
    drafts = unsigned([opened.case_id]) if writes else []
    open_in = {one.session for one in drafts}
    context = {
        **case_frame(opened, stored, "timeline"),
        "items": [item(one, names, opened, draft=one.id in open_in) for one in shown],
        "drafts": owed.items(drafts, opened.today),
        "beside": _beside(opened),
        "earlier": _link(opened, skip + A_PAGE, _("Earlier")) if len(found) > A_PAGE else None,
        "later": _link(opened, skip - A_PAGE, _("Later")) if skip else None,
        "nothing": Empty(
            _("No session yet"),
            _("Sessions stand here once they are planned or held."),
        ),
    }
    return "clinic/timeline.html", context


def _skip(request: HttpRequest) -> int:
    """How many sessions to leave out, in whole pages; anything else counts as none."""
    text = request.GET.get("after", "0")
    return int(text) // A_PAGE * A_PAGE if text.isdecimal() and len(text) < 7 else 0


def _link(opened: Opened, skip: int, label: str) -> Link:
    address = reverse("clinic:timeline", args=[opened.case_id])
    return Link(label, f"{address}?after={skip}" if skip > 0 else address)


def item(
    one: ReadSession, names: dict[str, str], opened: Opened, *, draft: bool = False
) -> TimelineItem:
    """One session as an entry of the timeline. draft: something about it is not signed yet."""
    title = f"{one.ref} · {words.said(words.SESSION_KINDS, one.kind)}"
    told = [words.minutes(one.minutes)] if one.minutes else []
    present = [names[person] for person in one.present if person in names]
    if present:
        told.append(_("in the room: %s") % words.joined(present))
    at = f", {one.at:%H:%M}" if one.at else ""
    return TimelineItem(
        when=words.day(one.on, opened.today) + at,
        title=title,
        href=_note(one, opened),
        lines=tuple(map(_line, one.segments)),
        chips=chips(one) + ((Chip(_("Not signed yet"), "care"),) if draft else ()),
        meta=" · ".join(told),
        time=one.on.isoformat(),
        marked=one.settled is False and not one.not_held_because,
    )


def _beside(opened: Opened) -> list[Link]:
    """What lies beside the notes for this seat, whether there is any or not."""
    places = (
        (AUTHORS, "own_notes", _("Your own notes")),
        (SEATS, "legal_hold", _("Legal hold")),
    )
    return [
        Link(label, reverse(f"clinic:{route}", args=[opened.case_id]))
        for seats, route, label in places
        if opened.case.seat in seats
    ]


def _note(one: ReadSession, opened: Opened) -> str:
    """Where the note of a session is written and read; before the session there is none."""
    writes = opened.case.seat in CLINICIANS and one.state != "planned"
    return reverse("clinic:note", args=[opened.case_id, one.id]) if writes else ""


def _line(segment: ReadSegment) -> str:
    return _("Addendum: %s") % segment.text if segment.added else segment.text


def chips(one: ReadSession) -> tuple[Chip, ...]:
    """Which phase, which step, and what became of it."""
    found = []
    if one.rung:
        found.append(Chip(_("Contact"), phase=3))
        if one.not_held_because:
            found.append(Chip(words.said(words.NOT_HELD, one.not_held_because), "outline"))
        elif one.settled:
            found.append(Chip(_("Settled"), "done"))
        elif one.settled is False:
            found.append(Chip(_("Not settled"), "stop"))
        elif one.state == "held":
            found.append(Chip(_("Waiting, 48 h"), "care"))
    if one.late:
        found.append(Chip(_("Late entry"), "outline"))
    if one.state == "planned":
        found.append(Chip(_("Planned"), "outline"))
    return tuple(found)
