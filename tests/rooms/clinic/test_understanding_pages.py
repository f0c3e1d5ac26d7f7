"""The page of how a family is understood: equal room, no label, for the team alone."""

from __future__ import annotations

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.records.reading.family import stored_case
from tests.demo import Demo
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.forms import refused, send
from tests.rooms.clinic.page import Page, words

WRITING = ("concern", "formulation", "need", "cycle", "pattern")


def ids(demo: Demo) -> dict[str, str]:
    with acting_as(demo.viewer("noa")):
        return {one.given: one.id for one in stored_case(demo.alder).family.people}


def test_both_parents_have_the_same_room_before_anybody_spoke(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "understanding", demo.alder)
    mara, theo = (words(e) for e in page.all("sheet"))
    assert mara.replace("Mara", "X") == theo.replace("Theo", "X")


def test_a_concern_stands_in_its_own_column_word_for_word(open_page: Open, demo: Demo) -> None:
    people = ids(demo)
    said = "She lies, he is toxic <b>& worse</b>"
    answer = send(
        demo, "noa", "concern", demo.alder, person=people["Theo"], on="2025-07-20", words=said
    )
    assert answer.status_code == 303
    page = open_page("noa", "understanding", demo.alder)
    mara, theo = [words(e) for e in page.all("sheet")]
    assert said in theo
    assert said not in mara
    assert "Checked: not yet" in theo


def test_a_loaded_word_is_asked_about_and_kept_only_on_purpose(demo: Demo) -> None:
    given = {"person": ids(demo)["Mara"], "on": "2025-07-20", "words": "I worry"}
    given["checked"] = "Theo is hostile"
    answer = send(demo, "noa", "concern", demo.alder, **given)
    assert "may read as a judgement" in refused(answer)
    assert "“hostile”" in Page(answer.content).main
    assert send(demo, "noa", "concern", demo.alder, **given, keep_wording="on").status_code == 303
    with acting_as(demo.viewer("noa")):
        kept = Line.objects.filter(act="wording.kept", chain_id=demo.alder)
        assert kept.count() == 1, "the first sending kept nothing"


def test_one_explanation_is_refused_with_what_would_satisfy(demo: Demo, open_page: Open) -> None:
    one = {"on": "2025-07-20", "weight_affinity": "some", "for_affinity": "warm to both"}
    assert "at least two explanations" in refused(
        send(demo, "noa", "formulation", demo.alder, **one)
    )
    two = one | {"weight_absence": "not_present", "against_absence": "contact until 2024"}
    assert send(demo, "noa", "formulation", demo.alder, **two).status_code == 303
    shown = open_page("noa", "understanding", demo.alder).section("Explanations side by side")
    assert "Version 1" in shown
    assert "contact until 2024" in shown


def test_the_ring_is_drawn_with_its_table(demo: Demo, open_page: Open) -> None:
    people = ids(demo)
    parts = {"who_1": people["Wren"], "does_1": "hides", "who_2": people["Mara"], "does_2": "waits"}
    assert send(demo, "noa", "cycle", demo.alder, **parts).status_code == 303
    page = open_page("noa", "understanding", demo.alder)
    rows = page.table("The cycle, who does what next")
    assert {(row["Who"], row["Then"]) for row in rows} == {("Mara", "Wren"), ("Wren", "Mara")}


def test_half_a_part_is_a_slip(demo: Demo) -> None:
    answer = send(demo, "noa", "cycle", demo.alder, who_1=ids(demo)["Wren"])
    assert "Part 1" in refused(answer)


def test_every_kind_of_entry_stands_on_the_page(demo: Demo, open_page: Open) -> None:
    people = ids(demo)
    day = {"on": "2025-07-20"}
    send(demo, "iris", "need", demo.alder, person=people["Wren"], text="to be asked alone", **day)
    send(
        demo, "noa", "pattern", demo.alder, pattern="role", people=[people["Wren"], people["Mara"]],
        words="Wren comforts Mara at the door", **day,
    )  # fmt: skip
    page = open_page("noa", "understanding", demo.alder)
    assert "to be asked alone" in page.section("What each person needs now")
    assert "Wren comforts Mara at the door" in page.section("What happens again and again")


@pytest.mark.parametrize("route", ["understanding", *WRITING])
def test_no_word_of_it_reaches_a_seat_that_may_not_read_it(demo: Demo, route: str) -> None:
    """Nor another case: the outsider, the coordinator and the parent get the one not-found."""
    send(
        demo, "noa", "concern", demo.alder, person=ids(demo)["Mara"], on="2025-07-20",
        words="quillwort",
    )  # fmt: skip
    for who in ("rafa", "jonas", "greta", "sol", "mara", "theo"):
        response = demo.client(who).get(address(route, demo.alder))
        assert response.status_code == 404, who
        assert b"quillwort" not in response.content
    assert "quillwort" not in Page(demo.client("noa").get(address(route, demo.cedar)).content).text
