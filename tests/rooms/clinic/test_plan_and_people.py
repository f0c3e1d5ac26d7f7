"""Goals beside T, measures in words, orders as sentences, the family without an address."""

from __future__ import annotations

import re

import pytest

from tests.demo import Demo
from tests.families import bring_in, shipped
from tests.rooms.clinic.conftest import Open
from tests.rooms.clinic.page import words


def test_t_never_stands_without_the_steps(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "goals", demo.alder)
    assert page.table("Goal attainment") == [
        {"Review": "week 1", "G1": "−2", "G2": "−1", "G3": "−1", "T": "30.6"},
        {"Review": "week 13", "G1": "−1", "G2": "−2", "G3": "−1", "T": "32.5"},
        {"Review": "week 21", "G1": "0", "G2": "+1", "G3": "0", "T": "53.9"},
    ]
    assert "It is no grade of a person." in page.main


def test_each_goal_has_its_five_steps_and_when_each_was_seen(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "goals", demo.alder)
    rows = page.table("Goal G1")
    assert [row["Step"] for row in rows] == ["−2", "−1", "0", "+1", "+2"]
    assert [row["Scored at"] for row in rows] == ["week 1", "week 13", "week 21", "", ""]
    assert rows[4]["What one would see"] == "asks for unplanned time"
    assert "Mara and Theo · weight 2 · Communication and conflict" in page.main


def test_before_the_plan_the_page_says_what_will_be_there(open_page: Open, demo: Demo) -> None:
    raw = shipped("alder")
    raw["case"]["name"] = "Rowan"
    raw["goals"], raw["measures"] = [], []
    case = bring_in(demo.viewer("noa"), raw)
    assert "No goal yet" in open_page("noa", "goals", case).main
    assert "No measure yet" in open_page("noa", "measures", case).main


def test_every_scale_has_its_name_and_its_change_in_words(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "measures", demo.alder)
    assert page.headings == [
        "Measures",
        "PSC-17: how Wren is, as Mara answers it", "Total", "Internalizing", "Attention",
        "Externalizing", "GAD-7, Theo", "PHQ-9, Mara",
    ]  # fmt: skip
    assert page.told("figure-summary") == [
        "21 to 13: reliable change, lower. A change of 6 or more counts as reliable; this is 8.",
        "7 to 3: reliable change, lower. A change of 3 or more counts as reliable; this is 4.",
        "6 to 5: no reliable change. A change of 3 or more counts as reliable; this is 1.",
        "8 to 5: no reliable change. A change of 4 or more counts as reliable; this is 3.",
        "11 to 6: reliable change, lower. A change of 4 or more counts as reliable; this is 5.",
        "12 to 9: no reliable change. A change of 6 or more counts as reliable; this is 3.",
    ]


def test_no_two_drawings_of_a_page_share_a_name(open_page: Open, demo: Demo) -> None:
    """Each lies in a region of its own, found by that name."""
    for case in demo.cases.values():
        for tab in ("case", "ladder", "measures", "people"):
            page = open_page("noa", tab, case)
            names = [one.get("aria-label") for one in page.all("figure-region")]
            assert len(names) == len(set(names)), names


def test_an_answer_about_a_time_without_contact_is_left_out_and_named(
    open_page: Open, demo: Demo
) -> None:
    told = open_page("noa", "measures", demo.linden).section(
        "PSC-17: how Tam is, as Olin answers it"
    )
    assert "One score is not interpretable" in told


@pytest.mark.parametrize("tab", ["case", "measures", "goals", "ladder"])
def test_nobody_gets_better_or_worse(open_page: Open, demo: Demo, tab: str) -> None:
    for case in demo.cases.values():
        told = open_page("noa", tab, case).text.casefold()
        assert not re.search(r"\b(better|worse|improve[ds]?|improvement|deteriorat\w*)\b", told)


def test_an_order_is_read_clause_by_clause_in_sentences(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "order", demo.alder)
    told = page.section("Family court order, signed 20 February 2025")
    assert "in force" in told
    for sentence in [
        "Must take part: Mara, Theo and Wren. May take part: Ivo, Odile and Jun.",
        "Not without a further order: in person without the therapist.",
        "Every 90 days, counted from signing.",
        "Shares: Mara 50 % and Theo 50 %.",
    ]:
        assert sentence in told
    assert "Reports. The order" not in told, "the name of the clause is beside the sentence"
    assert not re.search(r"[a-z]_[a-z]|parent_a|\{|\bTrue\b|None", page.main)


def test_newest_order_first_and_an_agreement_is_called_one(open_page: Open, demo: Demo) -> None:
    cedar = open_page("noa", "order", demo.cedar)
    assert cedar.headings[2:] == [
        "Family court order, signed 20 May 2025",
        "Protective order, signed 10 April 2025",
    ]
    assert "Protected: Noor. Has to stay away: Karl." in cedar.main
    linden = open_page("noa", "order", demo.linden)
    assert "Signed agreement, signed 10 March 2025" in linden.headings


def test_duties_are_sentences_that_end_once(open_page: Open, demo: Demo) -> None:
    for case in demo.cases.values():
        (duties,) = open_page("noa", "order", case).all("dated")
        assert ". ·" not in words(duties)


def test_without_an_order_the_page_says_what_contact_needs(open_page: Open, demo: Demo) -> None:
    raw = shipped("alder")
    raw["case"]["name"] = "Rowan"
    raw["orders"] = []
    page = open_page("noa", "order", bring_in(demo.viewer("noa"), raw))
    assert "No order and no agreement on file" in page.main


def test_the_family_by_given_name_and_home(open_page: Open, demo: Demo) -> None:
    """Children, then parents by given name; a home is called after who lives there."""
    rows = open_page("noa", "people", demo.alder).table("The family")
    assert [(row["Name"], row["Who"], row["Age"], row["Home"]) for row in rows] == [
        ("Wren", "child", "9", "Mara’s home"),
        ("Mara", "parent", "37", "Mara’s home"),
        ("Theo", "parent", "40", "Theo’s home"),
        ("Ivo", "sibling", "15", "Mara’s home, Theo’s home"),
        ("Jun", "step-parent", "38", "Theo’s home"),
        ("Odile", "grandparent", "68", "Odile’s home"),
    ]


def test_the_team_with_the_therapist_first(open_page: Open, demo: Demo) -> None:
    rows = open_page("noa", "people", demo.alder).table("The team of this case")
    assert [(row["Name"], row["Seat"]) for row in rows] == [
        ("Noa", "reunification therapist"),
        ("Iris", "supervisor"),
        ("Rafa", "coordinator"),
    ]


def test_what_happened_before_has_its_teller(open_page: Open, demo: Demo) -> None:
    (listed,) = open_page("noa", "people", demo.alder).all("timeline")
    told = [words(one) for one in listed]
    assert told[1] == (
        "Feb 2024 First shouting incident at handover told by Mara and Theo · the accounts differ"
    )
    assert told[3].startswith("14 Sep 2024 Second handover shouting;")
    assert told[4].endswith("told by court")


def test_the_map_draws_everybody_and_the_table_says_the_same(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "people", demo.alder)
    drawing = " ".join(words(text) for text in page.drawings[0].iter("text"))
    rows = page.table("Family map")
    for row in rows:
        assert row["Person"] in drawing
    jun = next(row for row in rows if row["Person"] == "Jun")
    assert jun["Relation"] == "partner of Theo"


def test_the_safety_outcome_without_a_word_of_the_interviews(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "people", demo.cedar)
    told = page.section("Safety interviews")
    assert told == (
        "Safety interviews Contact contraindicated now addresses hidden separate days"
        " no joint sessions code word"
    )
    assert "withheld after screening" not in page.text


def test_two_homes_of_one_person_are_told_apart(open_page: Open, demo: Demo) -> None:
    raw = shipped("alder")
    raw["case"]["name"] = "Rowan"
    raw["people"][0]["household"] = ["H1", "H9"]
    rows = open_page("noa", "people", bring_in(demo.viewer("noa"), raw)).table("The family")
    mara = next(row for row in rows if row["Name"] == "Mara")
    assert mara["Home"] == "Mara’s home, Mara’s home 2"


def test_a_family_of_a_name_alone_has_every_page(open_page: Open, demo: Demo) -> None:
    """The least a file may hold: nobody, nothing, no day."""
    case = bring_in(demo.viewer("noa"), {"format": "handrail-case/1", "case": {"name": "Rowan"}})
    for tab in ("case", "timeline", "ladder", "goals", "measures", "people", "order", "seen"):
        assert open_page("noa", tab, case).headings, tab
    assert open_page("noa", "today").headings
    assert open_page("noa", "cases").headings


def test_names_are_ordered_without_regard_to_accents_and_capitals(
    open_page: Open, demo: Demo
) -> None:
    raw = shipped("alder")
    raw["case"]["name"] = "Rowan"
    raw["people"][0]["given"], raw["people"][1]["given"] = "Zoe", "Ángel"
    rows = open_page("noa", "people", bring_in(demo.viewer("noa"), raw)).table("The family")
    assert [row["Name"] for row in rows if row["Who"] == "parent"] == ["Ángel", "Zoe"]
