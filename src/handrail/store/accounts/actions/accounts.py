"""Closing and reopening accounts. Nobody can set another person's password."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Account
from handrail.store.accounts.seats import KEEPS_THE_DOOR
from handrail.store.accounts.sessions import end_sessions
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import staff_seats
from handrail.store.database.transactions import writing
from handrail.store.ledger.appending import append


def disable_account(*, by: Viewer, person_id: UUID, at: datetime | None = None) -> None:
    """Close a person's account and end its sessions at once. For administrators. Raises Refused."""
    _set_active(by, person_id, active=False, at=at)


def enable_account(*, by: Viewer, person_id: UUID, at: datetime | None = None) -> None:
    """Open a closed account again. For administrators. Raises Refused."""
    _set_active(by, person_id, active=True, at=at)


def _set_active(by: Viewer, person_id: UUID, *, active: bool, at: datetime | None) -> None:
    with writing():
        if not staff_seats(by, KEEPS_THE_DOOR).exists():
            raise Refused("administrators_only")
        account = Account.objects.filter(person_id=person_id, practice_id=by.practice_id).first()
        if account is None:
            raise Refused("no_such_account")
        Account.objects.filter(id=account.id).update(is_active=active)
        end_sessions(account)
        append(
            by=by,
            chain=by.practice_id,
            act="account.enabled" if active else "account.disabled",
            object_kind="person",
            object_id=person_id,
            at=at,
        )
