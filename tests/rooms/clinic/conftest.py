"""Opening pages of the clinic as somebody of the demo practice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.demo import Demo
from tests.rooms.clinic.page import Page

Open = Callable[..., Page]

TABS = (
    "case",
    "timeline",
    "understanding",
    "plan",
    "ladder",
    "gates",
    "goals",
    "measures",
    "people",
    "order",
    "seen",
)
BESIDES = ("contacts", "sessions", "stops")
"""Pages of a case that are no tab of their own."""


def address(route: str, *of: object) -> str:
    """The address of a page of the clinic: "today", or "ladder" with a case."""
    return reverse(f"clinic:{route}", args=of)


@pytest.fixture
def open_page(demo: Demo) -> Open:
    """open_page("noa", "ladder", demo.alder, q="…") -> Page; it must be there."""

    def opened(who: str, route: str, *of: object, **query: str) -> Page:
        response = demo.client(who).get(address(route, *of), query)
        assert response.status_code == 200, f"{who}, {route}: {response.status_code}"
        return Page(response.content)

    return opened
