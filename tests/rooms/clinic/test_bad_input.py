"""Every form of the clinic, sent wrongly: it says what to put right, or there is nothing here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handrail import chance
from tests.demo import Demo, taken_back
from tests.repo.test_routes import DECLARED, SEATS
from tests.repo.test_routes import address as route_address
from tests.rooms.clinic.page import Page

WHO = {
    "noa": "therapist of the case",
    "iris": "supervisor of the case",
    "greta": "privacy officer",
    "sol": "administrator",
}
WRONG = (
    ["a\x00b"],
    ["ä" * 40_000],
    ["9" * 30],
    ["-1"],
    ["2025-02-31"],
    ["9999-12-31"],
    ["0001-01-01"],
    ["24:61"],
    ["00000000-0000-0000-0000-000000000001"],
    ["<script>alert(1)</script>\"'&"],
    ["1", "1", "x"],
)
"""What no database keeps, too long, too large, no day, the edges of time, the id of nothing, …"""
ROUNDS = (0, 4, 8)
LEFT_OVER = {"csrfmiddlewaretoken", "idempotency_key"}


def forms() -> Iterator[tuple[str, str]]:
    """(route, the first seat that sees it) of every page of the clinic with a form."""
    for route, verb in DECLARED:
        if verb == "POST" and route.startswith("clinic:"):
            answers = dict(zip(SEATS, DECLARED[route, verb], strict=True))
            who = next((who for who, seat in WHO.items() if answers[seat] == "P"), None)
            if who is not None:
                yield route, who


def fields(page: Page) -> set[str]:
    """The names of everything somebody can fill in on a page."""
    every = (
        one for tag in ("input", "select", "textarea", "button") for one in page.root.iter(tag)
    )
    return {name for one in every if (name := one.get("name", ""))} - LEFT_OVER


@pytest.mark.parametrize("shift", ROUNDS)
def test_no_form_breaks(demo: Demo, shift: int) -> None:
    """Each field of each form gets something wrong, another thing in each round."""
    asked = list(forms())
    assert len(asked) > 60
    for route, who in asked:
        client = demo.client(who)
        there = route_address(route, demo)
        names = sorted(fields(Page(client.get(there).content)))
        sent = {name: WRONG[(place + shift) % len(WRONG)] for place, name in enumerate(names)}
        with taken_back():
            answer = client.post(there, {**sent, "idempotency_key": str(chance.new_id())})
        assert answer.status_code in (200, 302, 303, 400, 404), (route, answer.status_code)
        assert b"<script>alert(1)" not in answer.content, route


def test_a_form_without_its_key_is_not_taken(demo: Demo) -> None:
    """Nothing can be sent twice for want of a key."""
    for route, who in forms():
        with taken_back():
            answer = demo.client(who).post(route_address(route, demo), {})
        assert answer.status_code in (200, 404), route
