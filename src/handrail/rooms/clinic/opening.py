"""Opening a page of the clinic: who looks, whether they may, the page, the ledger line.

A view is a few lines: it names the kinds of record its page shows, and builds the page. Whoever
has no seat in the case, or whose seat may not read one of the kinds, gets the one not-found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handrail import clock
from handrail.core.disclosure.matrix import staff_may_read
from handrail.core.law.answers import Allowed
from handrail.rooms.shared.errors import not_found
from handrail.store.accounts.reading import OpenCase, case_for, seats_of
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading
from handrail.store.ledger.appending import append


@dataclass(frozen=True)
class Opened:
    """A case somebody may look at now. today: the practice's local day."""

    viewer: Viewer
    case: OpenCase
    today: date

    @property
    def case_id(self) -> UUID:
        return self.case.case.id

    def may_read(self, kind: str) -> bool:
        """Whether the seat may read a kind of record of this case (disclosure matrix)."""
        return may_read(kind, self.case.seat)


OWN_PART = {"audit_log"}
"""Kinds whose page shows somebody their own part when the matrix gives no more."""


def may_read(kind: str, seat: str) -> bool:
    """Whether a seat on the case's team may read a kind of record."""
    is_author = kind in OWN_PART
    return isinstance(staff_may_read(kind, seat, assigned=True, is_author=is_author), Allowed)


Builder = Callable[..., tuple[str, dict[str, Any]]]
"""(request, opened or viewer, …) -> (template, context), everything read, nothing lazy"""


def case_page(act: str, *kinds: str) -> Callable[[Builder], Callable[..., HttpResponseBase]]:
    """A page of one case, showing these kinds of record; viewing it is the ledger act `act`."""

    def decorate(build: Builder) -> Callable[..., HttpResponseBase]:
        @require_GET
        @wraps(build)
        def view(request: HttpRequest, case_id: UUID, **rest: Any) -> HttpResponse:
            viewer = viewer_of(request)
            with reading():
                case = case_for(viewer, case_id)
                if case is None or not all(may_read(kind, case.seat) for kind in kinds):
                    return not_found(request)
                opened = Opened(viewer, case, today())
                template, context = build(request, opened, **rest)
            append(
                by=viewer,
                chain=case_id,
                act=act,
                seat=case.seat,
                object_kind="case",
                object_id=case_id,
            )
            return render(request, template, context)

        return view

    return decorate


def practice_page(act: str) -> Callable[[Builder], Callable[..., HttpResponseBase]]:
    """A page across the viewer's own cases, for staff; a line in the practice's chain."""

    def decorate(build: Builder) -> Callable[..., HttpResponseBase]:
        @require_GET
        @wraps(build)
        def view(request: HttpRequest, **rest: Any) -> HttpResponse:
            viewer = viewer_of(request)
            with reading():
                seats = seats_of(viewer)
                if not seats:
                    return not_found(request)
                template, context = build(request, viewer, seats, **rest)
            append(by=viewer, chain=viewer.practice_id, act=act, object_kind="practice")
            return render(request, template, context)

        return view

    return decorate


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks; the clinic's pages are only reached by the signed-in."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]


def today() -> date:
    """The practice's local day."""
    return clock.today(settings.TIME_ZONE)
