"""Rows of one case with their sealed words opened: one query for the rows, one for the key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from handrail.store.keys.sealing import Key, key_of, keys_of
from handrail.store.keys.stores import Store


@dataclass(frozen=True)
class Opened:
    """One row: its columns by name, its words by name ("" where nothing was said)."""

    id: UUID
    recorded_at: datetime
    recorded_by: UUID | None
    columns: Mapping[str, Any]
    words: Mapping[str, str]

    def __getitem__(self, name: str) -> Any:
        return self.words[name] if name in self.words else self.columns[name]


def opened(
    rows: models.QuerySet[Any],
    *columns: str,
    words: Sequence[str] = (),
    case_id: UUID,
    store: Store = Store.RECORD,
    table: str,
) -> list[Opened]:
    """The rows with these columns, and these sealed fields opened; `table` as they were sealed."""
    names = ("id", "recorded_at", "recorded_by", *columns, *words)
    found = [dict(zip(names, row, strict=True)) for row in rows.values_list(*names)]
    sealed = any(row[name] is not None for row in found for name in words)
    key = key_of(store, case_id) if sealed else None
    return [_opened(row, columns, words, key, table) for row in found]


def _opened(
    row: Mapping[str, Any],
    columns: Iterable[str],
    words: Iterable[str],
    key: Key | None,
    table: str,
) -> Opened:
    return Opened(
        id=row["id"],
        recorded_at=row["recorded_at"],
        recorded_by=row["recorded_by"],
        columns={name: row[name] for name in columns},
        words={name: open_word(key, row[name], table, row["id"], name) for name in words},
    )


def open_word(key: Key | None, blob: bytes | None, table: str, row: UUID, field: str) -> str:
    """One sealed text opened; "" where nothing was said."""
    if blob is None or key is None:
        return ""
    return key.open(bytes(blob), table=table, row=row, field=field)


def key_if_any(store: Store, owner_id: UUID) -> Key | None:
    """The key of a store, or None when nothing was ever sealed with it."""
    return keys_of(store, [owner_id]).get(owner_id)
