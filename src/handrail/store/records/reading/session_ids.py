"""Sessions of a case by their names."""

from __future__ import annotations

from uuid import UUID

from handrail.store.records.models import Session


def session_ids(case_id: UUID) -> dict[str, UUID]:
    """Ref -> id of every session of a case."""
    return dict(Session.objects.filter(case_id=case_id).values_list("ref", "id"))
