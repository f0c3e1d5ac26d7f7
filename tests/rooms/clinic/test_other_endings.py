"""The other ends: not suitable, and a child's no that stays. Each closes well, with its letters and
after-care, and counts as nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.demo import Demo
from tests.rooms.clinic.cedar import Cedar
from tests.rooms.clinic.conftest import BESIDES, TABS

NO = "I said no and I mean quillwort no"
COUNTED = re.compile(
    r"\d ?%|per ?cent|\bsuccess|\bfailed\b|\bfailure|\bdrop-?out|\brate of\b", re.I
)
LISTS = ("/today/", "/cases/", "/search/?q=Cedar")
STAFF_LISTS = ("/staff/", "/cases/")


@pytest.fixture
def cedar(demo: Demo) -> Cedar:
    return Cedar(demo)


def not_suitable(cedar: Cedar) -> None:
    """Both are asked, and another kind of help fits better."""
    cedar.to_noor("no_concern")
    cedar.week = 2
    cedar.asked("Karl", "no_concern")
    cedar.week = 3
    cedar.do(
        "suitability", decision="not_suitable", reason="Emil grieves; this is not what helps now.",
        alternatives="Grief work with him alone, at the clinic in their town.", code="",
    )  # fmt: skip
    cedar.do("ending_name", ending="unsuitable", reason="As decided; quillwort.")


def sustained_no(cedar: Cedar) -> None:
    """Emil is asked three times, alone, weeks apart."""
    cedar.to_emil(outcome="no_concern", answer="not_yet")
    for week in (5, 8, 11):
        cedar.week = week
        cedar.view("no", NO)
    cedar.do("ending_name", ending="childs_sustained_refusal", reason="Asked four times.")


def nothing_is_counted(cedar: Cedar) -> None:
    """No list or page of anybody of the staff shows a rate, a share or a verdict."""
    found = {(who, where): cedar.at(who, where).main for who in ("noa", "iris") for where in LISTS}
    found |= {("rafa", where): cedar.at("rafa", where).main for where in LISTS[:2]}
    found |= {("sol", where): cedar.at("sol", where).main for where in STAFF_LISTS}
    for route in (*TABS, *BESIDES, "ending", "gates", "safety", "referral"):
        found["noa", route] = cedar.page("noa", route).main
    shown = {key: COUNTED.findall(text) for key, text in found.items() if COUNTED.search(text)}
    assert shown == {}
    assert cedar.counted_as("noa") == cedar.counted_as("rafa") == "closed"
    for who in ("noa", "rafa"):
        cases = cedar.at(who, "/cases/").main
        assert "Not suitable" not in cases
        assert "sustained no" not in cases


def test_not_suitable_closes_well_and_counts_as_nothing_but_itself(cedar: Cedar) -> None:
    not_suitable(cedar)
    begun = cedar.letters("closing")
    assert begun["Noor"] == begun["Karl"]
    assert "another kind of help fits better" in begun["Karl"]
    assert "This says nothing about you as a parent." in begun["Karl"]
    assert "It did not end because of anything you did or said." in begun["Emil"]
    assert "quillwort" not in " ".join(begun.values())
    assert "The other help by name" in cedar.page("noa", "ending").main
    cedar.papers()
    cedar.do("case_close")
    page = cedar.page("iris", "ending").main
    assert "Not suitable, 13 August" in page
    assert "A trauma-informed therapist of his own." in page
    assert "Grief work with him alone" in cedar.page("iris", "safety").main
    nothing_is_counted(cedar)


def test_not_suitable_keeps_the_work_from_beginning_at_once(cedar: Cedar) -> None:
    not_suitable(cedar)
    told = cedar.refused("phase_turn", "individual_work", "start", reason="Let us try.")
    assert "safety" in told.lower()


def test_a_childs_no_that_stays_closes_well_and_puts_nothing_on_the_child(cedar: Cedar) -> None:
    sustained_no(cedar)
    rows = cedar.page("noa", "ladder").table("Emil’s own view")
    assert [row["Answer"] for row in rows].count("no") == 3
    begun = cedar.letters("closing")
    assert begun["Noor"] == begun["Karl"]
    assert "This is no judgement on either of you." in begun["Noor"]
    assert "nothing you have to carry" in begun["Emil"]
    for text in (begun["Noor"], begun["Karl"], *cedar.letters("court_notice").values()):
        assert "quillwort" not in text
        assert "refus" not in text.lower()
    assert "how the child can say that they have changed their mind" in (
        cedar.page("noa", "ending").main.lower()
    )
    cedar.papers(closing_session=True)
    cedar.do("case_close")
    page = cedar.page("noa", "ending").main
    assert "The child's sustained no, 8 October" in page
    nothing_is_counted(cedar)


def test_each_ending_asks_for_its_own_papers(cedar: Cedar) -> None:
    """A closing session is offered where that is safe and makes sense; a no may stay a no."""
    sustained_no(cedar)
    cedar.papers()
    told = cedar.refused("case_close")
    assert "Karl: a closing session was offered, if it is safe." in told
    assert "Noor: a closing session was offered, if it is safe." in told


@pytest.mark.parametrize("walk", [not_suitable, sustained_no])
def test_what_is_owed_afterwards_can_still_be_written(
    cedar: Cedar, walk: Callable[[Cedar], None]
) -> None:
    walk(cedar)
    cedar.papers(closing_session=walk is sustained_no)
    cedar.do("case_close")
    told = cedar.refused("ending_name", ending="planned", reason="It went well.")
    assert "This case is closed." in told
    again = cedar.today + timedelta(days=90)
    cedar.do(
        "after_care", person=cedar.person("Karl"), helper="A group for parents.",
        follow_up_on=again,
    )  # fmt: skip
    assert "A group for parents." in cedar.page("noa", "ending").main
