"""From the raw object of a right family file to frozen values. Assumes it was judged right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handrail.core.family_file import values
from handrail.core.family_file.meaning import CHILD_SEATS, as_list, ladder_of, with_ids
from handrail.core.law.days import as_day
from handrail.core.law.orders import Order, order_from
from handrail.core.therapy.alarms import SessionCheck
from handrail.core.therapy.contact import AfterEffect, Contact
from handrail.core.therapy.rule import Rung

Raw = Mapping[str, Any]


def family_from(raw: Raw, digest: str) -> values.Family:
    """The whole family; `digest` is the hash of the file's content."""
    start = first_day(raw)
    children = {p["id"] for p in raw.get("people", ()) if p["seat"] in CHILD_SEATS}
    return values.Family(
        case=_case(raw["case"]),
        people=tuple(_person(one) for one in raw.get("people", ())),
        relations=tuple(_relation(one) for one in raw.get("relations", ())),
        history=tuple(_history(one) for one in raw.get("history", ())),
        orders=tuple(_order(one, start) for one in with_ids(raw.get("orders", ()))),
        safety=_safety(raw.get("safety", {})),
        phases=tuple(
            values.PhaseChange(one["phase"], one["state"], date.fromisoformat(one["on"]))
            for one in raw.get("phases", ())
        ),
        ladders=tuple(_ladder(one) for one in raw.get("ladders", ())),
        goals=tuple(_goal(one) for one in raw.get("goals", ())),
        measures=tuple(_measure(one, start) for one in raw.get("measures", ())),
        sessions=tuple(_session(one, raw, children) for one in raw.get("sessions", ())),
        digest=digest,
    )


def first_day(raw: Raw) -> date:
    """The day from which weeks are counted: the Monday of the first session's week, else the day
    the case was opened."""
    days = [session["on"] for session in raw.get("sessions", ())]
    opened = raw["case"].get("opened_on")
    first = date.fromisoformat(min(days) if days else opened or "1900-01-01")
    return first - timedelta(days=first.weekday())


def _day(raw: Raw, key: str) -> date | None:
    return date.fromisoformat(raw[key]) if key in raw else None


def _case(raw: Raw) -> values.CaseHead:
    given = {**raw, "referral_reasons": tuple(raw.get("referral_reasons", ()))}
    for key in ("opened_on", "closed_on"):
        given[key] = _day(raw, key)
    return values.CaseHead(**given)


def _person(raw: Raw) -> values.Person:
    details = dict(raw.get("contact_details", {}))
    return values.Person(
        id=raw["id"],
        given=raw["given"],
        seat=raw["seat"],
        family=raw.get("family", ""),
        born=raw.get("born", ""),
        households=tuple(as_list(raw.get("household"))),
        notes=raw.get("notes", ""),
        details_protected=bool(details.pop("protected", False)),
        details=details,
    )


def _relation(raw: Raw) -> values.Relation:
    given = {key: value for key, value in raw.items() if key != "from"}
    return values.Relation(from_=raw["from"], **given)


def _history(raw: Raw) -> values.HistoryEvent:
    return values.HistoryEvent(**{**raw, "source": tuple(raw.get("source", ()))})


def _order(raw: Raw, start: date) -> Order:
    """An order whose day is not known is taken to stand from the first day on."""
    ends = [
        as_day(table[key]) - timedelta(days=1)
        for table in (raw, *raw.get("clauses", ()))
        for key in ("served_on", "expires")
        if key in table
    ]
    return order_from({"signed_on": min([start, *ends]), **raw})


def _safety(raw: Raw) -> values.Safety:
    return values.Safety(
        outcome=raw.get("outcome", "").removesuffix("_now"),
        on=_day(raw, "on"),
        measures=tuple(raw.get("measures", ())),
        review_on=_day(raw, "review_on"),
        notes=raw.get("notes", ""),
    )


def _ladder(raw: Raw) -> values.Ladder:
    return values.Ladder(raw["child"], raw["parent"], tuple(_rung(r) for r in raw["rungs"]))


def _rung(raw: Raw) -> Rung:
    given = {**raw, "name": raw.get("name", raw["id"])}
    for key in ("minutes", "needs"):
        given[key] = tuple(raw.get(key, ()))
    return Rung(**given)


def _goal(raw: Raw) -> values.Goal:
    return values.Goal(
        id=raw["id"],
        weight=float(raw["weight"]),
        scores={label: int(score) for label, score in raw["scores"].items()},
        statement=raw.get("statement", ""),
        owners=tuple(as_list(raw.get("owner"))),
        levels=tuple(raw.get("levels", ())),
        domain=raw.get("domain", ""),
    )


def _measure(raw: Raw, start: date) -> values.Measure:
    week = raw.get("week")
    on = _day(raw, "on") or start + timedelta(weeks=(week or 1) - 1)
    return values.Measure(
        instrument=raw["instrument"],
        respondent=raw["respondent"],
        about=raw["about"],
        on=on,
        week=week,
        total=None if "total" not in raw else int(raw["total"]),
        subscales={name: int(score) for name, score in raw.get("subscales", {}).items()},
        interpretable=raw.get("interpretable", True)
        and raw.get("respondent_had_contact_in_window", True),
        note=raw.get("note", ""),
    )


def _session(raw: Raw, family: Raw, children: set[str]) -> values.Session:
    on = date.fromisoformat(raw["on"])
    contact = raw.get("contact")
    built = None if contact is None else _contact(raw, contact, family, children)
    child = _child_meant(raw, built, children)
    views = []
    if "child_view" in raw:
        views.append(_view(raw["child_view"], on, child))
    if contact is not None and built is not None and "child_view" in contact:
        views.append(_view(contact["child_view"], on, built.child))
    return values.Session(
        id=raw["id"],
        on=on,
        type=raw["type"],
        at=raw.get("at", ""),
        minutes=None if "minutes" not in raw else int(raw["minutes"]),
        observed=raw.get("observed", ""),
        present=tuple(raw.get("present", ())),
        planned=bool(raw.get("planned")) or bool((contact or {}).get("planned")),
        room=raw.get("room", ""),
        arrivals=tuple(values.Arrival(**one) for one in raw.get("arrivals", ())),
        contact=built,
        views=tuple(views),
        concern=_concern(raw, child),
        cleared=_cleared(raw, on),
        checks=tuple(_check(one, children) for one in raw.get("session_checks", ())),
        pulses={one["by"]: int(one["total"]) for one in raw.get("pulses", ())},
        fidelity=raw.get("fidelity"),
    )


def _check(raw: Raw, children: set[str]) -> SessionCheck:
    return SessionCheck(
        by=raw["by"],
        by_child=raw["by"] in children,
        pace=raw.get("pace"),
        felt_safe=raw.get("felt_safe"),
    )


def _view(raw: Raw, on: date, child: str | None) -> values.ChildView:
    return values.ChildView(
        child=raw.get("child", child),
        rung=raw["rung"],
        answer=raw["answer"],
        on=_day(raw, "on") or on,
        asked_by=raw.get("asked_by", ""),
        alone=raw.get("alone"),
        words=raw.get("words", ""),
    )


def _child_meant(raw: Raw, contact: values.SessionContact | None, children: set[str]) -> str | None:
    """Whom a session's view or concern is about when it does not say: the session's child, its
    contact's, or the only child present."""
    if "child" in raw:
        return str(raw["child"])
    if contact is not None:
        return contact.child
    there = children & set(raw.get("present", ()))
    return there.pop() if len(there) == 1 else None


def _concern(raw: Raw, child: str | None) -> values.Concern | None:
    told = raw.get("disclosure", False)
    if not told and not raw.get("critical_incident"):
        return None
    said = dict(told) if isinstance(told, Mapping) else {}
    return values.Concern(
        child=said.pop("child", child),
        about=said.pop("about", None),
        is_disclosure=bool(told),
        said=said,
    )


def _cleared(raw: Raw, on: date) -> values.Clearing | None:
    entry = raw.get("cleared", False)
    if entry is False:
        return None
    if entry is True:
        return values.Clearing(on=on)
    return values.Clearing(
        on=_day(entry, "on") or on,
        by=tuple(as_list(entry.get("by"))),
        reason=entry.get("reason", ""),
        child=entry.get("child"),
        parent=entry.get("parent"),
    )


def _contact(session: Raw, raw: Raw, family: Raw, children: set[str]) -> values.SessionContact:
    ladder = ladder_of(raw, family.get("ladders", ()))
    assert ladder is not None, "a contact of a right file belongs to one ladder"
    on = date.fromisoformat(session["on"])
    decision = raw.get("decision")
    return values.SessionContact(
        child=ladder["child"],
        parent=ladder["parent"],
        contact=_what_was_seen(session, raw, on, children),
        planned=bool(raw.get("planned")),
        decision=None
        if decision is None
        else values.Decision(
            **{
                **decision,
                "on": _day(decision, "on") or on,
                "waiting_for": tuple(decision.get("waiting_for", ())),
            }
        ),
        cleared=_cleared(raw, on),
    )


def _what_was_seen(session: Raw, raw: Raw, on: date, children: set[str]) -> Contact:
    distress = raw.get("distress", {})
    return Contact(
        id=session["id"],
        on=on,
        rung=raw["rung"],
        held=bool(raw.get("held", raw.get("unplanned", False))),
        not_held_because=raw.get("not_held_because"),
        notice_hours=raw.get("notice_hours"),
        before=distress.get("before"),
        peak=distress.get("peak"),
        after=distress.get("after"),
        adherence=raw.get("parent_adherence"),
        support=raw.get("other_parent_support"),
        ended_early=bool(raw.get("ended_early_for_distress")),
        stop_card=raw.get("stop_card"),
        signs=frozenset(raw.get("observed_flags", ())),
        after_effects=_after_effects(raw.get("after_effect_48h"), children),
        critical_incident=bool(raw.get("critical_incident")),
        disclosure=bool(raw.get("disclosure")),
        unplanned=bool(raw.get("unplanned")),
    )


def _after_effects(raw: Any, children: set[str]) -> tuple[AfterEffect, ...]:
    if raw is None:
        return ()
    if isinstance(raw, list):
        return tuple(
            AfterEffect(value=int(one["value"]), by=one["by"], by_adult=one["by"] not in children)
            for one in raw
        )
    return (AfterEffect(value=int(raw)),)
