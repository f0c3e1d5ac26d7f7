"""The overview: next step, duties, ceiling, five tracks, each as the order and the record say."""

from __future__ import annotations

import pytest

from tests.demo import Demo
from tests.rooms.clinic.conftest import TABS, Open
from tests.rooms.clinic.page import words


def test_the_next_step_with_its_four_conditions(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "case", demo.alder)
    (card,) = page.told("next")
    assert card.startswith("Your next step in this case Ask Wren about an outing, alone")
    assert "It is yours to accept, wait or refuse, and two things must be on record first." in card
    assert [words(one) for one in page.all("conditions")[0]] == [
        "Still open: Wren's view of step 5. The last one on record is of step 4, from 30 June.",
        "Still open: A consult with your supervisor. Asked for on 21 July, not answered yet.",
        "Done: Three settled contacts on step 4: A23, A25, A26.",
        "Done: The order allows it: in person with the therapist.",
    ]


def test_duties_in_time_order_undated_last(open_page: Open, demo: Demo) -> None:
    (duties,) = open_page("noa", "case", demo.alder).all("dated")
    told = [words(one) for one in duties]
    assert [one.split(" ", 2)[:2] for one in told] == [["18", "Aug"], ["19", "Aug"], ["no", "date"]]
    assert "Progress review" in told[0]
    assert "Report to the court and both counsel" in told[1]
    assert "in 27 days" in told[1]
    assert "Ask who holds the privilege" in told[2]


def test_a_late_review_says_so_and_another_year_carries_its_number(
    open_page: Open, demo: Demo
) -> None:
    (duties,) = open_page("noa", "case", demo.cedar).all("dated")
    told = [words(one) for one in duties]
    assert told[0].startswith("30 Jun Progress review 23 days overdue.")
    assert told[1].startswith("18 Aug Report to the court")
    assert told[2].startswith("31 Mar 2026 Find out whether the no-contact order goes on")


def test_where_the_order_stops(open_page: Open, demo: Demo) -> None:
    (notice,) = open_page("noa", "case", demo.alder).told("notice")
    assert notice == "The order stops at step 5 A step above it needs a further order."


def test_five_tracks_with_their_state_in_words(open_page: Open, demo: Demo) -> None:
    rows = open_page("noa", "case", demo.alder).table("Five tracks, side by side")
    assert [(row["Phase"], row["State"]) for row in rows] == [
        ("1 Assessment and planning", "closed 24 March"),
        ("2 Individual work", "open"),
        ("3 Supported contact", "open, step 4"),
        ("4 Family systems work", "open"),
        ("5 Progress evaluation", "next review 18 August"),
    ]
    assert rows[2]["Step down"] == "12 May"


def test_the_ladder_in_one_line(open_page: Open, demo: Demo) -> None:
    told = open_page("noa", "case", demo.alder).told("figure-summary")
    assert "Seventeen contacts, one step down, now on step 4 since 7 July." in told


def test_reliable_change_is_said_without_better_or_worse(open_page: Open, demo: Demo) -> None:
    told = open_page("noa", "case", demo.alder).told("figure-summary")
    assert (
        "21 to 13: reliable change, lower. A change of 6 or more counts as reliable; this is 8."
        in told
    )


IDENTITIES = {
    "Alder": [
        "Wren, Mara and Theo",
        "Wren is 9",
        "case 014",
        "Mara and Theo: separate arrivals, no direct handover",
        "Privilege: holder not known",
    ],
    "Cedar": [
        "Emil, Karl and Noor",
        "Emil is 10",
        "case 009",
        "Karl and Noor: separate days, no joint sessions",
        "A no-contact order is in force",
        "Stopped for safety since 30 June",
        "Privilege: holder not known",
    ],
    "Linden": [
        "Tam, Beck, Dara and Olin",
        "Tam is 12, Beck is 7",
        "case 017",
        "Dara and Olin: separate arrivals",
        "Privilege: holder not known",
    ],
}


@pytest.mark.parametrize("family", IDENTITIES)
def test_every_page_says_whose_case_it_is(open_page: Open, demo: Demo, family: str) -> None:
    """Parents by given name, separation before anything else."""
    for tab in TABS:
        (bar,) = open_page("noa", tab, demo.cases[family]).all("identity")
        told = [words(one) for one in bar.iter() if one.tag in ("p", "li")]
        assert told == IDENTITIES[family], tab


def test_every_tab_leads_somewhere_and_one_is_the_present(open_page: Open, demo: Demo) -> None:
    names = [
        "Overview", "Timeline", "Understanding", "Plan", "Ladder", "Gates", "Goals", "Measures",
        "People", "Order and duties", "Who saw what",
    ]  # fmt: skip
    for tab, name in zip(TABS, names, strict=True):
        page = open_page("noa", tab, demo.alder)
        (bar,) = page.all("tabs")
        assert [words(one) for one in bar.iter("a")] == names
        assert [words(one) for one in bar.iter("a") if one.get("aria-current")] == [name]


def test_the_desk_gets_the_tab_it_may_open_and_no_other(open_page: Open, demo: Demo) -> None:
    (bar,) = open_page("rafa", "order", demo.alder).all("tabs")
    assert [words(one) for one in bar.iter("a")] == ["Order and duties"]


def test_two_ladders_on_one_overview(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "case", demo.linden)
    rows = page.table("Five tracks, side by side")
    assert rows[2]["State"] == "open, steps 3 and 3"
    assert [one for one in page.headings if one.startswith("The ladder")] == [
        "The ladder, Tam with Olin",
        "The ladder, Beck with Olin",
    ]


def test_whoever_gave_no_readable_score_has_no_empty_picture(open_page: Open, demo: Demo) -> None:
    """Olin was asked about a time without contact: that is said among the measures."""
    assert "as Olin answers it" not in open_page("noa", "case", demo.linden).main
    assert "as Olin answers it" in open_page("noa", "measures", demo.linden).main
