"""Legal holds: while one stands nothing of the case is discarded (law §6.1).

Placed and lifted from inside a case by its supervisor, with a reason in words; or from outside
every case by who keeps the holds of the practice, who knows a case by its number and opens nothing.
"""

from __future__ import annotations

import json
from uuid import UUID

from handrail import chance
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.seats import KEEPS_HOLDS
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import staff_seats, visible_cases
from handrail.store.database import identity
from handrail.store.database.transactions import one_at_a_time, writing
from handrail.store.ledger.appending import append
from handrail.store.records.actions.people_and_days import today
from handrail.store.records.actions.recording import RefusedByRule, recording, refuse
from handrail.store.records.actions.sessions import today_of
from handrail.store.records.models import LegalHold
from handrail.store.records.models.drafts import HOLD_GROUNDS
from handrail.store.records.reading.legal_holds import holds_of, standing_hold

SEATS = ("supervisor",)
"""Who places and lifts a hold from inside the case."""
GROUNDS = HOLD_GROUNDS
_ONE_IS_ENOUGH = "A legal hold stands on this case already. One is enough."


def place_hold(*, by: Viewer, case_id: UUID, reason: str, ground: str = "") -> UUID:
    """From now on nothing of this case is discarded. ground: one of GROUNDS, "" for none of them.

    Raises RefusedByRule where a hold stands.
    """
    with recording(by=by, case_id=case_id, act="legal_hold.placed", seats=SEATS) as record:
        if standing_hold(case_id) is not None:
            refuse(_ONE_IS_ENOUGH)
        row = record.add(
            LegalHold, since=today_of(record), ground=ground,
            texts={"reason": json.dumps({"placed": reason})},
        )  # fmt: skip
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


def place_hold_by_number(*, by: Viewer, number: int, ground: str) -> UUID:
    """A hold on the case with this number, from outside it: no word of the case is opened.

    Raises Refused("not_a_keeper"); RefusedByRule for no such number, for no known ground, and where
    a hold stands.
    """
    with writing():
        _refuse_unless_keeper(by)
        case = visible_cases(by).filter(number=number).values_list("id", flat=True).first()
        if case is None:
            raise RefusedByRule(
                f"No case of this practice has the number {number:03d}. The list of cases has them."
            )
        one_at_a_time(case)
        if ground not in GROUNDS:
            refuse(f"A hold rests on one of {', '.join(GROUNDS)}.")
        if LegalHold.objects.filter(case_id=case, until__isnull=True).exists():
            refuse(_ONE_IS_ENOUGH)
        row = LegalHold(
            id=chance.new_id(), case_id=case, recorded_at=identity.moment(),
            recorded_by=by.person_id, since=today(), ground=ground,
        )  # fmt: skip
        row.save(force_insert=True)
        _line(by, case, "legal_hold.placed", row.id)
    return row.id


def lift_hold_from_outside(*, by: Viewer, hold: UUID) -> None:
    """End a hold of the practice. Raises Refused: "not_a_keeper", "gone" when it does not stand."""
    with writing():
        _refuse_unless_keeper(by)
        rows = LegalHold.objects.filter(
            id=hold, until__isnull=True, case__practice_id=by.practice_id
        )
        case = rows.values_list("case_id", flat=True).first()
        if case is None:
            raise Refused("gone")
        one_at_a_time(case)
        standing = LegalHold.objects.filter(id=hold, until__isnull=True)
        if standing.update(until=today(), lifted_by=by.person_id) != 1:
            raise Refused("gone")
        _line(by, case, "legal_hold.lifted", hold)


def _refuse_unless_keeper(by: Viewer) -> None:
    if not staff_seats(by, KEEPS_HOLDS).exists():
        raise Refused("not_a_keeper")


def _line(by: Viewer, case: UUID, act: str, hold: UUID) -> None:
    append(
        by=by, chain=case, act=act, seat=KEEPS_HOLDS[0], object_kind="legal_hold", object_id=hold
    )
