"""One answer for what is absent, forbidden or malformed; calm pages for everything else."""

from __future__ import annotations

from unittest.mock import patch  # replaces a view that has to fail, never a part of the program

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from handrail.rooms.shared import errors
from handrail.web import urls as front_door
from tests.cast import Cast, account_of, client_of

SECRET = "Wren told us about the blue door"


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(SECRET)


def miss(request: HttpRequest) -> HttpResponse:
    raise Http404(SECRET)


def look_at_session(request: HttpRequest) -> HttpResponse:
    request.session.get("x")
    return errors.not_found(request)


def bad(request: HttpRequest) -> HttpResponse:
    raise BadRequest(SECRET)


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError(SECRET)


def locked(request: HttpRequest) -> HttpResponse:
    raise OperationalError(SECRET)


handler400, handler403, handler404, handler500 = (
    front_door.handler400,
    front_door.handler403,
    front_door.handler404,
    front_door.handler500,
)
urlpatterns = [
    *front_door.urlpatterns,
    path("refuse/", refuse),
    path("miss/", miss),
    path("session/", look_at_session),
    path("bad/", bad),
    path("fail/", fail),
    path("locked/", locked),
]
pytestmark = pytest.mark.urls(__name__)

NOT_THERE = ["/nowhere/", "/refuse/", "/miss/", "/session/", "/invitation/none/", "/sign-up/"]
MALFORMED = ["/%ff%fe/", "/patterns//", "/../etc/passwd", "/patterns/%00/"]


def seen(response: HttpResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything an outsider can compare."""
    return response.status_code, response.content, sorted(response.headers.items())


@pytest.mark.parametrize("address", [*NOT_THERE, *MALFORMED])
def test_absent_forbidden_and_malformed_look_the_same(db: None, address: str) -> None:
    client = Client()
    assert seen(client.get(address)) == seen(client.get("/something-that-is-not/"))


def test_the_same_holds_for_somebody_signed_in(cast: Cast) -> None:
    client = client_of(account_of(cast.dana, cast.rosa, "rosa@example.org"))
    answers = {str(seen(client.get(address))) for address in [*NOT_THERE, *MALFORMED]}
    assert len(answers) == 1


def test_the_not_found_page_tells_nothing(db: None) -> None:
    page = Client().get("/refuse/").content.decode()
    assert SECRET not in page
    assert "refuse" not in page


@pytest.mark.parametrize(("address", "status"), [("/bad/", 400), ("/locked/", 503)])
def test_other_refusals_are_pages_without_the_reason(db: None, address: str, status: int) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert "<h1>" in response.content.decode()
    assert SECRET not in response.content.decode()


def test_a_busy_store_says_when_to_come_back(db: None) -> None:
    assert Client().get("/locked/").headers["Retry-After"]


def test_an_unknown_host_gets_a_page(db: None) -> None:
    response = Client().get("/patterns/", HTTP_HOST="elsewhere.example")
    assert response.status_code == 400
    assert "elsewhere" not in response.content.decode()


def test_a_form_without_its_token_gets_a_page(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/leave/")
    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()


@pytest.mark.parametrize(("verb", "address"), [("get", "/leave/"), ("post", "/patterns/")])
def test_a_wrong_verb_gets_a_page_and_the_right_ones(db: None, verb: str, address: str) -> None:
    response = getattr(Client(), verb)(address)
    assert response.status_code == 405
    assert response.headers["Allow"]
    assert "<h1>" in response.content.decode()


def test_our_own_failure_gives_a_reference_and_nothing_else(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    response = Client(raise_request_exception=False).get("/fail/")
    page = response.content.decode()
    references = [record.args[0] for record in caplog.records if record.name == "handrail.errors"]
    assert response.status_code == 500
    assert references[0] in page
    assert SECRET not in page
    assert "ZeroDivision" not in page


def test_our_own_failure_differs_in_its_reference_alone(db: None) -> None:
    def page() -> str:
        answer = Client(raise_request_exception=False).get("/fail/").content.decode()
        return answer[: answer.index('<code class="secret">')]

    assert page() == page()


def test_the_failure_page_does_not_ask_the_database() -> None:
    """No `db` fixture: a query would raise here."""
    assert errors.server_error(HttpRequest()).status_code == 500


def test_a_page_goes_out_even_when_its_template_fails() -> None:
    with patch.object(errors, "render_to_string", side_effect=RuntimeError(SECRET)):
        response = errors.server_error(HttpRequest())
    assert response.content == errors.LAST_RESORT


@pytest.mark.parametrize("status", [400, 403, 404, 405, 429, 503])
def test_no_error_page_needs_a_request(status: int) -> None:
    page = errors._page(status, "en").decode()
    assert page.count("<h1>") == 1
    assert "<form" not in page
