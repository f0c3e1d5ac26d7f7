"""What must be on record before a gate opens, as data (clinical §1.5, §2.2, §3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handrail.core.therapy.shape import Flag, Id, Many, Table, Text

EVIDENCE = (
    "document", "interview", "observation", "checklist", "decision", "signature", "order",
    "child_view", "rating", "agreement", "count",
)  # fmt: skip
ASKED_OF: Mapping[str, str] = {
    "case": "",
    "adult": "each adult: ",
    "parent": "each parent: ",
    "child": "each child: ",
    "ladder": "each child with each parent: ",
    "contact": "each contact: ",
}
PER = tuple(ASKED_OF)
"""For whom a requirement asks: once for the case, or once for each of them.

What is asked of each contact is asked where that contact starts, and stands at no gate.
"""

REQUIREMENT = Table(
    must={
        "id": Id(),
        "text": Text(),
        "evidence": Text(one_of=EVIDENCE),
        "satisfied_by": Text(),
        "waivable": Flag(),
        "source": Text(),
    },
    may={
        "per": Text(one_of=PER),
        "two_people": Flag(),
        "by_hand": Flag(),
        "card": Id(),
        "status": Text(),
    },
)
REQUIREMENTS = Many(REQUIREMENT)


@dataclass(frozen=True)
class Requirement:
    """One thing that must be on record.

    evidence: the kind expected, one of EVIDENCE. satisfied_by: what would do, in plain words.
    two_people: waiving it takes two different people. per: one of PER.
    by_hand: somebody may enter what meets it; False where only the record itself, or what another
    person did, can show it. card: the preparation card that is evidence once every line of it is
    ticked. The text of what is asked of each reads well after a name and a colon.
    """

    id: str
    text: str
    evidence: str
    satisfied_by: str
    waivable: bool
    source: str
    per: str = "case"
    two_people: bool = False
    by_hand: bool = True
    card: str = ""
    status: str = "practice setting"


def read_requirements(tables: Iterable[Mapping[str, Any]]) -> tuple[Requirement, ...]:
    """Checked tables as requirements, in their order."""
    return tuple(Requirement(**table) for table in tables)


def spread(
    requirements: Iterable[Requirement], who: Mapping[str, Mapping[str, str]]
) -> tuple[Requirement, ...]:
    """Ask each requirement of everybody it is meant for.

    who: for each of PER but "case", id -> given name or names, e.g. {"parent": {"parent_a":
    "Mara"}, "ladder": {"wren/parent_b": "Wren with Theo"}}. A requirement that is asked of each
    parent comes back once for each, with the id `requirement:parent_a`. Where nobody is entered
    it stays, and cannot be met: an empty list must not open a gate. What is asked of each contact
    is left out: it is asked again where each of them starts.
    """
    found: list[Requirement] = []
    for asked in requirements:
        if asked.per == "case":
            found.append(asked)
            continue
        if asked.per == "contact":
            continue
        people = who.get(asked.per, {})
        found += [_asked_of(asked, key, given) for key, given in people.items()]
        if not people:
            found.append(_asked_of_nobody(asked))
    return tuple(found)


def _asked_of(asked: Requirement, key: str, given: str) -> Requirement:
    return replace(asked, per="case", id=f"{asked.id}:{key}", text=f"{given}: {asked.text}")


def _asked_of_nobody(asked: Requirement) -> Requirement:
    return replace(
        asked,
        per="case",
        id=f"{asked.id}:",
        text=f"{ASKED_OF[asked.per].capitalize()}{asked.text}",
        satisfied_by=f"No {asked.per} is entered in this case yet. Enter them first.",
        waivable=False,
        two_people=False,
    )
