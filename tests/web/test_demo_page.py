"""One click signs in as any seat of the demo; nowhere else, and for nobody real."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from handrail.store.accounts.actions.invitations import accept
from handrail.store.accounts.actions.practices import open_practice
from handrail.store.accounts.demo_practice import demo_account
from handrail.store.accounts.viewer import acting_as
from handrail.web.demo.cast import FAMILIES, PASSWORD, SECOND_FACTOR, STAFF, seats

ELSEWHERE = [
    {"REMOTE_ADDR": "10.0.0.7"},
    {"REMOTE_ADDR": ""},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_FORWARDED": "for=127.0.0.1"},
    {"HTTP_VIA": "1.1 proxy"},
]


@pytest.fixture
def demo_page(demo, settings):
    """The demo practice, in a server that found it when it started."""
    settings.IS_DEMO = True
    return demo


def absent(browser: Client) -> bytes:
    return browser.get("/no-such-page/").content


def test_every_seat_is_offered_and_leads_to_its_own_room(demo_page):
    page = Client().get("/demo/").content.decode()
    assert re.findall(r'name="seat" value="(\w+)"', page) == [s.key for s in (*STAFF, *FAMILIES)]
    for key in seats():
        browser = Client()
        taken = browser.post("/demo/", {"seat": key}, follow=True)
        room = "/portal/" if key in {seat.key for seat in FAMILIES} else "/today/"
        assert (taken.status_code, taken.redirect_chain[-1][0]) == (200, room), key
        assert browser.get("/account/").status_code == 200  # nothing is left to prove


def test_one_seat_after_another_in_one_browser(demo_page):
    browser = Client()
    browser.post("/demo/", {"seat": "noa"})
    assert browser.get(f"/cases/{demo_page.alder}/").status_code == 200
    browser.post("/demo/", {"seat": "jonas"})
    assert browser.get(f"/cases/{demo_page.alder}/").status_code == 404


@pytest.mark.parametrize("sent_from", ELSEWHERE, ids=str)
def test_it_is_nowhere_for_another_machine(demo_page, sent_from):
    browser = Client()
    for answer in (
        browser.get("/demo/", **sent_from),
        browser.post("/demo/", {"seat": "noa"}, **sent_from),
    ):
        assert (answer.status_code, answer.content) == (404, absent(browser))
    assert "session" not in browser.cookies or browser.get("/today/").status_code == 302


def test_it_is_nowhere_in_a_real_practice(demo, settings):
    settings.IS_DEMO = False
    browser = Client()
    for answer in (browser.get("/demo/"), browser.post("/demo/", {"seat": "noa"})):
        assert (answer.status_code, answer.content) == (404, absent(browser))
    assert browser.get("/today/").status_code == 302


@pytest.mark.parametrize("seat", ["", "nobody", "noa@handrail.example", "wren"])
def test_nobody_else_can_be_taken(demo_page, seat):
    browser = Client()
    assert browser.post("/demo/", {"seat": seat}).status_code == 404
    assert browser.get("/today/").status_code == 302


def test_nobody_of_a_real_practice_is_ever_found(demo_page):
    """Not even if one stood beside the demo, which is refused elsewhere."""
    opened = open_practice(
        name="River House", time_zone="America/Denver", jurisdiction="US-CO",
        administrator=("Dana", "Moss", "dana@example.org"),
    )  # fmt: skip
    accept(token=opened.token, password=PASSWORD)
    assert demo_account("dana@example.org") is None
    assert demo_account("noa@handrail.example") is not None


def test_a_closed_account_cannot_be_taken(demo_page):
    from handrail.store.accounts.actions.accounts import disable_account

    sol, mara = demo_page.viewer("sol"), demo_page.viewer("mara")
    with acting_as(sol):
        disable_account(by=sol, person_id=mara.person_id)
    assert Client().post("/demo/", {"seat": "mara"}).status_code == 404


def test_another_site_cannot_press_the_button(demo_page):
    assert Client(enforce_csrf_checks=True).post("/demo/", {"seat": "noa"}).status_code == 403


def test_the_banner_stands_on_every_page_and_says_the_day(demo_page):
    browser = Client()
    browser.post("/demo/", {"seat": "noa"})
    for path in ("/demo/", "/today/", "/how-it-works/", f"/cases/{demo_page.alder}/ladder/"):
        page = browser.get(path).content.decode()
        assert page.count('class="demo-banner"') == 1, path
        assert "Wednesday, 23 July 2025" in page


def test_the_usual_way_in_works_as_well(demo_page):
    browser = Client()
    given = {"login": "noa@handrail.example", "password": PASSWORD}
    assert browser.post("/sign-in/", given).headers["Location"] == "/second-factor/"
    code = format_hotp_value(hotp_value(SECOND_FACTOR, next(iter(yield_hotp_counters_from_time()))))
    assert browser.post("/second-factor/", {"code": code}).headers["Location"] == "/"
    assert browser.get("/today/").status_code == 200


class TestTheFamiliesRoom:
    """One page that greets, and holds nothing of the record."""

    def test_it_greets_by_given_name_and_says_that_nothing_is_there(self, demo_page):
        page = demo_page.client("mara").get("/portal/").content.decode()
        assert "Hello, Mara." in page
        assert "Nothing has been handed to you yet." in page
        assert "Leave this page" in page
        for word in ("Alder", "Wren", "Theo", "case 014"):
            assert word not in page

    def test_both_parents_get_the_same_page(self, demo_page):
        pages = []
        for name in ("mara", "theo"):
            page = demo_page.client(name).get("/portal/").content.decode()
            page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)
            pages.append(page.replace(name.capitalize(), "…"))
        assert pages[0] == pages[1]

    @pytest.mark.parametrize("name", [seat.key for seat in STAFF])
    def test_staff_have_no_such_room(self, demo_page, name):
        browser = demo_page.client(name)
        answer = browser.get("/portal/")
        assert (answer.status_code, answer.content) == (404, absent(browser))

    @pytest.mark.parametrize("name", ["mara", "karl"])
    def test_the_clinic_is_nowhere_for_a_family(self, demo_page, name):
        browser = demo_page.client(name)
        own = {"mara": demo_page.alder, "karl": demo_page.cedar}[name]
        pages = ("", "timeline/", "ladder/", "goals/", "measures/", "people/", "order/", "seen/")
        paths = ["/today/", "/cases/", "/search/?q=letter", *(f"/cases/{own}/{p}" for p in pages)]
        for path in paths:
            answer = browser.get(path)
            assert (answer.status_code, answer.content) == (404, absent(browser)), path

    def test_whoever_is_not_signed_in_is_asked_to(self, demo_page):
        assert Client().get("/portal/").headers["Location"] == "/sign-in/?next=/portal/"
