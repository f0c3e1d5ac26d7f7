"""Opening a case, changing its cover, giving and ending seats in it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from handrail import chance
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.actions.team_seats import refuse_to_give, refuse_unless_giver
from handrail.store.accounts.models import Case, Membership, Practice
from handrail.store.accounts.seats import CASE_TEAM, OPENS_CASES, RESTS_ON, SEES_EVERY_CASE_HEADER
from handrail.store.accounts.teams import keeping_seats
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import in_force, staff_seats
from handrail.store.database import identity, versions
from handrail.store.database.transactions import expecting_conflict, writing
from handrail.store.ledger.appending import append

CHANGEABLE = {"status", "closed_on", "basis", "client_is", "jurisdiction", "protocol_version"}


def open_case(
    *,
    by: Viewer,
    family_name: str,
    opened_on: date,
    basis: str,
    jurisdiction: str,
    client_is: str = "family",
    status: str = "intake",
    protocol_version: str = "",
    seat: str = "therapist",
    at: datetime | None = None,
) -> UUID:
    """Open a case; whoever opens it takes `seat` on its team. Returns its id. Raises Refused."""
    moment = at or identity.moment()
    with writing():
        if not staff_seats(by, OPENS_CASES).exists():
            raise Refused("staff_only")
        if not staff_seats(by, RESTS_ON[seat]).exists():
            raise Refused("seat_does_not_fit")
        case = Case(
            id=chance.new_id(),
            practice_id=by.practice_id,
            number=_next_number(by.practice_id),
            family_name=family_name,
            status=status,
            opened_on=opened_on,
            basis=basis,
            client_is=client_is,
            jurisdiction=jurisdiction,
            protocol_version=protocol_version,
        )
        case.save(force_insert=True)
        _line(by, case.id, "case.opened", "case", case.id, seat=seat, at=moment)
        _seat(by, case.id, by.person_id, seat, moment, None, moment)
    return case.id


def change_case(
    *, by: Viewer, case_id: UUID, version: int, at: datetime | None = None, **values: object
) -> int:
    """Change what stands on the cover; returns the new version. Raises Refused and Stale."""
    unknown = set(values) - CHANGEABLE
    if unknown:
        raise TypeError(f"not changeable: {', '.join(sorted(unknown))}")
    with writing():
        seat = _seat_of(by, case_id)
        rows = Case.objects.filter(practice_id=by.practice_id)
        new_version = versions.change(rows, row_id=case_id, version=version, **values)
        _line(by, case_id, "case.changed", "case", case_id, seat=seat, at=at, fields=sorted(values))
    return new_version


def give_seat(
    *,
    by: Viewer,
    case_id: UUID,
    person_id: UUID,
    seat: str,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
    at: datetime | None = None,
) -> UUID:
    """Give somebody else of the practice a seat in the case: for whoever gives that seat.

    `seat` is a code of the seat list. Returns the id of the membership. Raises Refused:
    "no_such_case", "no_such_person", and what `refuse_to_give` says.
    """
    moment = at or identity.moment()
    with writing():
        refuse_to_give(by, _seats_of(by, case_id), case_id, person_id, seat)
        try:
            with expecting_conflict():
                return _seat(by, case_id, person_id, seat, from_at or moment, until_at, moment)
        except IntegrityError:  # nobody, or somebody of another practice
            raise Refused("no_such_person") from None


def end_seat(
    *, by: Viewer, case_id: UUID, person_id: UUID, seat: str, at: datetime | None = None
) -> None:
    """End somebody's seat in the case at once: one's own, or one that one may give.

    Raises Refused: "no_such_case", "no_such_seat", "not_yours_to_give".
    """
    moment = at or identity.moment()
    with writing():
        own = _seats_of(by, case_id)
        held = Membership.objects.filter(
            in_force(), case_id=case_id, person_id=person_id, seat=seat
        )
        if not held.exists():
            raise Refused("no_such_seat")
        if seat in CASE_TEAM and person_id != by.person_id:
            refuse_unless_giver(own, seat)
        held.update(until_at=moment)
        identity.renew()
        _line(by, case_id, "seat.ended", "person", person_id, seat=seat, at=moment)


def _next_number(practice_id: UUID) -> int:
    """The next case number; the practice's row stays locked until the case is there."""
    rows = Practice.objects.filter(id=practice_id)
    rows.update(cases_opened=F("cases_opened") + 1)
    return rows.values_list("cases_opened", flat=True).get()


def _seat_of(by: Viewer, case_id: UUID) -> str:
    """The seat that lets `by` keep the cover of this case. Raises Refused."""
    own = _seats_of(by, case_id)
    return next(seat for seat in (*CASE_TEAM, *SEES_EVERY_CASE_HEADER) if seat in own)


def _seats_of(by: Viewer, case_id: UUID) -> frozenset[str]:
    """The seats from which `by` keeps cover and seats of this case. Raises Refused for none."""
    own = keeping_seats(by, case_id)
    if not own:
        raise Refused("no_such_case")
    return own


def _seat(
    by: Viewer,
    case_id: UUID,
    person_id: UUID,
    seat: str,
    from_at: datetime,
    until_at: datetime | None,
    at: datetime,
) -> UUID:
    row = Membership.objects.create(
        practice_id=by.practice_id,
        case_id=case_id,
        person_id=person_id,
        seat=seat,
        from_at=from_at,
        until_at=until_at,
        given_by_id=by.person_id,
    )
    identity.renew()
    _line(by, case_id, "seat.given", "person", person_id, seat=seat, at=at)
    return row.id


def _line(
    by: Viewer,
    case_id: UUID,
    act: str,
    kind: str,
    object_id: UUID,
    *,
    seat: str,
    at: datetime | None,
    fields: list[str] | None = None,
) -> None:
    detail: dict[str, str | list[str]] = {"seat": seat}
    if fields:
        detail["fields"] = fields
    append(
        by=by,
        chain=case_id,
        act=act,
        object_kind=kind,
        object_id=object_id,
        detail=detail,
        at=at,
    )
