"""The rule's answer to contacts, kept with them whenever something changes it. Decides nothing.

The record is read back in the same transaction and goes through the rule as a family file would:
the answers, the alarms that rang and the stops that follow are written beside the contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from handrail.core.family_file.replay import Replay, ReplayedContact, replay
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.protocol import load
from handrail.core.therapy.stops import Stop as CoreStop
from handrail.store.records.actions.importing.stops import stops_after_contacts
from handrail.store.records.actions.recording import Record
from handrail.store.records.actions.sessions import today_of
from handrail.store.records.actions.stops import add_stop
from handrail.store.records.models import Alarm, Contact, Stop
from handrail.store.records.models.contacts import FIGURES
from handrail.store.records.reading.family import stored_case

OPEN = (None, "PENDING")
"""Nobody has decided about the contact yet."""


def judge_again(record: Record, *contacts: UUID) -> Replay:
    """Judge these contacts and every one nobody has decided about; store what changed.

    What was decided on an older answer keeps that answer, so that one can see what was known.
    """
    family = stored_case(record.case_id).family
    result = replay(family, load().rule, catalogue())
    rows = {
        row.session.ref: row
        for row in Contact.objects.filter(case_id=record.case_id)
        .exclude(state="planned")
        .select_related("session")
    }
    locks = stops_after_contacts(family, result)
    for one in result.contacts:
        row = rows[one.session]
        if row.id in contacts or one.decided in OPEN:
            _keep(record, row, one, result.rule.version)
            _keep_alarms(record, row, one)
            _keep_stops(record, row, locks.get(one.session, ()))
    return result


def _keep(record: Record, row: Contact, one: ReplayedContact, rule_version: str) -> None:
    reasons = [asdict(reason) for reason in one.proposal.reasons]
    found = (one.proposal.settled, one.proposal.move, reasons)
    if (row.settled, row.proposed, row.reasons) == found and row.rule_version == rule_version:
        return
    Contact.objects.filter(id=row.id).update(
        settled=one.proposal.settled, proposed=one.proposal.move, reasons=reasons,
        rule_version=rule_version,
    )  # fmt: skip
    record.also(
        "contact.judged", "contact", row.id, proposed=one.proposal.move.lower(),
        settled=one.proposal.settled, rule=rule_version,
        reasons=[reason.code for reason in one.proposal.reasons],
    )  # fmt: skip


def _keep_alarms(record: Record, row: Contact, one: ReplayedContact) -> None:
    """An alarm that once rang stays; a further one is added."""
    known = list(Alarm.objects.filter(contact_id=row.id).values_list("alarm", flat=True))
    new = [alarm for alarm in one.alarms if alarm.id not in known]
    for position, alarm in enumerate(new, start=len(known)):
        added = record.add(
            Alarm, contact_id=row.id, position=position, alarm=alarm.id,
            figures=alarm.text[:FIGURES],
        )  # fmt: skip
        record.also("alarm.rang", "alarm", added, alarm=alarm.id)


def _keep_stops(record: Record, row: Contact, stops: Sequence[CoreStop]) -> None:
    """What the contact itself led to. Of a day gone by, the lock begins now: a stop that was
    lifted this morning must not lift what is only told this afternoon."""
    known = set(Stop.objects.filter(contact_id=row.id).values_list("reason", flat=True))
    for stop in stops:
        code = stop.reason.code
        if code in known or code == "stopped":  # a decision to stop makes its own
            continue
        child, about = _id(stop.child), _id(stop.about)
        added = record.add(
            Stop, session_id=row.session_id, contact_id=row.id, child_id=child, about_id=about,
            reason=code, on=row.session.on,
        )  # fmt: skip
        record.also("stop.made", "stop", added, reason=code)
        if row.session.on < today_of(record):
            add_stop(record, reason=code, child=child, about=about)


def _id(person: str | None) -> UUID | None:
    return UUID(person) if person else None
