"""Pages with a form: GET shows them, POST acts once and goes on. Refusals are told in the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from handrail.rooms.clinic.opening import viewer_of
from handrail.rooms.clinic.refusals import in_words
from handrail.rooms.shared.errors import not_found
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.submitting import submit
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.reading import CaseHeader, seats_of
from handrail.store.accounts.seats import KEEPS_THE_DOOR
from handrail.store.accounts.teams import cover_of
from handrail.store.database.transactions import reading
from handrail.store.ledger.appending import append

Answer: TypeAlias = HttpResponseBase | tuple[str, dict[str, Any]] | None
"""Where to go on, or (template, context) of the page, or None: there is nothing here"""

Answering: TypeAlias = Callable[..., Answer]
"""(request, viewer, the case's cover or nothing, …) -> Answer; a POST acts first"""


def door_page(
    act: str, *, sends: bool = True
) -> Callable[[Answering], Callable[..., HttpResponseBase]]:
    """A page of the administrators, about nobody's case; viewing it is the ledger act `act`."""

    def decorate(answer: Answering) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "POST"] if sends else ["GET"])
        @wraps(answer)
        def view(request: HttpRequest, **about: Any) -> HttpResponseBase:
            viewer = viewer_of(request)
            with reading():
                keeps_the_door = not seats_of(viewer).isdisjoint(KEEPS_THE_DOOR)
            found = answer(request, viewer, **about) if keeps_the_door else None
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


def _shown(
    request: HttpRequest, found: Answer, *, chain: UUID, act: str, about: dict[str, Any]
) -> HttpResponse | HttpResponseBase:
    """The answer as it is, or the page with its line in the ledger, or the one not-found."""
    if found is None:
        return not_found(request)
    if isinstance(found, HttpResponseBase):
        return found
    kind = "case" if "case_id" in about else "person" if "person_id" in about else "practice"
    object_id = about.get(f"{kind}_id")
    append(by=viewer_of(request), chain=chain, act=act, object_kind=kind, object_id=object_id)
    return render(request, *found)


def sent(
    request: HttpRequest, form: HandrailForm, write: Callable[[], str]
) -> HttpResponseBase | None:
    """Act on a form that was sent: where to go on, or None when it has to be shown.

    `write` acts and returns the next address; what a verb refuses becomes words in the form.
    """

    def act() -> str:
        try:
            return write()
        except Refused as refused:
            raise ValidationError([in_words(code) for code in refused.reasons]) from refused

    return submit(request, form, act, viewer=viewer_of(request))


def bound(request: HttpRequest) -> Any:
    """What was sent, also when it is empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None
