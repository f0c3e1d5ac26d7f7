"""What was kept from a child, for those who may read a safety alert of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.store.keys.stores import Store
from handrail.store.records.models import KeptBack
from handrail.store.records.reading.opened import opened


@dataclass(frozen=True)
class Kept:
    """One thing. child, sender: person ids, sender "" for somebody in `from_whom`. became: what
    became of it, "" while it is kept. by, became_by: person ids of the staff."""

    id: UUID
    came_as: str
    held: str
    arrived_on: date
    child: str
    sender: str
    from_whom: str
    words: str
    by: str
    became: str
    became_on: date | None
    became_by: str
    became_words: str
    version: int


def kept_back(case_id: UUID) -> list[Kept]:
    """Everything that was kept back, what is still kept first, then the newest first. One query,
    and one for the key of the safety file."""
    found = opened(
        KeptBack.objects.filter(case_id=case_id).order_by("-arrived_on", "-recorded_at"),
        "came_as", "held", "arrived_on", "child_id", "sender_id", "became", "became_on",
        "became_by", "version", words=("from_whom", "words", "became_words"), case_id=case_id,
        store=Store.SAFETY, table="kept_back",
    )  # fmt: skip
    every = [
        Kept(
            id=one.id,
            came_as=one["came_as"],
            held=one["held"],
            arrived_on=one["arrived_on"],
            child=str(one["child_id"]),
            sender=str(one["sender_id"] or ""),
            from_whom=one["from_whom"],
            words=one["words"],
            by=str(one.recorded_by or ""),
            became=one["became"],
            became_on=one["became_on"],
            became_by=str(one["became_by"] or ""),
            became_words=one["became_words"],
            version=one["version"],
        )
        for one in found
    ]
    return sorted(every, key=lambda one: bool(one.became))
