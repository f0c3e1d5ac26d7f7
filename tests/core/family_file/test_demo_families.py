"""The demo families through the rule: Alder as expected, Cedar and Linden worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import handrail.web
from tests.core.family_file import oracle_alarms
from tests.core.family_file.small import replayed
from tests.core.family_file.test_differential import agree

FOLDER = Path(handrail.web.__file__).parent / "demo" / "families"
ALDER, CEDAR, LINDEN = (
    json.loads((FOLDER / f"{name}.json").read_bytes()) for name in ("alder", "cedar", "linden")
)


@pytest.fixture(scope="module")
def alder() -> dict[str, Any]:
    return replayed(ALDER)


@pytest.fixture(scope="module")
def linden() -> dict[str, Any]:
    return replayed(LINDEN)


@pytest.mark.parametrize("family", [ALDER, CEDAR, LINDEN], ids=lambda one: one["case"]["name"])
def test_the_oracle_agrees(family: dict[str, Any]) -> None:
    agree(family, replayed(family))


def test_alder_contacts_are_as_expected(alder: dict[str, Any]) -> None:
    found = {
        one["session"]: {"settled": one["settled"], "proposal": one["proposal"]}
        for one in alder["contacts"]
    }
    assert found == ALDER["expected"]["contacts"]


def test_alder_alarms_none_missing_none_unexplained(alder: dict[str, Any]) -> None:
    found = {one["session"]: one["alarms"] for one in alder["contacts"] if one["alarms"]}
    assert found == ALDER["expected"]["alarms"]


@pytest.mark.parametrize("part", ["goal_attainment_t", "change", "refused"])
def test_alder_figures_are_as_expected(alder: dict[str, Any], part: str) -> None:
    assert alder[part] == ALDER["expected"][part]


def test_alder_setback_gives_its_reasons(alder: dict[str, Any]) -> None:
    (setback,) = (one for one in alder["contacts"] if one["session"] == "A14")
    assert setback["explained"] == [
        "ended early for distress",
        "worst distress 8, over the limit of 6",
        "distress after 5, over the limit of 3",
        "the visiting parent kept to the plan 2 of 5, under 4",
        "48 hours later 3 of 3, over 1",
    ]


def as_first_published() -> dict[str, Any]:
    """Alder without anything the format took on later."""
    old: dict[str, Any] = json.loads(json.dumps(ALDER))
    for key in ("relations", "phases"):
        del old[key]
    del old["case"]["referral_reasons"], old["safety"]["on"], old["safety"]["review_on"]
    for goal in old["goals"]:
        del goal["domain"]
    old["sessions"] = [one for one in old["sessions"] if not one.get("planned")]
    for session in old["sessions"]:
        del session["present"]
        contact = session.get("contact", {})
        contact.pop("child_view", None)
        if contact:
            contact["decision"] = {"move": contact["decision"]["move"]}
    return old


def test_a_file_of_the_first_days_still_loads(alder: dict[str, Any]) -> None:
    assert replayed(as_first_published()) == alder


def test_only_what_is_required_is_required() -> None:
    bare = as_first_published()
    for key in ("history", "safety", "measures", "expected", "orders"):
        del bare[key]
    for person in bare["people"]:
        for key in ("family", "born", "household"):
            del person[key]
    for goal in bare["goals"]:
        for key in ("owner", "statement", "levels"):
            del goal[key]
    for session in bare["sessions"]:
        for key in ("minutes", "observed"):
            del session[key]
        for key in ("child", "parent", "ended_early_for_distress", "critical_incident", "decision"):
            if key != "ended_early_for_distress" or session["id"] != "A14":
                session.get("contact", {}).pop(key, None)
    for rung in bare["ladders"][0]["rungs"]:
        del rung["name"]
    found = replayed(bare)
    assert [one["settled"] for one in found["contacts"]] == [
        one["settled"] for one in ALDER["expected"]["contacts"].values()
    ]
    assert found["refused"] == []


def test_cedar_has_no_contact_and_lets_none_be_proposed() -> None:
    """clinical §10.2: letters only by the order, and contact is contraindicated."""
    found = replayed(CEDAR)
    assert found["contacts"] == []
    assert found["refused"] == [
        {"rung": "R2", "because": "order"},
        {"rung": "R3", "because": "order"},
    ]
    # one goal at -1: 50 + 10 * (1 * -1) / sqrt(0.7 * 1 + 0.3 * 1)
    assert found["goal_attainment_t"] == {"week 1": 40.0}
    assert set(found["change"].values()) == {"not_computable"}


def test_cedar_would_stop_any_contact() -> None:
    """The safety outcome of 30 June and the disclosure of 7 July lock every rung."""
    first = {"rung": "R1", "held": False, "not_held_because": "child_declined"}
    contact = {"id": "C12", "on": "2025-08-04", "type": "IC", "contact": first}
    found = replayed(CEDAR | {"sessions": [*CEDAR["sessions"], contact]})["contacts"]
    assert [one["proposal"] for one in found] == ["STOP"]
    assert found[0]["reasons"][:2] == ["safety_flag", "disclosure"]
    assert found[0]["alarms"] == ["safety"]


# Worked out by hand from HR-1. Tam and Beck each on a ladder of their own.
LINDEN_CONTACTS = {
    "L5": ("tam", "R1", True, "HOLD"),
    "L6": ("beck", "R1", True, "HOLD"),
    "L7": ("tam", "R1", True, "HOLD"),
    "L8": ("beck", "R1", True, "HOLD"),
    "L9": ("tam", "R1", True, "UP"),  # third in a row, R3 is permitted
    "L10": ("beck", "R1", True, "UP"),
    "L12": ("beck", "R2b", True, "HOLD"),  # 6/3, everything at its limit
    "L13": ("tam", "R3", True, "HOLD"),
    "L14": ("beck", "R2b", None, "NOT_COUNTED"),  # ill
    "L15": ("tam", "R3", False, "HOLD"),  # cancelled with 5 hours' notice
    "L16": ("beck", "R2b", True, "HOLD"),
    "L17": ("tam", "R3", True, "HOLD"),  # the row begins anew after L15
    "L18": ("beck", "R2b", False, "HOLD"),  # Dara says 2, Olin 0
    "L19": ("tam", "R3", True, "HOLD"),
    "L20": ("beck", "R2b", True, "HOLD"),
    "L21": ("tam", "R3", True, "UP"),
    "L22": ("beck", "R2b", True, "HOLD"),
    "L24": ("beck", "R2b", True, "UP"),  # and Beck says yes to R3
    "L25": ("tam", "R4", True, "HOLD"),
    "L26": ("beck", "R3", False, "HOLD"),  # 7/4: one unsettled, not yet two
    "L27": ("tam", "R4", True, "HOLD"),  # stop card used, went on
    "L28": ("beck", "R3", None, "NOT_COUNTED"),  # not brought
    "L30": ("beck", "R3", True, "HOLD"),
    "L31": ("tam", "R4", None, "HOLD"),  # the 48-hour answer is awaited
}


def test_linden_contacts_worked_out_by_hand(linden: dict[str, Any]) -> None:
    found = {
        one["session"]: (one["child"], one["rung"], one["settled"], one["proposal"])
        for one in linden["contacts"]
    }
    assert found == LINDEN_CONTACTS


def test_linden_alarms_worked_out_by_hand(linden: dict[str, Any]) -> None:
    """L13: 6 after 4, 4, 3 (mean 3.67). L18: 2 of 3 after 48 hours. L26: 7 after 5, 4, 4."""
    found = {one["session"]: one["alarms"] for one in linden["contacts"] if one["alarms"]}
    assert found == {
        "L13": ["distress_rising"],
        "L18": ["after_effect"],
        "L26": ["distress_rising"],
    }


def test_linden_says_whose_doing_and_what_to_look_at(linden: dict[str, Any]) -> None:
    by_session = {one["session"]: one for one in linden["contacts"]}
    assert by_session["L15"]["coded_to"] == "olin"
    assert by_session["L18"]["opens_review"] == ["informants_differ"]
    assert by_session["L31"]["reasons"] == ["waiting_48h"]
    assert {one.get("coded_to") for one in linden["contacts"]} == {None, "olin"}


def test_linden_figures_worked_out_by_hand(linden: dict[str, Any]) -> None:
    """Weights 2, 2, 1: the divisor is sqrt(0.7 * 9 + 0.3 * 25) = 3.7148."""
    assert linden["goal_attainment_t"] == {"week 1": 23.1, "week 12": 41.9}
    change = linden["change"]
    assert change["psc17.total@dara/tam"] == "no_reliable_change"  # 17 to 13, 6 would count
    assert change["psc17.total@dara/beck"] == "no_reliable_change"  # 13 to 11
    assert change["gad7"] == "no_reliable_change"  # 9 to 6, 4 would count
    assert change["psc17.total@olin/tam"] == "not_computable"  # no contact in the window
    assert linden["refused"] == [
        {"child": "tam", "parent": "olin", "rung": "R8", "because": "order"}
    ]


def test_the_oracle_reads_alders_week_numbers_from_the_first_session() -> None:
    assert oracle_alarms.weeks(ALDER, 13).isoformat() == "2025-05-26"
