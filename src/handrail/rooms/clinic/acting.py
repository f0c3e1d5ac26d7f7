"""Pages with a form: GET shows them, POST acts once and goes on. Refusals are told in the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeAlias
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import case_frame, first_page
from handrail.rooms.clinic.opening import Opened, may_read, today, viewer_of
from handrail.rooms.clinic.refusals import in_words
from handrail.rooms.shared.errors import not_found
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Notice, Text
from handrail.rooms.shared.submitting import submit
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.reading import CaseHeader, case_for, seats_of
from handrail.store.accounts.seats import KEEPS_THE_DOOR
from handrail.store.accounts.teams import cover_of
from handrail.store.database.transactions import reading
from handrail.store.database.versions import Stale
from handrail.store.ledger.appending import append
from handrail.store.records.actions.recording import CLINICIANS, RefusedByRule
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case

Answer: TypeAlias = HttpResponseBase | tuple[str, dict[str, Any]] | None
"""Where to go on, or (template, context) of the page, or None: there is nothing here"""

Answering: TypeAlias = Callable[..., Answer]
"""(request, viewer, the case's cover or nothing, …) -> Answer; a POST acts first"""


def door_page(
    act: str, *, sends: bool = True
) -> Callable[[Answering], Callable[..., HttpResponseBase]]:
    """A page of the administrators, about nobody's case; viewing it is the ledger act `act`."""
    return seat_page(act, KEEPS_THE_DOOR, sends=sends)


def seat_page(
    act: str, held: Sequence[str], *, sends: bool = True
) -> Callable[[Answering], Callable[..., HttpResponseBase]]:
    """A page for whoever holds one of these seats in the practice, about nobody's case yet."""

    def decorate(answer: Answering) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "POST"] if sends else ["GET"])
        @wraps(answer)
        def view(request: HttpRequest, **about: Any) -> HttpResponseBase:
            viewer = viewer_of(request)
            with reading():
                holds = not seats_of(viewer).isdisjoint(held)
            found = answer(request, viewer, **about) if holds else None
            return _shown(request, found, chain=viewer.practice_id, act=act, about=about)

        return view

    return decorate


def cover_page(act: str) -> Callable[[Answering], Callable[..., HttpResponseBase]]:
    """A page about the cover of a case, for its team and for those who need every cover."""

    def decorate(answer: Answering) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "POST"])
        @wraps(answer)
        def view(request: HttpRequest, case_id: UUID, **about: Any) -> HttpResponseBase:
            viewer = viewer_of(request)
            with reading():
                cover: CaseHeader | None = cover_of(viewer, case_id)
            found = answer(request, viewer, cover, **about) if cover else None
            return _shown(request, found, chain=case_id, act=act, about={"case_id": case_id})

        return view

    return decorate


CaseAnswering: TypeAlias = Callable[..., Answer]
"""(request, opened, …) -> Answer; a POST acts first"""


def case_form(
    act: str, *kinds: str, seats: Sequence[str] = CLINICIANS, after_closing: bool = False
) -> Callable[[CaseAnswering], Callable[..., HttpResponseBase]]:
    """A page of one case with a form, for these seats on its team; it shows these kinds of record.

    Viewing it is the ledger act `act`; what the form does writes its own lines. Once the case is
    closed, a plain answer stands in its place, unless there is more to read on it, or what it does
    may be done `after_closing` (`recording.AFTER_CLOSING`). What is sent is judged by its verb.
    """

    def decorate(answer: CaseAnswering) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "POST"])
        @wraps(answer)
        def view(request: HttpRequest, case_id: UUID, **about: Any) -> HttpResponseBase:
            viewer = viewer_of(request)
            with reading():
                case = case_for(viewer, case_id)
            if case is None or case.seat not in seats:
                return not_found(request)
            if not all(may_read(kind, case.seat) for kind in kinds):
                return not_found(request)
            opened = Opened(viewer, case, today())
            over = case.case.status == "closed" and request.method == "GET" and not after_closing
            return _shown(
                request, closed_page(opened) if over else answer(request, opened, **about),
                chain=case_id, act="case_closed.viewed" if over else act,
                about={"case_id": case_id}, seat=case.seat,
            )  # fmt: skip

        return view

    return decorate


def closed_page(opened: Opened) -> tuple[str, dict[str, Any]]:
    """(template, context) in the place of a form that a closed case no longer takes."""
    with reading():
        stored = stored_case(opened.case_id, FRAME)
        frame = case_frame(opened, stored, "")
    ending = reverse("clinic:ending", args=[opened.case_id])
    clinician = opened.case.seat in CLINICIANS
    return "clinic/closed.html", {
        **frame,
        "closed_on": words.day(on, opened.today) if (on := stored.family.case.closed_on) else "",
        "ending": ending if clinician else "",
        "first": first_page(opened.case),
    }


def asking_in_case(
    opened: Opened,
    form: HandrailForm,
    tab: str,
    *,
    title: str,
    button: str,
    back: str,
    texts: Sequence[str] = (),
    notice: Notice | None = None,
    stored: StoredCase | None = None,
) -> tuple[str, dict[str, Any]]:
    """(template, context) of a page of a case that asks before an act: text, fields, one button."""
    with reading():
        frame = case_frame(opened, stored or stored_case(opened.case_id, FRAME), tab)
    return "clinic/asking.html", {
        **frame,
        "frame": "shared/case.html",
        "form": form,
        "title": title,
        "texts": texts,
        "notice": notice,
        "button": button,
        "back": back,
    }


def _shown(
    request: HttpRequest,
    found: Answer,
    *,
    chain: UUID,
    act: str,
    about: dict[str, Any],
    seat: str = "",
) -> HttpResponse | HttpResponseBase:
    """The answer as it is, or the page with its line in the ledger, or the one not-found."""
    if found is None:
        return not_found(request)
    if isinstance(found, HttpResponseBase):
        return found
    kind = "case" if "case_id" in about else "person" if "person_id" in about else "practice"
    object_id = about.get(f"{kind}_id")
    append(
        by=viewer_of(request), chain=chain, act=act, seat=seat, object_kind=kind,
        object_id=object_id,
    )  # fmt: skip
    return render(request, *found)


def sent(
    request: HttpRequest, form: HandrailForm, write: Callable[[], str], *, said: Text = ""
) -> HttpResponseBase | None:
    """Act on a form that was sent: where to go on, or None when it has to be shown.

    `write` acts and returns the next address, where `said` is told; what a verb refuses becomes
    words in the form.
    """

    def act() -> str:
        try:
            return write()
        except Refused as refused:
            raise ValidationError(told(refused)) from refused
        except Stale as changed:
            raise ValidationError(CHANGED_MEANWHILE) from changed

    done = submit(request, form, act, viewer=viewer_of(request))
    if done and said:
        messages.success(request, said)
    return done


CHANGED_MEANWHILE = _(
    "Somebody changed this in the meantime. What you wrote is still here: load the page in a second"
    " window, compare, and send again."
)


def told(refused: Refused) -> list[Text]:
    """Every reason of a refusal as a sentence; a rule's own reasons are sentences already."""
    if isinstance(refused, RefusedByRule):
        return list(refused.reasons)
    return [in_words(code) for code in refused.reasons]


def bound(request: HttpRequest) -> Any:
    """What was sent, also when it is empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None
