"""Closing and reopening accounts. Nobody can set another person's password."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handrail.store.accounts.actions.invitations import end_links
from handrail.store.accounts.actions.practices import refuse_to_lock_the_door
from handrail.store.accounts.actions.refusals import Refused, refuse_unless_administrator
from handrail.store.accounts.models import Account
from handrail.store.accounts.sessions import end_sessions
from handrail.store.accounts.viewer import Viewer
from handrail.store.database import identity
from handrail.store.database.transactions import writing
from handrail.store.ledger.appending import append


def disable_account(*, by: Viewer, person_id: UUID, at: datetime | None = None) -> None:
    """Close a person's account, end its sessions and its open link at once. For administrators.

    Raises Refused: "no_such_account", "last_administrator".
    """
    with writing():
        refuse_unless_administrator(by)
        account = account_of_practice(by, person_id)
        refuse_to_lock_the_door(by, person_id)
        _set_active(by, account, active=False, at=at)


def enable_account(*, by: Viewer, person_id: UUID, at: datetime | None = None) -> None:
    """Open a closed account again, as it was. For administrators.

    Raises Refused: "no_such_account"; "no_password" for one that was started again from nothing.
    """
    with writing():
        refuse_unless_administrator(by)
        account = account_of_practice(by, person_id)
        if not account.has_usable_password():
            raise Refused("no_password")
        _set_active(by, account, active=True, at=at)


def account_of_practice(by: Viewer, person_id: UUID) -> Account:
    """Somebody's account, if they are of one's own practice. Raises Refused."""
    account = Account.objects.filter(person_id=person_id, practice_id=by.practice_id).first()
    if account is None:
        raise Refused("no_such_account")
    return account


def _set_active(by: Viewer, account: Account, *, active: bool, at: datetime | None) -> None:
    Account.objects.filter(id=account.id).update(is_active=active)
    end_sessions(account)
    end_links(account.person_id, at or identity.moment())
    append(
        by=by,
        chain=by.practice_id,
        act="account.enabled" if active else "account.disabled",
        object_kind="person",
        object_id=account.person_id,
        at=at,
    )
