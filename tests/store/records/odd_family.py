"""A family file with everything the demo families lack, for what an import could lose."""

from __future__ import annotations

import json
from typing import Any

_HELD = {
    "held": True,
    "distress": {"before": 4, "peak": 5, "after": 2},
    "after_effect_48h": 0,
    "parent_adherence": 5,
    "other_parent_support": 4,
}


def _contact(child: str, rung: str, **more: Any) -> dict[str, Any]:
    return {"child": child, "parent": "joel", "rung": rung, **_HELD, **more}


def _session(id_: str, on: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "on": on, "type": "PC", **more}


_RUNGS = [
    {"id": "R1", "name": "Letter", "modality": "letter"},
    {"id": "R2", "name": "Meeting", "modality": "in_person_with_therapist", "minutes": [15, 30],
     "needs": ["child_view"]},
    {"id": "R3", "name": "Alone", "modality": "in_person_unsupervised"},
]  # fmt: skip

FAMILY: dict[str, Any] = {
    "format": "handrail-case/1",
    "case": {
        "name": "Rowan",
        "jurisdiction": "US-XX",
        "opened_on": "2025-03-01",
        "closed_on": "2025-07-01",
        "closure_reason": "childs_sustained_refusal",
        "basis": "court_order",
        "client_is": "child",
        "referral_reasons": ["long_absence", "high_conflict"],
    },
    "people": [
        {"id": "nia", "given": "Nia", "born": "2014", "seat": "child", "household": ["H1", "H2"],
         "notes": "Draws when she thinks"},
        {"id": "osric", "given": "Osric", "seat": "child", "household": "H3"},
        {"id": "joel", "given": "Joel", "seat": "parent"},
        {"id": "tess", "given": "Tess", "seat": "parent", "household": "H1"},
    ],
    "relations": [
        {"from": "joel", "to": "nia", "kind": "parent_of", "since": "2014", "until": "2024-02",
         "quality": "cut_off", "source": "tess"},
    ],
    "orders": [
        {"id": "o1", "signed_on": "2025-02-01", "title": "First order", "sealed": True,
         "file_hash": "ab12", "court": "County court", "cause_no": "7", "judge": "Ames",
         "clauses": [
             {"type": "CONTACT_LADDER", "permitted": ["letter", "in_person_with_therapist"],
              "not_without_further_order": ["in_person_without_therapist"]},
             {"type": "FEES", "split": {"tess": 40, "joel": 60}},
         ]},
        {"id": "o2", "kind": "stipulation", "signed_on": "2025-05-05", "served_on": "2025-05-06",
         "expires": "2026-05-05", "supersedes": "o1", "clauses": [
             {"type": "CONTACT_LADDER", "permitted": ["letter", "in_person_with_therapist"],
              "effective": "2025-05-05", "expires": "2026-01-01"}]},
    ],
    "phases": [
        {"phase": 1, "state": "active", "on": "2025-03-01"},
        {"phase": 1, "state": "on_hold", "on": "2025-03-01"},
    ],
    "ladders": [
        {"child": "osric", "parent": "joel", "rungs": _RUNGS},
        {"child": "nia", "parent": "joel", "rungs": _RUNGS},
    ],
    "goals": [{"id": "G1", "weight": 2.5, "scores": {"week 1": -1, "week 9": 1}, "owner": "nia"}],
    "measures": [
        {"instrument": "gad7", "respondent": "tess", "about": "tess", "on": "2025-03-05",
         "total": 9, "note": "Filled in on paper", "interpretable": False},
        {"instrument": "home_made", "respondent": "tess", "about": "nia", "week": 2,
         "subscales": {"a": 3}},
    ],
    "sessions": [
        _session("s1", "2025-03-10", type="CP", fidelity=0.9,
                 pulses=[{"by": "tess", "total": 10}, {"by": "joel", "total": 35}],
                 session_checks=[{"by": "nia", "pace": "too_fast", "felt_safe": 2},
                                 {"by": "joel", "pace": "right"}]),
        _session("s2", "2025-03-10", child="osric", child_view={
            "rung": "R2", "answer": "no", "on": "2025-03-03", "alone": False, "asked_by": "Rosa"}),
        _session("s3", "2025-03-11", contact=_contact("nia", "R1")),
        _session("s4", "2025-03-11", contact=_contact("osric", "R1", child_view={
            "rung": "R2", "answer": "yes", "on": "2025-03-11"}, observed_flags=["frozen"])),
        _session("s5", "2025-03-20", critical_incident=True, child="osric"),
        _session("s6", "2025-03-21", contact=_contact("osric", "R1", after_effect_48h=[
            {"by": "nia", "value": 2}, {"by": "tess", "value": 0}])),
        _session("s7", "2025-03-21", cleared={
            "on": "2025-03-20", "by": ["Rosa", "Theo"], "reason": "Looked at by two"}),
        _session("s8", "2025-03-28", contact=_contact("nia", "R2", disclosure=True, cleared={
            "child": "nia", "parent": "joel", "by": "Rosa"}, decision={
                "move": "STOP", "reason": "safety", "words": "Wait", "by": "Rosa",
                "co_signed_by": "Theo", "told_child": "We stop for now"})),
        _session("s9", "2025-05-12", contact={
            "child": "nia", "parent": "joel", "rung": "R2", "held": False,
            "not_held_because": "visiting_parent_cancelled", "notice_hours": 2.5}),
        _session("s10", "2025-05-12", cleared=True),
        _session("s11", "2025-05-26", contact=_contact("nia", "R2", unplanned=True)),
        _session("s12", "2025-06-02", contact=_contact("nia", "R3")),
        _session("s13", "2025-06-10", critical_incident=True, child="nia", cleared={
            "child": "osric", "by": "Rosa"}),
        _session("s14", "2025-06-11", type="OUT", at="09:15", planned=True, room="Room 2",
                 present=["nia"], arrivals=[{
                     "person": "nia", "at": "09:15", "waits": "With Tess", "brought_by": "tess"}]),
    ],
}  # fmt: skip


def odd_family() -> bytes:
    """The family as the bytes of a file."""
    return json.dumps(FAMILY).encode()
