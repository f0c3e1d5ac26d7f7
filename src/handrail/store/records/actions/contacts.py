"""Contacts: planned, begun, ended, recorded. The rule judges each; nothing here decides.

An order, an agreement, a stop or a child's answer may change between planning and starting, so
both ask everything anew (clinical §9 row 4). What took place is recorded whatever the rules say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from handrail.core.therapy.arranging import may_plan_contact
from handrail.core.therapy.contact import NOT_HELD, STOP_CARD
from handrail.core.therapy.protocol import load
from handrail.core.therapy.rule import Rung
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.judging import judge_again
from handrail.store.records.actions.preparing import against_screening
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.actions.sessions import (
    SessionPlan,
    add_session,
    against_session,
    set_outcome,
    today_of,
)
from handrail.store.records.actions.starting import against_start, index_of, reasons_of
from handrail.store.records.chart.arranged import charted, facts_for, ladder_of
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.models import Contact, Ladder, PlanCard

ONE_CHANGE = (
    "modality", "direction", "minutes", "frequency", "support", "setting", "handover",
    "participants", "topics", "exit_control",
)  # fmt: skip
"""What may differ from the contact before: one thing at a time (clinical §2.3)."""
SIGNS = (
    "frozen", "flat", "overcompliant", "body_pain", "tearful", "clinging", "withdrew", "playful",
    "spoke_first", "asked_questions",
)  # fmt: skip
"""What the child showed; the first four make low ratings unclear (clinical §2.4 (e))."""
CAME_ALONG = "not on the plan; has no part in the contact"


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is agreed before a contact. one_change: one of ONE_CHANGE, or "" for nothing."""

    one_change: str = ""
    activity: str = ""
    topics: str = ""
    barred: str = ""
    gifts: str = ""
    exit_plan: str = ""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen of a contact that was held. Distress 0-10, adherence and support 1-5, None
    when not known yet. stop_card: one of STOP_CARD or "". signs: of SIGNS."""

    before: int | None = None
    peak: int | None = None
    after: int | None = None
    adherence: int | None = None
    support: int | None = None
    ended_early: bool = False
    stop_card: str = ""
    signs: tuple[str, ...] = ()
    critical_incident: bool = False
    disclosure: bool = False


@dataclass(frozen=True, kw_only=True)
class Rated:
    """Ratings alone, None: leave as it is."""

    before: int | None = None
    peak: int | None = None
    after: int | None = None
    adherence: int | None = None
    support: int | None = None


def plan_contact(
    *, by: Viewer, case_id: UUID, ladder: UUID, rung: str, session: SessionPlan, card: Card
) -> UUID:
    """Plan a contact at the ladder's present rung; returns its id. Tells nobody.

    `session.kind` and `session.present` may be left empty: the form of the contact gives them.
    Raises RefusedByRule with everything that stands against it and what would satisfy each.
    """
    with recording(by=by, case_id=case_id, act="contact.planned") as record:
        chart, now = _ladder(record, ladder)
        index = index_of(now, rung)
        plan = _completed(session, now, now.rungs[index])
        facts = facts_for(chart, now, index, max(plan.on, today_of(record)))
        refuse(
            *_day_gone(plan.on, today_of(record)),
            *reasons_of(may_plan_contact(facts=facts, rule=load().rule)),
            *against_session(chart.stored, plan),
            *_separate_arrivals(chart, now.rungs[index], plan),
            *_unknown(one_change=(card.one_change, ("", *ONE_CHANGE))),
        )
        session_row = add_session(record, plan, state="planned")
        row = record.add(
            Contact, ladder_id=ladder, session_id=session_row, rung=rung, state="planned"
        )
        _add_card(record, row, card)
        record.about("contact", row, on=plan.on.isoformat(), rung=rung)
        return row


def change_card(*, by: Viewer, case_id: UUID, contact: UUID, version: int, card: Card) -> None:
    """What is agreed before a contact that is still to come. Raises Stale."""
    with recording(by=by, case_id=case_id, act="contact.card_changed") as record:
        row = _planned(record, contact)
        refuse(*_unknown(one_change=(card.one_change, ("", *ONE_CHANGE))))
        known = PlanCard.objects.filter(contact_id=row.id).first()
        if known is None:
            _add_card(record, row.id, card)
        else:
            emptied: dict[str, Any] = {
                name: None for name, text in _texts(card).items() if not text
            }
            record.change(
                PlanCard, known.id, version=version, texts=_texts(card),
                one_change=card.one_change, **emptied,
            )  # fmt: skip
        record.about("contact", contact)


def start_contact(
    *, by: Viewer, case_id: UUID, contact: UUID, asked_today: str | None = None
) -> None:
    """A planned contact begins now: everything is asked once more, and the child's word of today.

    asked_today: "yes", "not_yet", "no", or None when the child was not asked. Raises RefusedByRule;
    Refused("contact_began") for one that has begun.
    """
    with recording(by=by, case_id=case_id, act="contact.started") as record:
        row = _planned(record, contact)
        if row.started_at is not None:
            raise Refused("contact_began")
        refuse(*against_start(case_id, contact, today_of(record), asked_today=asked_today))
        record.change(Contact, contact, version=row.version, started_at=record.at)
        record.about("contact", contact)


def end_contact(*, by: Viewer, case_id: UUID, contact: UUID) -> None:
    """A contact that began is over; it waits for nobody and may be said twice."""
    with recording(by=by, case_id=case_id, act="contact.ended") as record:
        one_of_case(Contact, case_id, contact)
        Contact.objects.filter(id=contact, ended_at=None).update(ended_at=record.at)
        record.about("contact", contact)


def record_held(
    *,
    by: Viewer,
    case_id: UUID,
    contact: UUID,
    version: int,
    seen: Seen,
    minutes: int | None = None,
    came_along: tuple[str, ...] = (),
    paper: bool = False,
) -> None:
    """A contact took place. The rule's answer, its alarms and stops are stored with it.

    minutes: how long it was, None as planned. came_along: ids of people who were not on the plan;
    they have no part in the contact. paper: entered later from the printed sheet.
    A letter or recording that never began here has to have passed its screening.
    Raises RefusedByRule, Stale, Refused("contact_recorded").
    """
    with recording(by=by, case_id=case_id, act="contact.recorded") as record:
        row = _planned(record, contact)
        today = today_of(record)
        refuse(*_not_yet(row.session.on, today), *against_seen(seen), *_unscreened(record, row))
        session = row.session
        outcome: dict[str, Any] = {"arrivals": [*session.arrivals, *_beside(came_along)]}
        if minutes is not None:
            outcome["minutes"] = minutes
        set_outcome(record, session.id, version=session.version, state="held", **outcome)
        values = {**asdict(seen), "signs": sorted(seen.signs)}
        record.change(Contact, contact, version=version, state="held", **values)
        judge_again(record, contact)
        record.about("contact", contact, held=True, paper=paper, came_along=len(came_along))


def rate_contact(*, by: Viewer, case_id: UUID, contact: UUID, version: int, rated: Rated) -> None:
    """Ratings that come after a contact was recorded, or are put right; it is judged again."""
    with recording(by=by, case_id=case_id, act="contact.rated") as record:
        row: Contact = one_of_case(Contact, case_id, contact)
        if row.state != "held":
            raise Refused("contact_not_held")
        given = {name: value for name, value in asdict(rated).items() if value is not None}
        refuse(*against_seen(Seen(**given)))
        record.change(Contact, contact, version=version, **given)
        judge_again(record, contact)
        record.about("contact", contact, rated=sorted(given))


def record_not_held(
    *,
    by: Viewer,
    case_id: UUID,
    contact: UUID,
    version: int,
    because: str,
    notice_hours: float | None = None,
) -> None:
    """A planned contact did not take place. because: one of NOT_HELD, so that it is said whose
    doing it was; a missed one is coded to an adult, never to the child (clinical §2.4, §9 row 11).

    notice_hours: with a cancellation by the visiting parent, how long before.
    """
    with recording(by=by, case_id=case_id, act="contact.not_held") as record:
        row = _planned(record, contact)
        refuse(*_unknown(because=(because, NOT_HELD)), *_notice(because, notice_hours))
        session = row.session
        set_outcome(record, session.id, version=session.version, state="not_held", because=because)
        record.change(
            Contact, contact, version=version, state="not_held", not_held_because=because,
            notice_hours=notice_hours,
        )  # fmt: skip
        judge_again(record, contact)
        record.about("contact", contact, held=False, because=because)


def record_unplanned(
    *,
    by: Viewer,
    case_id: UUID,
    ladder: UUID,
    on: date,
    minutes: int | None = None,
    seen: Seen | None = None,
) -> UUID:
    """Contact nobody planned: recorded, not counted; it opens a review (clinical §2.4 (h))."""
    with recording(by=by, case_id=case_id, act="contact.unplanned") as record:
        _chart, now = _ladder(record, ladder)
        told = seen or Seen()
        refuse(*_not_yet(on, today_of(record)), *against_seen(told))
        plan = SessionPlan(kind="PC", on=on, minutes=minutes, present=now.ladder.key)
        session_row = add_session(record, plan)
        row = record.add(
            Contact, ladder_id=ladder, session_id=session_row, rung=now.rungs[now.now].id,
            state="unplanned", **{**asdict(told), "signs": sorted(told.signs)},
        )  # fmt: skip
        judge_again(record, row)
        record.about("contact", row, on=on.isoformat())
        return row


def against_seen(seen: Seen) -> tuple[str, ...]:
    """Everything impossible in what is said of a contact, as sentences."""
    ranges = {"before": (0, 10), "peak": (0, 10), "after": (0, 10)}
    ranges |= {"adherence": (1, 5), "support": (1, 5)}
    found = [
        f"{name.capitalize()} is {value}; it goes from {low} to {high}."
        for name, (low, high) in ranges.items()
        if (value := getattr(seen, name)) is not None and not low <= value <= high
    ]
    worst = [value for value in (seen.before, seen.after) if value is not None]
    if seen.peak is not None and worst and seen.peak < max(worst):
        found.append("The worst distress is lower than before or after it. Check the three.")
    found += _unknown(stop_card=(seen.stop_card, ("", *STOP_CARD)))
    return (*found, *(text for sign in seen.signs for text in _unknown(sign=(sign, SIGNS))))


def _planned(record: Record, contact: UUID) -> Contact:
    row: Contact = one_of_case(Contact, record.case_id, contact)
    if row.state != "planned":
        raise Refused("contact_recorded")
    return row


def _unscreened(record: Record, row: Contact) -> Iterator[str]:
    """What was not screened before the child got it. What began here was asked when it began."""
    if row.started_at is not None:
        return
    now = ladder_of(charted(record.case_id, today_of(record)), row.ladder_id)
    modality = now.rungs[index_of(now, row.rung)].modality
    for text in against_screening(record.case_id, row.id, modality):
        yield f"{text} If the child has it all the same, record it as contact nobody planned."


def _ladder(record: Record, ladder: UUID) -> tuple[CaseChart, LadderNow]:
    one_of_case(Ladder, record.case_id, ladder)
    chart = charted(record.case_id, today_of(record))
    return chart, ladder_of(chart, ladder)


def _completed(plan: SessionPlan, now: LadderNow, rung: Rung) -> SessionPlan:
    """The kind of session and who is there, where the form of the contact says it."""
    in_person = rung.modality.startswith("in_person")
    kind = "PC" if in_person else "IC"
    if in_person and rung.setting.startswith("public"):
        kind = "OUT"
    present = now.ladder.key if in_person else (now.ladder.child,)
    given = {field.name: getattr(plan, field.name) for field in fields(plan)}
    return SessionPlan(**{**given, "kind": plan.kind or kind, "present": plan.present or present})


def _separate_arrivals(chart: CaseChart, rung: Rung, plan: SessionPlan) -> Iterator[str]:
    apart = "separate_arrivals" in chart.family.safety.measures
    if apart and rung.modality.startswith("in_person") and not plan.arrivals:
        yield (
            "Separate arrivals are agreed in this case. Say when and by which door each of them "
            "comes and goes."
        )


def _day_gone(on: date, today: date) -> Iterator[str]:
    if on < today:
        yield "That day is over. Record what took place as contact nobody planned."


def _not_yet(on: date, today: date) -> Iterator[str]:
    if on > today:
        yield f"This is planned for {on}, which is still to come. Change its day first."


def _notice(because: str, hours: float | None) -> Iterator[str]:
    if because == "visiting_parent_cancelled" and hours is None:
        yield "Say how many hours before it was cancelled: with less notice it is coded to them."
    if hours is not None and hours < 0:
        yield "Notice is counted in hours before the contact, 0 or more."


def _unknown(**given: tuple[str, tuple[str, ...]]) -> list[str]:
    return [
        f"{value!r} is not known for {name.replace('_', ' ')}. "
        f"Choose one of {', '.join(one for one in known if one)}."
        for name, (value, known) in given.items()
        if value not in known
    ]


def _beside(came_along: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {"person": one, "at": "", "door": "", "brought_by": "", "waits": CAME_ALONG,
         "leaves_at": ""}
        for one in came_along
    ]  # fmt: skip


def _texts(card: Card) -> Mapping[str, str]:
    return {name: text for name, text in asdict(card).items() if name != "one_change"}


def _add_card(record: Record, contact: UUID, card: Card) -> None:
    record.add(PlanCard, contact_id=contact, one_change=card.one_change, texts=_texts(card))
