"""Every page of the clinic that the tables of addresses name, at the narrowest and at a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.demo import Demo
from tests.repo.test_routes import DECLARED, SEATS, address
from tests.stories.conftest import Check, OpenPage
from tests.stories.test_clinic_pages import can_be_read

WHO = {
    "noa": "therapist of the case",
    "iris": "supervisor of the case",
    "rafa": "coordinator of the case",
    "greta": "privacy officer",
    "sol": "administrator",
}
PARTS = 4
SHORT_OF = {"clinic:staff_link"}
"""Shown once, after something was done: its own story looks at it."""


def pages() -> Iterator[tuple[str, str]]:
    """(route, the first seat that sees it) of every page of the clinic."""
    for route, verb in DECLARED:
        if verb != "GET" or not route.startswith("clinic:") or route in SHORT_OF:
            continue
        answers = dict(zip(SEATS, DECLARED[route, verb], strict=True))
        who = next((who for who, seat in WHO.items() if answers[seat] == "P"), None)
        if who is not None:
            yield route, who


def test_somebody_sees_every_page() -> None:
    assert len(list(pages())) > 20


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_every_page_can_be_read(
    committed_demo: Demo,
    open_page: OpenPage,
    axe: Check,
    fits: Check,
    part: int,
    width: int,
    dark: bool,
) -> None:
    for who in WHO:
        own = [route for route, seer in sorted(pages())[part::PARTS] if seer == who]
        if not own:
            continue
        account = committed_demo.accounts[who]
        page = open_page("/today/", width=width, dark=dark, account=account)
        for route in own:
            page.goto(address(route, committed_demo))
            axe(page)
            fits(page)
            can_be_read(page)
