"""Where in a family's file each alarm is listed: whose it is, and once (clinical §5.4)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from handrail.core.family_file.reading import read_family
from handrail.core.family_file.replay import replay
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.rule import Rule
from tests.core.family_file.small import (
    START,
    alarms,
    family,
    held,
    ladder,
    missed,
    replayed,
    session,
)

GOOD = held()
INCIDENT = held(critical_incident=True)


def on(child: str, contact: dict[str, Any], parent: str = "theo") -> dict[str, Any]:
    return contact | {"child": child, "parent": parent}


TWO = {"ladders": [ladder("wren"), ladder("ivo")]}
APART = {"ladders": [ladder("wren"), ladder("ash")]}

# name -> (entries, session -> alarms)
LISTED: dict[str, tuple[list[dict[str, Any]], dict[str, list[str]]]] = {
    "AL1 at the incident, once": ([INCIDENT, GOOD], {"S0": ["safety"]}),
    "AL1 again after contacts without one": (
        [INCIDENT, GOOD, INCIDENT],
        {"S0": ["safety"], "S2": ["safety"]},
    ),
    "AL1 a disclosure between contacts is listed at the next one": (
        [GOOD, session(disclosure=True), GOOD, GOOD],
        {"S2": ["safety"]},
    ),
    "AL1 not when it was cleared before": (
        [GOOD, session(disclosure=True), session(cleared=True), GOOD],
        {},
    ),
    "AL1 a decision to stop is no alarm": ([GOOD | {"decision": {"move": "STOP"}}, GOOD], {}),
    "AL2 across rungs": (
        [held(peak=4), held(peak=4), held(peak=4), held("R2", peak=6)],
        {"S3": ["distress_rising"]},
    ),
    "AL2 contacts that were not held are not in the mean": (
        [held(peak=4), held(peak=4), missed("child_ill"), held(peak=4), held(peak=6)],
        {"S4": ["distress_rising"]},
    ),
    "AL2 unplanned contact is not in the mean": (
        [held(peak=4), held(peak=4), held(peak=4), held(peak=0, unplanned=True), held(peak=6)],
        {"S4": ["distress_rising"]},
    ),
    "AL2 goes on being true and is listed once": (
        [held(peak=1), held(peak=1), held(peak=1), held(peak=4), held(peak=6)],
        {"S3": ["distress_rising"]},
    ),
    "AL2 twice running": (
        [held(before=1, after=2), held(before=1, after=2)],
        {"S1": ["distress_rising"]},
    ),
    "AL3": ([held(late=2)], {"S0": ["after_effect"]}),
    "AL3 twice in a row is listed once": ([held(late=2), held(late=3)], {"S0": ["after_effect"]}),
    "AL3 an awaited answer changes nothing": (
        [held(late=2), held(late=None), held(late=2)],
        {"S0": ["after_effect"]},
    ),
    "AL3 again after a quiet one": (
        [held(late=2), GOOD, held(late=2)],
        {"S0": ["after_effect"], "S2": ["after_effect"]},
    ),
    "AL4 the ninth contact on a rung": ([GOOD] * 10, {"S8": ["stalled"]}),
    "AL4 not when the rung was entered anew": (
        [GOOD] * 5 + [GOOD | {"decision": {"move": "DOWN"}}] + [GOOD] * 5,
        {},
    ),
    "AL4 what is not counted is no contact, but weeks pass": (
        [GOOD] + [missed("child_ill")] * 11,
        {"S11": ["stalled"]},
    ),
    "AL7 two no-shows": ([missed(), missed(), missed()], {"S1": ["attendance"]}),
    "AL7 not brought twice": ([missed("other_parent_did_not_bring")] * 2, {"S1": ["attendance"]}),
    "AL7 one each is not one person": ([missed(), missed("other_parent_did_not_bring")], {}),
    "AL7 never for what the child did": ([missed("child_declined")] * 6, {}),
    "AL7 nor for illness or closure": ([missed("child_ill"), missed("practice_closed")] * 3, {}),
    "AL7 a cancellation in good time is no miss": (
        [missed("visiting_parent_cancelled", notice_hours=48)] * 3,
        {},
    ),
    "AL7 a late one is": (
        [missed("visiting_parent_cancelled", notice_hours=2)] * 2,
        {"S1": ["attendance"]},
    ),
    "AL7 four of six": (
        [GOOD, missed(), GOOD, missed(), GOOD, GOOD],
        {"S5": ["attendance"]},
    ),
    "AL7 what is not counted between two misses does not part them": (
        [missed(), missed("child_ill"), missed()],
        {"S2": ["attendance"]},
    ),
}


@pytest.mark.parametrize(("entries", "listed"), LISTED.values(), ids=LISTED.keys())
def test_alarms_of_one_ladder(entries: list[dict[str, Any]], listed: dict[str, list[str]]) -> None:
    assert alarms(*entries) == listed


def test_al1_a_breach_of_the_order_is_listed() -> None:
    letters = {"type": "CONTACT_LADDER", "permitted": ["letter"]}
    orders = [{"id": "o", "signed_on": "2025-01-01", "clauses": [letters]}]
    assert alarms(held("R2"), GOOD, orders=orders) == {"S0": ["safety"]}


def test_al1_a_new_order_locks_without_an_alarm() -> None:
    orders = [{"id": "o", "signed_on": "2025-03-05"}]
    assert alarms(GOOD, GOOD, orders=orders) == {}


def test_al1_is_listed_at_a_contact_the_concern_locks() -> None:
    """A concern about Ash says nothing of Wren, who lives elsewhere."""
    entries = [session(disclosure={"child": "ash"}), on("wren", GOOD), on("ash", GOOD)]
    assert alarms(*entries, **APART) == {"S2": ["safety"]}


def test_al1_in_the_same_home_it_is_listed_once() -> None:
    entries = [session(disclosure={"child": "ivo"}), on("wren", GOOD), on("ivo", GOOD)]
    assert alarms(*entries, **TWO) == {"S1": ["safety"]}


def test_al2_is_each_childs_own() -> None:
    entries = [on("ivo", held(peak=1))] * 3 + [on("wren", held(peak=6))]
    assert alarms(*entries, **TWO) == {}


def test_al2_goes_over_all_ladders_of_a_child() -> None:
    both = {"ladders": [ladder("wren", "theo"), ladder("wren", "jun")]}
    entries = [on("wren", held(peak=3))] * 3 + [on("wren", held(peak=6), "jun")]
    assert alarms(*entries, **both) == {"S3": ["distress_rising"]}


def test_al4_is_each_ladders_own() -> None:
    entries = [on("wren", GOOD), on("ivo", GOOD)] * 5
    assert alarms(*entries, days=1, **TWO) == {}


def psc(week: int, **parts: int) -> dict[str, Any]:
    parts = {"internalizing": 2, "attention": 2, "externalizing": 2} | parts
    return {
        "instrument": "psc17",
        "respondent": "mara",
        "about": "wren",
        "week": week,
        "subscales": parts,
        "total": sum(parts.values()),
    }


MARA = {"about": "mara"}
WORSE = [
    ("internalizing by 3", [psc(1), psc(2, internalizing=5)], True),
    ("internalizing by 2", [psc(1), psc(2, internalizing=4)], False),
    ("externalizing by 3", [psc(1), psc(2, externalizing=5)], False),
    ("externalizing by 4", [psc(1), psc(2, externalizing=6)], True),
    ("the total by 6", [psc(1), psc(2, internalizing=4, attention=4, externalizing=4)], True),
    ("better", [psc(1, internalizing=9), psc(2)], False),
    ("about a parent", [psc(1) | MARA, psc(2, internalizing=9) | MARA], False),
    ("by another respondent", [psc(1), {**psc(2, internalizing=9), "respondent": "theo"}], False),
    (
        "by somebody without contact in the time asked about",
        [psc(1), {**psc(2, internalizing=9), "respondent_had_contact_in_window": False}],
        False,
    ),
]


@pytest.mark.parametrize(
    ("measures", "listed"), [pytest.param(*case, id=f"AL5 {name}") for name, *case in WORSE]
)
def test_al5_reliable_worsening(measures: list[dict[str, Any]], listed: bool) -> None:
    found = alarms(GOOD, GOOD, measures=measures)
    assert found == ({"S1": ["reliable_worsening"]} if listed else {})


def test_al5_waits_for_the_week_of_the_measure() -> None:
    measures = [psc(1), psc(3, internalizing=9)]
    assert alarms(GOOD, GOOD, GOOD, GOOD, measures=measures) == {"S2": ["reliable_worsening"]}


def test_al5_takes_the_day_where_the_file_says_it() -> None:
    later = {k: v for k, v in psc(1, internalizing=9).items() if k != "week"}
    measures = [psc(1), later | {"on": "2025-03-11"}]
    assert alarms(GOOD, GOOD, GOOD, measures=measures) == {"S2": ["reliable_worsening"]}


def check(by: str, **answers: Any) -> dict[str, Any]:
    return session(session_checks=[{"by": by, **answers}])


PACE: dict[str, tuple[list[dict[str, Any]], dict[str, list[str]]]] = {
    "AL6 too fast twice": (
        [check("wren", pace="too_fast"), GOOD, check("wren", pace="too_fast"), GOOD],
        {"S3": ["pace_mismatch"]},
    ),
    "AL6 two children once each": (
        [check("wren", pace="too_fast"), check("ivo", pace="too_fast"), GOOD],
        {},
    ),
    "AL6 somebody felt unsafe, somebody else did not": (
        [
            session(
                session_checks=[{"by": "wren", "felt_safe": 4}, {"by": "theo", "felt_safe": 9}]
            ),
            GOOD,
        ],
        {"S1": ["pace_mismatch"]},
    ),
}


@pytest.mark.parametrize(("entries", "listed"), PACE.values(), ids=PACE.keys())
def test_al6_pace(entries: list[dict[str, Any]], listed: dict[str, list[str]]) -> None:
    assert alarms(*entries) == listed


def test_al6_holds_a_step_up_until_the_pace_is_right_again() -> None:
    fast = check("wren", pace="too_fast")
    slower = check("wren", pace="right")
    found = replayed(family(GOOD, GOOD, fast, fast, GOOD, slower, GOOD))["contacts"]
    assert [one["proposal"] for one in found] == ["HOLD", "HOLD", "HOLD", "UP"]
    assert found[2]["reasons"] == ["pace_mismatch"]


def pulse(**totals: int) -> dict[str, Any]:
    return session(pulses=[{"by": by, "total": total} for by, total in totals.items()])


def test_al8_the_parents_answer_in_one_session_or_in_two() -> None:
    together = [pulse(mara=10, theo=15)] * 3 + [GOOD]
    assert alarms(*together) == {"S3": ["splitting"]}
    apart = [pulse(mara=10), pulse(theo=15)] * 3 + [GOOD]
    whole = family(*apart, days=3)
    for number, one in enumerate(whole["sessions"]):
        one["on"] = f"2025-03-{3 + 7 * (number // 2) + number % 2:02}"
    assert replayed(whole)["contacts"][0]["alarms"] == ["splitting"]


def test_al8_is_about_the_parents_alone() -> None:
    assert alarms(*[pulse(mara=10, jun=30)] * 3, GOOD) == {}
    assert alarms(*[pulse(mara=10, theo=15, jun=12)] * 3, GOOD) == {"S3": ["splitting"]}


def asked(by: str, week: int, **answers: int) -> dict[str, Any]:
    """One parent's weekly pulse as it is entered: every question by itself, no total."""
    on = (START + timedelta(weeks=week)).isoformat()
    points = {"messages": 8, "child_kept_out": 8, "handovers": 8, "plan": 8, "stress": 2}
    return {
        "instrument": "hp5", "respondent": by, "about": by, "on": on,
        "subscales": points | answers,
    }  # fmt: skip


def both(weeks: int, **theo: int) -> list[dict[str, Any]]:
    return [asked("mara", at) for at in range(weeks)] + [
        asked("theo", at, **theo) for at in range(weeks)
    ]


def test_al8_one_question_of_the_pulse_three_weeks_running() -> None:
    apart = both(3, handovers=3)
    assert alarms(GOOD, GOOD, GOOD, GOOD, measures=apart) == {"S2": ["splitting"]}
    found = read_family(json.dumps(family(GOOD, GOOD, GOOD, measures=apart)).encode(), catalogue())
    (rung,) = [one for held in replay(found, Rule(), catalogue()).contacts for one in held.alarms]
    assert rung.text == "Calm handovers: more than 4 points apart 3 weeks running"


def test_al8_adds_nothing_up() -> None:
    """Four points on each of four questions is no more than four on one."""
    near = both(3, messages=4, child_kept_out=4, handovers=4, plan=4)
    assert alarms(GOOD, GOOD, GOOD, GOOD, measures=near) == {}


def test_al8_own_stress_is_compared_with_nobodys() -> None:
    assert alarms(GOOD, GOOD, GOOD, GOOD, measures=both(3, stress=10)) == {}


def test_al8_another_question_each_week_is_no_run() -> None:
    turns = [asked("mara", at) for at in range(3)] + [
        asked("theo", 0, handovers=0), asked("theo", 1, messages=0), asked("theo", 2, plan=0),
    ]  # fmt: skip
    assert alarms(GOOD, GOOD, GOOD, GOOD, measures=turns) == {}


def test_al8_needs_three_weeks_in_which_both_answered() -> None:
    assert alarms(GOOD, GOOD, GOOD, measures=both(2, handovers=0)) == {}
    one_sided = [asked("theo", at, handovers=0) for at in range(4)]
    assert alarms(GOOD, GOOD, GOOD, GOOD, measures=one_sided) == {}


def test_al9_is_not_rung_in_a_replay() -> None:
    """Reading: a file does not say when an answer was asked for."""
    assert alarms(held(late=None), held(late=None)) == {}


def test_al10_therapist_drift() -> None:
    assert alarms(session(fidelity=0.7), session(fidelity=0.79), GOOD) == {
        "S2": ["therapist_drift"]
    }
