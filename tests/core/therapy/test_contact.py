"""Whether one contact settled: every line of HR-1's first sentence, and points (a)-(f), (h)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handrail.core.therapy.contact import AfterEffect, Contact, judge
from handrail.core.therapy.rule import Rule
from tests.core.therapy.contacts import HR1, ILL, NO_SHOW, held, not_held

MARA, THEO = "mara", "theo"

# name -> (contact, settled, counts towards DOWN, codes)
HELD = {
    "everything at its limit settles": (held(1), True, False, []),
    "everything at its best settles": (held(0, peak=0, after=0, adherence=5), True, False, []),
    "worst distress 7": (held(0, peak=7), False, True, ["peak_over_limit"]),
    "distress after 4": (held(0, after=4), False, True, ["after_over_limit"]),
    "adherence 3": (held(0, adherence=3), False, True, ["adherence_under_minimum"]),
    "critical incident": (held(0, critical_incident=True), False, True, ["critical_incident"]),
    "the child told of harm": (held(0, disclosure=True), False, True, ["disclosure"]),
    "ended early": (held(0, ended_early=True), False, True, ["ended_early"]),
    "distress before does not matter": (held(0, before=10), True, False, []),
    "the other parent's support does not matter": (held(0, support=1), True, False, []),
    "(a) 48-hour answer missing": (held(), None, False, ["waiting_48h"]),
    "(a) a rating missing as well": (
        held(peak=None),
        None,
        False,
        ["waiting_ratings", "waiting_48h"],
    ),
    "(a) a known failing counts without waiting": (
        held(peak=9),
        False,
        True,
        ["peak_over_limit", "waiting_48h"],
    ),
    "(b) one answer of 2 is one adult's": (held(2), False, False, ["after_effect_over_limit"]),
    "(b) one adult's 2 beside the other's 1": (
        held((MARA, 2), (THEO, 1)),
        False,
        False,
        ["after_effect_over_limit"],
    ),
    "(b) never averaged: 0 and 2 are not 1": (
        held((MARA, 0), (THEO, 2)),
        False,
        False,
        ["after_effect_over_limit", "informants_differ"],
    ),
    "(b) one point apart": (held((MARA, 0), (THEO, 1)), True, False, []),
    "(b) both adults over the limit": (
        held((MARA, 2), (THEO, 3)),
        False,
        True,
        ["after_effect_over_limit"],
    ),
    "(b) two of three adults over it, one far below": (
        held((MARA, 2), (THEO, 2), ("odile", 0)),
        False,
        True,
        ["after_effect_over_limit", "informants_differ"],
    ),
    "(b) one adult twice is one adult": (
        held((MARA, 2), (MARA, 3)),
        False,
        False,
        ["after_effect_over_limit"],
    ),
    "(b) one adult's answer and a plain failing": (
        held(2, peak=7),
        False,
        True,
        ["peak_over_limit", "after_effect_over_limit"],
    ),
    "(d) stop card, went on": (held(0, stop_card="used_and_went_on"), True, False, []),
    "(d) stop card, ended": (held(0, stop_card="used_and_ended"), False, True, ["ended_early"]),
    "(e) signs with low ratings": (
        held(0, signs=frozenset({"frozen"})),
        False,
        False,
        ["not_clear"],
    ),
    "(e) flat": (held(0, signs=frozenset({"flat"})), False, False, ["not_clear"]),
    "(e) overcompliant": (held(0, signs=frozenset({"overcompliant"})), False, False, ["not_clear"]),
    "(e) body pain": (held(0, signs=frozenset({"body_pain"})), False, False, ["not_clear"]),
    "(e) another sign": (held(0, signs=frozenset({"yawning"})), True, False, []),
    "(e) signs while the answer is awaited": (
        held(signs=frozenset({"flat"})),
        False,
        False,
        ["not_clear", "waiting_48h"],
    ),
    "(e) signs with a high rating": (
        held(0, peak=8, signs=frozenset({"flat"})),
        False,
        True,
        ["peak_over_limit", "not_clear"],
    ),
    "(e) signs and one adult's answer": (
        held(2, signs=frozenset({"flat"})),
        False,
        False,
        ["after_effect_over_limit", "not_clear"],
    ),
}


@pytest.mark.parametrize(
    ("contact", "settled", "towards_down", "codes"), HELD.values(), ids=HELD.keys()
)
def test_a_held_contact(
    contact: Contact, settled: bool | None, towards_down: bool, codes: list[str]
) -> None:
    found = judge(contact, HR1)
    assert (found.settled, found.towards_down) == (settled, towards_down)
    assert [reason.code for reason in found.reasons] == codes
    assert found.counted
    assert found.whose is None


def test_the_childs_own_answer_is_no_adults() -> None:
    """(b) speaks of one adult's after-effect; the child's own counts like any other failing."""
    found = judge(held(after_effects=(AfterEffect(2, "wren", by_adult=False),)), HR1)
    assert (found.settled, found.towards_down) == (False, True)


# name -> (contact, settled, coded to, codes); whether it counts follows from `settled`
NOT_HELD = {
    "practice closed": (not_held("practice_closed"), None, None, ["practice_closed"]),
    "child ill": (ILL, None, None, ["child_ill"]),
    "child declined": (not_held("child_declined"), None, None, ["child_declined"]),
    "the other parent did not bring the child": (
        not_held("other_parent_did_not_bring"),
        None,
        "other_parent",
        ["other_parent_did_not_bring"],
    ),
    # HR-1 does not name "other"; read as not counted: nobody's doing is known
    "another reason": (not_held("other"), None, None, ["other"]),
    "no-show": (NO_SHOW, False, "visiting_parent", ["visiting_parent_absent"]),
    "cancelled 24 hours before": (
        not_held("visiting_parent_cancelled", 24),
        None,
        None,
        ["visiting_parent_cancelled"],
    ),
    "cancelled 23.9 hours before": (
        not_held("visiting_parent_cancelled", 23.9),
        False,
        "visiting_parent",
        ["late_cancellation"],
    ),
    "cancelled, nobody wrote when": (
        not_held("visiting_parent_cancelled"),
        False,
        "visiting_parent",
        ["late_cancellation"],
    ),
    "cancelled at the door": (
        not_held("visiting_parent_cancelled", 0),
        False,
        "visiting_parent",
        ["late_cancellation"],
    ),
}


@pytest.mark.parametrize(
    ("contact", "settled", "whose", "codes"), NOT_HELD.values(), ids=NOT_HELD.keys()
)
def test_a_contact_that_was_not_held(
    contact: Contact, settled: bool | None, whose: str | None, codes: list[str]
) -> None:
    """(f) Only the visiting parent's doing counts, and never is it the child's."""
    found = judge(contact, HR1)
    assert found.settled is settled
    assert found.counted is found.towards_down is (settled is False)
    assert found.whose == whose
    assert [reason.code for reason in found.reasons] == codes


def test_unplanned_contact_is_not_counted_and_opens_a_review() -> None:
    """(h)"""
    found = judge(held(0, unplanned=True, peak=10, ended_early=True), HR1)
    assert (found.settled, found.counted, found.towards_down) == (None, False, False)
    assert found.reviews == ("unplanned",)


DECLINED = not_held("child_declined")
NOT_BROUGHT = not_held("other_parent_did_not_bring")
IN_TIME = not_held("visiting_parent_cancelled", 48)
LATE = not_held("visiting_parent_cancelled", 2)
CLOSED = not_held("practice_closed")

SECOND_IN_A_ROW = [
    ("the same cause", DECLINED, DECLINED, True),
    ("two of the three causes", NOT_BROUGHT, IN_TIME, True),
    ("in time after not brought", IN_TIME, NOT_BROUGHT, True),
    ("after an ordinary contact", held(0), DECLINED, False),
    ("the first of all", None, DECLINED, False),
    ("illness is none of the three", ILL, DECLINED, False),
    ("closure is none of the three", DECLINED, CLOSED, False),
    ("a late cancellation is a miss, not one of the three", LATE, DECLINED, False),
    ("nor does it open this review itself", DECLINED, LATE, False),
    ("nor does a no-show", DECLINED, NO_SHOW, False),
]


@pytest.mark.parametrize(
    ("before", "this", "opens"),
    [pytest.param(*case, id=name) for name, *case in SECOND_IN_A_ROW],
)
def test_the_second_in_a_row_opens_a_review(
    before: Contact | None, this: Contact, opens: bool
) -> None:
    """(f)"""
    assert judge(this, HR1, before).reviews == (("not_held_twice",) if opens else ())


def test_reviews_say_why() -> None:
    """(b) and (e) open a review sheet each."""
    both = held((MARA, 0), (THEO, 3), signs=frozenset({"frozen"}))
    assert judge(both, HR1).reviews == ("informants_differ", "not_clear")


OTHER_NUMBERS = [
    ("peak_limit", 5, held(0), False),
    ("peak_limit", 7, held(0, peak=7), True),
    ("after_limit", 2, held(0), False),
    ("adherence_minimum", 5, held(0), False),
    ("adherence_minimum", 3, held(0, adherence=3), True),
    ("after_effect_limit", 0, held(1), False),
    ("after_effect_limit", 2, held(2), True),
    ("informants_apart", 1, held((MARA, 0), (THEO, 1)), False),
    ("informants_apart", 3, held((MARA, 0), (THEO, 2)), False),
    ("notice_hours", 48, not_held("visiting_parent_cancelled", 47), False),
    ("notice_hours", 0, not_held("visiting_parent_cancelled", 0), None),
    ("not_clear_signs", (), held(0, signs=frozenset({"flat"})), True),
]


@pytest.mark.parametrize(("parameter", "value", "contact", "settled"), OTHER_NUMBERS)
def test_every_number_is_a_setting(
    parameter: str, value: object, contact: Contact, settled: bool | None
) -> None:
    assert judge(contact, replace(Rule(), **{parameter: value})).settled is settled


def test_reasons_tell_the_numbers_and_whose_doing_it_was() -> None:
    texts = [reason.text for reason in judge(held(3, peak=8, after=5, adherence=2), HR1).reasons]
    assert texts == [
        "worst distress 8, over the limit of 6",
        "distress after 5, over the limit of 3",
        "the visiting parent kept to the plan 2 of 5, under 4",
        "48 hours later 3 of 3, over 1",
    ]
    assert judge(NO_SHOW, HR1).reasons[0].text == "the visiting parent did not come"
