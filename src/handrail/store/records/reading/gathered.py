"""Several tables of one case with their sealed words, in two statements: the rows, and the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from handrail.store.accounts.visibility import MY_CASE_IDS
from handrail.store.keys.sealing import Key, key_of
from handrail.store.keys.stores import Store
from handrail.store.records.models.common import asking
from handrail.store.records.reading.rows import Gathering, JsonRows, as_id, loaded

Row = Mapping[str, Any]


class Gathered:
    """The rows of one case by part; `word` opens a sealed field of a row."""

    def __init__(self, case_id: UUID, found: Mapping[str, list[dict[str, Any]]]) -> None:
        self._case_id = case_id
        self._found = found
        self._key: Key | None = None

    def rows(self, part: str) -> list[dict[str, Any]]:
        """The rows of a part, in no order."""
        return self._found.get(part, [])

    def word(self, row: Row, table: str, field: str) -> str:
        """A sealed text of a row (which needs its `id`); "" where nothing was said."""
        if not row[field]:
            return ""
        if self._key is None:
            self._key = key_of(Store.RECORD, self._case_id)
        blob = bytes.fromhex(row[field])
        return self._key.open(blob, table=table, row=UUID(as_id(row["id"])), field=field)


def gathering(parts: Callable[[], Mapping[str, JsonRows]]) -> Callable[[UUID], Gathered]:
    """A function that gathers these parts of a case; nothing of one that cannot be seen."""
    statement = Gathering(("id",), parts)

    def gather(case_id: UUID) -> Gathered:
        if asking() is None:
            return Gathered(case_id, {})
        found = statement.rows([case_id], among=MY_CASE_IDS, parts=None)
        rows = found[0] if found else {}
        return Gathered(case_id, {part: loaded(rows[part]) for part in rows if part != "id"})

    return gather
