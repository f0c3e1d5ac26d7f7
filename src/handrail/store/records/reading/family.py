"""A case as the core's Family: the same values a family file gives, read back from the record.

Everything structured comes in one query; people's words are opened only when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from handrail import clock
from handrail.core.family_file import values
from handrail.core.law.agreements import Agreement
from handrail.core.law.orders import Order, order_from
from handrail.core.therapy.rule import Rung
from handrail.core.therapy.stops import Stop
from handrail.store.accounts.seats import CASE_TEAM
from handrail.store.accounts.visibility import MY_CASE_IDS
from handrail.store.database.text import by_name
from handrail.store.records.models.common import asking
from handrail.store.records.reading.agreements import agreement_from
from handrail.store.records.reading.case_columns import GATHERING, PARTS
from handrail.store.records.reading.co_signs import Asked, waiting_among
from handrail.store.records.reading.drafts import Unsigned, unsigned_from, unwritten_from
from handrail.store.records.reading.family_sessions import sessions_of, steps_of
from handrail.store.records.reading.family_stops import stops_of
from handrail.store.records.reading.rows import (
    Rows,
    as_day,
    as_id,
    as_moment,
    loaded,
    sure_day,
)


@dataclass(frozen=True)
class Member:
    """Somebody of the practice with a seat in this case now."""

    person: str
    given: str
    seat: str


@dataclass(frozen=True)
class ConsultDays:
    """When a question was put to the supervisor, and when it was answered."""

    asked_on: date
    answered_on: date | None


@dataclass(frozen=True)
class VersionDays:
    """A version of the plan: when it is to be reviewed, when it was signed (None: a draft)."""

    review_on: date | None
    signed_on: date | None


@dataclass(frozen=True)
class StoredCase:
    """A case read whole: the family as values, and what only the record knows.

    stops: (day, contact lock) of those not lifted.
    alarms: session ref -> [(alarm id, figures)].
    steps: session ref -> rungs the decisions after its contact moved the ladder.
    consults: session ref -> questions put to the supervisor about its contact, oldest first.
    reviewed: refs of the sessions whose review sheet was answered.
    unsigned: open drafts, the oldest session first, without their words.
    unwritten: sessions held here that have neither a note nor a draft, the oldest first.
    versions: the days of each version of the plan, the latest last.
    asked: acts that wait for a second person, the oldest first, without their words.
    agreements: what was agreed on contact, with its signatures, by number.
    beyond: (form of contact, due day) of each open duty about an order that asks for more.
    ladder_rows: (child, parent) -> the row of their ladder.
    contact_rows: session ref -> the row of the contact in it.
    worked_out: what readers made of exactly this content, so that it is made once.
    """

    id: UUID
    number: int
    status: str
    protocol_version: str
    family: values.Family
    team: tuple[Member, ...]
    stops: tuple[tuple[date, Stop], ...]
    alarms: Mapping[str, tuple[tuple[str, str], ...]]
    steps: Mapping[str, int] = field(default_factory=dict)
    consults: Mapping[str, tuple[ConsultDays, ...]] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    reviewed: frozenset[str] = frozenset()
    unsigned: tuple[Unsigned, ...] = ()
    unwritten: tuple[Unsigned, ...] = ()
    versions: tuple[VersionDays, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    beyond: tuple[tuple[str, date], ...] = ()
    ladder_rows: Mapping[tuple[str, str], UUID] = field(default_factory=dict)
    contact_rows: Mapping[str, UUID] = field(default_factory=dict)
    worked_out: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


FRAME = ("members", "households", "orders", "safety", "stops", "clearings", "ladders")
"""The parts that stand round every page of a case."""


def stored_cases(
    case_ids: Iterable[UUID], parts: Collection[str] | None = None
) -> list[StoredCase]:
    """The cases, all in one query, whole or only these parts. Those not to be seen are left out."""
    if asking() is None:
        return []
    found = GATHERING.rows(case_ids, among=MY_CASE_IDS, parts=parts)
    return [_stored(row) for row in found]


def stored_case(case_id: UUID, parts: Collection[str] | None = None) -> StoredCase:
    """One case, whole or only these parts; raises LookupError when it cannot be seen."""
    found = stored_cases([case_id], parts)
    if not found:
        raise LookupError("no such case, or not one that may be seen")
    return found[0]


CASES_KEPT = 128
"""How many cases stay read in memory, structured columns alone: people's words never do."""


def _stored(row: Mapping[str, Any]) -> StoredCase:
    """The case; whatever does not depend on the moment is read once for the same content."""
    return replace(_read(tuple(row.items())), team=_team(loaded(row.get("members"))))


def _team(members: Iterable[Mapping[str, Any]]) -> tuple[Member, ...]:
    """Who of the practice sits in the case now."""
    return tuple(
        Member(as_id(one["person"]), one["person_given"], one["seat"])
        for one in members
        if one["seat"] in CASE_TEAM and _in_force(one)
    )


@lru_cache(maxsize=CASES_KEPT)
def _read(columns: tuple[tuple[str, Any], ...]) -> StoredCase:
    """The case in these columns: found by its whole content, so that it can never be stale."""
    row = dict(columns)
    rows = {name: loaded(row.get(name)) for name in PARTS}
    alarms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in sorted(rows["alarms"], key=lambda one: int(one["position"])):
        alarms[one["contact_session_ref"]].append((one["alarm"], one["figures"]))
    return StoredCase(
        id=UUID(str(row["id"])),
        number=row["number"],
        status=row["status"],
        protocol_version=row["protocol_version"],
        family=_family(row, rows),
        team=(),
        stops=stops_of(rows),
        alarms={ref: tuple(found) for ref, found in alarms.items()},
        asked=waiting_among(UUID(str(row["id"])), rows["co_signs"]),
        steps=steps_of(rows),
        consults=_consults(rows),
        unsigned=unsigned_from(UUID(str(row["id"])), rows["drafts"]),
        unwritten=unwritten_from(UUID(str(row["id"])), rows),
        versions=_versions(rows),
        reviewed=frozenset(one["contact_session_ref"] for one in rows["reviews"]),
        agreements=tuple(
            agreement_from(one, rows["signatures"])
            for one in sorted(rows["agreements"], key=lambda one: int(one["number"]))
        ),
        beyond=tuple(
            (one["asks_for"], sure_day(one["due_on"]))
            for one in sorted(rows["beyond"], key=lambda one: str(one["due_on"]))
            if not one["closed_on"]
        ),
        ladder_rows={
            (as_id(one["child"]), as_id(one["parent"])): UUID(str(one["id"]))
            for one in rows["ladders"]
        },
        contact_rows=_contact_rows(rows),
    )


def _contact_rows(rows: Rows) -> dict[str, UUID]:
    refs = {as_id(one["id"]): one["ref"] for one in rows["sessions"]}
    return {
        refs[as_id(one["session"])]: UUID(str(one["id"]))
        for one in rows["contacts"]
        if as_id(one["session"]) in refs
    }


def _versions(rows: Rows) -> tuple[VersionDays, ...]:
    zone = ZoneInfo(settings.TIME_ZONE)
    return tuple(
        VersionDays(
            as_day(one["review_on"]),
            as_moment(one["signed_at"]).astimezone(zone).date() if one["signed_at"] else None,
        )
        for one in sorted(rows["versions"], key=lambda one: int(one["number"]))
    )


def _consults(rows: Rows) -> dict[str, tuple[ConsultDays, ...]]:
    found: dict[str, list[ConsultDays]] = defaultdict(list)
    for one in sorted(rows["consults"], key=lambda one: as_moment(one["recorded_at"])):
        asked_on = as_moment(one["recorded_at"]).astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        found[one["contact_session_ref"] or ""].append(
            ConsultDays(asked_on, as_day(one["answered_on"]))
        )
    return {ref: tuple(days) for ref, days in found.items()}


def _in_force(one: Mapping[str, Any]) -> bool:
    """Half-open, like `visibility.in_force`."""
    now, until = clock.now(), one["until_at"]
    return as_moment(one["from_at"]) <= now and (not until or now < as_moment(until))


def _family(row: Mapping[str, Any], rows: Rows) -> values.Family:
    return values.Family(
        case=values.CaseHead(
            name=row["family_name"],
            jurisdiction=row["jurisdiction"],
            opened_on=as_day(row["opened_on"]),
            basis=row["basis"],
            client_is=row["client_is"],
            referral_reasons=tuple(reason for one in rows["referral"] for reason in one["reasons"]),
            closed_on=as_day(row["closed_on"]),
            closure_reason="".join(one["reason"] for one in rows["closure"]),
        ),
        people=_people(rows),
        relations=tuple(_relation(one) for one in rows["relations"]),
        orders=tuple(sorted((_order(o) for o in rows["orders"]), key=lambda o: o.signed_on)),
        safety=_safety(rows),
        phases=tuple(
            values.PhaseChange(one["phase"], one["state"], sure_day(one["on"]))
            for one in sorted(rows["phases"], key=lambda one: (str(one["on"]), one["position"]))
        ),
        ladders=tuple(
            _ladder(one) for one in sorted(rows["ladders"], key=lambda one: int(one["position"]))
        ),
        goals=_goals(rows),
        measures=tuple(sorted((_measure(o) for o in rows["scores"]), key=lambda m: m.on)),
        sessions=sessions_of(rows),
    )


def _people(rows: Rows) -> tuple[values.Person, ...]:
    homes: dict[str, list[str]] = defaultdict(list)
    for one in rows["households"]:
        homes[as_id(one["person"])].append(one["household"])
    people = [
        values.Person(
            id=as_id(one["person"]),
            given=one["person_given"],
            family=one["person_family"],
            born=one["person_born_on"],
            seat=one["seat"],
            households=tuple(sorted(homes[as_id(one["person"])])),
        )
        for one in rows["members"]
        if one["seat"] not in CASE_TEAM
    ]
    first = {"child": 0, "parent": 1, "sibling": 2}
    return tuple(
        sorted(people, key=lambda p: (first.get(p.seat, 3), _age_first(p), by_name(p.given)))
    )


def _age_first(person: values.Person) -> str:
    """Children stand by age; adults by name, so that neither parent comes first for a reason."""
    return person.born if person.seat in ("child", "sibling") else ""


def _relation(one: Mapping[str, Any]) -> values.Relation:
    given = {name: one[name] for name in ("kind", "since", "until", "quality", "source")}
    return values.Relation(from_=as_id(one["of"]), to=as_id(one["to"]), **given)


def _order(one: Mapping[str, Any]) -> Order:
    raw = {
        "id": one["ref"],
        "kind": one["kind"],
        "signed_on": one["signed_on"][:10],
        "served_on": one["served_on"],
        "expires": one["expires_on"],
        "court": one["court"],
        "cause_no": one["cause_no"],
        "judge": one["judge"],
        "title": one["title"],
        "file_hash": one["file_hash"],
        "sealed": bool(one["sealed"]),
        "supersedes": one["supersedes"],
        "clauses": one["clauses"],
    }
    return order_from({key: value for key, value in raw.items() if value})


def _safety(rows: Rows) -> values.Safety:
    if not rows["safety"]:
        return values.Safety()
    one = max(rows["safety"], key=lambda found: str(found["on"]))
    return values.Safety(
        outcome=one["outcome"],
        on=as_day(one["on"]),
        measures=tuple(one["measures"]),
        review_on=as_day(one["review_on"]),
    )


def rungs_from(raw: Iterable[Mapping[str, Any]]) -> tuple[Rung, ...]:
    """The rungs of a stored ladder."""
    return tuple(
        Rung(**{**one, "minutes": tuple(one["minutes"]), "needs": tuple(one["needs"])})
        for one in raw
    )


def _ladder(one: Mapping[str, Any]) -> values.Ladder:
    return values.Ladder(as_id(one["child"]), as_id(one["parent"]), rungs_from(one["rungs"]))


def _goals(rows: Rows) -> tuple[values.Goal, ...]:
    scores: dict[str, dict[str, int]] = defaultdict(dict)
    for one in sorted(rows["goal_scores"], key=lambda one: one["position"]):
        scores[as_id(one["goal"])][one["review"]] = one["score"]
    return tuple(
        values.Goal(
            id=one["ref"],
            weight=one["weight"],
            scores=scores[as_id(one["id"])],
            owners=tuple(one["owners"]),
            domain=one["domain"],
        )
        for one in sorted(rows["goals"], key=lambda one: one["position"])
    )


def _measure(one: Mapping[str, Any]) -> values.Measure:
    return values.Measure(
        instrument=one["instrument"],
        respondent=as_id(one["respondent"]),
        about=as_id(one["about"]),
        on=sure_day(one["on"]),
        week=one["week"],
        total=one["total"],
        subscales=one["subscales"],
        interpretable=bool(one["interpretable"]),
    )
