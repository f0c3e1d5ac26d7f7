"""One act on the record of a case: who may, the rows, the sealed words, the ledger lines.

    with recording(by=by, case_id=case_id, act="need.recorded") as record:
        row = record.add(tables.Need, person_id=person, on=on, texts={"text": text})
        record.about("need", row)

Everything in the block is written in one transaction with its lines, or nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from handrail import chance
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.reading import OpenCase, case_for
from handrail.store.accounts.viewer import Viewer
from handrail.store.database import identity, versions
from handrail.store.database.transactions import one_at_a_time, writing
from handrail.store.keys.sealing import key_to_seal
from handrail.store.keys.stores import OF_A_PERSON, Store
from handrail.store.ledger.appending import Value, append
from handrail.store.records.actions.sealing import Envelope

CLINICIANS = ("therapist", "co_therapist", "supervisor")
"""Seats on a case's team that write in the clinical record."""
TEAM = (*CLINICIANS, "coordinator")
"""Seats that also keep the cover and the calendar: no clinical word."""

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

AFTER_CLOSING = frozenset({
    "addendum.signed", "after_care.planned", "co_sign.declined", "co_sign.taken_back",
    "draft.discarded", "draft.restored", "draft.saved", "kept_back.recorded", "kept_back.settled",
    "legal_hold.lifted", "legal_hold.placed", "letter.given", "letter.signed", "letter.written",
    "note.signed", "session.cancelled", "staff_notice.seen", "stop.made",
})  # fmt: skip
"""What may still be written on a closed case: what is owed afterwards, and what protects."""


class RefusedByRule(Refused):
    """A rule of the treatment or the law refuses: `reasons` are its own sentences."""


def table_name(table: type[models.Model]) -> str:
    """How a table is called in ledger lines and round sealed texts: ChildView -> child_view."""
    return _WORD.sub("_", table.__name__).lower()


class Record:
    """The act under way. Made by `recording` alone."""

    def __init__(self, by: Viewer, case: OpenCase, act: str, at: datetime) -> None:
        self.by = by
        self.case = case
        self.case_id: UUID = case.case.id
        self.seat = case.seat
        self.act = act
        self.at = at
        self._envelopes: dict[Store, Envelope] = {}
        self._object: tuple[str, UUID] = ("case", self.case_id)
        self._detail: dict[str, Value | Sequence[Value]] = {}

    @property
    def today(self) -> date:
        """The practice's local day of the act."""
        return self.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()

    def add(
        self,
        table: type[models.Model],
        *,
        texts: Mapping[str, str] | None = None,
        store: Store = Store.RECORD,
        **fields: Any,
    ) -> UUID:
        """Write a row, `texts` sealed into its fields where there are any; returns its id."""
        row_id: UUID = fields.pop("id", None) or chance.new_id()
        row = table(
            id=row_id,
            case_id=self.case_id,
            recorded_at=self.at,
            recorded_by=self.by.person_id,
            **fields,
            **self.sealed(table, row_id, texts or {}, store),
        )
        row.save(force_insert=True)
        return row_id

    def sealed(
        self,
        table: type[models.Model],
        row_id: UUID,
        texts: Mapping[str, str],
        store: Store = Store.RECORD,
    ) -> dict[str, bytes]:
        """Field -> sealed text, for the fields that have any."""
        return {
            name: self.envelope(store).seal(table_name(table), row_id, name, text)
            for name, text in texts.items()
            if text
        }

    def change(
        self,
        table: type[models.Model],
        row_id: UUID,
        *,
        version: int,
        texts: Mapping[str, str] | None = None,
        store: Store = Store.RECORD,
        **values: Any,
    ) -> int:
        """Change a contested row as it was read at `version`; returns the new one. Raises Stale."""
        rows = table._default_manager.filter(case_id=self.case_id)
        sealed = self.sealed(table, row_id, texts or {}, store)
        return versions.change(rows, row_id=row_id, version=version, **values, **sealed)

    def envelope(self, store: Store) -> Envelope:
        """What seals for this case, or for the author where a store is a person's own."""
        if store not in self._envelopes:
            owner = self.by.person_id if store in OF_A_PERSON else self.case_id
            self._envelopes[store] = Envelope(key_to_seal(store, owner))
        return self._envelopes[store]

    def about(self, kind: str, row_id: UUID, **detail: Value | Sequence[Value]) -> None:
        """What the act's line names: a row, with ids and codes."""
        self._object = (kind, row_id)
        self._detail.update(detail)

    def also(self, act: str, kind: str, row_id: UUID, **detail: Value | Sequence[Value]) -> None:
        """A further line of the same act, written now."""
        self._line(act, kind, row_id, detail=detail)

    def tell_ledger(self) -> None:
        """A line for each sealed text with its commitment, and one for the act.

        What a child told in confidence and what an author keeps apart leave no line of their own.
        """
        for store, envelope in self._envelopes.items():
            if store in _UNTOLD:
                continue
            for table, row_id, commitment in envelope.commitments:
                self._line("text.sealed", table, row_id, commitment=commitment)
        self._line(self.act, *self._object, detail=self._detail)

    def _line(
        self,
        act: str,
        kind: str,
        row_id: UUID,
        *,
        detail: Mapping[str, Value | Sequence[Value]] | None = None,
        commitment: bytes | None = None,
    ) -> None:
        append(
            by=self.by, chain=self.case_id, act=act, seat=self.seat, object_kind=kind,
            object_id=row_id, detail=detail, commitment=commitment, at=self.at,
        )  # fmt: skip


_UNTOLD = frozenset({Store.REPORTING, Store.PSYCHOTHERAPY})


@contextmanager
def recording(
    *,
    by: Viewer,
    case_id: UUID,
    act: str,
    seats: Sequence[str] = CLINICIANS,
    at: datetime | None = None,
) -> Iterator[Record]:
    """One act on a case by somebody whose seat there may do it. Acts on one case come one after the
    other, so that what is numbered or judged from its rows never meets another's.

    Raises Refused: "no_such_case" without a seat on the team, "not_your_seat" when it may not,
    "case_closed" for whatever is not among AFTER_CLOSING once the case is closed.
    What the block raises is raised, and nothing is written.
    """
    with writing():
        one_at_a_time(case_id)
        case = case_for(by, case_id)
        if case is None:
            raise Refused("no_such_case")
        if case.seat not in seats:
            raise Refused("not_your_seat")
        if case.case.status == "closed" and act not in AFTER_CLOSING:
            raise Refused("case_closed")
        record = Record(by, case, act, at or identity.moment())
        yield record
        record.tell_ledger()


def refuse(*reasons: str) -> None:
    """Raises RefusedByRule when there is any reason."""
    if reasons:
        raise RefusedByRule(*reasons)


def one_of_case(table: type[models.Model], case_id: UUID, row_id: UUID) -> Any:
    """A row of this case. Raises Refused("gone") for a row of none or another."""
    row = table._default_manager.filter(case_id=case_id, id=row_id).first()
    if row is None:
        raise Refused("gone")
    return row
