"""Legal holds: while one stands nothing of the case is discarded."""

from __future__ import annotations

import json
from uuid import UUID

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import recording, refuse
from handrail.store.records.actions.sessions import today_of
from handrail.store.records.models import LegalHold
from handrail.store.records.reading.notes import holds_of

SEATS = ("supervisor",)
"""Who places and lifts a hold from inside the case."""


def place_hold(*, by: Viewer, case_id: UUID, reason: str) -> UUID:
    """From now on nothing of this case is discarded. Raises RefusedByRule where a hold stands."""
    with recording(by=by, case_id=case_id, act="legal_hold.placed", seats=SEATS) as record:
        if any(one.until is None for one in holds_of(case_id)):
            refuse("A legal hold stands on this case already. One is enough.")
        row = record.add(
            LegalHold, since=today_of(record), texts={"reason": json.dumps({"placed": reason})}
        )
        record.about("legal_hold", row)
    return row


def lift_hold(*, by: Viewer, case_id: UUID, hold: UUID, reason: str) -> None:
    """End a hold, with the reason. Raises Refused("gone") when it does not stand any more."""
    with recording(by=by, case_id=case_id, act="legal_hold.lifted", seats=SEATS) as record:
        standing = [one for one in holds_of(case_id) if one.id == hold and one.until is None]
        if not standing:
            raise Refused("gone")
        told = json.dumps({"placed": standing[0].reason, "lifted": reason})
        LegalHold.objects.filter(case_id=case_id, id=hold, until__isnull=True).update(
            until=today_of(record), lifted_by=by.person_id,
            **record.sealed(LegalHold, hold, {"reason": told}),
        )  # fmt: skip
        record.about("legal_hold", hold)
