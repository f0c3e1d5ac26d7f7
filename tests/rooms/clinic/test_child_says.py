"""A child says something: filed alone, stops contact, and is known to its reporter alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.records.actions.stops import stop_now
from handrail.store.records.models import ReportCall, ReportEntry, Session, StaffNotice, Stop
from handrail.store.records.reading.reports import no_questions
from tests.demo import Demo, taken_back
from tests.rooms.clinic.conftest import TABS, address
from tests.rooms.clinic.forms import refused, send
from tests.rooms.clinic.page import Page
from tests.store.records.desk import Desk

WORDS = "He took the quillwort belt off the hook"
BEFORE = "Noa had asked about the zibeline coat"
MARKERS = ("quillwort", "zibeline", "REF-77-oxbow", "Kaveshire", "yarrowby")


@pytest.fixture
def desk(demo: Demo) -> Iterator[Desk]:
    with taken_back():
        yield Desk(demo, demo.alder)


def said(desk: Desk, who: str = "noa", **more: Any) -> Any:
    fields = {
        "words": WORDS, "at": "13:20", "just_before": BEFORE, "heard_by": "Noa, yarrowby",
        "safe_to_leave": "yes", "child": desk.person("Wren"), "about": desk.person("Theo"),
        **more,
    }  # fmt: skip
    return send(desk.demo, who, "child_says", desk.case_id, **fields)


def entry_page(desk: Desk, who: str = "noa", **more: Any) -> str:
    """Write one down and return where its page lies."""
    answer = said(desk, who, **more)
    assert answer.status_code == 303, refused(answer)
    return str(answer.headers["Location"])


def everything(desk: Desk, who: str) -> dict[str, str]:
    """Every word of every page of the case and across cases, as somebody sees them."""
    client = desk.demo.client(who)
    paths = [address(tab, desk.case_id) for tab in TABS if tab != "seen"]
    paths += [address(route) for route in ("today", "cases", "search")]
    paths += [f"{address('search')}?q={word}" for word in ("quillwort", "belt", "Wren")]
    paths += [address("child_says", desk.case_id)]
    found = {}
    for path in paths:
        response = client.get(path)
        found[path] = f"{response.status_code} " + Page(response.content).text
    return found


def acts_seen(desk: Desk, who: str) -> list[str]:
    response = desk.demo.client(who).get(address("seen", desk.case_id))
    if response.status_code != 200:
        return []
    rows = Page(response.content).table("Ledger lines of this case")
    return [f"{row['Who']}: {row['Did what']}" for row in rows]


def test_two_fields_are_enough_and_the_form_asks_nothing_of_a_child(desk: Desk) -> None:
    page = Page(desk.demo.client("noa").get(address("child_says", desk.case_id)).content)
    assert "Ask nothing more about it" in page.main
    assert "911" in page.main
    assert "Iris supervisor" in page.main
    assert "why" not in page.main.lower().replace("with no word of why", "")
    fields = {"words": WORDS, "at": "13:20", "safe_to_leave": "yes"}
    answer = send(desk.demo, "noa", "child_says", desk.case_id, **fields)
    assert answer.status_code == 303
    missing = refused(send(desk.demo, "noa", "child_says", desk.case_id, at="13:20"))
    assert "exactly as they were said" in missing
    assert "safe to leave" in missing


def test_the_person_collecting_today_is_named(desk: Desk) -> None:
    """Mara brings Wren that day."""
    page = Page(desk.demo.client("noa").get(address("child_says", desk.case_id)).content)
    assert "Collecting today: Mara" in page.main


@pytest.mark.parametrize("who", ["noa", "iris", "rafa"])
def test_anyone_of_the_team_files_alone_and_contact_is_stopped(desk: Desk, who: str) -> None:
    where = entry_page(desk, who)
    assert desk.demo.client(who).get(where).status_code == 200
    with desk.by("iris"):
        stop = Stop.objects.get(on=desk.today, case_id=desk.case_id)
        assert (str(stop.child_id), str(stop.about_id)) == (
            desk.person("Wren"), desk.person("Theo"),
        )  # fmt: skip
        assert stop.reason == "disclosure"
    assert desk.chart().ladders[0].stopped


@pytest.mark.parametrize("who", ["jonas", "greta", "sol", "mara"])
def test_nobody_outside_the_team_finds_form_or_entry(desk: Desk, who: str) -> None:
    where = entry_page(desk)
    client = desk.demo.client(who)
    assert client.get(where).status_code == 404
    assert client.get(address("child_says", desk.case_id)).status_code == 404
    assert said(desk, who).status_code == 404


@pytest.mark.parametrize("who", ["iris", "rafa", "jonas", "greta", "sol", "mara"])
def test_the_entry_is_its_reporters_alone(desk: Desk, who: str) -> None:
    where = entry_page(desk)
    client = desk.demo.client(who)
    for answer in (client.get(where), client.post(where, {"questions": "none"})):
        assert answer.status_code == 404
    with acting_as(desk.demo.viewer(who)):
        assert list(ReportEntry.objects.all()) == []
        assert list(ReportCall.objects.all()) == []


def test_the_same_stop_with_and_without_an_entry_gives_the_same_pages(desk: Desk) -> None:
    """Two worlds: in one a child's words were written down, in the other contact was stopped."""
    worlds = []
    for with_entry in (True, False):
        with taken_back():
            desk.moment = desk.moment.replace(minute=40)
            if with_entry:
                where = entry_page(desk)
                call(desk, where, done="hotline", reference="REF-77-oxbow")
                desk.demo.client("noa").get(where)
            else:
                with desk.by() as by:
                    wren, theo = (UUID(desk.person(name)) for name in ("Wren", "Theo"))
                    stop_now(**by, child=wren, about=theo, reason="disclosure")
            seen = {who: everything(desk, who) for who in ("iris", "rafa", "jonas")}
            worlds.append((seen, {who: acts_seen(desk, who) for who in ("iris", "greta")}))
    (pages, acts), (pages_without, acts_without) = worlds
    for who, found in pages.items():
        for path, told in found.items():
            assert told == pages_without[who][path], (who, path)
            shown = [m for m in MARKERS if m in told.replace("“quillwort”", "")]
            assert shown in ([], ["quillwort"] if "q=quillwort" in path else []), (who, path)
    assert acts == acts_without


def call(desk: Desk, where: str, who: str = "noa", **given: Any) -> Any:
    fields = {"idempotency_key": str(uuid4()), "at": "13:30", "on": "2025-07-23", **given}
    return desk.demo.client(who).post(where, fields)


def test_calls_are_kept_with_time_and_reference_and_what_is_due_goes(desk: Desk) -> None:
    where = entry_page(desk)
    noa = desk.demo.client("noa")
    page = Page(noa.get(where).content)
    assert WORDS in page.main
    assert "said at 13:20" in page.main
    assert "Decide today whether this must be reported" in page.section("Still to do")
    assert call(desk, where, done="hotline", reference="00-TEST-118").status_code == 303
    page = Page(noa.get(where).content)
    told = page.section("Calls and later entries")
    assert "Called the hotline" in told
    assert "13:30" in told
    assert "00-TEST-118" in told
    due = page.section("Still to do")
    assert "Decide today" not in due
    assert "written report" in due
    call(desk, where, done="written")
    assert "Still to do" not in Page(noa.get(where).content).headings


def test_only_the_stop_stands_in_the_cases_chain(desk: Desk) -> None:
    where = entry_page(desk)
    entry = UUID(where.rstrip("/").rsplit("/", 1)[1])
    call(desk, where, done="police")
    with desk.by("noa"):
        of_case = Line.objects.filter(chain_id=desk.case_id)
        assert not of_case.filter(object_id=entry).exists()
        assert not of_case.filter(act__startswith="report.").exists()
        assert of_case.filter(act="stop.made").count() == 1
        own = set(Line.objects.filter(chain_id=entry).values_list("act", flat=True))
    assert own == {"report.added_to"}


@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_where_the_child_may_not_be_safe_the_supervisor_is_wanted_with_no_word(
    desk: Desk, answer: str
) -> None:
    where = entry_page(desk, safe_to_leave=answer, collects=desk.person("Mara"))
    page = Page(desk.demo.client("noa").get(where).content)
    assert "The child stays with you. Call the supervisor now." in page.main
    assert "Collecting today: Mara" in page.main
    today = Page(desk.demo.client("iris").get(address("today")).content)
    (wanted, *_rest) = today.told("notice")
    assert "Noa wants you now, in case 014" in wanted
    assert "Call first" in wanted
    assert not [m for m in (*MARKERS, "child", "said", "Wren", "safe") if m in wanted]
    assert "wants you now" not in Page(desk.demo.client("rafa").get(address("today")).content).text
    with desk.by("iris"):
        notice = StaffNotice.objects.get(code="wanted_now")
    other = desk.demo.client("rafa").post(address("wanted_seen", notice.id))
    assert other.status_code == 404
    assert desk.demo.client("iris").post(address("wanted_seen", notice.id)).status_code == 303
    today = Page(desk.demo.client("iris").get(address("today")).content)
    assert "wants you now" not in today.text


def test_a_plain_yes_wants_nobody(desk: Desk) -> None:
    entry_page(desk, safe_to_leave="yes")
    assert "wants you now" not in Page(desk.demo.client("iris").get(address("today")).content).text


def test_nothing_of_any_family_is_cancelled_or_changed(desk: Desk) -> None:
    def planned() -> list[Any]:
        with desk.by():
            rows = Session.objects.filter(case_id=desk.case_id, state="planned")
            return list(rows.order_by("ref").values("ref", "on", "at", "arrivals", "version"))

    before = planned()
    entry_page(desk, safe_to_leave="no")
    assert len(before) == 2
    assert planned() == before


def test_the_team_is_reminded_to_ask_nothing_until_the_reporter_ends_it(desk: Desk) -> None:
    where = entry_page(desk)
    post = {"idempotency_key": str(uuid4()), "questions": "none"}
    assert desk.demo.client("noa").post(where, post).status_code == 303
    with desk.by("iris"):
        assert no_questions(desk.case_id) is True
    with desk.by("jonas"):
        assert no_questions(desk.case_id) is False
    with desk.by("noa"):
        session = Session.objects.get(case_id=desk.case_id, ref="A27").id
    note = Page(desk.demo.client("iris").get(address("note", desk.case_id, session)).content)
    assert "No questions about what happened, until further notice." in note.told("notice")
    post = {"idempotency_key": str(uuid4()), "questions": "again"}
    desk.demo.client("noa").post(where, post)
    with desk.by("iris"):
        assert no_questions(desk.case_id) is False


def test_the_words_survive_a_session_that_timed_out(desk: Desk) -> None:
    """Signed out, then in again with another token: the same words, and one entry."""
    fields = {"idempotency_key": str(uuid4()), "words": WORDS, "at": "13:20",
              "safe_to_leave": "yes"}  # fmt: skip
    path = address("child_says", desk.case_id)
    out = Client(enforce_csrf_checks=True)
    answer = out.post(path, fields, headers={"Origin": "http://testserver"})
    assert answer.status_code == 200
    page = Page(answer.content)
    values = {e.get("name"): e.get("value") for e in page.root.iter("input")}
    assert values["words"] == WORDS
    assert "Sign in again in a second tab" in page.links()
    back = out.post(path, {**values, "csrfmiddlewaretoken": "x" * 64})
    assert back.status_code == 403, "from nowhere: the plain refusal"
    assert WORDS not in back.content.decode()
    assert desk.demo.client("noa").post(path, values).status_code == 303
