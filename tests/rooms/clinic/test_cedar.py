"""The family Cedar, screened and stopped: what the program does to protect them, week by week.

C1 to C9, C11 and C12 of clinical §10.2, lived through on the clinic's pages. C10, what leaves the
practice when a lawyer asks for records, has no page here.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from handrail.core.therapy.pause import pause_sentence
from handrail.store.accounts.reading import case_for
from handrail.store.ledger.models import Line
from handrail.store.records.actions.preparing import lines_of
from handrail.store.records.models import Contact, StaffNotice
from handrail.store.records.models import Session as Sessions
from tests.demo import Demo
from tests.rooms.clinic.cedar import BELT, LIVED, REFERENCE, THREAT, Cedar, told_by
from tests.rooms.clinic.conftest import BESIDES, TABS

ELSEWHERE = ("referral", "gates", "ending", "co_signs", "legal_hold")
NOBODYS = ("jonas", "greta", "sol", "mara")
SCREENING = "preparation.letter_screening"


@pytest.fixture
def cedar(demo: Demo) -> Cedar:
    return Cedar(demo)


def everything(cedar: Cedar, who: str, *, but: tuple[str, ...] = ()) -> str:
    """Every word of the case's pages, of Today, Cases and a search, as somebody sees them."""
    found = []
    for route in (*TABS, *BESIDES, *ELSEWHERE, "safety"):
        if route not in but:
            found.append(cedar.get(who, route).content.decode())
    for where in ("/today/", "/cases/", "/search/?q=shop", "/search/?q=belt"):
        found.append(cedar.at(who, where).main)
    return " ".join(found)


def tracks(cedar: Cedar) -> dict[str, str]:
    rows = cedar.page("noa", "gates").table("Five tracks, side by side")
    return {row["Phase"]: row["State"] for row in rows}


def why_locked(cedar: Cedar) -> set[str]:
    return {stop.reason.code for _on, stop in cedar.stored().stops}


# --- C1: referral, order, protective order ------------------------------------------------------


def test_c1_the_case_is_not_active_before_somebody_found_contact_safe(cedar: Cedar) -> None:
    cedar.inquiry()
    told = cedar.refused("referral_accept")
    assert "It is on record who determined that contact can be restored safely." in told
    assert "That nothing was found is not such a determination." in told
    assert "Noor: asked about protective and no-contact orders." in told
    assert cedar.stored().status == "intake"
    cedar.accept()
    assert cedar.stored().status == "active"
    assert why_locked(cedar) == set(), "the first orders lock no ladder: there is none"


def test_c1_a_protective_order_alone_keeps_the_two_apart(cedar: Cedar) -> None:
    cedar.inquiry()
    cedar.accept()
    both = [cedar.person("Noor"), cedar.person("Karl")]
    on = cedar.today + timedelta(days=2)
    told = cedar.refused("session_plan", kind="CP", on=on, at="10:00", present=both)
    assert "Karl and Noor are kept apart and would be in one session." in told
    cedar.session("IP", "Noor", "10:00", on=on, door="Street door", room="Room 2")
    karl = cedar.person("Karl")
    told = cedar.refused(
        "session_plan", kind="IP", on=on, at="10:05", present=[karl], a1_person=karl,
        a1_at="10:05", a1_door="Garden door",
    )  # fmt: skip
    assert "They are kept apart: leave at least 15 minutes between them" in told


# --- C2: Noor is asked alone --------------------------------------------------------------------


def test_c2_outcome_and_measures_stand_and_her_words_lie_in_the_safety_file(cedar: Cedar) -> None:
    cedar.to_noor()
    page = cedar.page("noa", "safety")
    assert "Contact is contraindicated now" in page.main
    assert "separate days, separate arrivals, addresses hidden, no joint sessions" in page.main
    assert LIVED in page.main
    for who in ("noa", "iris", "rafa"):
        seen = everything(cedar, who, but=("safety",))
        assert not [word for word in LIVED.split(", ") if word in seen], who
    with cedar.day("greta"):
        lines = Line.objects.filter(chain_id=cedar.case).values_list("detail", flat=True)
        assert "coercive" not in str(list(lines))
    assert cedar.get("rafa", "safety").status_code == 404


def test_c2_contact_is_locked_and_the_second_clinician_wanted_in_the_same_moment(
    cedar: Cedar,
) -> None:
    cedar.to_noor()
    assert why_locked(cedar) == {"safety_flag"}
    (notice, *_rest) = cedar.at("iris", "/today/").told("notice")
    assert "Noa wants you now" in notice
    assert not [one for one in ("Noor", "Karl", "safe", "contact") if one in notice.lower()]
    assert "wants you now" not in cedar.at("rafa", "/today/").main
    overview = cedar.page("iris", "case").main
    assert "Contact is stopped since 30 July" in overview
    assert "Nothing is next" not in overview


def test_c2_the_supervisor_is_wanted_once_not_with_every_interview(cedar: Cedar) -> None:
    cedar.to_noor()
    cedar.week = 2
    cedar.asked("Karl", "no_concern")
    with cedar.day("iris"):
        wanted = StaffNotice.objects.filter(case_id=cedar.case, code="wanted_now").count()
    assert wanted == 1
    assert "Contact is contraindicated now" in cedar.page("noa", "safety").main


# --- C3: Karl, another day, another place -------------------------------------------------------


def test_c3_the_day_of_one_says_nothing_of_the_other(cedar: Cedar) -> None:
    cedar.to_noor()
    first = cedar.today + timedelta(weeks=1)
    cedar.session("IP", "Noor", "09:00", on=first, door="Street door", room="Room 2")
    karl = cedar.person("Karl")
    told = cedar.refused(
        "session_plan", on=first, kind="IP", at="16:00", present=[karl], room="Mill House"
    )
    assert "The safety measures say separate days: choose another day." in told
    second = first + timedelta(weeks=1)
    cedar.session("IP", "Karl", "09:00", on=second, door="Garden door", room="Mill House")
    for week, here, room, other, elsewhere in (
        (2, "Noor", "Room 2", "Karl", "Mill House"),
        (3, "Karl", "Mill House", "Noor", "Room 2"),
    ):
        cedar.week = week
        board = cedar.at("rafa", "/today/").section("Who comes when")
        assert here in board
        assert room in board
        assert other not in board
        assert elsewhere not in board


# --- C4: Emil wants no letters ------------------------------------------------------------------


def test_c4_his_no_is_kept_in_his_words_and_holds(cedar: Cedar) -> None:
    cedar.to_emil()
    page = cedar.page("noa", "ladder")
    (row,) = page.table("Emil’s own view")
    assert (row["Answer"], row["How"]) == ("no", "alone")
    assert cedar.chart().ladders[0].proposed is None
    told = cedar.refused("contact_plan", cedar.ladder(), on=cedar.today, at="10:00")
    assert "The child said no to step 2" in told
    with cedar.day():
        assert not Contact.objects.filter(case_id=cedar.case).exists()


def test_c4_his_no_holds_where_nothing_else_stands_against_it(cedar: Cedar) -> None:
    """In another world nobody is in danger, and all is prepared. No is an answer there too."""
    cedar.to_emil(outcome="no_concern", answer="no")
    cedar.prepared()
    told = cedar.refused("contact_plan", cedar.ladder(), on=cedar.today, at="10:00")
    assert told.startswith("One thing to put right The child said no to step 2")


# --- C5: Karl's letter --------------------------------------------------------------------------


def test_c5_the_letter_is_withheld_and_lies_in_the_safety_file_alone(cedar: Cedar) -> None:
    cedar.to_letter()
    told = cedar.refused("contact_plan", cedar.ladder(), on=cedar.today, at="10:00")
    assert "The ladder is stopped" in told
    for who in ("noa", "iris"):
        assert THREAT in cedar.page(who, "safety").main
        assert THREAT not in everything(cedar, who, but=("safety",))
    assert THREAT not in everything(cedar, "rafa")


def test_c5_two_reasons_of_one_day_are_both_kept(cedar: Cedar) -> None:
    cedar.to_letter()
    cedar.keep_apart("He called the practice too")
    page = cedar.page("iris", "safety").main
    assert THREAT in page
    assert "He called the practice too" in page


def test_c5_a_letter_that_passed_says_nothing_of_the_next(cedar: Cedar) -> None:
    """In the world without danger Emil says yes. Each letter has its own checklist, to the end."""
    cedar.to_emil(outcome="no_concern", answer="yes")
    cedar.prepared()
    contact = cedar.letter_planned()
    page = cedar.page("noa", "contact", contact).main
    every = lines_of(SCREENING)
    assert f"{every} of {every} lines of “Reading a letter or recording" in page
    cedar.do("room_before", contact, answer="yes")
    told = cedar.page("noa", "room_before", contact).main
    assert "Where one does not hold, the child does not get it." in told
    assert not cedar.began(contact)
    tick = {"card": SCREENING, "person": ""}
    cedar.do("contact", contact, lines=list(range(every - 1)), **tick)
    cedar.do("room_before", contact, answer="yes")
    assert f"1 of {every} lines" in cedar.page("noa", "room_before", contact).main
    told = cedar.refused(
        "contact_record", contact, version=cedar.version(contact), before=1, ended_early="no",
        critical_incident="no", paper="no",
    )  # fmt: skip
    assert "“The child wants to have it, today, in this form.”" in told
    assert "No gift used as a lever" not in told
    assert "record it as contact nobody planned" in told
    assert not cedar.began(contact)
    cedar.do("contact", contact, lines=list(range(every)), **tick)
    assert "does not get it" not in cedar.page("noa", "contact", contact).main
    cedar.do("room_before", contact, answer="yes")
    assert cedar.began(contact)


# --- C6: the pause ------------------------------------------------------------------------------


def test_c6_both_parents_and_the_court_read_one_and_the_same_sentence(cedar: Cedar) -> None:
    cedar.to_letter()
    cedar.do("letters_hold")
    texts = cedar.letters("on_hold")
    assert set(texts) == {"Karl", "Noor", "the court or whoever referred"}
    assert set(texts.values()) == {pause_sentence().en}
    cedar.write("on_hold", "Karl", "Contact is on hold because of your letter.")
    assert "reads otherwise" in cedar.refused("letter_sign", cedar.letter("on_hold", "Karl"))


# --- C7, C8: what Emil says, and the report -----------------------------------------------------


def test_c7_contact_stops_and_his_words_are_their_reporters_alone(cedar: Cedar) -> None:
    entry = cedar.to_belt()
    assert BELT in cedar.at("noa", entry).main
    (stop,) = [
        stop for _on, stop in cedar.stored().stops if stop.reason.code == "disclosure"
    ]  # fmt: skip
    assert (stop.child, stop.about) == (cedar.person("Emil"), cedar.person("Karl"))
    for who in ("noa", "iris", "rafa"):
        seen = everything(cedar, who)
        assert "the brown one" not in seen, who
        assert REFERENCE not in seen, who


def test_c7_nothing_of_anybodys_calendar_moves_and_nobody_is_told(cedar: Cedar) -> None:
    cedar.to_letter()
    on = cedar.today + timedelta(weeks=3)
    cedar.session("IP", "Karl", "09:00", on=on, door="Garden door", room="Mill House")

    def planned() -> list[dict[str, object]]:
        with cedar.day():
            rows = Sessions.objects.filter(case_id=cedar.case, state="planned")
            return list(rows.values("on", "at", "room", "arrivals", "version"))

    before = planned()
    letters = cedar.letters("on_hold")
    cedar.to_belt_from_here()
    assert len(before) == 1
    assert planned() == before
    assert cedar.letters("on_hold") == letters


def test_c8_the_call_has_its_time_and_reference_and_nobody_else_finds_it(cedar: Cedar) -> None:
    entry = cedar.to_belt()
    cedar.called(entry)
    page = cedar.at("noa", entry)
    calls = page.section("Calls and later entries")
    assert "Called the hotline" in calls
    assert "10:48" in calls
    assert REFERENCE in calls
    assert "said at 10:10" in page.main
    for who in ("iris", "rafa", *NOBODYS):
        assert cedar.status(who, entry) == 404, who
    with cedar.day("greta"):
        of_case = Line.objects.filter(chain_id=cedar.case)
        assert not of_case.filter(act__startswith="report.").exists()
        assert not of_case.filter(object_id=UUID(entry.rstrip("/").rsplit("/", 1)[1])).exists()


# --- C9: nobody goes on asking ------------------------------------------------------------------


def test_c9_the_note_of_whoever_writes_reminds_not_to_ask_and_says_no_more(cedar: Cedar) -> None:
    entry = cedar.to_belt()
    cedar.week = 6
    assert cedar.send("noa", entry, questions="none").status_code == 303
    session = cedar.session_with_emil()
    for who in ("noa", "iris"):
        page = cedar.page(who, "note", session)
        reminder = "No questions about what happened, until further notice."
        assert page.told("notice").count(reminder) == 1, who
        assert not [word for word in ("belt", "agency", "hotline") if word in page.main], who
    assert cedar.send("noa", entry, questions="again").status_code == 303
    assert "No questions" not in cedar.page("iris", "note", session).main


# --- C11: the court suspends --------------------------------------------------------------------


def test_c11_a_second_order_locks_and_asks_to_be_looked_at(cedar: Cedar) -> None:
    cedar.to_suspended()
    assert "order_change" in why_locked(cedar)
    told = cedar.refused("contact_plan", cedar.ladder(), on=cedar.today, at="10:00")
    assert "a new order has to be looked at" in told
    assert "does not allow letter or card without a further order" in told
    page = cedar.page("noa", "order").main
    assert "signed 20 May 2025 not in force today" in page
    (notice,) = [one for one in cedar.page("noa", "ladder").told("notice") if "Stopped" in one]
    assert "Two people must look before it changes." in notice
    for phase in ("individual_work", "supported_contact"):
        cedar.refused("phase_turn", phase, "start", reason="Go on")
    assert set(tracks(cedar).values()) == {"not started"}


# --- C12: stopped for safety --------------------------------------------------------------------


def test_c12_the_letters_are_neutral_and_alike_and_the_case_closes_well(cedar: Cedar) -> None:
    cedar.to_suspended()
    cedar.week = 11
    reason = "quillwort: the outcome of the agency"
    cedar.do("ending_name", ending="stopped_for_safety", reason=reason)
    letters = cedar.letters("closing")
    assert letters["Karl"] == letters["Noor"]
    for told in letters.values():
        lower = told.lower()
        bad = [w for w in ("safe", "belt", "agency", "quillwort", "letter", "stop") if w in lower]
        assert bad == [], told
    cedar.write("closing", "Karl", "Dear Karl, our work ends today. It was about your letter.")
    cedar.write("closing", "Noor", "Dear Noor, our work ends today.")
    told = cedar.refused("letter_sign", cedar.letter("closing", "Noor"))
    assert "Here both parents read the same words" in told
    assert "are missing" in cedar.page("noa", "ending").main
    told = cedar.refused("case_close")
    assert "Emil: told by somebody the child knows" in told


def test_c12_closed_it_is_read_only_and_counted_nowhere(cedar: Cedar) -> None:
    cedar.to_closed()
    page = cedar.page("noa", "ending").main
    assert "Stopped for safety, 8 October" in page
    assert "A trauma-informed therapist of his own." in page
    assert "An advocate, and safety planning." in page
    with cedar.day():
        found = case_for(cedar.demo.viewer("noa"), cedar.case)
    assert found is not None
    assert found.case.status == "closed"
    assert "active" not in tracks(cedar).values()
    for route, of, given in (
        ("session_plan", (), {"kind": "IP", "on": cedar.today, "at": "10:00",
                              "present": [cedar.person("Karl")]}),
        ("contact_plan", (cedar.ladder(),), {"on": cedar.today, "at": "10:00"}),
        ("plan_begin", (), {"reason": "review", "words": "x", "review_on": cedar.in_weeks(2)}),
        ("phase_turn", ("supported_contact", "start"), {"reason": "x"}),
        ("child_view", (cedar.ladder(),), {"rung": "R1", "answer": "yes", "on": cedar.today,
                                           "asked_by": "Noa", "alone": "yes"}),
        ("stop_clear", (cedar.ladder(),), {"reason": "x", "code": "1"}),
    ):  # fmt: skip
        answer = cedar.refused(route, *of, **given)
        assert "This case is closed." in answer or "is not the one" in answer, route
    for who in ("noa", "iris"):
        assert f"case {found.case.number:03d}" not in cedar.at(who, "/today/").main, who
        assert cedar.counted_as(who) == "closed"


def test_every_page_of_the_walk_is_its_teams_alone(cedar: Cedar) -> None:
    cedar.to_closed()
    for who in NOBODYS:
        for route in (*TABS, *BESIDES, *ELSEWHERE, "safety"):
            if (who, route) != ("greta", "seen"):
                assert cedar.get(who, route).status_code == 404, (who, route)
    assert told_by(cedar.get("jonas", "case")) == "status 404"
