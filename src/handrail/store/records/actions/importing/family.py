"""People, households, relations, history, safety: who the family is."""

from __future__ import annotations

from handrail import chance
from handrail.store.records import models as tables
from handrail.store.records.actions.importing.loading import Loading


def load_people(loading: Loading) -> None:
    """Households, contact details, relations, history."""
    for person in loading.family.people:
        who = loading.people[person.id]
        for household in person.households:
            loading.add(tables.HouseholdMember, person_id=who, household=household)
        if person.details:
            row = chance.new_id()
            blob = loading.safety_key.seal_json("contact_details", row, "details", person.details)
            loading.add(
                tables.ContactDetails,
                id=row,
                person_id=who,
                details=blob,
                protected=person.details_protected,
            )
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


def load_safety(loading: Loading) -> None:
    """The outcome of the safety interviews, into the safety file."""
    safety = loading.family.safety
    if not safety.outcome:
        return
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
