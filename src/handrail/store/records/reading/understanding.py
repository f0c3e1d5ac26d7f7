"""How the family is understood, opened for its page: everything in two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from handrail.store.records import models as tables
from handrail.store.records.reading.gathered import Gathered, gathering
from handrail.store.records.reading.rows import JsonRows, as_id, rows_of, sure_day


@dataclass(frozen=True)
class ReadConcern:
    """person: id. The texts are "" where nothing was written."""

    person: str
    on: date
    words: str
    checked: str
    would_ease: str


@dataclass(frozen=True)
class ReadExplanation:
    """code and weight as in the table; three texts of evidence."""

    code: str
    weight: str
    speaks_for: str
    speaks_against: str
    unknown: str


@dataclass(frozen=True)
class ReadFormulation:
    """One version with its explanations in their order."""

    number: int
    on: date
    summary: str
    explanations: tuple[ReadExplanation, ...]


@dataclass(frozen=True)
class ReadNeed:
    """What a person needs, dated."""

    person: str
    on: date
    text: str


@dataclass(frozen=True)
class ReadPart:
    """One part of the cycle."""

    person: str
    does: str


@dataclass(frozen=True)
class ReadPattern:
    """people: ids."""

    on: date
    pattern: str
    people: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Understanding:
    """Everything, the latest first. cycle: the latest ring; cycle_number 0: none was drawn."""

    concerns: tuple[ReadConcern, ...]
    formulations: tuple[ReadFormulation, ...]
    needs: tuple[ReadNeed, ...]
    cycle_number: int
    cycle: tuple[ReadPart, ...]
    patterns: tuple[ReadPattern, ...]

    @property
    def needs_now(self) -> dict[str, ReadNeed]:
        """Person -> the entry that stands: the latest."""
        return standing(self.needs)


def standing(entries: Sequence[ReadNeed]) -> dict[str, ReadNeed]:
    """Person -> the latest of these entries, which come the latest first."""
    found: dict[str, ReadNeed] = {}
    for one in entries:
        found.setdefault(one.person, one)
    return found


def _parts() -> dict[str, JsonRows]:
    dated = ("id", "on", "recorded_at")
    return {
        "concerns": rows_of(tables.Concern, *dated, "person", "words", "checked", "would_ease"),
        "formulations": rows_of(tables.Formulation, "id", "number", "on", "summary"),
        "explanations": rows_of(
            tables.Hypothesis, "id", "formulation", "position", "explanation", "weight",
            "speaks_for", "speaks_against", "unknown",
        ),
        "needs": rows_of(tables.Need, *dated, "person", "text"),
        "cycle": rows_of(tables.CyclePart, "id", "number", "position", "person", "does"),
        "patterns": rows_of(tables.Pattern, *dated, "pattern", "people", "words"),
    }  # fmt: skip


_gather = gathering(_parts)


def understanding(case_id: UUID) -> Understanding:
    """Everything of one case; empty for one that may not be seen."""
    found = _gather(case_id)
    number, ring = _cycle(found)
    return Understanding(
        concerns=tuple(
            ReadConcern(
                as_id(row["person"]),
                sure_day(row["on"]),
                *(found.word(row, "concern", name) for name in ("words", "checked", "would_ease")),
            )
            for row in _latest_first(found, "concerns")
        ),
        formulations=_formulations(found),
        needs=tuple(
            ReadNeed(as_id(row["person"]), sure_day(row["on"]), found.word(row, "need", "text"))
            for row in _latest_first(found, "needs")
        ),
        cycle_number=number,
        cycle=ring,
        patterns=tuple(
            ReadPattern(
                sure_day(row["on"]), row["pattern"], tuple(row["people"]),
                found.word(row, "pattern", "words"),
            )
            for row in _latest_first(found, "patterns")
        ),
    )  # fmt: skip


def _latest_first(found: Gathered, part: str) -> list[dict[str, Any]]:
    rows = found.rows(part)
    return sorted(rows, key=lambda row: (row["on"], row["recorded_at"]), reverse=True)


def _formulations(found: Gathered) -> tuple[ReadFormulation, ...]:
    weighed: dict[str, list[ReadExplanation]] = defaultdict(list)
    for row in sorted(found.rows("explanations"), key=lambda row: int(row["position"])):
        evidence = (
            found.word(row, "hypothesis", name)
            for name in ("speaks_for", "speaks_against", "unknown")
        )
        weighed[row["formulation"]].append(
            ReadExplanation(row["explanation"], row["weight"], *evidence)
        )
    rows = sorted(found.rows("formulations"), key=lambda row: -int(row["number"]))
    return tuple(
        ReadFormulation(
            row["number"], sure_day(row["on"]), found.word(row, "formulation", "summary"),
            tuple(weighed[row["id"]]),
        )
        for row in rows
    )  # fmt: skip


def _cycle(found: Gathered) -> tuple[int, tuple[ReadPart, ...]]:
    rows = found.rows("cycle")
    number = max((int(row["number"]) for row in rows), default=0)
    latest = sorted(
        (row for row in rows if row["number"] == number), key=lambda row: int(row["position"])
    )
    return number, tuple(
        ReadPart(as_id(row["person"]), found.word(row, "cycle_part", "does")) for row in latest
    )
