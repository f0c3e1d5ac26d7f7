"""Lines of one chain, read back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from handrail.store.ledger.models import Line


@dataclass(frozen=True)
class Told:
    """What a line says of a row. commitment: to a sealed text, b"" where it tells of none."""

    act: str
    kind: str
    row: UUID | None
    commitment: bytes


def told(chain: UUID, acts: Collection[str]) -> list[Told]:
    """The lines of a chain with one of these acts, oldest first, for whoever may read it."""
    rows = Line.objects.filter(chain_id=chain, act__in=acts).order_by("seq")
    found = rows.values_list("act", "object_kind", "object_id", "commitment")
    return [Told(act, kind, row, bytes(sealed or b"")) for act, kind, row, sealed in found]
