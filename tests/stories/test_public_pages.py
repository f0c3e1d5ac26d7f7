"""Anybody opens the public pages, on a phone or a desk, by day or by night."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Check, OpenPage, Watch

PAGES = [
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


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_can_be_read_by_everybody(
    open_page: OpenPage, axe: Check, fits: Check, address: str, width: int, dark: bool
) -> None:
    page = open_page(address, width=width, dark=dark)
    axe(page)
    fits(page)


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_there_is_nothing_here_for_you(
    open_page: OpenPage, axe: Check, fits: Check, watch: Watch, width: int, dark: bool
) -> None:
    watch.expected.append("404 (Not Found)")
    page = open_page("/nowhere/", width=width, dark=dark)
    axe(page)
    fits(page)


@pytest.mark.parametrize("address", ["/patterns/", "/patterns/case/", "/how-it-works/"])
def test_a_page_stands_on_paper(open_page: OpenPage, address: str) -> None:
    """Printed from the dark, the ground is white and the text is ink."""
    page = open_page(address, dark=True)
    page.emulate_media(media="print")
    ground, text = page.evaluate(
        "() => { const s = getComputedStyle(document.documentElement);"
        " return [s.backgroundColor, s.color]; }"
    )
    assert (ground, text) == ("rgb(255, 255, 255)", "rgb(34, 48, 45)")


def test_the_first_tab_offers_the_content(open_page: OpenPage) -> None:
    page = open_page("/patterns/case/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_focus_is_seen(open_page: OpenPage) -> None:
    page = open_page("/sign-in/")
    page.get_by_label("Email address").focus()
    width, colour, shadow = page.evaluate(
        "() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineWidth, s.outlineColor, s.boxShadow]; }"
    )
    assert (width, colour) == ("3px", "rgb(34, 48, 45)")
    assert "rgb(255, 209, 102)" in shadow


def test_on_a_phone_the_day_becomes_a_list_with_door_and_time(open_page: OpenPage) -> None:
    page = open_page("/patterns/clinic/", width=390)
    entries = page.locator(".board-entry")
    assert entries.nth(1).inner_text().startswith("Street door, 13:31")
    tops = [entry.bounding_box()["y"] for entry in entries.all()]  # type: ignore[index]
    assert tops == sorted(tops)


def test_on_a_desk_the_doors_are_lanes(open_page: OpenPage) -> None:
    page = open_page("/patterns/clinic/", width=1280)
    left = {
        name: page.locator(".board-entry", has_text=name).first.bounding_box()["x"]  # type: ignore[index]
        for name in ("Theo due", "Wren, brought by Mara", "Rui here")
    }
    assert left["Theo due"] == left["Rui here"] < left["Wren, brought by Mara"]


@pytest.mark.parametrize("address", ["/patterns/clinic/", "/how-it-works/", "/sign-in/"])
def test_nothing_is_lost_without_script(open_page: OpenPage, address: str) -> None:
    words = [open_page(address, script=script).inner_text("main") for script in (True, False)]
    assert words[0] == words[1]


def test_nothing_moves_for_those_who_ask_for_stillness(open_page: OpenPage) -> None:
    page = open_page("/patterns/")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].filter((e) => {"
        " const s = getComputedStyle(e);"
        " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0; }).length"
    )
    assert moving == 0


def test_in_forced_colours_what_was_a_ground_has_a_border(open_page: OpenPage) -> None:
    page = open_page("/patterns/")
    page.emulate_media(forced_colors="active")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    borders = page.evaluate(
        "() => ['.notice', '.chip', '.next-sheet', '.who-can-see'].map((name) => {"
        " const s = getComputedStyle(document.querySelector(name));"
        " return [parseFloat(s.borderTopWidth), s.borderTopColor]; })"
    )
    assert all(width >= 1 and colour != ground for width, colour in borders)
