"""A stop says what it locks, who may clear it, and who can act on order time."""

from __future__ import annotations

from handrail.core.therapy.contact import Reason
from handrail.core.therapy.stop_words import StopWords, stop_words
from handrail.core.therapy.stops import Stop, cleared

LADDERS = [("wren", "pa"), ("wren", "ma"), ("ivo", "pa"), ("cousin", "pa")]
HOMES = {"wren": frozenset({"H1"}), "ivo": frozenset({"H1", "H2"}), "cousin": frozenset({"H9"})}
NAMES = {"wren": "Wren", "ivo": "Ivo", "pa": "Theo", "ma": "Mara", "cousin": "Lou"}
TOLD = Stop(Reason("disclosure", "what the child told locks contact"), "wren", "pa")


def said(stop: Stop) -> StopWords:
    return stop_words(stop, ladders=LADDERS, homes=HOMES, names=NAMES)


def test_it_names_every_ladder_it_locks_and_why() -> None:
    locked = {one.ladder: one for one in said(TOLD).locked}
    assert set(locked) == {("wren", "pa"), ("wren", "ma"), ("ivo", "pa")}
    assert locked["wren", "pa"].what == (
        "Wren with Theo: the practice plans no contact and begins none."
    )
    assert locked["wren", "pa"].why == "It is there to protect Wren."
    assert "Ivo lives in the same home as Wren" in locked["ivo", "pa"].why


def test_one_person_where_it_is_about_somebody_else_two_where_it_is_not() -> None:
    people = {one.ladder: one.people for one in said(TOLD).locked}
    assert people == {("wren", "pa"): 2, ("wren", "ma"): 1, ("ivo", "pa"): 2}
    words = {one.ladder: one.clearing for one in said(TOLD).locked}
    assert "not about Mara" in words["wren", "ma"]
    assert words["wren", "pa"].startswith("Two different people")


def test_a_stop_of_the_whole_case_takes_two_people_everywhere() -> None:
    order = said(Stop(Reason("order_change", "a new order was signed")))
    assert [one.people for one in order.locked] == [2, 2, 2, 2]
    assert order.locked[3].why == "It concerns the whole case."


def test_what_was_released_is_not_named() -> None:
    (released,) = cleared([TOLD], [("wren", "ma")])
    assert ("wren", "ma") not in [one.ladder for one in said(released).locked]


def test_order_time_is_left_to_the_court_and_nobody_is_told() -> None:
    words = said(TOLD)
    assert "neither locks nor cancels" in words.order_time
    assert "Only the court can change it" in words.order_time
    assert "tells nobody in the family" in words.tells_nobody
