"""A case as the core's Family: the same values a family file gives, read back from the record.

Everything structured comes in one query; people's words are opened only when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, TextField
from django.db.models.functions import Cast

from handrail.core.family_file import values
from handrail.core.law.orders import Order, order_from
from handrail.core.therapy.contact import AfterEffect, Contact, Reason
from handrail.core.therapy.rule import Rung
from handrail.core.therapy.stops import Stop
from handrail.store.accounts.models import Case, Membership
from handrail.store.records import models as tables
from handrail.store.records.reading.rows import loaded, nested, rows_of

_CHILD_SEATS = {"child", "sibling"}
_STAFF = {"therapist", "co_therapist", "supervisor", "coordinator"}
Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Member:
    """Somebody of the practice with a seat in this case."""

    person: str
    given: str
    seat: str


@dataclass(frozen=True)
class StoredCase:
    """A case read whole: the family as values, and what only the record knows.

    stops: (day, contact lock) of those not lifted.
    alarms: session ref -> [(alarm id, figures)].
    """

    id: UUID
    number: int
    status: str
    protocol_version: str
    family: values.Family
    team: tuple[Member, ...]
    stops: tuple[tuple[date, Stop], ...]
    alarms: Mapping[str, tuple[tuple[str, str], ...]]


def stored_cases(case_ids: Iterable[UUID]) -> list[StoredCase]:
    """The cases, each read whole, all in one query. Cases that cannot be seen are left out."""
    found = (
        Case.objects.filter(id__in=list(case_ids))
        .annotate(**_columns())
        .values(*_HEAD, *_columns())
        .order_by("number")
    )
    return [_stored(row) for row in found]


def stored_case(case_id: UUID) -> StoredCase:
    """One case read whole; raises LookupError when it cannot be seen."""
    found = stored_cases([case_id])
    if not found:
        raise LookupError("no such case, or not one that may be seen")
    return found[0]


_HEAD = (
    "id", "number", "status", "family_name", "opened_on", "closed_on", "basis", "client_is",
    "jurisdiction", "protocol_version",
)  # fmt: skip


def _columns() -> dict[str, Any]:
    return {
        "members": rows_of(
            Membership, "person", "seat", "person__given", "person__family", "person__born_on"
        ),
        "households": rows_of(tables.HouseholdMember, "person", "household"),
        "relations": rows_of(
            tables.Relation, "of", "to", "kind", "since", "until", "quality", "source"
        ),
        "orders": rows_of(
            tables.Order, "ref", "kind", "signed_on", "served_on", "expires_on", "court",
            "cause_no", "judge", "supersedes", "clauses",
        ),
        "phases": rows_of(tables.PhaseChange, "phase", "state", "on"),
        "ladders": rows_of(tables.Ladder, "id", "child", "parent", "rungs"),
        "goals": rows_of(tables.Goal, "id", "ref", "position", "domain", "weight", "owners"),
        "goal_scores": rows_of(tables.GoalScore, "goal", "review", "position", "score"),
        "scores": rows_of(
            tables.Score, "instrument", "respondent", "about", "on", "week", "total", "subscales",
            "interpretable",
        ),
        "sessions": rows_of(
            tables.Session, "ref", "position", "kind", "on", "minutes", "room", "state", "present",
            "arrivals", at_text=Cast(F("at"), TextField()),
        ),
        "contacts": rows_of(
            tables.Contact, "id", "ladder", "session__ref", "rung", "state", "not_held_because",
            "notice_hours", "before", "peak", "after", "adherence", "support", "ended_early",
            "stop_card", "signs", "critical_incident", "disclosure",
        ),
        "after_effects": rows_of(tables.AfterEffect, "contact", "by", "value"),
        "decisions": rows_of(
            tables.Decision, "contact", "move", "reason", "decided_on", "decided_by",
            "co_signed_by", "waiting_for",
        ),
        "views": rows_of(tables.ChildView, "child", "rung", "answer", "on", "asked_by", "alone"),
        "stops": rows_of(tables.Stop, "id", "child", "about", "reason", "on"),
        "clearings": rows_of(tables.Clearing, "child", "parent", "on", "by"),
        "alarms": rows_of(tables.Alarm, "contact__session__ref", "alarm", "figures"),
        "safety": rows_of(tables.SafetyOutcome, "outcome", "on", "measures", "review_on"),
    }  # fmt: skip


def _stored(row: Mapping[str, Any]) -> StoredCase:
    rows = {name: loaded(row[name]) for name in _columns()}
    alarms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in rows["alarms"]:
        alarms[one["contact_session_ref"]].append((one["alarm"], one["figures"]))
    return StoredCase(
        id=row["id"],
        number=row["number"],
        status=row["status"],
        protocol_version=row["protocol_version"],
        family=_family(row, rows),
        team=tuple(
            Member(_id(one["person"]), one["person_given"], one["seat"])
            for one in rows["members"]
            if one["seat"] in _STAFF
        ),
        stops=_stops(rows),
        alarms={ref: tuple(found) for ref, found in alarms.items()},
    )


def _id(value: Any) -> str:
    """A person or row id in one spelling; SQLite leaves out the hyphens."""
    return "" if value is None else str(UUID(value))


def _day(value: str | None) -> date | None:
    return None if not value else date.fromisoformat(value[:10])


def _sure_day(value: str) -> date:
    return date.fromisoformat(value[:10])


def _truth(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _family(row: Mapping[str, Any], rows: Rows) -> values.Family:
    return values.Family(
        case=values.CaseHead(
            name=row["family_name"],
            jurisdiction=row["jurisdiction"],
            opened_on=row["opened_on"],
            basis=row["basis"],
            client_is=row["client_is"],
            closed_on=row["closed_on"],
        ),
        people=_people(rows),
        relations=tuple(_relation(one) for one in rows["relations"]),
        orders=tuple(sorted((_order(o) for o in rows["orders"]), key=lambda o: o.signed_on)),
        safety=_safety(rows),
        phases=tuple(
            values.PhaseChange(one["phase"], one["state"], _sure_day(one["on"]))
            for one in sorted(rows["phases"], key=lambda one: str(one["on"]))
        ),
        ladders=tuple(_ladder(one) for one in rows["ladders"]),
        goals=_goals(rows),
        measures=tuple(sorted((_measure(o) for o in rows["scores"]), key=lambda m: m.on)),
        sessions=_sessions(rows),
    )


def _people(rows: Rows) -> tuple[values.Person, ...]:
    homes: dict[str, list[str]] = defaultdict(list)
    for one in rows["households"]:
        homes[_id(one["person"])].append(one["household"])
    people = [
        values.Person(
            id=_id(one["person"]),
            given=one["person_given"],
            family=one["person_family"],
            born=one["person_born_on"],
            seat=one["seat"],
            households=tuple(sorted(homes[_id(one["person"])])),
        )
        for one in rows["members"]
        if one["seat"] not in _STAFF
    ]
    first = {"child": 0, "parent": 1, "sibling": 2}
    return tuple(sorted(people, key=lambda p: (first.get(p.seat, 3), p.born, p.given)))


def _relation(one: Mapping[str, Any]) -> values.Relation:
    given = {name: one[name] for name in ("kind", "since", "until", "quality", "source")}
    return values.Relation(from_=_id(one["of"]), to=_id(one["to"]), **given)


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
        "supersedes": nested(one["supersedes"]),
        "clauses": nested(one["clauses"]),
    }
    return order_from({key: value for key, value in raw.items() if value})


def _safety(rows: Rows) -> values.Safety:
    if not rows["safety"]:
        return values.Safety()
    one = max(rows["safety"], key=lambda found: str(found["on"]))
    return values.Safety(
        outcome=one["outcome"],
        on=_day(one["on"]),
        measures=tuple(nested(one["measures"])),
        review_on=_day(one["review_on"]),
    )


def rungs_from(raw: Iterable[Mapping[str, Any]]) -> tuple[Rung, ...]:
    """The rungs of a stored ladder."""
    return tuple(
        Rung(**{**one, "minutes": tuple(one["minutes"]), "needs": tuple(one["needs"])})
        for one in raw
    )


def _ladder(one: Mapping[str, Any]) -> values.Ladder:
    return values.Ladder(_id(one["child"]), _id(one["parent"]), rungs_from(nested(one["rungs"])))


def _goals(rows: Rows) -> tuple[values.Goal, ...]:
    scores: dict[str, dict[str, int]] = defaultdict(dict)
    for one in sorted(rows["goal_scores"], key=lambda one: one["position"]):
        scores[_id(one["goal"])][one["review"]] = one["score"]
    return tuple(
        values.Goal(
            id=one["ref"],
            weight=one["weight"],
            scores=scores[_id(one["id"])],
            owners=tuple(nested(one["owners"])),
            domain=one["domain"],
        )
        for one in sorted(rows["goals"], key=lambda one: one["position"])
    )


def _measure(one: Mapping[str, Any]) -> values.Measure:
    return values.Measure(
        instrument=one["instrument"],
        respondent=_id(one["respondent"]),
        about=_id(one["about"]),
        on=_sure_day(one["on"]),
        week=one["week"],
        total=one["total"],
        subscales=nested(one["subscales"]),
        interpretable=bool(one["interpretable"]),
    )


def _sessions(rows: Rows) -> tuple[values.Session, ...]:
    ladders = {_id(one["id"]): (_id(one["child"]), _id(one["parent"])) for one in rows["ladders"]}
    children = {_id(o["person"]) for o in rows["members"] if o["seat"] in _CHILD_SEATS}
    effects: dict[str, list[AfterEffect]] = defaultdict(list)
    for one in rows["after_effects"]:
        by = _id(one["by"]) or None
        effects[_id(one["contact"])].append(AfterEffect(one["value"], by, by not in children))
    decisions = {_id(one["contact"]): _decision(one) for one in rows["decisions"]}
    contacts = {one["session_ref"]: (one, ladders[_id(one["ladder"])]) for one in rows["contacts"]}
    views: dict[date, list[values.ChildView]] = defaultdict(list)
    for one in rows["views"]:
        views[_sure_day(one["on"])].append(_view(one))
    clearings = {_sure_day(one["on"]): one for one in rows["clearings"]}
    ordered = sorted(rows["sessions"], key=lambda one: (one["on"], one["position"]))
    sessions = []
    for one in ordered:
        on = _sure_day(one["on"])
        found = contacts.get(one["ref"])
        held = None
        if found is not None:
            row, (child, parent) = found
            contact = _contact(one, row, effects[_id(row["id"])])
            held = values.SessionContact(
                child=child,
                parent=parent,
                contact=contact,
                planned=row["state"] == "planned",
                decision=decisions.get(_id(row["id"])),
            )
        sessions.append(_session(one, on, held, views.pop(on, []), clearings.pop(on, None)))
    return tuple(sessions)


def _session(
    one: Mapping[str, Any],
    on: date,
    held: values.SessionContact | None,
    views: list[values.ChildView],
    clearing: Mapping[str, Any] | None,
) -> values.Session:
    return values.Session(
        id=one["ref"],
        on=on,
        type=one["kind"],
        at=(one["at_text"] or "")[:5],
        minutes=one["minutes"],
        present=tuple(nested(one["present"])),
        planned=one["state"] == "planned",
        room=one["room"],
        arrivals=tuple(values.Arrival(**arrival) for arrival in nested(one["arrivals"])),
        contact=held,
        views=tuple(views),
        cleared=None
        if clearing is None
        else values.Clearing(
            on=on,
            by=tuple(nested(clearing["by"])),
            child=_id(clearing["child"]) or None,
            parent=_id(clearing["parent"]) or None,
        ),
    )


def _view(one: Mapping[str, Any]) -> values.ChildView:
    return values.ChildView(
        child=_id(one["child"]) or None,
        rung=one["rung"],
        answer=one["answer"],
        on=_sure_day(one["on"]),
        asked_by=one["asked_by"],
        alone=_truth(one["alone"]),
    )


def _decision(one: Mapping[str, Any]) -> values.Decision:
    return values.Decision(
        move=one["move"],
        reason=one["reason"],
        by=one["decided_by"],
        co_signed_by=one["co_signed_by"],
        on=_day(one["decided_on"]),
        waiting_for=tuple(nested(one["waiting_for"])),
    )


def _contact(
    session: Mapping[str, Any], row: Mapping[str, Any], effects: list[AfterEffect]
) -> Contact:
    numbers = ("notice_hours", "before", "peak", "after", "adherence", "support")
    return Contact(
        id=session["ref"],
        on=_sure_day(session["on"]),
        rung=row["rung"],
        held=row["state"] == "held" or row["state"] == "unplanned",
        unplanned=row["state"] == "unplanned",
        not_held_because=row["not_held_because"] or None,
        ended_early=bool(row["ended_early"]),
        stop_card=row["stop_card"] or None,
        signs=frozenset(nested(row["signs"])),
        after_effects=tuple(effects),
        critical_incident=bool(row["critical_incident"]),
        disclosure=bool(row["disclosure"]),
        **{name: row[name] for name in numbers},
    )


def _stops(rows: Rows) -> tuple[tuple[date, Stop], ...]:
    """Stops with the ladders that were released since; those released everywhere are gone."""
    ladders = {(_id(one["child"]), _id(one["parent"])) for one in rows["ladders"]}
    found = []
    for one in sorted(rows["stops"], key=lambda one: str(one["on"])):
        released = frozenset(
            key
            for key in ladders
            for clearing in rows["clearings"]
            if str(clearing["on"]) >= str(one["on"])
            and _id(clearing["child"]) in ("", key[0])
            and _id(clearing["parent"]) in ("", key[1])
        )
        if released != ladders or not ladders:
            reason = Reason(one["reason"], one["reason"].replace("_", " "))
            child = _id(one["child"]) or None
            stop = Stop(reason, child, _id(one["about"]) or None, released)
            found.append((_sure_day(one["on"]), stop))
    return tuple(found)
