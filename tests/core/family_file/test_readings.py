"""Each reading note of the format, as a small family of its own.

Where clinical §2.4 and the notes leave something open, the case says which reading was chosen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handrail.core.therapy.rule import AlarmLimits, Rule
from tests.core.family_file.small import (
    decided,
    family,
    held,
    ladder,
    missed,
    moves,
    replayed,
    session,
)

GOOD, BAD = held(), held(peak=7)
INCIDENT = held(critical_incident=True)
ONLY_THERAPIST = {
    "type": "CONTACT_LADDER",
    "permitted": ["letter", "recording", "live_call", "in_person_with_therapist"],
}


def order(signed: str = "2025-02-20", **more: Any) -> dict[str, Any]:
    return {"id": f"order-{signed}", "signed_on": signed, "clauses": [ONLY_THERAPIST], **more}


def on(child: str, contact: dict[str, Any]) -> dict[str, Any]:
    return contact | {"child": child, "parent": "theo"}


# name -> (entries, one proposal a contact)
STAYS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "contacts count from the moment the rung was entered": (
        [GOOD, GOOD, held("R2"), held("R2"), held("R2")],
        "HOLD HOLD HOLD HOLD UP",
    ),
    "entering a rung again starts a new count": (
        [GOOD, GOOD, held("R2"), GOOD, GOOD, GOOD],
        "HOLD HOLD HOLD HOLD HOLD UP",
    ),
    "a decision UP ends the stay, even without a move": (
        [GOOD, GOOD, decided(GOOD, "UP"), GOOD, GOOD, GOOD],
        "HOLD HOLD UP HOLD HOLD UP",
    ),
    "a decision DOWN ends the stay": (
        [GOOD, decided(BAD, "DOWN"), BAD, GOOD],
        "HOLD HOLD HOLD HOLD",
    ),
    "HOLD does not": ([decided(GOOD, "HOLD"), decided(GOOD, "HOLD"), GOOD], "HOLD HOLD UP"),
    "PENDING does not": (
        [GOOD, GOOD, decided(GOOD, "PENDING"), GOOD],
        "HOLD HOLD UP UP",
    ),
    "an unsettled contact on the rung below does not count here": (
        [BAD, held("R2", peak=7)],
        "HOLD HOLD",
    ),
    "sessions without a contact change nothing": (
        [GOOD, session(), GOOD, session(type="CP"), GOOD],
        "HOLD HOLD UP",
    ),
    "(h) unplanned contact on another rung neither enters it nor ends the stay": (
        [GOOD, GOOD, held("R4", unplanned=True), GOOD],
        "HOLD HOLD NOT_COUNTED UP",
    ),
    "a planned contact that was not held enters its rung (reading)": (
        [GOOD, GOOD, missed("child_ill", "R2"), GOOD],
        "HOLD HOLD NOT_COUNTED HOLD",
    ),
    "a contact still planned is not judged": (
        [GOOD, GOOD, {"rung": "R1", "planned": True}, GOOD],
        "HOLD HOLD UP",
    ),
    "(g) a decision to stop needs no proposal and locks what follows": (
        [decided(GOOD, "STOP"), GOOD],
        "HOLD STOP",
    ),
    "(g) a step down needs no proposal": (
        [held("R2"), decided(held("R2"), "DOWN"), GOOD, GOOD, GOOD],
        "HOLD HOLD HOLD HOLD UP",
    ),
}


@pytest.mark.parametrize(("entries", "wanted"), STAYS.values(), ids=STAYS.keys())
def test_stays_on_a_rung(entries: list[dict[str, Any]], wanted: str) -> None:
    assert " ".join(moves(*entries)) == wanted


STOPS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "after STOP every later contact is STOP": ([INCIDENT, GOOD, GOOD], "STOP STOP STOP"),
    "also one that does not count": ([INCIDENT, missed("child_ill")], "STOP STOP"),
    "until a session is cleared, before its contact": (
        [INCIDENT, GOOD, session(cleared=True, contact=GOOD)],
        "STOP STOP HOLD",
    ),
    "a session without a contact may clear": (
        [INCIDENT, session(cleared={"by": "Noa", "reason": "looked at"}), GOOD],
        "STOP HOLD",
    ),
    "cleared with a contact: before it, too": ([INCIDENT, held(cleared=True)], "STOP HOLD"),
    "cleared with a contact also lifts what that contact caused": (
        [held(critical_incident=True, cleared=True), GOOD],
        "STOP HOLD",
    ),
    "an incident begins the row up anew": (
        [GOOD, GOOD, INCIDENT, session(cleared=True), GOOD, GOOD, GOOD],
        "HOLD HOLD STOP HOLD HOLD UP",
    ),
    "contacts held under a lock count afterwards (reading)": (
        [INCIDENT, GOOD, GOOD, session(cleared=True), GOOD],
        "STOP STOP STOP UP",
    ),
    "an incident and the next hard contact are two in a row": (
        [INCIDENT, session(cleared=True), BAD],
        "STOP DOWN",
    ),
    "an incident before a contact that was never held": (
        [missed("child_declined", critical_incident=True), GOOD],
        "STOP STOP",
    ),
    "an incident at unplanned contact": (
        [held(unplanned=True, critical_incident=True), GOOD],
        "STOP STOP",
    ),
    "a disclosure in a session without a contact": (
        [GOOD, session(disclosure={"child": "wren", "about": "theo", "words": "…"}), GOOD],
        "HOLD STOP",
    ),
    "a disclosure in the session of the contact comes before it": (
        [session(disclosure=True, contact=GOOD)],
        "STOP",
    ),
    "cleared stops may come again": (
        [INCIDENT, session(cleared=True), GOOD, INCIDENT, GOOD],
        "STOP HOLD STOP STOP",
    ),
    "the decision STOP is cleared like any other": (
        [decided(GOOD, "STOP"), session(cleared=True), GOOD],
        "HOLD HOLD",
    ),
}


@pytest.mark.parametrize(("entries", "wanted"), STOPS.values(), ids=STOPS.keys())
def test_stops(entries: list[dict[str, Any]], wanted: str) -> None:
    assert " ".join(moves(*entries)) == wanted


THREE = {"ladders": [ladder("wren"), ladder("ivo"), ladder("ash")]}


def test_a_stop_locks_children_of_the_same_home_and_no_others() -> None:
    """(i) Wren and Ivo live together, Ash does not."""
    entries = [on("wren", INCIDENT), on("ivo", GOOD), on("ash", GOOD), on("wren", GOOD)]
    assert moves(*entries, **THREE) == ["STOP", "STOP", "HOLD", "STOP"]


def test_clearing_one_ladder_leaves_the_siblings_locked() -> None:
    entries = [
        on("wren", INCIDENT),
        session(cleared={"child": "wren", "parent": "theo"}),
        on("wren", GOOD),
        on("ivo", GOOD),
        session(cleared=True),
        on("ivo", GOOD),
    ]
    assert moves(*entries, **THREE) == ["STOP", "HOLD", "STOP", "HOLD"]


def test_two_ladders_of_one_child_are_locked_and_cleared_apart() -> None:
    entries = [
        INCIDENT | {"parent": "theo"},
        session(cleared={"parent": "jun"}),
        GOOD | {"parent": "jun"},
        GOOD | {"parent": "theo"},
    ]
    both = {"ladders": [ladder("wren", "theo"), ladder("wren", "jun")]}
    assert moves(*entries, **both) == ["STOP", "HOLD", "STOP"]


def test_siblings_never_share_a_stay() -> None:
    """Failure story 10: the little one is not moved on because the big one is fine."""
    entries = [on(child, GOOD) for child in ("wren", "ivo", "wren", "ivo", "wren")]
    assert moves(*entries, **THREE) == ["HOLD", "HOLD", "HOLD", "HOLD", "UP"]


WHO = [
    ("named in the disclosure", {"disclosure": {"child": "ash"}, "present": ["wren"]}),
    ("the session's child", {"disclosure": True, "child": "ash"}),
    ("the only child present", {"critical_incident": True, "present": ["ash", "theo"]}),
    ("the child of the session's contact", {"disclosure": True, "contact": on("ash", GOOD)}),
]


@pytest.mark.parametrize("what", [pytest.param(what, id=name) for name, what in WHO])
def test_a_concern_without_a_contact_belongs_to(what: dict[str, Any]) -> None:
    entries = [session(**what), on("wren", GOOD), on("ash", GOOD)]
    assert moves(*entries, **THREE)[-2:] == ["HOLD", "STOP"]


def test_a_concern_about_nobody_in_particular_locks_everybody() -> None:
    """Reading: better to ask once too often."""
    entries = [session(critical_incident=True), on("wren", GOOD), on("ash", GOOD)]
    assert moves(*entries, **THREE) == ["STOP", "STOP"]


def view(answer: str, rung: str = "R2", **more: Any) -> dict[str, Any]:
    return {"rung": rung, "answer": answer, **more}


VIEWS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "no, in the same contact": ([GOOD, GOOD, held(child_view=view("no"))], "HOLD"),
    "no, in its session": ([GOOD, GOOD, session(child_view=view("no"), contact=GOOD)], "HOLD"),
    "no, long before": ([session(child_view=view("no")), GOOD, GOOD, GOOD], "HOLD"),
    "not yet holds as well (reading)": ([GOOD, GOOD, held(child_view=view("not_yet"))], "HOLD"),
    "yes": ([GOOD, GOOD, held(child_view=view("yes"))], "UP"),
    "never asked": ([GOOD, GOOD, GOOD], "UP"),
    "no to another rung": ([GOOD, GOOD, held(child_view=view("no", "R3"))], "UP"),
    "no to the rung one is on": ([GOOD, GOOD, held(child_view=view("no", "R1"))], "UP"),
    "no, then yes": ([held(child_view=view("no")), GOOD, held(child_view=view("yes"))], "UP"),
    "yes, then no": ([held(child_view=view("yes")), GOOD, held(child_view=view("no"))], "HOLD"),
    "the later day counts, not the later line": (
        [
            GOOD,
            held(child_view=view("no", on="2025-03-09")),
            held(child_view=view("yes", on="2025-03-05")),
        ],
        "HOLD",
    ),
    "of two on one day the later line (reading)": (
        [GOOD, GOOD, session(child_view=view("yes"), contact=held(child_view=view("no")))],
        "HOLD",
    ),
    "an answer of a day to come does not count yet": (
        [GOOD, GOOD, held(child_view=view("no", on="2025-12-24"))],
        "UP",
    ),
    "another child's no": (
        [session(child_view=view("no", child="ivo")), GOOD, GOOD, GOOD],
        "UP",
    ),
    "the no of the only child present": (
        [session(child_view=view("no"), present=["ivo", "mara"]), GOOD, GOOD, GOOD],
        "UP",
    ),
}


@pytest.mark.parametrize(("entries", "wanted"), VIEWS.values(), ids=VIEWS.keys())
def test_the_childs_view_of_the_next_rung(entries: list[dict[str, Any]], wanted: str) -> None:
    """(c)"""
    assert moves(*entries)[-1] == wanted


TOP = [held("R4"), held("R4"), held("R4")]


def test_the_order_is_checked_for_the_next_rung() -> None:
    """A request for R6 is refused, with the order as the reason."""
    found = replayed(family(*TOP, orders=[order()]))
    assert [one["proposal"] for one in found["contacts"]] == ["HOLD", "HOLD", "HOLD"]
    assert found["contacts"][2]["reasons"] == ["order"]
    assert found["refused"] == [{"rung": "R6", "because": "order"}]


def test_other_preconditions_are_taken_as_met() -> None:
    assert moves(*TOP) == ["HOLD", "HOLD", "UP"]


def test_modality_none_needs_no_permission() -> None:
    rungs = [{"id": "R0", "modality": "none"}, {"id": "R1", "modality": "letter"}]
    nothing = {"type": "CONTACT_LADDER", "permitted": []}
    parts: dict[str, Any] = {
        "ladders": [{"child": "wren", "parent": "theo", "rungs": rungs}],
        "orders": [order(clauses=[nothing])],
    }
    found = replayed(family(held("R0"), **parts))
    assert found["contacts"][0]["proposal"] == "HOLD"
    assert found["refused"] == [{"rung": "R1", "because": "order"}]


def test_several_ladders_say_whose_rung_is_refused() -> None:
    found = replayed(family(on("wren", GOOD), orders=[order()], **THREE))
    assert found["refused"] == [
        {"child": child, "parent": "theo", "rung": "R6", "because": "order"}
        for child in ("wren", "ivo", "ash")
    ]


def test_rungs_are_refused_by_the_order_of_the_last_day() -> None:
    """An order that comes after the last session is the one in force."""
    wider = order("2025-06-01", supersedes="order-2025-02-20", clauses=[])
    assert replayed(family(GOOD, orders=[order(), wider]))["refused"] == []


BREACH: dict[str, tuple[list[dict[str, Any]], str]] = {
    "held beyond the order: STOP, and a lock until cleared": (
        [held("R6"), held("R4"), session(cleared=True), held("R4")],
        "STOP STOP HOLD",
    ),
    "not held: no breach": ([missed("child_ill", "R6"), held("R4")], "NOT_COUNTED HOLD"),
    "(j) time nobody at the practice arranged is no breach": (
        [held("R6", unplanned=True), held("R4")],
        "NOT_COUNTED HOLD",
    ),
    "cleared with the contact itself": ([held("R6", cleared=True), held("R4")], "STOP HOLD"),
}


@pytest.mark.parametrize(("entries", "wanted"), BREACH.values(), ids=BREACH.keys())
def test_a_contact_beyond_the_order(entries: list[dict[str, Any]], wanted: str) -> None:
    assert " ".join(moves(*entries, orders=[order()])) == wanted


ORDER_CHANGES = [
    ("signed before the first contact", "2025-03-02", "HOLD HOLD UP"),
    ("signed on the day of the first contact", "2025-03-03", "HOLD HOLD UP"),
    ("signed between contacts", "2025-03-04", "HOLD STOP STOP"),
    ("signed on the day of a contact", "2025-03-17", "HOLD HOLD STOP"),
    ("signed after the last contact", "2025-03-18", "HOLD HOLD UP"),
]


@pytest.mark.parametrize(
    ("signed", "wanted"), [pytest.param(*case, id=name) for name, *case in ORDER_CHANGES]
)
def test_a_new_order_locks_until_somebody_has_looked(signed: str, wanted: str) -> None:
    assert " ".join(moves(GOOD, GOOD, GOOD, orders=[order(signed)])) == wanted


def test_a_new_order_looked_at() -> None:
    entries = [GOOD, GOOD, session(cleared=True), GOOD]
    assert moves(*entries, orders=[order("2025-03-05")]) == ["HOLD", "STOP", "UP"]


SAFETY = [
    ({"outcome": "contact_contraindicated"}, "STOP STOP STOP"),
    ({"outcome": "refer_out"}, "STOP STOP STOP"),
    ({"outcome": "contact_contraindicated", "on": "2025-03-10"}, "HOLD STOP STOP"),
    ({"outcome": "concern_manageable"}, "HOLD HOLD UP"),
    ({"outcome": "no_concern"}, "HOLD HOLD UP"),
]


@pytest.mark.parametrize(("safety", "wanted"), SAFETY)
def test_the_safety_interviews_may_lock_everything(safety: dict[str, Any], wanted: str) -> None:
    """Reading: an outcome against contact is an open safety flag until cleared."""
    assert " ".join(moves(GOOD, GOOD, GOOD, safety=safety)) == wanted


def test_a_no_show_is_coded_to_the_parent_and_the_reasons_say_so() -> None:
    one, two = replayed(family(missed(), BAD))["contacts"]
    assert (one["settled"], one["coded_to"]) == (False, "theo")
    assert two["proposal"] == "DOWN"
    assert "coded_to" not in two
    assert "the visiting parent did not come" in two["explained"][0]


def test_what_is_not_counted_is_coded_to_nobody() -> None:
    for why in ("child_ill", "child_declined", "practice_closed", "other_parent_did_not_bring"):
        (one,) = replayed(family(missed(why)))["contacts"]
        assert (one["settled"], one["proposal"]) == (None, "NOT_COUNTED")
        assert "coded_to" not in one


def test_the_second_not_held_in_a_row_opens_a_review_over_unplanned_contact() -> None:
    declined = missed("child_declined")
    found = replayed(family(declined, held(unplanned=True), declined))["contacts"]
    assert [one.get("opens_review") for one in found] == [None, ["unplanned"], ["not_held_twice"]]


def test_sessions_are_taken_by_day_and_within_a_day_in_the_order_of_the_file() -> None:
    whole = family(GOOD, GOOD, BAD)
    whole["sessions"].reverse()
    assert [one["session"] for one in replayed(whole)["contacts"]] == ["S0", "S1", "S2"]
    for one in whole["sessions"]:
        one["on"] = "2025-03-03"
    assert [one["session"] for one in replayed(whole)["contacts"]] == ["S2", "S1", "S0"]


def test_every_answer_has_the_shape_of_the_notes() -> None:
    found = replayed(family(GOOD))
    assert list(found["contacts"][0])[:8] == [
        "session",
        "child",
        "parent",
        "rung",
        "settled",
        "proposal",
        "reasons",
        "explained",
    ]
    assert found["rule"]["id"] == "HR-1"
    assert len(found["rule"]["version"]) == 64
    assert found["contacts"][0]["alarms"] == []


OTHER_RULES = [
    (replace(Rule(), settled_for_up=2), "HOLD UP UP HOLD"),
    (replace(Rule(), unsettled_for_down=1), "HOLD HOLD UP DOWN"),
    (replace(Rule(), peak_limit=7), "HOLD HOLD UP UP"),
    (replace(Rule(), peak_limit=3), "HOLD DOWN DOWN DOWN"),
    (replace(Rule(), adherence_minimum=5, settled_for_up=1), "UP UP UP HOLD"),
]


@pytest.mark.parametrize(("rule", "wanted"), OTHER_RULES)
def test_another_rule_gives_another_answer(rule: Rule, wanted: str) -> None:
    found = replayed(family(GOOD, GOOD, GOOD, BAD), rule)
    assert " ".join(one["proposal"] for one in found["contacts"]) == wanted
    assert found["rule"]["version"] == rule.version != Rule().version


def test_another_rule_rings_other_alarms() -> None:
    rule = replace(Rule(), alarms=AlarmLimits(after_effect=1))
    assert replayed(family(held(late=1)), rule)["contacts"][0]["alarms"] == ["after_effect"]
    assert replayed(family(held(late=1)))["contacts"][0]["alarms"] == []


def test_a_seat_nobody_foresaw_is_no_mistake() -> None:
    """The reading notes end the list of seats with "…"."""
    raw = family(GOOD)
    raw["people"].append({"id": "ada", "given": "Ada", "seat": "great_aunt"})
    assert replayed(raw)["contacts"][0]["settled"] is True


def test_an_outcome_may_be_written_out() -> None:
    safety = {"outcome": "contact_contraindicated_now"}
    assert replayed(family(GOOD, safety=safety))["contacts"][0]["proposal"] == "STOP"
