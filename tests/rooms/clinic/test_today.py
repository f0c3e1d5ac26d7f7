"""Today: who comes, which decisions wait, the next step of each case with its reason."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from handrail import clock
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions import plan as acts
from tests.demo import MOMENT, Demo
from tests.families import bring_in, shipped
from tests.rooms.clinic.conftest import Open, address
from tests.store.records.test_plan import REVIEW, sign


def test_the_day_has_its_name_and_its_sum(open_page: Open) -> None:
    page = open_page("noa", "today")
    assert page.headings[0] == "Wednesday 23 July"
    assert page.told("lead") == ["3 arrivals today. 3 decisions wait for you."]


def test_who_comes_by_which_door_in_time_order(open_page: Open) -> None:
    """Each entry begins with door and time, so that it can be read as a list."""
    assert open_page("noa", "today").told("board-entry") == [
        "Garden door, 12:45 Dara until 13:20 Room 1",
        "Garden door, 15:15 Wren, brought by Mara due 15:15 Room 1 Mara waits on the garden side",
        "16:05 Kept apart Wren and Mara until 16:05 · Theo from 16:20",
        "Street door, 16:20 Theo due 16:20 Room 3",
    ]


def test_the_most_pressing_step_hangs_from_the_rail(open_page: Open) -> None:
    page = open_page("noa", "today")
    (card,) = page.told("next")
    assert card.startswith("Now, in case 009 Hold. Look at the stop, Emil with Karl")
    assert "Two people must look before anything changes." in card


def test_decisions_say_what_waits_and_lead_there(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "today")
    told = page.section("Decisions due")
    assert "Stopped for safety Emil with Karl: stopped" in told
    assert "3 Contact since 21 July Wren with Theo: step 5?" in told
    assert "It is yours to accept, wait or refuse." in told
    assert "5 Review Tam and Beck: progress review Due since 14 July." in told
    assert page.links()["Wren with Theo: step 5?"] == f"/cases/{demo.alder}/ladder/"


def test_what_others_owe_is_named(open_page: Open) -> None:
    told = open_page("noa", "today").section("You are waiting for")
    assert "Iris, supervisor: a consult on case 014, asked on 21 July" in told
    assert "One home in case 017: how the 48 hours after L31 were" in told


def test_one_next_step_for_each_case_with_its_reason(open_page: Open) -> None:
    rows = open_page("noa", "today").table("The next step in each case")
    assert rows == [
        {
            "Family": "Tam, Beck, Dara, Olin case 017",
            "Next step": "Hold the progress review",
            "Because": "Eleven sessions since the last review."
            " At most six are meant to lie between.",
            "When": "14 July",
        },
        {
            "Family": "Emil, Karl, Noor case 009",
            "Next step": "Hold. Look at the stop, Emil with Karl",
            "Because": "Stopped for safety Look before anything changes; two people where the"
            " concern is about this parent.",
            "When": "today",
        },
        {
            "Family": "Wren, Mara, Theo case 014",
            "Next step": "Ask Wren about an outing, alone",
            "Because": "Step 5 is proposed. The last view on record is from 30 June.",
            "When": "today",
        },
    ]


@pytest.mark.parametrize("who", ["jonas", "greta", "sol"])
def test_without_a_case_nothing_of_any_case_is_told(open_page: Open, who: str) -> None:
    page = open_page(who, "today")
    assert page.told("lead") == ["Nobody is expected today."]
    assert not page.all("next")
    assert not page.all("board")
    assert ("Decisions due" in page.headings) == (who == "jonas")


def test_the_desk_sees_arrivals_and_no_clinical_word(open_page: Open) -> None:
    desk, noa = open_page("rafa", "today"), open_page("noa", "today")
    assert desk.told("board-entry") == noa.told("board-entry")
    assert desk.headings == ["Wednesday 23 July", "Who comes when"]


def test_the_hatched_band_is_for_sides_that_must_not_meet(demo: Demo, open_page: Open) -> None:
    """Dara leaves before Theo comes, but they are of two families."""
    bands = [told for told in open_page("noa", "today").told("board-entry") if "apart" in told]
    assert len(bands) == 1


def _with_arrivals(demo: Demo, arrivals: list[dict[str, str]]) -> UUID:
    raw = shipped("alder")
    raw["case"]["name"] = "Hazel"
    session = next(one for one in raw["sessions"] if one["id"] == "A27")
    session["arrivals"] = [{"person": "wren", **one} for one in arrivals]
    raw["sessions"] = [one for one in raw["sessions"] if one["id"] != "A28"]
    return bring_in(demo.viewer("noa"), raw)


def test_a_house_of_many_doors_still_has_a_board(demo: Demo, open_page: Open) -> None:
    arrivals = [{"at": f"{10 + n}:00", "door": f"Door {n}"} for n in range(10)]
    _with_arrivals(demo, arrivals)
    told = " ".join(open_page("noa", "today").told("board-entry"))
    assert all(f"Door {n}" in told for n in range(10))


def test_an_arrival_without_a_door_or_an_end_is_shown(demo: Demo, open_page: Open) -> None:
    _with_arrivals(demo, [{"at": "00:00"}, {"at": "23:59"}])
    told = open_page("noa", "today").told("board-entry")
    assert any(entry.startswith("Door, 00:00 Wren") for entry in told)
    assert any(entry.startswith("Door, 23:59 Wren due 23:59") for entry in told)


@pytest.mark.parametrize(
    ("day", "hour", "named"),
    [(23, 23, "Wednesday 23 July"), (24, 0, "Thursday 24 July"), (24, 7, "Thursday 24 July")],
)
def test_early_and_late_the_day_is_the_practices_own(
    open_page: Open, day: int, hour: int, named: str
) -> None:
    with clock.stopped_at(datetime(2025, 7, day, hour, 30, tzinfo=ZoneInfo("America/Denver"))):
        assert open_page("noa", "today").headings[0] == named


def test_the_step_on_the_day_of_a_contact(open_page: Open) -> None:
    with clock.stopped_at(datetime(2025, 7, 24, 9, 0, tzinfo=ZoneInfo("America/Denver"))):
        page = open_page("noa", "today")
    entries = page.told("board-entry")
    assert entries[0].startswith("Street door, 15:40 Olin due 15:40 Room 2")
    assert entries[1].startswith("Garden door, 16:00 Beck, brought by Dara due 16:00 Room 2")


def test_cases_lead_to_what_the_seat_may_open(open_page: Open, demo: Demo) -> None:
    """By family name; the coordinator's way leads to the order, the clinicians' to the overview."""
    noa, rafa = open_page("noa", "cases"), open_page("rafa", "cases")
    assert [row["Family"] for row in noa.table("Your cases")] == [
        "Wren, Mara, Theo",
        "Emil, Karl, Noor",
        "Tam, Beck, Dara, Olin",
    ]
    assert noa.links()["Wren, Mara, Theo"] == f"/cases/{demo.alder}/"
    assert rafa.links()["Wren, Mara, Theo"] == f"/cases/{demo.alder}/order/"
    assert noa.table("Your cases")[1]["State"] == "active Stopped for safety"


def test_without_a_case_the_list_says_so(open_page: Open) -> None:
    page = open_page("jonas", "cases")
    assert "No case yet" in page.main
    assert not list(page.root.iter("table"))


def test_a_review_is_due_on_the_day_the_plan_names(demo: Demo, open_page: Open) -> None:
    """The date of the signed version, not one worked out beside it; it leads to the plan."""
    noa, case = demo.viewer("noa"), demo.alder
    with acting_as(noa):
        acts.begin_version(by=noa, case_id=case, reason="practical", words="x", review_on=REVIEW)
        sign(demo, noa, case)
    day = datetime.combine(REVIEW, time(9), MOMENT.tzinfo)
    for moment, due in ((day - timedelta(days=1), False), (day, True)):
        with clock.stopped_at(moment):
            page = open_page("noa", "today")
            links = [href for text, href in page.links().items() if "Wren: progress review" in text]
            assert bool(links) is due
            assert links in ([], [address("plan", case)])
