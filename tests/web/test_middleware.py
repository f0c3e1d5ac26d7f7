"""What every request passes: headers, one not-found, the viewer's name, nothing left behind."""

from __future__ import annotations

import logging
import threading
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from handrail.store.accounts import passwords
from handrail.store.accounts.models import Person
from handrail.store.accounts.passwords import Turnstile
from handrail.store.accounts.viewer import acting_as
from handrail.store.database import identity
from handrail.store.ledger.models import Line
from handrail.web import middleware
from tests.cast import client_of

WANTED = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
    "font-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
}  # fmt: skip
EVERY_ENDING = [
    ("/plain/", 200), ("/nowhere/", 404), ("/busy/", 503), ("/boom/", 500), ("/stream/", 500),
    ("/telltale/", 200), ("/today/", 302), ("/who", 301),
]  # fmt: skip


@pytest.mark.parametrize(("address", "status"), EVERY_ENDING)
def test_every_answer_carries_the_headers_whatever_its_status(stranger, address, status):
    stranger.raise_request_exception = False
    response = stranger.get(address)
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in WANTED} == WANTED
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    for telltale in ("ETag", "Last-Modified", "Expires"):
        assert telltale not in response.headers


def test_a_foreign_host_gets_the_headers_too(stranger):
    response = stranger.get("/plain/", headers={"host": "evil.example"})
    # A page that asks for no host is served; what asks for it is refused.
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_unknown_verbs_are_refused_before_anything_is_asked(stranger, verb):
    with CaptureQueriesContext(connection) as asked:
        response = stranger.generic(verb, "/plain/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert (len(asked), response["Cache-Control"]) == (0, "no-store")


def test_pages_are_not_compressed(rosas_browser):
    response = rosas_browser.get("/plain/", headers={"accept-encoding": "gzip, br"})
    assert "Content-Encoding" not in response.headers


# --- One not-found ---


def everything(response):
    cookies = {name: morsel.OutputString() for name, morsel in response.cookies.items()}
    return response.status_code, dict(response.headers), response.content, cookies


def test_absent_forbidden_and_malformed_are_the_same_bytes(cast, theos_browser):
    answers = [
        everything(theos_browser.get(address))
        for address in (
            f"/cases/{uuid4()}/",  # absent
            f"/cases/{cast.alder}/",  # somebody else's
            "/cases/7/",  # malformed
            f"/cases/{str(cast.alder)[:-1]}/",
            "/nowhere/",
            "/cases/%00/",
            "/own-not-found/",
        )
    ]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)
    assert theos_browser.get(f"/cases/{cast.cedar}/").status_code == 200


def test_a_stranger_gets_the_same_bytes_as_somebody_signed_in(cast, stranger, theos_browser):
    address = f"/cases/{cast.alder}/"
    assert everything(stranger.get(address)) == everything(theos_browser.get(address))


def test_absent_and_forbidden_cost_the_same_statements(cast, theos_browser):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            theos_browser.get(address)
        return len(queries)

    asked(f"/cases/{uuid4()}/")
    assert asked(f"/cases/{uuid4()}/") == asked(f"/cases/{cast.alder}/")


# --- Whose name ---


def test_the_viewer_is_the_signed_in_person(cast, rosas_browser):
    assert rosas_browser.get("/who/").json() == {"person": str(cast.rosa.person_id)}


def test_a_stranger_has_no_viewer_and_finds_nothing(cast, stranger):
    assert stranger.get("/who/").json() == {"person": None}
    assert stranger.get("/counts/").json() == {"people": 0}


def test_the_name_does_not_stay_for_the_next_request(cast, rosas_browser, stranger):
    assert rosas_browser.get("/counts/").json()["people"] > 0
    assert identity.current() is None
    assert stranger.get("/counts/").json() == {"people": 0}


def test_a_template_rendered_after_the_view_still_asks_in_the_viewers_name(cast, rosas_browser):
    shown = rosas_browser.get("/late/").content.decode()
    assert "Alder" in shown
    if connection.vendor == "postgresql":
        assert "Cedar" not in shown


def test_viewing_a_case_is_a_line_of_its_ledger(cast, rosas_browser):
    assert rosas_browser.get(f"/cases/{cast.alder}/").content == b"Alder"
    with acting_as(cast.rosa):
        line = Line.objects.filter(chain_id=cast.alder).order_by("seq").last()
    assert (line.act, line.seat, line.actor_person_id) == (
        "case.viewed",
        "therapist",
        cast.rosa.person_id,
    )


def test_without_its_line_nothing_is_shown(cast, rosas_browser, monkeypatch):
    def no_ledger(**line):
        raise RuntimeError

    monkeypatch.setattr("tests.web.some_pages.append", no_ledger)
    rosas_browser.raise_request_exception = False
    response = rosas_browser.get(f"/cases/{cast.alder}/")
    assert (response.status_code, b"Alder" in response.content) == (500, False)


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (404, 1), (500, 0), (503, 0)])
def test_on_postgresql_an_answer_of_500_and_above_keeps_nothing(
    on_postgresql, cast, rosas_browser, status, kept
):
    rosas_browser.get(f"/adds/?status={status}")
    with acting_as(cast.carol):
        assert Person.objects.filter(given="Ada").count() == kept


def test_reading_a_page_writes_nothing_but_ledger_and_session(cast, rosas_browser):
    addresses = ["/plain/", "/who/", "/new/", f"/cases/{cast.alder}/", "/late/", "/counts/"]
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            rosas_browser.get(address)
        for query in asked:
            text = query["sql"]
            if text.startswith(("INSERT", "UPDATE", "DELETE")):
                assert "ledger_line" in text or '"session"' in text, (address, text)


def test_a_bare_signed_in_page_costs_one_query_and_on_postgresql_one_name(rosas_browser):
    rosas_browser.get("/who/")
    with CaptureQueriesContext(connection) as asked:
        rosas_browser.get("/who/")
    own = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    at_the_end = 1 if connection.vendor == "postgresql" else 0  # the test's own transaction
    assert len(own) == (2 if connection.vendor == "postgresql" else 1) + at_the_end, own


# --- What goes wrong ---


def test_too_many_sign_ins_at_once_are_asked_to_come_back(stranger):
    response = stranger.get("/busy/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")


def test_while_somebody_signs_in_others_wait_and_pages_go_on(stranger, monkeypatch):
    busy = Turnstile(at_once=1, waiting=0, patience=0)
    monkeypatch.setattr(passwords, "turnstile", busy)
    inside, leave = threading.Event(), threading.Event()

    def sign_in():
        with busy.turn():
            inside.set()
            leave.wait()

    first = threading.Thread(target=sign_in)
    first.start()
    inside.wait()
    turned_away = stranger.post("/sign-in/", {"login": "x@example.org", "password": "y"})
    assert (turned_away.status_code, turned_away["Retry-After"]) == (503, "10")
    assert stranger.get("/plain/").status_code == 200
    leave.set()
    first.join()
    assert stranger.post("/sign-in/", {}).status_code == 200


def test_a_database_that_is_away_is_a_503(stranger, monkeypatch):
    def away(self, request):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(middleware.RequestTransaction, "_answered", away)
    response = stranger.get("/plain/")
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")


def test_an_error_page_and_its_log_line_hold_nobodys_words(stranger, caplog):
    stranger.raise_request_exception = False
    formatter = _formatter_of_settings()
    with caplog.at_level(logging.ERROR):
        response = stranger.get("/boom/")
    written = "\n".join(formatter.format(record) for record in caplog.records)
    assert "RuntimeError" in written
    assert "maybe on Sunday" not in written
    assert b"maybe on Sunday" not in response.content


def _formatter_of_settings() -> logging.Formatter:
    from django.utils.module_loading import import_string

    return import_string(django_settings.LOGGING["formatters"]["wordless"]["()"])()


# --- The clinic's door ---


def test_a_stranger_is_sent_to_sign_in(stranger):
    response = stranger.get("/today/")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/today/")


def test_without_a_second_factor_the_clinic_stays_shut(cast, rosas_account, rosas_browser):
    assert rosas_browser.get("/today/").content == b"the day"
    rosas_account.authenticator_set.all().delete()
    response = rosas_browser.get("/today/")
    assert (response.status_code, response["Location"]) == (302, "/second-factor/set-up/")


def test_recovery_codes_alone_are_no_second_factor(cast, rosas_account):
    rosas_account.authenticator_set.update(type="recovery_codes")
    assert client_of(rosas_account).get("/today/").status_code == 302
