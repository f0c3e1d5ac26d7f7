"""The editor of a note: one form, whose buttons save, arrange, sign, discard and take back.

A script may send the same form while one writes and asks for JSON: {"saved": "10:42", "version"}.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from handrail.rooms.clinic.acting import Answer, bound, sent, told
from handrail.rooms.clinic.frame import people_in_order
from handrail.rooms.clinic.language_check import tell_kept
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.notes.forms import NoteForm, People, arranged
from handrail.rooms.clinic.pages.notes.merging import Merged, alone, merged
from handrail.rooms.clinic.pages.notes.readers import CHILDREN, in_short, panel
from handrail.rooms.shared.forms import HandrailForm
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.database.transactions import reading
from handrail.store.database.versions import Stale
from handrail.store.records.actions.drafts import discard_draft, restore_draft, save_draft
from handrail.store.records.actions.notes import sign_note
from handrail.store.records.actions.psychotherapy_notes import AUTHORS
from handrail.store.records.reading.drafts import (
    KeptDraft,
    Piece,
    Place,
    last_discarded,
    open_draft,
)
from handrail.store.records.reading.family import StoredCase
from handrail.store.records.reading.in_the_room import facts_of
from handrail.store.records.reading.legal_holds import standing_hold
from handrail.store.records.reading.notes import NoteSession
from handrail.store.records.reading.reports import no_questions

TEMPLATE = "clinic/notes/editor.html"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is being written, by whom. here: this page; done: where a signed note is read."""

    opened: Opened
    stored: StoredCase
    session: NoteSession
    place: Place
    here: str
    done: str

    @property
    def me(self) -> str:
        return str(self.opened.viewer.person_id)

    @property
    def acts(self) -> dict[str, Any]:
        return {"by": self.opened.viewer, "case_id": self.opened.case_id}


def edited(request: HttpRequest, desk: Desk, context: dict[str, Any]) -> Answer:
    """The editor, or where its button leads."""
    do = request.POST.get("do", "save")
    with reading():
        kept = open_draft(desk.opened.case_id, desk.place)
    if request.method == "POST" and do == "restore":
        return _taken_back(request, desk, kept, context)
    form = NoteForm(
        bound(request), people=_people(desk, kept), merged=_beginning(desk, kept),
        signing=do == "sign", initial={"version": kept.version if kept else 0},
    )  # fmt: skip
    if request.method != "POST":
        return _page(desk, form, kept, context)
    if request.headers.get("Accept") == "application/json":
        return _as_json(desk, form)
    act = {"sign": _signing, "discard": _discarding}.get(do, _saving)
    try:
        done = sent(request, form, lambda: act(request, desk, form, do))
    except _Changed as changed:
        return _merge(desk, changed.mine, context)
    return done or _page(desk, form, kept, context)


class _Changed(Exception):
    """Somebody else saved meanwhile; mine is what was sent here."""

    def __init__(self, mine: Sequence[Piece]) -> None:
        super().__init__()
        self.mine = mine


def _saving(request: HttpRequest, desk: Desk, form: NoteForm, do: str) -> str:
    pieces = form.pieces()
    version = form.cleaned_data["version"] or 0
    try:
        save_draft(
            **desk.acts, place=desk.place, version=version,
            pieces=arranged(pieces, do, _fresh(desk)),
        )  # fmt: skip
    except Stale as stale:
        raise _Changed(pieces) from stale
    if do == "save":
        messages.success(request, _("Saved. Nothing you wrote is lost."))
    return desk.here + ("#end" if do == "add" else "")


def _signing(request: HttpRequest, desk: Desk, form: NoteForm, do: str) -> str:
    pieces = form.pieces()
    version = form.cleaned_data["version"] or 0
    try:
        sign_note(**desk.acts, place=desk.place, version=version, pieces=pieces)
    except Stale as stale:
        raise _Changed(pieces) from stale
    tell_kept(desk.opened, form)
    messages.success(request, _("Signed. It is frozen now; what comes later is an addendum."))
    return desk.done


def _discarding(request: HttpRequest, desk: Desk, form: NoteForm, do: str) -> str:
    """What stands on the page is kept with the draft that is put away: it can be taken back."""
    pieces = form.pieces()
    try:
        saved = save_draft(
            **desk.acts, place=desk.place, version=form.cleaned_data["version"] or 0, pieces=pieces
        )
        discard_draft(**desk.acts, draft=saved.id, version=saved.version)
    except Stale as stale:
        raise _Changed(pieces) from stale
    return desk.here


def _as_json(desk: Desk, form: NoteForm) -> HttpResponseBase:
    """200 saved, 409 somebody else saved meanwhile, 400 why it was refused."""
    if not form.is_valid():
        refusals = [str(text) for texts in form.errors.values() for text in texts]
        return JsonResponse({"refused": refusals}, status=400)
    version = form.cleaned_data["version"] or 0
    try:
        saved = save_draft(**desk.acts, place=desk.place, version=version, pieces=form.pieces())
    except Stale:
        return JsonResponse({"changed": True}, status=409)
    except Refused as refused:
        return JsonResponse({"refused": [str(text) for text in told(refused)]}, status=400)
    return JsonResponse({"saved": local_time(saved.at), "version": saved.version})


def _taken_back(
    request: HttpRequest, desk: Desk, kept: KeptDraft | None, context: dict[str, Any]
) -> Answer:
    """What was discarded last, as it was."""
    form = HandrailForm(request.POST)
    with reading():
        away = last_discarded(desk.opened.case_id, desk.place)

    def write() -> str:
        if away is not None:
            restore_draft(**desk.acts, draft=away.id)
        return desk.here

    if done := sent(request, form, write):
        return done
    note = NoteForm(
        people=_people(desk, kept), merged=_beginning(desk, kept),
        initial={"version": kept.version if kept else 0},
    )  # fmt: skip
    return _page(desk, note, kept, {**context, "refused": form})


def _merge(desk: Desk, mine: Sequence[Piece], context: dict[str, Any]) -> Answer:
    """Both texts side by side, to be saved on top of the newest version."""
    with reading():
        newest = open_draft(desk.opened.case_id, desk.place)
    theirs = newest.pieces if newest else ()
    form = NoteForm(
        people=_people(desk, newest, mine), merged=merged(theirs, mine),
        initial={"version": newest.version if newest else 0},
    )  # fmt: skip
    return _page(desk, form, newest, {**context, "merging": True})


def _page(
    desk: Desk, form: NoteForm, kept: KeptDraft | None, context: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    case_id = desk.opened.case_id
    with reading():
        away = None if kept else last_discarded(case_id, desk.place)
        hold = standing_hold(case_id)
        reminded = no_questions(case_id)
    shown = form.pieces() if form.is_bound and form.is_valid() else _beginning_pieces(desk, kept)
    own = reverse("clinic:own_notes", args=[case_id])
    return TEMPLATE, {
        **context,
        "form": form,
        "segments": [
            replace(one, readers=in_short(piece, desk.stored))
            for one, piece in zip(form.segments(), _as_they_stand(form), strict=True)
        ],
        "saved": local_time(kept.saved_at) if kept else "",
        "saved_by": _who(desk, kept),
        "away": local_time(away.saved_at) if away else "",
        "hold": hold,
        "reminded": reminded,
        "facts": _facts(desk) if kept is None else (),
        "is_addendum": desk.place.addendum_to is not None,
        "took_place": desk.session.state != "planned",
        "panel": panel(
            desk.stored, desk.session, shown, me=desk.me, today=desk.opened.today,
            own_notes=own if desk.opened.case.seat in AUTHORS else "",
        ),
    }  # fmt: skip


def _as_they_stand(form: NoteForm) -> list[Piece]:
    """Every segment as the page shows it, valid or not."""
    return [
        Piece(
            str(form[f"text-{at}"].value() or ""),
            tuple(form[f"about-{at}"].value() or ()),
            tuple(form[f"told-{at}"].value() or ()),
        )
        for at in range(form.size)
    ]


def _who(desk: Desk, kept: KeptDraft | None) -> str:
    """Who saved last, when it was somebody else."""
    if kept is None or str(kept.saved_by) == desk.me:
        return ""
    names = {one.person: one.given for one in desk.stored.team}
    return names.get(str(kept.saved_by), _("somebody who has left the team"))


def _beginning(desk: Desk, kept: KeptDraft | None) -> list[Merged]:
    return alone(_beginning_pieces(desk, kept))


def _beginning_pieces(desk: Desk, kept: KeptDraft | None) -> Sequence[Piece]:
    """What is kept; without it what was tapped in the room, to be confirmed, or one segment."""
    if kept is not None:
        return kept.pieces or (_fresh(desk),)
    facts = "\n".join(_facts(desk))
    return (replace(_fresh(desk), text=facts),)


def _facts(desk: Desk) -> tuple[str, ...]:
    if desk.place.addendum_to is not None or not desk.session.rung:
        return ()
    with reading():
        facts = facts_of(desk.session.id, language=(get_language() or "en")[:2])
    return tuple(fact.sentence for fact in facts)


def _fresh(desk: Desk) -> Piece:
    """A new segment: about the family who were in the room, seen by whoever writes."""
    family = [person.id for person in desk.stored.family.people]
    present = tuple(one for one in desk.session.present if one in family)
    return Piece("", present, (desk.me,))


def _people(desk: Desk, *written: KeptDraft | Sequence[Piece] | None) -> People:
    """Who was in the room comes first. Staff can be named as having seen something."""
    family = people_in_order(desk.stored.family)
    first = sorted(family, key=lambda one: one.id not in desk.session.present)
    about = [(one.id, one.given) for one in first]
    staff = [(one.person, one.given) for one in desk.stored.team if one.person != desk.me]
    pieces = [piece for one in written if one is not None for piece in _pieces_of(one)]
    named = {person for piece in pieces for person in piece.told_by} | set(desk.session.present)
    seen = [(person, _("%s saw it") % given) for person, given in staff if person in named]
    children = frozenset(one.id for one in family if one.seat in CHILDREN)
    return People(tuple(about), ((desk.me, _("I saw it")), *seen, *about), children)


def _pieces_of(one: KeptDraft | Sequence[Piece]) -> Sequence[Piece]:
    return one.pieces if isinstance(one, KeptDraft) else one


def local_time(moment: datetime) -> str:
    """ "10:42" in the practice."""
    return f"{moment.astimezone(ZoneInfo(settings.TIME_ZONE)):%H:%M}"


def draft_address(case_id: UUID, session: UUID, addendum_to: UUID | None) -> str:
    """Where a draft is written on."""
    if addendum_to is not None:
        return reverse("clinic:addendum", args=[case_id, addendum_to])
    return reverse("clinic:note", args=[case_id, session])
