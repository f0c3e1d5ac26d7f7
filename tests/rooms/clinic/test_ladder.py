"""The ladder page: the setback and its alarms, two ladders apart, a stop in words."""

from __future__ import annotations

from tests.demo import Demo
from tests.rooms.clinic.conftest import Open
from tests.rooms.clinic.page import Page, words

WREN = "Contact ladder, Wren with Theo"


def drawn(page: Page, number: int = 0) -> str:
    """The words of a drawing, without its text alternative."""
    svg = page.drawings[number]
    return " ".join(words(text) for text in svg.iter("text"))


def test_the_setback_and_both_alarms_are_on_the_picture(open_page: Open, demo: Demo) -> None:
    told = drawn(open_page("noa", "ladder", demo.alder))
    assert "A14, 12 May: step down, two alarms" in told
    assert "Distress rising" in told
    assert "After-effect" in told
    assert "Step down" in told
    assert "Now: step 4" in told
    assert "Ceiling of the order, 20 February 2025" in told


def test_the_table_marks_the_one_contact_to_look_at(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "ladder", demo.alder)
    rows = {row["Contact"]: row for row in page.table(WREN)}
    assert len(rows) == 17
    setback = rows["A14"]
    figures = [setback[name] for name in ("Step", "Before", "Peak", "After", "48 h")]
    assert figures == ["3", "5", "8", "5", "3"]
    assert setback["Settled"].startswith("no: worst distress 8, over the limit of 6;")
    assert (setback["Rule"], setback["Decided"]) == ("down", "down")
    assert setback["Alarms"] == "Distress rising, After-effect"
    assert [row.split(" ")[0] for row in page.marked_rows()] == ["A14"]
    assert [ref for ref, row in rows.items() if row["Alarms"]] == ["A14"]


def test_what_nobody_decided_yet_waits(open_page: Open, demo: Demo) -> None:
    last = open_page("noa", "ladder", demo.alder).table(WREN)[-1]
    assert (last["Contact"], last["Rule"], last["Decided"]) == ("A26", "up", "waiting")


def test_every_step_says_how_it_is_held_and_whether_the_order_permits_it(
    open_page: Open, demo: Demo
) -> None:
    rows = open_page("noa", "ladder", demo.alder).table("The steps, Wren with Theo")
    assert [row["State"] for row in rows] == [
        "", "", "", "now", "proposed, not decided", "not permitted by the order"
    ]  # fmt: skip


def test_the_childs_own_view_stands_beside_it(open_page: Open, demo: Demo) -> None:
    rows = open_page("noa", "ladder", demo.alder).table("Wren’s own view")
    assert rows == [
        {"Asked on": "30 June", "About": "step 4", "Answer": "yes", "By": "Noa", "How": "alone"}
    ]


def test_the_numbers_of_the_rule_are_practice_settings(open_page: Open, demo: Demo) -> None:
    told = open_page("noa", "ladder", demo.alder).section("The rule in force, HR-1")
    assert "Every number is a practice setting, not a standard." in told
    assert "a clinician decides" in told
    assert "Peak distress at most 6" in told


def test_two_ladders_share_no_contact_and_no_state(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "ladder", demo.linden)
    tam = page.table("Contact ladder, Tam with Olin")
    beck = page.table("Contact ladder, Beck with Olin")
    assert len(tam) == 11
    assert len(beck) == 13
    assert not {row["Contact"] for row in tam} & {row["Contact"] for row in beck}
    tams, becks = drawn(page, 0), drawn(page, 1)
    assert "L26" in becks
    assert "L26" not in tams
    assert "L13" in tams
    assert "L13" not in becks


def test_each_child_has_its_own_steps(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "ladder", demo.linden)
    assert len(page.table("The steps, Tam with Olin")) == 5
    assert len(page.table("The steps, Beck with Olin")) == 4


def test_a_stop_is_told_in_words_and_leaves_order_time_alone(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "ladder", demo.cedar)
    (notice,) = page.told("notice")
    assert notice == (
        "Stopped for safety since 30 June Every contact the practice arranges on this ladder is"
        " locked. Two people must look before it changes. Time that an order gives is not changed"
        " here; the court and counsel can act on it."
    )
    assert "Stopped" in drawn(page)
    assert "proposed, not decided" not in page.main


def test_no_word_ranks_the_parents_or_cheers(open_page: Open, demo: Demo) -> None:
    for case in demo.cases.values():
        told = open_page("noa", "ladder", case).text.casefold()
        for word in ("success", "streak", "rejected", "target parent", "compliance", "%"):
            assert word not in told
