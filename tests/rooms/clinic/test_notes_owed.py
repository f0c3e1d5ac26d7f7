"""Notes not signed yet: on Today after a day, on the timeline at once, in nobody else's sight."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail import clock
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.child_says import Said, ask_no_questions, write_down
from handrail.store.records.actions.sessions import (
    SessionPlan,
    mark_held,
    mark_not_held,
    plan_session,
)
from tests.demo import MOMENT, Demo
from tests.families import bring_in, shipped
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.test_notes import MARK, Writing
from tests.store.records.desk import Desk


@pytest.fixture
def writing(demo: Demo) -> Writing:
    return Writing(demo)


def test_a_draft_reminds_its_therapist_after_a_day_and_goes_on(
    writing: Writing, open_page: Open
) -> None:
    writing.send(MARK)
    for days in (0, 1):  # a session without a time ends with its day
        with clock.stopped_at(MOMENT + timedelta(days=days)):
            assert "Notes to sign" not in open_page("noa", "today").headings
    for days in (2, 400):
        with clock.stopped_at(MOMENT + timedelta(days=days)):
            page = open_page("noa", "today")
            assert "Not signed yet" in page.section("Notes to sign")
            assert writing.path in page.links().values()
            assert MARK not in page.text
            for other in ("iris", "rafa", "jonas"):
                assert "Notes to sign" not in open_page(other, "today").headings


def test_a_session_nobody_wrote_about_reminds_too_and_never_stops(
    writing: Writing, open_page: Open
) -> None:
    for days in (0, 1):
        with clock.stopped_at(MOMENT + timedelta(days=days)):
            assert "Notes to sign" not in open_page("noa", "today").headings
    for days in (2, 400):
        with clock.stopped_at(MOMENT + timedelta(days=days)):
            page = open_page("noa", "today")
            assert page.section("Notes to sign").count("No note yet for ") == 1
            assert writing.path in page.links().values()
            for other in ("iris", "rafa", "jonas"):
                assert "No note yet" not in open_page(other, "today").main


def test_a_draft_that_was_put_away_leaves_a_session_without_a_note(
    writing: Writing, open_page: Open
) -> None:
    writing.send(MARK)
    with clock.stopped_at(MOMENT + timedelta(days=2)):
        assert "No note yet" not in open_page("noa", "today").main
        writing.send(MARK, version=1, do="discard")
        assert "No note yet for " in open_page("noa", "today").section("Notes to sign")


def test_what_was_called_off_or_done_at_the_desk_owes_no_note(demo: Demo, open_page: Open) -> None:
    desk = Desk(demo, demo.alder)
    with desk.by() as who:
        plan = SessionPlan(kind="IC", on=desk.today, present=(desk.person("Wren"),))
        session = plan_session(**who, plan=plan)
        mark_not_held(**who, session=session, version=1, because="practice_closed")
        staff = plan_session(**who, plan=SessionPlan(kind="CONS", on=desk.today))
        mark_held(**who, session=staff, version=1)
    with clock.stopped_at(MOMENT + timedelta(days=5)):
        assert "No note yet" not in open_page("noa", "today").main


def test_what_a_file_holds_of_a_session_is_all_that_is_asked(demo: Demo, open_page: Open) -> None:
    raw = shipped("alder")
    raw["case"]["name"] = "Rowan"
    for session in raw["sessions"]:
        session.pop("observed", None)
    noa = demo.viewer("noa")
    with acting_as(noa):
        bring_in(noa, raw)
    with clock.stopped_at(MOMENT + timedelta(days=5)):
        assert "No note yet" not in open_page("noa", "today").main


def test_a_signed_note_no_longer_reminds(writing: Writing, open_page: Open) -> None:
    writing.send(MARK, do="sign")
    with clock.stopped_at(MOMENT + timedelta(days=2)):
        assert "Notes to sign" not in open_page("noa", "today").headings


def test_the_timeline_lists_drafts_for_those_who_may_write(
    writing: Writing, open_page: Open, demo: Demo
) -> None:
    assert "Not signed yet" not in open_page("noa", "timeline", demo.alder).main
    writing.send(MARK)
    for who in ("noa", "iris"):
        page = open_page(who, "timeline", demo.alder)
        assert "It does not run out" in page.section("Not signed yet")
        assert MARK not in page.text
        assert "Not signed yet" not in open_page(who, "timeline", demo.cedar).main


def test_the_timeline_shows_notes_with_addenda_and_late_entries(
    writing: Writing, open_page: Open, demo: Demo
) -> None:
    with clock.stopped_at(MOMENT + timedelta(days=3)):
        done = writing.send(MARK, do="sign")
        add = next(
            href for href in _links(writing, done.headers["Location"]) if "/addendum/" in href
        )
        writing.send("She asked for it again", path=add)
        page = open_page("noa", "timeline", demo.alder)
        assert "Addendum:" in page.section("Not signed yet")
        writing.send("She asked for it again", path=add, do="sign", version=1)
        page = open_page("noa", "timeline", demo.alder)
    (listed,) = page.told("timeline")
    assert MARK in listed
    assert "Late entry" in listed
    assert listed.index(MARK) < listed.index("Addendum: She asked for it again")
    assert "Not signed yet" not in page.headings


def _links(writing: Writing, path: str) -> list[str]:
    content = writing.demo.client("noa").get(path).content.decode()
    return [part.partition('"')[0] for part in content.split('href="')[1:]]


def test_each_seat_finds_what_is_its_own_beside_the_timeline(open_page: Open, demo: Demo) -> None:
    own, hold = address("own_notes", demo.alder), address("legal_hold", demo.alder)
    assert own in open_page("noa", "timeline", demo.alder).links().values()
    assert hold not in open_page("noa", "timeline", demo.alder).links().values()
    assert hold in open_page("iris", "timeline", demo.alder).links().values()


def test_the_editor_reminds_of_no_questions(writing: Writing, demo: Demo) -> None:
    reminder = "No questions about what happened"
    assert reminder not in writing.page().main
    with writing.desk.by() as who:
        entry = write_down(**who, said=Said(words="He hit me"))
    with writing.desk.by() as who:
        ask_no_questions(**who, entry=entry)
    for name in ("noa", "iris"):
        assert reminder in writing.page(name).main
        assert "He hit me" not in writing.page(name).text
