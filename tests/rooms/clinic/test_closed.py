"""A closed case: each address that takes a form answers plainly, and keeps what is still owed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from handrail.store.accounts.actions.cases import change_case
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.records.models import Session
from tests.demo import MOMENT, Demo
from tests.repo.routes import NAMED
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.page import Page
from tests.rooms.clinic.test_staff import mistakes, send, to

PLAIN = "This case is closed"
STILL_TAKEN = {
    "addendum": "addendum.signed", "after_care": "after_care.planned", "child_says": "stop.made",
    "kept_back_new": "kept_back.recorded", "legal_hold": "legal_hold.placed",
    "note": "note.signed", "own_notes": "its author's alone", "session_cancel": "session.cancelled",
    "stop_new": "stop.made", "team": "a seat, to read it", "team_seat_end": "a seat",
}  # fmt: skip
"""Addresses with a form on a closed case -> what it does there, or whose it is."""
ROOM = "room_"
"""A contact that was under way ends as it would have: no case page in front of a child."""


def of_a_case() -> dict[str, URLPattern]:
    """Name -> every address of the clinic about one case."""
    (clinic,) = [one for one in get_resolver().url_patterns if _is_clinic(one)]
    assert isinstance(clinic, URLResolver)
    return {one.name: one for one in clinic.url_patterns if "case_id" in one.pattern.converters}


def _is_clinic(one: object) -> bool:
    return isinstance(one, URLResolver) and one.namespace == "clinic"


def path_of(demo: Demo, name: str, pattern: URLPattern) -> str:
    names = {one: NAMED[one](demo) for one in pattern.pattern.converters}
    return reverse(f"clinic:{name}", kwargs=names)


def forms(page: Page) -> list[ET.Element]:
    """The forms of a page that send something, the control of every case page aside."""
    (main,) = page.root.iter("main")
    return [one for one in main.iter("form") if one.get("method") == "post"]


@pytest.fixture
def closed(demo: Demo) -> Demo:
    noa = demo.viewer("noa")
    with acting_as(noa):
        change_case(by=noa, case_id=demo.alder, version=1, status="closed", closed_on=MOMENT.date())
    return demo


def test_every_form_of_a_closed_case_answers_plainly_or_is_still_taken(closed: Demo) -> None:
    client, wrong, plain = closed.client("noa"), [], 0
    for name, pattern in of_a_case().items():
        answer = client.get(path_of(closed, name, pattern))
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        page = Page(answer.content)
        plain += PLAIN in page.headings
        taken = name in STILL_TAKEN or name.startswith(ROOM)
        if PLAIN not in page.headings and forms(page) and not taken:
            wrong.append(name)
    assert wrong == []
    assert plain > 30, "the control: most addresses with a form answer plainly"


@pytest.mark.parametrize("route", ["order_new", "case_close", "ending_name", "session_plan"])
def test_the_plain_answer_says_what_may_still_be_written_and_leads_on(
    closed: Demo, open_page: Open, route: str
) -> None:
    page = open_page("noa", route, closed.alder)
    assert "Since 23 July." in page.main
    assert "a note that is owed, an addendum, a letter, after-care" in page.main
    assert page.links()["How the work ended"] == address("ending", closed.alder)
    with acting_as(closed.viewer("noa")):
        last = Line.objects.filter(chain_id=closed.alder).order_by("-seq").first()
    assert last.act == "case_closed.viewed"


def test_the_desk_gets_the_same_answer_without_a_clinical_address(
    closed: Demo, open_page: Open
) -> None:
    page = open_page("rafa", "session_plan", closed.alder)
    assert PLAIN in page.headings
    assert "How the work ended" not in page.links()
    assert closed.client("rafa").get(to("order_new", closed.alder)).status_code == 404


def test_what_was_being_typed_when_it_closed_is_refused_in_its_own_form(closed: Demo) -> None:
    typed = {"ending": "other", "reason": "Kept on the page, yarrowby."}
    told = send(closed.client("noa"), to("ending_name", closed.alder), **typed)
    assert "This case is closed." in mistakes(told)
    assert "Kept on the page, yarrowby." in told.content.decode()


def test_a_session_left_in_the_calendar_can_still_be_called_off(
    closed: Demo, open_page: Open
) -> None:
    with acting_as(closed.viewer("noa")):
        row = Session.objects.filter(case_id=closed.alder, state="planned").first()
    where = address("session_cancel", closed.alder, row.id)
    assert where in open_page("rafa", "sessions", closed.alder).links().values()
    assert send(closed.client("rafa"), where).status_code == 303
    refused = send(closed.client("rafa"), to("session_plan", closed.alder), kind="IP")
    assert "This case is closed." in mistakes(refused) or refused.status_code == 200
