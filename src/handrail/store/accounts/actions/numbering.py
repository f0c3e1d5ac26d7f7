"""Case numbers go on from where a practice's own files end."""

from __future__ import annotations

from datetime import datetime

from handrail.store.accounts.actions.refusals import Refused, refuse_unless_administrator
from handrail.store.accounts.models import Practice
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import writing
from handrail.store.ledger.appending import append


def number_cases_from(*, by: Viewer, number: int, at: datetime | None = None) -> None:
    """Give the next case this number. For administrators. Raises Refused, also for a used one."""
    with writing():
        refuse_unless_administrator(by)
        mine = Practice.objects.filter(id=by.practice_id, cases_opened__lt=number)
        if not mine.update(cases_opened=number - 1):
            raise Refused("number_used")
        append(
            by=by,
            chain=by.practice_id,
            act="case.numbering_changed",
            detail={"next": number},
            at=at,
        )
