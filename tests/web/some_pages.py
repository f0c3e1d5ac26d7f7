"""Addresses for tests/web alone: one for each way a page can end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.models import Case, Person
from handrail.store.accounts.passwords import TooBusy
from handrail.store.accounts.reading import case_for
from handrail.store.database.transactions import reading
from handrail.store.ledger.appending import append
from handrail.web.middleware import ViewedRequest, polled


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>hello</p>")


def who(request: ViewedRequest) -> JsonResponse:
    viewer = request.viewer
    return JsonResponse({"person": str(viewer.person_id) if viewer else None})


@polled
def anything_new(request: ViewedRequest) -> JsonResponse:
    return JsonResponse({"new": False, "known": request.viewer is not None})


def a_case(request: ViewedRequest, case_id: UUID) -> HttpResponse:
    """A page as the clinic's are: read in one go, then one ledger line."""
    if request.viewer is None:
        raise Http404
    with reading():
        found = case_for(request.viewer, case_id)
    if found is None:
        raise Http404(f"a sentence about {case_id} that nobody may read")
    append(by=request.viewer, chain=case_id, act="case.viewed", seat=found.seat)
    return HttpResponse(found.case.family_name)


def late(request: ViewedRequest) -> TemplateResponse:
    """The query runs when the template is rendered, outside the view."""
    template = engines["django"].from_string(
        "{% for case in cases %}{{ case.family_name }}{% endfor %}"
    )
    return TemplateResponse(request, template, {"cases": Case.objects.all()})


def adds_and_fails(request: ViewedRequest) -> HttpResponse:
    assert request.viewer
    add_person(by=request.viewer, given="Ada")
    return HttpResponse(status=int(request.GET["status"]))


def own_not_found(request: HttpRequest) -> HttpResponse:
    """A view that answers in its own words, and leaves a trace."""
    response = HttpResponse("no such note of Wren", status=404)
    response.set_cookie("seen", "1")
    response["X-Trace"] = "1"
    return response


def telltale(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("x")
    response["ETag"], response["Last-Modified"], response["Expires"] = '"1"', "now", "now"
    return response


def boom(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Wren said: maybe on Sunday")


def busy(request: HttpRequest) -> HttpResponse:
    raise TooBusy


def stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"x"]))


def message(request: HttpRequest) -> HttpResponse:
    messages.info(request, "saved")
    return HttpResponse("x")


def counts(request: ViewedRequest) -> JsonResponse:
    return JsonResponse({"people": Person.objects.count()})


def today(request: ViewedRequest) -> HttpResponseBase:
    return HttpResponse("the day")


# As far as the middleware can tell, this one belongs to the clinic's room.
today.__module__ = "handrail.rooms.clinic.views"

urlpatterns = [
    path("plain/", plain),
    path("who/", who),
    path("new/", anything_new),
    path("cases/<uuid:case_id>/", a_case),
    path("late/", late),
    path("adds/", adds_and_fails),
    path("own-not-found/", own_not_found),
    path("telltale/", telltale),
    path("boom/", boom),
    path("busy/", busy),
    path("stream/", stream),
    path("message/", message),
    path("counts/", counts),
    path("today/", today),
    path("", include("handrail.web.urls")),
]

handler404 = "handrail.rooms.shared.errors.not_found"
handler500 = "handrail.rooms.shared.errors.server_error"
