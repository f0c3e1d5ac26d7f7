"""The public pages and the frames."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings

from handrail.rooms.shared import errors
from tests.cast import Cast, account_of, client_of

PUBLIC = [
    "/patterns/",
    "/patterns/clinic/",
    "/patterns/case/",
    "/patterns/family/",
    "/patterns/room/",
    "/how-it-works/",
    "/how-it-works/children/",
    "/how-it-works/clinicians/",
    "/how-it-works/courts/",
    "/sign-in/",
]
ADDRESS = re.compile(r"""\b(?:href|src|action)=["']([^"']+)""")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_open_for_anybody_and_are_light(db: None, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 200
    assert len(response.content) < 100_000


@pytest.mark.parametrize("address", PUBLIC)
def test_nothing_is_fetched_from_elsewhere(db: None, address: str) -> None:
    page = Client().get(address).content.decode()
    away = [found for found in ADDRESS.findall(page) if "//" in found]
    assert away == []


@pytest.mark.parametrize("address", PUBLIC)
def test_titles_and_addresses_hold_no_name(db: None, address: str) -> None:
    page = Client().get(address).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]
    assert not re.search(r"Wren|Theo|Mara|Noa", title)


@pytest.mark.parametrize("address", [*PUBLIC, "/nowhere/"])
def test_the_demo_banner_stands_on_every_page_of_a_demo(db: None, address: str) -> None:
    errors._page.cache_clear()
    with override_settings(IS_DEMO=True):
        assert "fictional" in Client().get(address).content.decode()
    errors._page.cache_clear()
    assert "demo-banner" not in Client().get(address).content.decode()


def test_a_case_page_is_in_order() -> None:
    """Identity bar, masthead, tabs, next card, the rest; the order in HTML is that on a phone."""
    page = Client().get("/patterns/case/").content.decode()
    marks = ['class="skip"', 'class="identity"', 'class="masthead"', 'class="tabs']
    marks += ["<main", "<h1", 'class="next"', 'class="table"', "<footer"]
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)


def test_separation_comes_before_privilege() -> None:
    page = Client().get("/patterns/case/").content.decode()
    assert page.index("separate arrivals") < page.index("Privilege")


def test_the_room_shows_no_menu_and_no_name() -> None:
    page = Client().get("/patterns/room/").content.decode()
    assert "<nav" not in page
    assert "masthead" not in page


@pytest.mark.parametrize("address", ["/patterns/family/", "/how-it-works/"])
def test_families_can_leave_from_every_page(address: str) -> None:
    page = Client().get(address).content.decode()
    assert 'action="/leave/"' in page
    assert "cannot erase your browser’s history" in page


def test_leaving_ends_the_session_and_forgets(cast: Cast) -> None:
    client = client_of(account_of(cast.dana, cast.rosa, "rosa@example.org"))
    assert client.get("/account/").status_code == 200
    response = client.post("/leave/")
    assert (response.status_code, response.url) == (302, "/left/")  # type: ignore[attr-defined]
    assert '"storage"' in response.headers["Clear-Site-Data"]
    assert client.get("/account/").status_code == 302


def test_a_link_cannot_make_somebody_leave(cast: Cast) -> None:
    client = client_of(account_of(cast.dana, cast.rosa, "rosa@example.org"))
    assert client.get("/leave/").status_code == 405
    assert client.get("/account/").status_code == 200


def test_the_page_left_behind_does_not_name_the_program() -> None:
    page = Client().get("/left/").content.decode()
    visible = re.sub(r"<[^>]+>", "", page)
    assert "Handrail" not in visible
    assert 'http-equiv="refresh" content="0;' in page
