"""Sealing what an action stores, and remembering the commitments for its ledger lines."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from handrail.store.keys.sealing import Key


@dataclass
class Envelope:
    """Seals fields of rows with one key; `commitments` collects (table, row, commitment)."""

    key: Key
    commitments: list[tuple[str, UUID, bytes]] = field(default_factory=list)

    def seal(self, table: str, row: UUID, field_name: str, text: str) -> bytes:
        """The sealed text."""
        sealed = self.key.seal(table=table, row=row, field=field_name, text=text)
        self.commitments.append((table, row, sealed.commitment))
        return sealed.blob

    def seal_if(self, table: str, row: UUID, field_name: str, text: str) -> bytes | None:
        """The sealed text, or None when there is nothing to say."""
        return self.seal(table, row, field_name, text) if text else None

    def seal_json(self, table: str, row: UUID, field_name: str, value: Any) -> bytes:
        """A value as sealed JSON."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        return self.seal(table, row, field_name, text)
