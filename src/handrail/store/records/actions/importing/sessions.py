"""Sessions with their notes, contacts, decisions, views, stops."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, time
from typing import Any
from uuid import UUID

from handrail import chance
from handrail.core.family_file import values
from handrail.core.family_file.replay import Replay, ReplayedContact
from handrail.store.records import models as tables
from handrail.store.records.actions.importing.loading import Loading
from handrail.store.records.actions.importing.stops import stops_after_contacts
from handrail.store.records.models.contacts import FIGURES


def load_sessions(loading: Loading, result: Replay) -> None:
    """Every session; contacts with what the rule said of them."""
    replayed = {one.session: one for one in result.contacts}
    locks = stops_after_contacts(loading.family, result)
    for position, session in enumerate(loading.family.sessions):
        row = _session(loading, position, session)
        if session.observed:
            _note(loading, row, session)
        _answers(loading, row, session)
        contact = None
        if session.contact is not None:
            contact = _contact(loading, row, session, replayed.get(session.id), result.rule.version)
            for stop in locks.get(session.id, ()):
                _stop(loading, stop.reason.code, stop.child, stop.about, session.on, row, contact)
        _told(loading, session, row)
        _cleared(loading, session, row, contact)


def _session(loading: Loading, position: int, session: values.Session) -> UUID:
    state = "held"
    if session.planned:
        state = "planned"
    elif session.contact is not None and not session.contact.contact.held:
        state = "not_held"
    arrivals = [
        {**asdict(one), **dict(zip(("person", "brought_by"), _both(loading, one), strict=True))}
        for one in session.arrivals
    ]
    return loading.add(
        tables.Session,
        ref=session.id,
        position=position,
        kind=session.type,
        on=session.on,
        at=time.fromisoformat(session.at) if session.at else None,
        minutes=session.minutes,
        room=session.room,
        state=state,
        present=loading.names(session.present),
        arrivals=arrivals,
        fidelity=session.fidelity,
    )


def _answers(loading: Loading, session_row: UUID, session: values.Session) -> None:
    """What people said of the session and in it: checks, pulses, the child's views."""
    for check in session.checks:
        loading.add(
            tables.SessionCheck,
            session_id=session_row,
            by_id=loading.people[check.by],
            pace=check.pace or "",
            felt_safe=check.felt_safe,
        )
    for person, total in session.pulses.items():
        loading.add(tables.Pulse, session_id=session_row, by_id=loading.people[person], total=total)
    for position, view in enumerate(session.views):
        _view(loading, session_row, position, view)


def _both(loading: Loading, arrival: values.Arrival) -> list[str]:
    return loading.names((arrival.person, arrival.brought_by))


def _note(loading: Loading, session_row: UUID, session: values.Session) -> None:
    note = loading.add(
        tables.Note,
        session_id=session_row,
        kind="contact_observation" if session.contact else "progress",
        author=loading.by.person_id,
        signed_at=None,
        origin="imported",
    )
    row = chance.new_id()
    loading.add(
        tables.Segment,
        id=row,
        note_id=note,
        about=loading.names(session.present),
        text=loading.record_key.seal("segment", row, "text", session.observed),
    )


def _contact(
    loading: Loading,
    session_row: UUID,
    session: values.Session,
    replayed: ReplayedContact | None,
    rule_version: str,
) -> UUID:
    held = session.contact
    assert held is not None
    seen = held.contact
    proposal = replayed.proposal if replayed else None
    row = loading.add(
        tables.Contact,
        ladder_id=loading.ladders[held.key],
        session_id=session_row,
        rung=seen.rung,
        state=_state(held),
        not_held_because=seen.not_held_because or "",
        notice_hours=seen.notice_hours,
        before=seen.before,
        peak=seen.peak,
        after=seen.after,
        adherence=seen.adherence,
        support=seen.support,
        ended_early=seen.ended_early,
        stop_card=seen.stop_card or "",
        signs=sorted(seen.signs),
        critical_incident=seen.critical_incident,
        disclosure=seen.disclosure,
        settled=proposal.settled if proposal else None,
        proposed=proposal.move if proposal else "",
        reasons=[asdict(reason) for reason in proposal.reasons] if proposal else [],
        rule_version=rule_version if replayed else "",
    )
    for effect in seen.after_effects:
        loading.add(
            tables.AfterEffect, contact_id=row, by_id=loading.known(effect.by), value=effect.value
        )
    for position, alarm in enumerate(replayed.alarms if replayed else ()):
        loading.add(
            tables.Alarm,
            contact_id=row,
            position=position,
            alarm=alarm.id,
            figures=alarm.text[:FIGURES],
        )
    if held.decision is not None:
        _decision(loading, row, held.decision, session)
    return row


def _decision(
    loading: Loading, contact: UUID, decision: values.Decision, session: values.Session
) -> None:
    row = chance.new_id()
    loading.add(
        tables.Decision,
        id=row,
        contact_id=contact,
        move=decision.move,
        reason=decision.reason,
        words=loading.record_key.seal_if("decision", row, "words", decision.words),
        told_child=loading.record_key.seal_if("decision", row, "told_child", decision.told_child),
        decided_on=decision.on or session.on,
        decided_by=decision.by,
        co_signed_by=decision.co_signed_by,
        waiting_for=list(decision.waiting_for),
    )


def _view(loading: Loading, session_row: UUID, position: int, view: values.ChildView) -> None:
    row = chance.new_id()
    loading.add(
        tables.ChildView,
        id=row,
        session_id=session_row,
        position=position,
        child_id=loading.known(view.child),
        rung=view.rung,
        answer=view.answer,
        on=view.on,
        asked_by=view.asked_by,
        alone=view.alone,
        words=loading.record_key.seal_if("child_view", row, "words", view.words),
    )


def _told(loading: Loading, session: values.Session, session_row: UUID) -> None:
    """What a child told, or what became known outside a contact, locks contact."""
    concern = session.concern
    if concern is None:
        return
    code = "disclosure" if concern.is_disclosure else "critical_incident"
    _stop(loading, code, concern.child, concern.about, session.on, session_row)
    if concern.said:
        _report(loading, session_row, concern)


def _cleared(
    loading: Loading, session: values.Session, session_row: UUID, contact_row: UUID | None
) -> None:
    if session.cleared is not None:
        _clearing(loading, session.cleared, session_id=session_row)
    if session.contact is not None and session.contact.cleared is not None:
        entry = session.contact.cleared
        _clearing(loading, entry, session_id=session_row, contact_id=contact_row)


def _clearing(loading: Loading, entry: values.Clearing, **place: Any) -> None:
    row = chance.new_id()
    loading.add(
        tables.Clearing,
        id=row,
        child_id=loading.known(entry.child),
        parent_id=loading.known(entry.parent),
        on=entry.on,
        by=list(entry.by),
        reason=loading.record_key.seal_if("clearing", row, "reason", entry.reason),
        **place,
    )


def _stop(
    loading: Loading,
    code: str,
    child: str | None,
    about: str | None,
    on: date,
    session_row: UUID,
    contact_row: UUID | None = None,
) -> None:
    loading.add(
        tables.Stop,
        child_id=loading.known(child),
        about_id=loading.known(about),
        reason=code,
        on=on,
        session_id=session_row,
        contact_id=contact_row,
    )


def _report(loading: Loading, session_row: UUID, concern: values.Concern) -> None:
    """What a child told goes into the mandated-report file, under its own key: into no count and,
    beyond the stop that everybody on the case has to know of, into no line of the ledger."""
    row = chance.new_id()
    loading.add(
        tables.ReportEntry,
        id=row,
        session_id=session_row,
        child_id=loading.known(concern.child),
        reporter=loading.by.person_id,
        told=loading.reporting_key.seal_json("report_entry", row, "told", dict(concern.said)),
    )
    del loading.counts["ReportEntry"]


def _state(held: values.SessionContact) -> str:
    if held.planned:
        return "planned"
    if held.contact.unplanned:
        return "unplanned"
    return "held" if held.contact.held else "not_held"
