"""Sessions with their notes, contacts, decisions, views, stops."""

from __future__ import annotations

from dataclasses import asdict
from datetime import time
from uuid import UUID

from handrail import chance
from handrail.core.family_file import values
from handrail.core.family_file.replay import Replay, ReplayedContact
from handrail.store.keys.sealing import key_to_seal
from handrail.store.keys.stores import Store
from handrail.store.records import models as tables
from handrail.store.records.actions.importing.loading import Loading
from handrail.store.records.actions.sealing import Envelope


def load_sessions(loading: Loading, result: Replay) -> None:
    """Every session; contacts with what the rule said of them."""
    replayed = {one.session: one for one in result.contacts}
    for position, session in enumerate(loading.family.sessions):
        row = _session(loading, position, session)
        if session.observed:
            _note(loading, row, session)
        if session.contact is not None:
            _contact(loading, row, session, replayed.get(session.id), result.rule.version)
        for view in session.views:
            _view(loading, view)
        _stops(loading, session)


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
    )


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
) -> None:
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
    for alarm in replayed.alarms if replayed else ():
        loading.add(tables.Alarm, contact_id=row, alarm=alarm.id, figures=alarm.text)
    if held.decision is not None:
        _decision(loading, row, held.decision, session)


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


def _view(loading: Loading, view: values.ChildView) -> None:
    row = chance.new_id()
    loading.add(
        tables.ChildView,
        id=row,
        child_id=loading.known(view.child),
        rung=view.rung,
        answer=view.answer,
        on=view.on,
        asked_by=view.asked_by,
        alone=view.alone,
        words=loading.record_key.seal_if("child_view", row, "words", view.words),
    )


def _stops(loading: Loading, session: values.Session) -> None:
    concern, held = session.concern, session.contact
    if concern is not None:
        code = "disclosure" if concern.is_disclosure else "critical_incident"
        _stop(loading, session, code, concern.child, concern.about)
        if concern.said:
            _report(loading, concern)
    if held is not None:
        for code in ("critical_incident", "disclosure"):
            if getattr(held.contact, code):
                _stop(loading, session, code, held.child, held.parent)
        if held.decision is not None and held.decision.move == "STOP":
            _stop(loading, session, "stopped", held.child, None)
    for entry in (session.cleared, held.cleared if held else None):
        if entry is not None:
            _clearing(loading, entry)


def _clearing(loading: Loading, entry: values.Clearing) -> None:
    row = chance.new_id()
    loading.add(
        tables.Clearing,
        id=row,
        child_id=loading.known(entry.child),
        parent_id=loading.known(entry.parent),
        on=entry.on,
        by=list(entry.by),
        reason=loading.record_key.seal_if("clearing", row, "reason", entry.reason),
    )


def _stop(
    loading: Loading, session: values.Session, code: str, child: str | None, about: str | None
) -> None:
    loading.add(
        tables.Stop,
        child_id=loading.known(child),
        about_id=loading.known(about),
        reason=code,
        on=session.on,
    )


def _report(loading: Loading, concern: values.Concern) -> None:
    """What a child told goes into the mandated-report file, under its own key, and into no
    count."""
    row = chance.new_id()
    envelope = Envelope(key_to_seal(Store.REPORTING, loading.case_id))
    loading.add(
        tables.ReportEntry,
        id=row,
        child_id=loading.known(concern.child),
        reporter=loading.by.person_id,
        told=envelope.seal_json("report_entry", row, "told", dict(concern.said)),
    )
    del loading.counts["ReportEntry"]


def _state(held: values.SessionContact) -> str:
    if held.planned:
        return "planned"
    if held.contact.unplanned:
        return "unplanned"
    return "held" if held.contact.held else "not_held"
