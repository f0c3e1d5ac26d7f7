"""One import under way: the case, its people, and the rows made so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from handrail import chance, clock
from handrail.core.family_file.values import Family, Person
from handrail.core.therapy.stops import LadderKey
from handrail.store.accounts.actions.cases import change_case, give_seat, open_case
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.reading import seats_of
from handrail.store.accounts.seats import OPENS_CASES
from handrail.store.accounts.viewer import Viewer
from handrail.store.keys.sealing import key_to_seal
from handrail.store.keys.stores import Store
from handrail.store.ledger.appending import append
from handrail.store.records.actions.sealing import Envelope


class Loading:
    """Opens the case and its people at once; rows wait until `write`, table by table."""

    def __init__(self, by: Viewer, family: Family, protocol_version: str) -> None:
        self.by = by
        self.at: datetime = clock.now()
        self.family = family
        self.counts: Counter[str] = Counter()
        self.seat = _seat_of(by)
        self.case_id: UUID = open_case(
            by=by,
            family_name=family.case.name,
            opened_on=self.first_day,
            basis=family.case.basis or ("court_order" if family.orders else "voluntary"),
            client_is=family.case.client_is,
            jurisdiction=family.case.jurisdiction,
            status="closed" if family.case.closed_on else "active",
            protocol_version=protocol_version,
            seat=self.seat,
            at=self.at,
        )
        if family.case.closed_on:
            change_case(
                by=by, case_id=self.case_id, version=1, closed_on=family.case.closed_on, at=self.at
            )
        self.record_key = Envelope(key_to_seal(Store.RECORD, self.case_id))
        self.safety_key = Envelope(key_to_seal(Store.SAFETY, self.case_id))
        # Every case has one from the start, so that having one tells nothing.
        self.reporting_key = Envelope(key_to_seal(Store.REPORTING, self.case_id))
        self.people = {one.id: self._person(one) for one in family.people}
        self.ladders: dict[LadderKey, UUID] = {one.key: chance.new_id() for one in family.ladders}
        self._waiting: dict[type[models.Model], list[models.Model]] = {}

    @property
    def first_day(self) -> date:
        """The day the work began, as far as the file says."""
        first = min((session.on for session in self.family.sessions), default=self.at.date())
        return self.family.case.opened_on or first

    def _person(self, one: Person) -> UUID:
        person_id = add_person(
            by=self.by, given=one.given, family=one.family, born_on=one.born, at=self.at
        )
        give_seat(by=self.by, case_id=self.case_id, person_id=person_id, seat=one.seat, at=self.at)
        return person_id

    def add(self, table: type[models.Model], **fields: Any) -> UUID:
        """A row to be written; returns its id."""
        row_id: UUID = fields.pop("id", None) or chance.new_id()
        row = table(
            id=row_id,
            case_id=self.case_id,
            recorded_at=self.at,
            recorded_by=self.by.person_id,
            **fields,
        )
        self._waiting.setdefault(table, []).append(row)
        self.counts[table.__name__] += 1
        return row_id

    def known(self, person: str | None) -> UUID | None:
        """The person's id in the record, None for nobody."""
        return self.people.get(person or "")

    def names(self, people: Iterable[str]) -> list[str]:
        """Ids as the record keeps them in lists; others (a court, a school) as written."""
        return [str(self.people.get(one, one)) for one in people]

    def write(self) -> None:
        """Write every waiting row, parents before children."""
        for table, rows in self._waiting.items():
            table._default_manager.bulk_create(rows, batch_size=200)

    def tell_ledger(self) -> None:
        """A line for each sealed text with its commitment, and one for the whole."""
        for table, row, commitment in (
            *self.record_key.commitments,
            *self.safety_key.commitments,
        ):
            append(
                by=self.by,
                chain=self.case_id,
                act="text.sealed",
                object_kind=table,
                object_id=row,
                commitment=commitment,
                seat=self.seat,
                at=self.at,
            )
        append(
            by=self.by,
            chain=self.case_id,
            act="case.imported",
            object_kind="case",
            object_id=self.case_id,
            detail={"rows": sum(self.counts.values())},
            seat=self.seat,
            at=self.at,
        )


def _seat_of(by: Viewer) -> str:
    """The seat in the case that goes with the importer's seat in the practice."""
    held = seats_of(by)
    return next((seat for seat in OPENS_CASES if seat in held), "therapist")
