"""What every address answers: one table for each part of the program, and what its addresses name.

A line is: route, verbs, an answer for each seat of `test_routes.SEATS`. PUT, PATCH, DELETE,
OPTIONS and TRACE are V everywhere and for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

from tests.demo import Demo

_TABLES = {
    part.stem: [line for line in part.read_text().splitlines() if line.strip()]
    for part in sorted(Path(__file__).parent.glob("*.txt"))
}
LINES = [line for lines in _TABLES.values() for line in lines]
PARTS = {
    part: [line.split()[0] for line in lines if not line.startswith(" ")]
    for part, lines in _TABLES.items()
}
"""Part of the program -> the names of its addresses."""

NAMED: Mapping[str, Callable[[Demo], object]] = {
    "agreement": lambda demo: UUID(int=1),
    "case_id": lambda demo: demo.alder,
    "co_sign": lambda demo: UUID(int=1),
    "conflict": lambda demo: UUID(int=1),
    "consult": lambda demo: UUID(int=1),
    "contact": lambda demo: demo.contact(demo.alder, "A26"),
    "entry": lambda demo: UUID(int=1),
    "event": lambda demo: "start",
    "evidence": lambda demo: UUID(int=1),
    "gate": lambda demo: "referral",
    "hold": lambda demo: UUID(int=1),
    "instrument": lambda demo: "phq9",
    "kept": lambda demo: UUID(int=1),
    "ladder": lambda demo: demo.ladder(demo.alder),
    "letter": lambda demo: UUID(int=1),
    "membership": lambda demo: demo.membership(demo.alder, "rafa"),
    "note": lambda demo: UUID(int=1),
    "notice": lambda demo: UUID(int=1),
    "order": lambda demo: "order-1",
    "own_note": lambda demo: UUID(int=1),
    "paper": lambda demo: UUID(int=1),
    "person_id": lambda demo: demo.accounts["jonas"].person_id,
    "phase": lambda demo: "individual_work",
    "seat": lambda demo: "therapist",
    "session": lambda demo: demo.session(demo.alder, "A27"),
    "task": lambda demo: UUID(int=1),
    "token": lambda demo: "0" * 64,
    "waiver": lambda demo: UUID(int=1),
}
"""Parameter of an address -> what is put there: Alder, Rafa's seat there, Jonas of the staff."""
