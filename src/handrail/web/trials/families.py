"""A fictional family from its number: the same file every time, none like the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

LAST_DAY = date(2025, 7, 23)
"""The day on which the bench takes place, in every practice."""
SESSIONS = 60
NEEDLE = "lantern"
"""A word that stands in few notes, so that a search has to open them all."""

T = TypeVar("T")
_GIVEN = ("Ada", "Ben", "Cleo", "Dov", "Elif", "Finn", "Gia", "Hugo", "Ines", "Jude", "Kaya", "Li")
_FAMILY = ("Aspen", "Birch", "Clover", "Dogwood", "Elder", "Fern", "Gorse", "Hazel", "Ivy", "Oak")
_PARTS = ("internalizing", "attention", "externalizing")
_DID = (
    "sat near the window and drew the house by the lake",
    "asked what would happen next week and who would be there",
    "put the cards back in order before answering",
    "spoke about the drive, the dog and the new room",
    "was quiet for some minutes, then asked to go on",
    "named two things that went well and one that did not",
    "checked the rule card aloud before the game began",
    "laughed once, looked at the door, and stayed",
    "said that the plan should be the same as last time",
    "told what had been hard in the days in between",
)
_RUNGS = (
    ("R1", "Letters", "letter"),
    ("R2", "Recorded messages", "recording"),
    ("R3", "First guided meeting", "in_person_with_therapist"),
    ("R4", "Longer guided meeting", "in_person_with_therapist"),
    ("R5", "Outing with therapist", "in_person_with_therapist"),
)


class Dice:
    """Numbers that look like chance and depend on nothing but what they are thrown for."""

    def __init__(self, thrown_for: object) -> None:
        self._thrown_for = thrown_for
        self._throws = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`."""
        self._throws += 1
        seen = hashlib.sha256(f"{self._thrown_for}:{self._throws}".encode()).digest()
        return int.from_bytes(seen[:8], "big") % limit

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]


def family_file(number: int, *, sessions: int = SESSIONS) -> bytes:
    """The family file (handrail-case/1) of one family, with so many sessions up to LAST_DAY."""
    dice = Dice(number)
    name = f"{dice.one_of(_FAMILY)} {number}"
    return json.dumps(
        {
            "format": "handrail-case/1",
            "case": {"name": name, "jurisdiction": "US-XX", "basis": "court_order",
                     "opened_on": (LAST_DAY - timedelta(weeks=sessions + 4)).isoformat()},
            "people": _people(dice),
            "relations": [{"from": who, "to": "kid", "kind": "parent_of"} for who in ("ma", "pa")],
            "history": [{"on": f"{2020 + year}", "event": said(dice, 2), "source": ["ma", "pa"]}
                        for year in range(4)],
            "orders": [_order(sessions)],
            "safety": {"outcome": "concern_manageable", "on": "2024-01-10",
                       "measures": ["separate_arrivals", "no_direct_handover"]},
            "phases": [{"phase": one, "state": "active", "on": "2024-05-01"} for one in (1, 2, 3)],
            "ladders": [{"child": "kid", "parent": "pa", "rungs": [
                {"id": id_, "name": told, "modality": way} for id_, told, way in _RUNGS]}],
            "goals": [_goal(dice, index) for index in range(3)],
            "measures": [_measure(dice, week) for week in (1, 8, 16, 24, 32, 40)],
            "sessions": _sessions(dice, sessions),
        }
    ).encode()  # fmt: skip


def _people(dice: Dice) -> list[dict[str, Any]]:
    names = [dice.one_of(_GIVEN) for _ in range(4)]
    return [
        {"id": "kid", "given": names[0], "born": "2015-04", "seat": "child", "household": "H1"},
        {"id": "ma", "given": names[1], "born": "1986", "seat": "parent", "household": "H1"},
        {"id": "pa", "given": names[2], "born": "1985", "seat": "parent", "household": "H2",
         "contact_details": {"address": f"{dice.below(90)} Harbour Street", "protected": True}},
        {"id": "gran", "given": names[3], "seat": "grandparent", "household": "H3"},
    ]  # fmt: skip


def _order(sessions: int) -> dict[str, Any]:
    signed = LAST_DAY - timedelta(weeks=sessions + 8)
    clauses: list[dict[str, Any]] = [
        {"type": "CONTACT_LADDER",
         "permitted": ["letter", "recording", "live_call", "in_person_with_therapist"],
         "not_without_further_order": ["in_person_without_therapist"]},
        {"type": "REPORTING", "recipients": ["court"], "every_days": 90, "level": "L2",
         "no_recommendations": True},
    ]  # fmt: skip
    return {"id": "order-1", "signed_on": signed.isoformat(), "clauses": clauses}


def _goal(dice: Dice, index: int) -> dict[str, Any]:
    scores = {f"week {week}": dice.below(5) - 2 for week in (1, 13, 26)}
    levels = [said(dice, 1) for _ in range(5)]
    return {"id": f"G{index}", "owner": ["kid"], "weight": 1 + dice.below(3), "levels": levels,
            "statement": said(dice, 1), "scores": scores}  # fmt: skip


def _measure(dice: Dice, week: int) -> dict[str, Any]:
    parts = {part: dice.below(9) for part in _PARTS}
    return {"instrument": "psc17", "respondent": "ma", "about": "kid", "week": week,
            "subscales": parts, "total": sum(parts.values())}  # fmt: skip


def _sessions(dice: Dice, count: int) -> list[dict[str, Any]]:
    """One a week, every second with a contact; for one family in eight another one today."""
    found = [_session(dice, index, count) for index in range(count)]
    if dice.below(8) == 0:
        at = f"{9 + dice.below(8):02}:{dice.below(4) * 15:02}"
        arrival = {"person": "kid", "at": at, "door": "Garden door", "brought_by": "ma"}
        found.append({"id": "today", "on": LAST_DAY.isoformat(), "at": at, "type": "IC",
                      "minutes": 50, "planned": True, "present": ["kid"], "room": "Room 1",
                      "arrivals": [arrival]})  # fmt: skip
    return found


def _session(dice: Dice, index: int, count: int) -> dict[str, Any]:
    on = LAST_DAY - timedelta(weeks=count - index)
    words = said(dice, 9) + (f" The {NEEDLE} stood on the table." if dice.below(400) == 0 else "")
    told = {"id": f"s{index}", "on": on.isoformat(), "minutes": 50, "observed": words}
    if index % 2:
        return {**told, "type": "IC", "present": ["kid"]}
    rung = _RUNGS[index * len(_RUNGS) // count][0]
    return {**told, "type": "PC", "present": ["kid", "pa"], "contact": _contact(dice, rung)}


def _contact(dice: Dice, rung: str) -> dict[str, Any]:
    before = 2 + dice.below(4)
    return {
        "child": "kid", "parent": "pa", "rung": rung, "held": True,
        "distress": {"before": before, "peak": before + dice.below(4), "after": dice.below(4)},
        "after_effect_48h": [{"by": "ma", "value": dice.below(2)}, {"by": "pa", "value": 0}],
        "parent_adherence": 4 + dice.below(2), "other_parent_support": 3 + dice.below(3),
        "decision": {"move": "HOLD"},
    }  # fmt: skip


def said(dice: Dice, count: int) -> str:
    """About 55 characters a sentence; nine of them make a note of usual length."""
    return " ".join(f"{dice.one_of(_GIVEN)} {dice.one_of(_DID)}." for _ in range(count))
