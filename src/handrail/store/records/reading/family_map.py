"""Homes and relations with their days, and the family as it was on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from handrail.core.family_file.values import Family
from handrail.store.accounts.models import Membership, Person
from handrail.store.accounts.seats import CASE_TEAM
from handrail.store.accounts.visibility import in_force
from handrail.store.records import models as tables
from handrail.store.records.reading.gathered import gathering
from handrail.store.records.reading.rows import JsonRows, as_id, rows_of
from handrail.store.records.reading.words import ReadHistory


@dataclass(frozen=True)
class Stay:
    """Somebody lives in a household; since and until are days, months or years, "" not known."""

    id: str
    person: str
    household: str
    since: str
    until: str


@dataclass(frozen=True)
class ReadRelation:
    """`of` is `kind` `to`. source: the person who told it, or words of an imported file."""

    id: str
    of: str
    to: str
    kind: str
    quality: str
    since: str
    until: str
    source: str


@dataclass(frozen=True)
class DatedMap:
    """Everything that was ever on the map of a family."""

    stays: tuple[Stay, ...]
    relations: tuple[ReadRelation, ...]
    history: tuple[ReadHistory, ...]


def _parts() -> dict[str, JsonRows]:
    return {
        "stays": rows_of(tables.HouseholdMember, "id", "person", "household", "since", "until"),
        "relations": rows_of(
            tables.Relation, "id", "of", "to", "kind", "quality", "since", "until", "source"
        ),
        "history": rows_of(
            tables.HistoryEvent, "id", "on", "position", "event", "sources", "accounts_differ"
        ),
    }


_gather = gathering(_parts)


def dated_map(case_id: UUID) -> DatedMap:
    """Homes, relations and history of a case with their days. Two statements."""
    found = _gather(case_id)
    return DatedMap(
        stays=tuple(
            Stay(
                as_id(one["id"]), as_id(one["person"]), one["household"], one["since"],
                one["until"],
            )
            for one in found.rows("stays")
        ),
        relations=tuple(
            ReadRelation(
                as_id(one["id"]), as_id(one["of"]), as_id(one["to"]), one["kind"], one["quality"],
                one["since"], one["until"], one["source"],
            )
            for one in found.rows("relations")
        ),
        history=tuple(
            ReadHistory(
                one["on"], found.word(one, "history_event", "event"), tuple(one["sources"]),
                bool(one["accounts_differ"]),
            )
            for one in sorted(found.rows("history"), key=_when)
        ),
    )  # fmt: skip


def _when(row: Mapping[str, Any]) -> tuple[str, int]:
    return (row["on"], int(row["position"]))


def held_on(since: str, until: str, on: date) -> bool:
    """Whether something with these days held on a day.

    A month or a year begins at its first day and ends after its last; what is not known holds.
    """
    day = on.isoformat()
    return (not since or since <= day[: len(since)]) and (not until or day[: len(until)] <= until)


def as_of(family: Family, known: DatedMap, on: date) -> Family:
    """The family with the homes and relations it had on a day."""
    homes: dict[str, list[str]] = defaultdict(list)
    for stay in known.stays:
        if held_on(stay.since, stay.until, on):
            homes[stay.person].append(stay.household)
    begun = {
        (one.of, one.to, one.kind)
        for one in known.relations
        if not one.since or one.since <= on.isoformat()[: len(one.since)]
    }
    return replace(
        family,
        people=tuple(
            replace(person, households=tuple(sorted(set(homes[person.id]))))
            for person in family.people
        ),
        relations=tuple(one for one in family.relations if (one.from_, one.to, one.kind) in begun),
    )


@dataclass(frozen=True)
class Cover:
    """What can be corrected about somebody; version: as it was read."""

    given: str
    family: str
    born_on: str
    version: int


def cover_of_person(case_id: UUID, person_id: UUID) -> Cover | None:
    """Somebody of this family, to be corrected; None for anybody else."""
    seats = Membership.objects.filter(in_force(), case_id=case_id, person_id=person_id)
    if not seats.exclude(seat__in=CASE_TEAM).exists():
        return None
    row = Person.objects.filter(id=person_id).values_list("given", "family", "born_on", "version")
    return Cover(*row.get())
