"""Who saw what: one's own lines, or all of them for the supervisor."""

from __future__ import annotations

from tests.demo import Demo
from tests.rooms.clinic.conftest import Open, address

CAPTION = "Ledger lines of this case"


def looked(demo: Demo) -> None:
    """Noa, Iris and Rafa look at Alder."""
    demo.client("noa").get(address("ladder", demo.alder))
    demo.client("iris").get(address("goals", demo.alder))
    demo.client("rafa").get(address("order", demo.alder))


def test_the_therapist_reads_their_own_lines_alone(demo: Demo, open_page: Open) -> None:
    looked(demo)
    page = open_page("noa", "seen", demo.alder)
    rows = page.table(CAPTION)
    assert {row["Who"].split(" ")[0] for row in rows} == {"Noa"}
    assert rows[0]["Did what"] == "looked at the ladder"
    assert "Iris" not in page.main
    assert "Rafa" not in page.main
    assert "Your own lines in this case’s ledger." in page.main


def test_to_them_no_number_tells_how_often_the_others_looked(demo: Demo, open_page: Open) -> None:
    before = open_page("noa", "seen", demo.alder).table(CAPTION)
    demo.client("iris").get(address("goals", demo.alder))
    after = open_page("noa", "seen", demo.alder).table(CAPTION)
    assert "Line" not in before[0]
    assert len(after) == len(before) + 1, "their own look at this page"
    assert after[1:] == before


def test_the_supervisor_reads_every_line_with_its_place(demo: Demo, open_page: Open) -> None:
    looked(demo)
    rows = open_page("iris", "seen", demo.alder).table(CAPTION)
    assert [(row["Who"], row["Did what"]) for row in rows[:3]] == [
        ("Rafa · coordinator", "looked at orders and duties"),
        ("Iris · supervisor", "looked at the goals"),
        ("Noa · reunification therapist", "looked at the ladder"),
    ]
    places = [int(row["Line"]) for row in rows]
    assert places == sorted(places, reverse=True)
    assert all(len(row["Mark"]) == 12 for row in rows)


def test_lines_of_another_case_are_not_among_them(demo: Demo, open_page: Open) -> None:
    demo.client("noa").get(address("measures", demo.cedar))
    rows = open_page("iris", "seen", demo.alder).table(CAPTION)
    assert "looked at the measures" not in {row["Did what"] for row in rows}


def test_every_act_has_words(demo: Demo, open_page: Open) -> None:
    looked(demo)
    for tab in ("case", "timeline", "measures", "people", "team", "seen"):
        demo.client("noa").get(address(tab, demo.alder))
    rows = open_page("iris", "seen", demo.alder).table(CAPTION)
    assert not [row["Did what"] for row in rows if "." in row["Did what"]]
