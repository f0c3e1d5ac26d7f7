"""Sending a form of the clinic the way a browser does."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from handrail import chance
from tests.demo import Demo
from tests.rooms.clinic.conftest import address
from tests.rooms.clinic.page import Page


def send(demo: Demo, who: str, route: str, *of: object, **given: Any) -> HttpResponse:
    """The answer to a form sent by somebody of the demo practice."""
    fields = {"idempotency_key": str(chance.new_id()), **given}
    return demo.client(who).post(address(route, *of), fields)  # type: ignore[return-value]


def refused(response: HttpResponse) -> str:
    """The words of a page that came back with something to put right."""
    assert response.status_code == 200, response.status_code
    (summary,) = Page(response.content).told("error-summary")
    return summary
