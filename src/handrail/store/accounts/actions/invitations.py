"""Inviting somebody to have an account, and accepting: the only way an account comes to be."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError

from handrail import chance
from handrail.store.accounts.actions.refusals import Refused, refuse_unless_administrator
from handrail.store.accounts.links import usable_links
from handrail.store.accounts.models import Account, Invitation, folded_email
from handrail.store.accounts.tokens import hashed
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database import identity
from handrail.store.database.transactions import expecting_conflict, writing
from handrail.store.ledger.appending import append

OPEN_FOR = timedelta(hours=72)


def invite(*, by: Viewer, person_id: UUID, email: str, at: datetime | None = None) -> str:
    """Invite a person of the practice; returns the token of the link, which is kept nowhere.

    An earlier invitation of the same person ends. For administrators. Raises Refused:
    "already_has_account" (of that person; whether the address has one is never told here),
    "no_such_person".
    """
    moment = at or identity.moment()
    with writing():
        refuse_unless_administrator(by)
        if Account.objects.filter(person_id=person_id).exists():
            raise Refused("already_has_account")
        token, row = make_link(by, person_id, email, moment)
        _line(by, "invitation.made", row, moment)
    return token


def make_link(
    by: Viewer, person_id: UUID, email: str, moment: datetime, *, asks_proof: bool = False
) -> tuple[str, Invitation]:
    """A link for this person, in place of every earlier one: (token, row). Raises Refused."""
    end_links(person_id, moment)
    token = chance.new_token()
    try:
        with expecting_conflict():
            row = Invitation.objects.create(
                practice_id=by.practice_id,
                person_id=person_id,
                email=folded_email(email),
                token_hash=hashed(token),
                made_at=moment,
                made_by_id=by.person_id,
                expires_at=moment + OPEN_FOR,
                tries=0 if asks_proof else None,
            )
    except IntegrityError:  # nobody, or somebody of another practice
        raise Refused("no_such_person") from None
    return token, row


def end_links(person_id: UUID, moment: datetime) -> None:
    """No link of this person opens anything any more."""
    open_ = Invitation.objects.filter(person_id=person_id, used_at__isnull=True)
    open_.filter(expires_at__gt=moment).update(expires_at=moment)


def accept(*, token: str, password: str, at: datetime | None = None) -> Account:
    """Make the account an invitation is for. Asked by whoever holds the link.

    Raises Refused ("no_such_invitation": unknown, used, expired or withdrawn;
    "already_has_account"), and ValidationError of django for a password that is too weak.
    """
    moment = at or identity.moment()
    row = link_behind(token, moment)
    account = Account(
        practice_id=row.practice_id, person_id=row.person_id, email=row.email, made_at=moment
    )
    validate_password(password, account)
    account.set_password(password)  # slow on purpose: before any lock is taken
    invited = Viewer(person_id=row.person_id, practice_id=row.practice_id, account_id=account.id)
    with acting_as(invited), writing():
        use_up(row, moment)
        _save(account)
        _line(invited, "invitation.accepted", row, moment)
    return account


def _save(account: Account) -> None:
    try:
        with expecting_conflict():
            account.save(force_insert=True)
            EmailAddress.objects.create(
                user=account, email=account.email, verified=True, primary=True
            )
    except IntegrityError:
        raise Refused("already_has_account") from None


def link_behind(token: str, moment: datetime) -> Invitation:
    """The row of a link that stands. Raises Refused."""
    row = usable_links(moment).filter(token_hash=hashed(token)).first()
    if row is None:
        raise Refused("no_such_invitation")
    return row


def use_up(row: Invitation, moment: datetime) -> None:
    """The link has done its work: of two who use it at once, one is refused. Raises Refused."""
    if not Invitation.objects.filter(id=row.id, used_at__isnull=True).update(used_at=moment):
        raise Refused("no_such_invitation")


def _line(by: Viewer, act: str, row: Invitation, at: datetime) -> None:
    append(
        by=by,
        chain=by.practice_id,
        act=act,
        object_kind="person",
        object_id=row.person_id,
        detail={"invitation": row.id},
        at=at,
    )
