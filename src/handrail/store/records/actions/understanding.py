"""How the family is understood: concerns, explanations, needs, the cycle, patterns.

Everything is dated and added; a later entry stands beside the earlier one, never instead of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from handrail.store.accounts.viewer import Viewer
from handrail.store.records import models as tables
from handrail.store.records.actions.people_and_days import not_of_family, not_yet
from handrail.store.records.actions.recording import recording, refuse
from handrail.store.records.models.understanding import EXPLANATIONS, PATTERNS, WEIGHTS

__all__ = [
    "EXPLANATIONS", "PATTERNS", "WEIGHTS", "Explanation", "draw_cycle", "formulate",
    "record_concern", "record_need", "record_pattern",
]  # fmt: skip

FEWEST_EXPLANATIONS = 2
FEWEST_PARTS, MOST_PARTS = 2, 8


@dataclass(frozen=True)
class Explanation:
    """One explanation considered: a code of EXPLANATIONS with a weight and its evidence."""

    code: str
    weight: str
    speaks_for: str = ""
    speaks_against: str = ""
    unknown: str = ""

    @property
    def has_evidence(self) -> bool:
        return bool(self.speaks_for or self.speaks_against or self.unknown)


def record_concern(
    *,
    by: Viewer,
    case_id: UUID,
    person: UUID,
    on: date,
    words: str,
    checked: str = "",
    would_ease: str = "",
) -> UUID:
    """One adult's concern in own words, what was checked, what would ease it (seed row M30).

    Raises Refused, and RefusedByRule for somebody who is not of this family.
    """
    with recording(by=by, case_id=case_id, act="concern.recorded") as record:
        refuse(*not_of_family(case_id, [person]), *not_yet(on))
        row = record.add(
            tables.Concern, person_id=person, on=on,
            texts={"words": words, "checked": checked, "would_ease": would_ease},
        )  # fmt: skip
        record.about("concern", row)
        return row


def formulate(
    *,
    by: Viewer,
    case_id: UUID,
    on: date,
    explanations: Sequence[Explanation],
    summary: str = "",
) -> UUID:
    """Several explanations side by side, as the next numbered version (clinical §3.2, §3.3).

    Raises RefusedByRule for fewer than two with evidence: one explanation alone is a label.
    """
    with recording(by=by, case_id=case_id, act="formulation.recorded") as record:
        refuse(*_too_few(explanations), *not_yet(on))
        number = _next_number(tables.Formulation, case_id)
        texts = {"summary": summary}
        row = record.add(tables.Formulation, number=number, on=on, texts=texts)
        for position, one in enumerate(explanations):
            record.add(
                tables.Hypothesis, formulation_id=row, position=position, explanation=one.code,
                weight=one.weight,
                texts={
                    "speaks_for": one.speaks_for, "speaks_against": one.speaks_against,
                    "unknown": one.unknown,
                },
            )  # fmt: skip
        record.about("formulation", row, number=number)
        return row


def _too_few(explanations: Sequence[Explanation]) -> Iterable[str]:
    bare = [one.code for one in explanations if not one.has_evidence]
    if bare:
        told = ", ".join(code.replace("_", " ") for code in bare)
        yield (
            f"An explanation has something written for it, against it or as not known; there is"
            f" nothing yet under: {told}."
        )
    if len({one.code for one in explanations}) < FEWEST_EXPLANATIONS:
        yield (
            "A formulation holds at least two explanations side by side: one alone would be a"
            " label. Weigh a second one, even if little speaks for it."
        )


def record_need(*, by: Viewer, case_id: UUID, person: UUID, on: date, text: str) -> UUID:
    """What one person needs now (seed row M4); the latest entry stands. Raises Refused."""
    with recording(by=by, case_id=case_id, act="need.recorded") as record:
        refuse(*not_of_family(case_id, [person]), *not_yet(on))
        row = record.add(tables.Need, person_id=person, on=on, texts={"text": text})
        record.about("need", row)
        return row


def draw_cycle(*, by: Viewer, case_id: UUID, parts: Sequence[tuple[UUID, str]]) -> int:
    """The cycle as a ring of (person, what they do), as the next version; returns its number.

    Raises RefusedByRule for a ring that is none: fewer than two parts or one person alone.
    """
    with recording(by=by, case_id=case_id, act="cycle.recorded") as record:
        people = [person for person, _does in parts]
        refuse(*_no_ring(people), *not_of_family(case_id, people))
        number = _next_number(tables.CyclePart, case_id)
        for position, (person, does) in enumerate(parts):
            record.add(
                tables.CyclePart, number=number, position=position, person_id=person,
                texts={"does": does},
            )  # fmt: skip
        record.about("case", case_id, number=number)
        return number


def _no_ring(people: Sequence[UUID]) -> Iterable[str]:
    if not FEWEST_PARTS <= len(people) <= MOST_PARTS or len(set(people)) < FEWEST_PARTS:
        yield (
            f"A cycle has {FEWEST_PARTS} to {MOST_PARTS} parts and at least two people: what one"
            " does is answered by another. Add what the next person does."
        )


def record_pattern(
    *, by: Viewer, case_id: UUID, on: date, pattern: str, people: Sequence[UUID], words: str
) -> UUID:
    """Something that happens again and again between people (seed rows M7, M16)."""
    with recording(by=by, case_id=case_id, act="pattern.recorded") as record:
        refuse(*not_of_family(case_id, people), *not_yet(on))
        row = record.add(
            tables.Pattern, on=on, pattern=pattern, people=[str(one) for one in people],
            texts={"words": words},
        )  # fmt: skip
        record.about("pattern", row, pattern=pattern)
        return row


def _next_number(table: type[tables.Formulation] | type[tables.CyclePart], case_id: UUID) -> int:
    found = table.objects.filter(case_id=case_id).aggregate(last=Max("number"))["last"]
    return int(found or 0) + 1
