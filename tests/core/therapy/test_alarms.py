"""Every alarm just under, at and over its edge, and an alarm is listed once (clinical §5.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from handrail.core.therapy import alarms
from handrail.core.therapy.alarms import CATALOGUE, AlarmId, Bells, SessionCheck
from handrail.core.therapy.contact import Contact
from handrail.core.therapy.rule import AlarmLimits
from tests.core.therapy.contacts import held

LIMITS = AlarmLimits()


def rated(*peaks: int) -> list[Contact]:
    return [held(0, peak=peak, before=5, after=2) for peak in peaks]


def around(*pairs: tuple[int | None, int]) -> list[Contact]:
    """Contacts with distress before and after."""
    return [held(0, before=before, peak=5, after=after) for before, after in pairs]


# name -> (held contacts, true)
RISING = {
    "AL2 up by 2 over the mean of three": (rated(4, 4, 4, 6), True),
    "AL2 up by a little less": (rated(4, 4, 5, 6), False),
    "AL2 up by a little more": (rated(4, 4, 3, 6), True),
    "AL2 needs three before": (rated(1, 1, 9), False),
    "AL2 exactly three before": (rated(1, 1, 1, 9), True),
    "AL2 only the last three": (rated(9, 4, 4, 4, 6), True),
    "AL2 not the fourth": (rated(0, 6, 6, 6, 7), False),
    "AL2 the first contact": (rated(10), False),
    "AL2 higher after than before, twice running": (around((2, 3), (2, 3)), True),
    "AL2 once": (around((5, 3), (2, 3)), False),
    "AL2 twice, not running": (around((2, 3), (5, 3), (2, 3)), False),
    "AL2 equal is not higher": (around((2, 3), (3, 3)), False),
    "AL2 before was not asked": (around((2, 3), (None, 3)), False),
}


@pytest.mark.parametrize(("contacts", "true"), RISING.values(), ids=RISING.keys())
def test_distress_rising(contacts: list[Contact], true: bool) -> None:
    assert alarms.distress_rising(contacts, LIMITS)[0] is true


def test_distress_rising_tells_the_figures() -> None:
    assert alarms.distress_rising(rated(4, 5, 5, 8), LIMITS)[1] == (
        "peak 8; the 3 before averaged 4.67"
    )


@pytest.mark.parametrize(("value", "true"), [(1, False), (2, True), (3, True)])
def test_after_effect(value: int, true: bool) -> None:
    assert alarms.after_effect(held(value), LIMITS)[0] is true


def test_after_effect_takes_the_higher_answer() -> None:
    assert alarms.after_effect(held(("mara", 0), ("theo", 2)), LIMITS)[0] is True


def test_after_effect_is_not_known_while_awaited() -> None:
    assert alarms.after_effect(held(), LIMITS)[0] is None


def stay(contacts: int, days: int) -> list[Contact]:
    """So many contacts, the last one so many days after the first."""
    first = date(2025, 3, 3)
    on = [first] * (contacts - 1) + [first + timedelta(days=days)]
    return [replace(held(0), on=one) for one in on]


# name -> (contacts, days, true)
STALLED = {
    "AL4 eight contacts": (8, 49, False),
    "AL4 nine contacts": (9, 56, True),
    "AL4 ten weeks": (2, 70, False),
    "AL4 a day more": (2, 71, True),
}


@pytest.mark.parametrize(("contacts", "days", "true"), STALLED.values(), ids=STALLED.keys())
def test_stalled(contacts: int, days: int, true: bool) -> None:
    assert alarms.stalled(stay(contacts, days), LIMITS)[0] is true


def test_weeks_pass_while_contacts_are_not_counted() -> None:
    one = stay(1, 0)
    assert alarms.stalled(one, LIMITS, on=date(2025, 5, 12))[0] is False
    assert alarms.stalled(one, LIMITS, on=date(2025, 5, 13))[0] is True
    assert alarms.stalled([], LIMITS, on=date(2025, 5, 13))[0] is None


def check(by: str = "wren", pace: str | None = None, felt_safe: int | None = None) -> SessionCheck:
    return SessionCheck(by=by, by_child=by in ("wren", "ivo"), pace=pace, felt_safe=felt_safe)


FAST = check(pace="too_fast")
PACE = {
    "AL6 too fast, once": ([FAST], False),
    "AL6 too fast, twice running": ([FAST, FAST], True),
    "AL6 not running": ([FAST, check(pace="right"), FAST], False),
    "AL6 an answer without a pace between": ([FAST, check(felt_safe=9), FAST], True),
    "AL6 two children, once each": ([FAST, check("ivo", "too_fast")], False),
    "AL6 one child twice, another between": ([FAST, check("ivo", "right"), FAST], True),
    "AL6 an adult's pace": ([check("theo", "too_fast")] * 2, False),
    "AL6 felt safe 5": ([check("theo", felt_safe=5)], False),
    "AL6 felt safe 4": ([check("theo", felt_safe=4)], True),
    "AL6 somebody else felt safe": ([check("mara", felt_safe=3), check(felt_safe=9)], True),
    "AL6 feels safe again": ([check("mara", felt_safe=3), check("mara", felt_safe=8)], False),
}


@pytest.mark.parametrize(("checks", "true"), PACE.values(), ids=PACE.keys())
def test_pace_mismatch(checks: list[SessionCheck], true: bool) -> None:
    assert alarms.pace_mismatch(checks, LIMITS)[0] is true


CAME, MISSED = True, False
ATTENDANCE = {
    "AL7 one missed": ([CAME, MISSED], False),
    "AL7 two missed in a row": ([CAME, MISSED, MISSED], True),
    "AL7 two missed, not in a row": ([MISSED, CAME, MISSED], False),
    "AL7 the first one": ([MISSED], False),
    "AL7 five of six": ([CAME] * 3 + [MISSED] + [CAME] * 2, False),
    "AL7 four of six": ([CAME, MISSED, CAME, MISSED, CAME, CAME], True),
    "AL7 three of five: needs six": ([MISSED, CAME, MISSED, CAME, CAME], False),
    "AL7 only the last six": ([MISSED, CAME, MISSED] + [CAME] * 5, False),
}


@pytest.mark.parametrize(("came", "true"), ATTENDANCE.values(), ids=ATTENDANCE.keys())
def test_attendance(came: list[bool], true: bool) -> None:
    assert alarms.attendance(came, LIMITS)[0] is true


def test_three_quarters_is_not_under_three_quarters() -> None:
    limits = replace(LIMITS, attendance_over=4)
    assert alarms.attendance([CAME, MISSED, CAME, CAME], limits)[0] is False


SPLITTING = {
    "AL8 five points, three weeks": ([(10, 15)] * 3, True),
    "AL8 either way round": ([(10, 15), (15, 10), (0, 9)], True),
    "AL8 four points": ([(10, 15), (10, 14), (10, 15)], False),
    "AL8 two weeks": ([(10, 15)] * 2, False),
    "AL8 the last three": ([(1, 1), (10, 15), (10, 15), (10, 15)], True),
}


@pytest.mark.parametrize(("weeks", "true"), SPLITTING.values(), ids=SPLITTING.keys())
def test_splitting(weeks: list[tuple[int, int]], true: bool) -> None:
    assert alarms.splitting(weeks, LIMITS)[0] is true


@pytest.mark.parametrize(
    ("hours", "note", "answer", "true"),
    [
        pytest.param(24, False, True, False, id="AL9 no note after 24 hours"),
        pytest.param(24.5, False, True, True, id="AL9 no note after more"),
        pytest.param(24.5, True, False, False, id="AL9 a note, the answer not yet due"),
        pytest.param(72, True, False, False, id="AL9 no answer after 72 hours"),
        pytest.param(72.5, True, False, True, id="AL9 no answer after more"),
        pytest.param(999, True, True, False, id="AL9 both are there"),
    ],
)
def test_silence(hours: float, note: bool, answer: bool, true: bool) -> None:
    found = alarms.silence(
        hours_since_contact=hours, has_note=note, has_answer=answer, limits=LIMITS
    )
    assert found[0] is true


DRIFT = {
    "AL10 0.79 twice": ([0.79, 0.79], True),
    "AL10 0.8": ([0.79, 0.8], False),
    "AL10 once": ([0.5], False),
    "AL10 twice, not running": ([0.5, 0.9, 0.5], False),
}


@pytest.mark.parametrize(("shares", "true"), DRIFT.values(), ids=DRIFT.keys())
def test_therapist_drift(shares: list[float], true: bool) -> None:
    assert alarms.therapist_drift(shares, LIMITS)[0] is true


def test_nothing_to_judge_by_is_not_false() -> None:
    """None leaves an alarm as it was; False would let it ring again."""
    assert alarms.distress_rising([], LIMITS)[0] is None
    assert alarms.stalled([], LIMITS)[0] is None
    assert alarms.pace_mismatch([], LIMITS)[0] is None
    assert alarms.attendance([], LIMITS)[0] is None
    assert alarms.splitting([], LIMITS)[0] is None
    assert alarms.therapist_drift([], LIMITS)[0] is None


def heard(*conditions: bool | None) -> list[bool]:
    bells = Bells()
    return [bells.hear("stalled", "wren/theo", (one, "")) is not None for one in conditions]


@pytest.mark.parametrize(
    ("conditions", "rings"),
    [
        pytest.param((True, True, True), [True, False, False], id="once"),
        pytest.param((True, False, True), [True, False, True], id="again after it was false"),
        pytest.param((True, None, True), [True, False, False], id="unknown is not false"),
        pytest.param((False, None, True), [False, False, True], id="when it becomes true"),
    ],
)
def test_an_alarm_is_listed_once_until_it_was_false(
    conditions: tuple[bool | None, ...], rings: list[bool]
) -> None:
    assert heard(*conditions) == rings


def test_each_subject_has_its_own_bell() -> None:
    bells = Bells()
    assert bells.hear("stalled", "wren/theo", (True, ""))
    assert bells.hear("stalled", "ivo/theo", (True, ""))
    assert bells.hear("after_effect", "wren/theo", (True, ""))
    assert not bells.hear("stalled", "wren/theo", (True, ""))


def test_every_alarm_opens_something() -> None:
    assert list(CATALOGUE) == list(get_args(AlarmId))
    assert [one.number for one in CATALOGUE.values()] == [f"AL{n}" for n in range(1, 11)]
    assert all(one.name and one.opens for one in CATALOGUE.values())


OTHER_NUMBERS = [
    ({"distress_rise": 3}, lambda limits: alarms.distress_rising(rated(4, 4, 4, 6), limits), False),
    ({"distress_rise_over": 1}, lambda limits: alarms.distress_rising(rated(4, 6), limits), True),
    ({"after_effect": 3}, lambda limits: alarms.after_effect(held(2), limits), False),
    ({"stalled_contacts": 2}, lambda limits: alarms.stalled(stay(3, 14), limits), True),
    ({"stalled_weeks": 1}, lambda limits: alarms.stalled(stay(2, 8), limits), True),
    ({"too_fast_times": 1}, lambda limits: alarms.pace_mismatch([FAST], limits), True),
    ({"felt_safe": 2}, lambda limits: alarms.pace_mismatch([check(felt_safe=3)], limits), False),
    ({"missed_in_a_row": 1}, lambda limits: alarms.attendance([MISSED], limits), True),
    ({"splitting_points": 9}, lambda limits: alarms.splitting([(1, 10)] * 3, limits), False),
    ({"drift_times": 1}, lambda limits: alarms.therapist_drift([0.5], limits), True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "ask", "true"), [pytest.param(*case, id=str(case[0])) for case in OTHER_NUMBERS]
)
def test_every_number_is_a_setting(numbers: dict[str, float], ask: object, true: bool) -> None:
    assert ask(replace(LIMITS, **numbers))[0] is true  # type: ignore[operator, arg-type]
