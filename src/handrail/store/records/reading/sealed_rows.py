"""Every row of a table with one of its sealed texts opened, and the commitment to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from handrail.store.keys.sealing import Key, key_of
from handrail.store.keys.stores import Store


@dataclass(frozen=True)
class SealedRow:
    """One row. version: how often it was written. text, commitment: empty where none is sealed."""

    id: UUID
    version: int
    text: str
    commitment: bytes


def sealed_rows(
    table: type[models.Model], column: str, *, case_id: UUID, sealed_as: str
) -> list[SealedRow]:
    """The rows of one case; sealed_as: the table's name round its texts. Two queries."""
    rows = list(table._default_manager.filter(case_id=case_id))
    key = key_of(Store.RECORD, case_id) if rows else None
    return [_opened(row, column, sealed_as, key) for row in rows]


def _opened(row: Any, column: str, sealed_as: str, key: Key | None) -> SealedRow:
    version, blob = getattr(row, "version", 1), getattr(row, column)
    if key is None or blob is None:
        return SealedRow(row.id, version, "", b"")
    text = key.open(bytes(blob), table=sealed_as, row=row.id, field=column)
    commitment = key.commitment(bytes(blob), table=sealed_as, row=row.id, field=column)
    return SealedRow(row.id, version, text, commitment)
