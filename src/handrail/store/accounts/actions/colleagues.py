"""Taking somebody on: a person, a seat in the practice and a link, in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.store.accounts.actions.invitations import invite
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.actions.practices import give_staff_seat
from handrail.store.accounts.actions.refusals import Refused, refuse_unless_administrator
from handrail.store.accounts.models import folded_email
from handrail.store.accounts.staff import staff_of
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import writing


@dataclass(frozen=True)
class TakenOn:
    """Somebody new, and the token of their one-time link."""

    person_id: UUID
    token: str


def take_on(
    *,
    by: Viewer,
    given: str,
    family: str,
    email: str,
    seat: str,
    at: datetime | None = None,
) -> TakenOn:
    """Add somebody, give them a seat in the practice, make their link. For administrators.

    Raises Refused: "address_of_colleague", "no_such_seat". An address that signs in anywhere else
    is answered like any other: only whoever uses the link learns that it will not do.
    """
    with writing():
        refuse_unless_administrator(by)
        refuse_address_of_colleague(by, email)
        person_id = add_person(by=by, given=given, family=family, at=at)
        give_staff_seat(by=by, person_id=person_id, seat=seat, at=at)
        return TakenOn(person_id, invite(by=by, person_id=person_id, email=email, at=at))


def new_link(*, by: Viewer, person_id: UUID, email: str, at: datetime | None = None) -> str:
    """A new link for somebody of the staff who has no account yet; the earlier one ends.

    For administrators. Raises Refused: "not_staff", "address_of_colleague", "already_has_account".
    """
    with writing():
        refuse_unless_administrator(by)
        if not any(one.id == person_id and one.seats for one in staff_of(by)):
            raise Refused("not_staff")
        refuse_address_of_colleague(by, email, but=person_id)
        return invite(by=by, person_id=person_id, email=email, at=at)


def refuse_address_of_colleague(by: Viewer, email: str, *, but: UUID | None = None) -> None:
    """Raises Refused for the address of somebody of the staff, as its administrator sees it."""
    others = {one.sign_in.email for one in staff_of(by) if one.id != but}
    if folded_email(email) in others:
        raise Refused("address_of_colleague")
