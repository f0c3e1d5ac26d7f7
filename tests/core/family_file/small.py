"""Small families, written by hand: one contact a week with a child on a ladder of five rungs."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from handrail.core.family_file.reading import read_family
from handrail.core.family_file.replay import as_json, replay
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.rule import Rule

START = date(2025, 3, 3)
RUNGS = [
    {"id": "R1", "modality": "letter"},
    {"id": "R2", "modality": "recording"},
    {"id": "R3", "modality": "in_person_with_therapist"},
    {"id": "R4", "modality": "in_person_with_therapist"},
    {"id": "R6", "modality": "in_person_without_therapist"},
]
PEOPLE = [
    {"id": "wren", "given": "Wren", "seat": "child", "household": "H1"},
    {"id": "ivo", "given": "Ivo", "seat": "child", "household": "H1"},
    {"id": "ash", "given": "Ash", "seat": "child", "household": "H9"},
    {"id": "mara", "given": "Mara", "seat": "parent", "household": "H1"},
    {"id": "theo", "given": "Theo", "seat": "parent", "household": "H2"},
    {"id": "jun", "given": "Jun", "seat": "step_parent", "household": "H2"},
]

Raw = dict[str, Any]


def held(rung: str = "R1", peak: int = 4, after: int = 2, late: Any = 0, **more: Any) -> Raw:
    """A held contact; as it stands it settles. `late` is the 48-hour answer, None when awaited."""
    distress = {"before": more.pop("before", 5), "peak": peak, "after": after}
    contact = {"rung": rung, "held": True, "distress": distress, "parent_adherence": 5, **more}
    return contact if late is None else contact | {"after_effect_48h": late}


def missed(why: str = "visiting_parent_absent", rung: str = "R1", **more: Any) -> Raw:
    """A contact that was not held."""
    return {"rung": rung, "held": False, "not_held_because": why, **more}


def decided(contact: Raw, move: str) -> Raw:
    return contact | {"decision": {"move": move}}


def session(**what: Any) -> Raw:
    """A session without a contact, unless `what` has one."""
    return {"type": "IC", **what}


def ladder(child: str = "wren", parent: str = "theo") -> Raw:
    return {"child": child, "parent": parent, "rungs": RUNGS}


def family(*entries: Raw, days: int = 7, **parts: Any) -> Raw:
    """A family with one session every so many days; an entry is a session or a contact."""
    sessions = []
    for number, entry in enumerate(entries):
        one = entry if "type" in entry else session(contact=entry)
        on = START + timedelta(days=days * number)
        sessions.append({"id": f"S{number}", "on": on.isoformat(), **one})
    whole = {"format": "handrail-case/1", "case": {"name": "Small"}, "people": PEOPLE}
    return whole | {"ladders": [ladder()], "sessions": sessions} | parts


def replayed(raw: Raw, rule: Rule | None = None) -> Raw:
    """What the replay says of it, as the command prints it."""
    found = read_family(json.dumps(raw).encode(), catalogue())
    return as_json(replay(found, rule or Rule(), catalogue()))


def moves(*entries: Raw, **parts: Any) -> list[str]:
    """The proposals, contact by contact."""
    return [one["proposal"] for one in replayed(family(*entries, **parts))["contacts"]]


def alarms(*entries: Raw, **parts: Any) -> dict[str, list[str]]:
    """session -> alarms, of the contacts that have any."""
    found = replayed(family(*entries, **parts))["contacts"]
    return {one["session"]: one["alarms"] for one in found if one["alarms"]}
