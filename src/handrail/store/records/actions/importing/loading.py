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
from handrail.store.accounts.actions.cases import give_seat, open_case
from handrail.store.accounts.actions.people import add_person
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
        self.case_id: UUID = open_case(
            by=by,
            family_name=family.case.name,
            opened_on=family.case.opened_on or _first_day(family) or self.at.date(),
            basis=family.case.basis or ("court_order" if family.orders else "voluntary"),
            client_is=family.case.client_is,
            jurisdiction=family.case.jurisdiction,
            status="closed" if family.case.closed_on else "active",
            protocol_version=protocol_version,
            at=self.at,
        )
        self.record_key = Envelope(key_to_seal(Store.RECORD, self.case_id))
        self.safety_key = Envelope(key_to_seal(Store.SAFETY, self.case_id))
        self.people = {one.id: self._person(one) for one in family.people}
        self.ladders: dict[LadderKey, UUID] = {one.key: chance.new_id() for one in family.ladders}
        self._waiting: dict[type[models.Model], list[models.Model]] = {}

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
                at=self.at,
            )
        append(
            by=self.by,
            chain=self.case_id,
            act="case.imported",
            object_kind="case",
            object_id=self.case_id,
            detail={"digest": self.family.digest, "rows": sum(self.counts.values())},
            at=self.at,
        )


def _first_day(family: Family) -> date | None:
    return min((session.on for session in family.sessions), default=None)
