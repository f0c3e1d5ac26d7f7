"""The stops of a case and what was lifted, opened for the page that lists them."""

from __future__ import annotations

from uuid import UUID

from handrail.store.records.models import Clearing, Stop
from handrail.store.records.reading.opened import Opened, opened


def stops_in(case_id: UUID) -> list[Opened]:
    """Every stop ever made, the newest first: child_id, about_id, reason, on."""
    rows = Stop.objects.filter(case_id=case_id).order_by("-on", "-recorded_at")
    columns = ("child_id", "about_id", "reason", "on")
    return opened(rows, *columns, case_id=case_id, table="stop")


def clearings_in(case_id: UUID) -> list[Opened]:
    """Every lifting, the newest first, with its reason: child_id, parent_id, on, by."""
    rows = Clearing.objects.filter(case_id=case_id).order_by("-on", "-recorded_at")
    columns = ("child_id", "parent_id", "on", "by")
    return opened(rows, *columns, words=("reason",), case_id=case_id, table="clearing")
