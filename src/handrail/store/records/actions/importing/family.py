"""People, households, relations, history, safety: who the family is."""

from __future__ import annotations

from handrail import chance
from handrail.core.family_file.standing import CONTACT_ENDS
from handrail.core.family_file.values import Person
from handrail.store.records import models as tables
from handrail.store.records.actions.importing.loading import Loading


def load_referral(loading: Loading) -> None:
    """Why the family came, and how the work ended."""
    case = loading.family.case
    if case.referral_reasons:
        loading.add(tables.Referral, reasons=list(case.referral_reasons))
    if case.closed_on or case.closure_reason:
        loading.add(tables.Closure, reason=case.closure_reason, on=case.closed_on)


def load_people(loading: Loading) -> None:
    """Households, contact details, remarks, relations, history."""
    for person in loading.family.people:
        _load_person(loading, person)
    for relation in loading.family.relations:
        loading.add(
            tables.Relation,
            of_id=loading.people[relation.from_],
            to_id=loading.people[relation.to],
            kind=relation.kind,
            since=relation.since,
            until=relation.until,
            quality=relation.quality,
            source=str(loading.people.get(relation.source, relation.source)),
        )
    for position, event in enumerate(loading.family.history):
        row = chance.new_id()
        loading.add(
            tables.HistoryEvent,
            id=row,
            on=event.on,
            position=position,
            event=loading.record_key.seal("history_event", row, "event", event.event),
            sources=loading.names(event.source),
            accounts_differ=event.accounts_differ,
        )


def _load_person(loading: Loading, person: Person) -> None:
    who = loading.people[person.id]
    for household in person.households:
        loading.add(tables.HouseholdMember, person_id=who, household=household)
    row = chance.new_id()
    if person.notes:
        text = loading.record_key.seal("remark", row, "text", person.notes)
        loading.add(tables.Remark, id=row, person_id=who, text=text)
    if person.details:
        blob = loading.safety_key.seal_json("contact_details", row, "details", person.details)
        loading.add(
            tables.ContactDetails,
            id=row,
            person_id=who,
            details=blob,
            protected=person.details_protected,
        )


def load_safety(loading: Loading) -> None:
    """The outcome of the safety interviews, into the safety file."""
    safety = loading.family.safety
    if not safety.outcome:
        return
    if safety.outcome in CONTACT_ENDS:
        loading.add(tables.Stop, reason="safety_flag", on=safety.on or loading.first_day)
    row = chance.new_id()
    loading.add(
        tables.SafetyOutcome,
        id=row,
        outcome=safety.outcome,
        on=safety.on,
        measures=list(safety.measures),
        review_on=safety.review_on,
        notes=loading.safety_key.seal_if("safety_outcome", row, "notes", safety.notes),
    )
