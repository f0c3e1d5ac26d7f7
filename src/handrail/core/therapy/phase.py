"""The five phases as data, and the gates that belong to none of them.

Phases are tracks side by side, not a queue (clinical §1.4). Seed rows M4-M8, M3, M27.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handrail.core.therapy.requirements import REQUIREMENTS, Requirement, read_requirements
from handrail.core.therapy.shape import (
    WORDS,
    Flag,
    Id,
    Many,
    Span,
    Table,
    Text,
    Whole,
    Words,
    words,
)

AUDIENCES = ("clinician", "parent", "child", "court")
FILES = (
    "phases/1_assessment_and_planning.toml",
    "phases/2_individual_work.toml",
    "phases/3_supported_contact.toml",
    "phases/4_family_systems_work.toml",
    "phases/5_progress_evaluation.toml",
)

PHASE = Table(
    must={
        "id": Id(),
        "number": Whole(1, 5),
        "name": WORDS,
        "purpose": WORDS,
        "seed": Many(Table(must={"row": Id(), "says": Text()}), least=1),
        "activity": Many(Table(must={"id": Id(), "text": Text(), "rows": Many(Id())}), least=1),
        "session_kinds": Many(Id(), least=1),
        "entry": REQUIREMENTS,
        "exit": REQUIREMENTS,
        "pages": Table(must=dict.fromkeys(AUDIENCES, WORDS)),
        "source": Text(),
    },
    may={"weeks": Span(), "entry_also": Many(Id()), "exit_also": Many(Id())},
)
SESSION_KINDS = Table(
    must={
        "session_kind": Many(
            Table(
                must={
                    "id": Id(),
                    "name": WORDS,
                    "present": Text(),
                    "minutes": Span(),
                    "family_sees": Flag(),
                },
                may={"note": Text()},
            ),
            least=1,
        )
    }
)
GATES = Table(
    must={
        "gate": Many(
            Table(must={"id": Id(), "name": WORDS, "when": Text(), "requirement": REQUIREMENTS}),
            least=1,
        ),
        "referral_reason": Many(
            Table(must={"id": Id(), "text": Text()}, may={"opens_gate": Id()}), least=1
        ),
    }
)


@dataclass(frozen=True)
class Said:
    """What the seed says, in this project's words; row: the line of the seed table."""

    row: str
    says: str


@dataclass(frozen=True)
class Activity:
    """Something done in a phase; rows: the seed lines it answers."""

    id: str
    text: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Phase:
    """One track. weeks: () or the usual (least, most). pages: audience -> text.

    entry_also, exit_also: ids of requirements written down elsewhere that count here too.
    """

    id: str
    number: int
    name: Words
    purpose: Words
    seed: tuple[Said, ...]
    activities: tuple[Activity, ...]
    session_kinds: tuple[str, ...]
    entry: tuple[Requirement, ...]
    exit: tuple[Requirement, ...]
    pages: Mapping[str, Words]
    source: str
    weeks: tuple[int, ...] = ()
    entry_also: tuple[str, ...] = ()
    exit_also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SessionKind:
    """A kind of session. minutes: () or the usual (least, most)."""

    id: str
    name: Words
    present: str
    minutes: tuple[int, ...]
    family_sees: bool
    note: str = ""


@dataclass(frozen=True)
class Gate:
    """A named list of requirements; when: the case in which it applies, in words."""

    id: str
    name: Words
    when: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class ReferralReason:
    """Why a family comes; opens_gate: the gate that applies for this reason, "" for none."""

    id: str
    text: str
    opens_gate: str = ""


def read_phase(table: Mapping[str, Any]) -> Phase:
    """A checked phase file as a Phase."""
    return Phase(
        id=table["id"],
        number=table["number"],
        name=words(table["name"]),
        purpose=words(table["purpose"]),
        seed=tuple(Said(**said) for said in table["seed"]),
        activities=tuple(Activity(a["id"], a["text"], tuple(a["rows"])) for a in table["activity"]),
        session_kinds=tuple(table["session_kinds"]),
        entry=read_requirements(table["entry"]),
        exit=read_requirements(table["exit"]),
        pages={audience: words(table["pages"][audience]) for audience in AUDIENCES},
        source=table["source"],
        weeks=tuple(table.get("weeks", ())),
        entry_also=tuple(table.get("entry_also", ())),
        exit_also=tuple(table.get("exit_also", ())),
    )


def read_session_kind(table: Mapping[str, Any]) -> SessionKind:
    """A checked `[[session_kind]]` table as a SessionKind."""
    given = dict(table, name=words(table["name"]), minutes=tuple(table["minutes"]))
    return SessionKind(**given)


def read_gate(table: Mapping[str, Any]) -> Gate:
    """A checked `[[gate]]` table as a Gate."""
    return Gate(
        table["id"], words(table["name"]), table["when"], read_requirements(table["requirement"])
    )
