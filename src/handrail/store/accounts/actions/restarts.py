"""Starting an account again, for somebody who cannot get in any more: the administrator and the
person together, never one of them alone.

The administrator closes the account and makes a link; the person opens it again with the link, a
new password and, next, a new second factor. Who still has a password, an authenticator app or a
recovery code shows it with the link, and everything stays as it was. Who has none of them left can
show nothing a machine could check: then all their seats on teams end, and whoever gives seats there
gives them again once they have seen the person. So no link alone opens a case.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db.models import F

from handrail.store.accounts.actions.accounts import account_of_practice
from handrail.store.accounts.actions.invitations import link_behind, make_link, use_up
from handrail.store.accounts.actions.refusals import Refused, refuse_unless_administrator
from handrail.store.accounts.actions.team_seats import end_team_seats
from handrail.store.accounts.links import usable_links
from handrail.store.accounts.models import Account, Invitation
from handrail.store.accounts.seats import CASE_TEAM
from handrail.store.accounts.sessions import end_sessions
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.accounts.visibility import staff_seats
from handrail.store.database import identity
from handrail.store.database.transactions import writing
from handrail.store.ledger.appending import append


def start_again(
    *, by: Viewer, person_id: UUID, asks_proof: bool, at: datetime | None = None
) -> str:
    """Close a colleague's account until they open it with the link; returns its token.

    Sessions end at once. asks_proof: they still have their password, app or recovery codes. If
    not, these end too, and so does every seat on a team. For administrators. Raises Refused:
    "own_account", "not_staff", "no_such_account".
    """
    with writing():
        refuse_unless_administrator(by)
        if person_id == by.person_id:
            raise Refused("own_account")
        if not staff_seats(Viewer(person_id=person_id, practice_id=by.practice_id)).exists():
            raise Refused("not_staff")
        return _started(by, person_id, asks_proof, at or identity.moment())


def start_again_by_machine(*, administrator: Viewer, at: datetime | None = None) -> str:
    """The same for an administrator nobody else can help; asked by whoever holds the machine.

    Without proof, so their seats on teams end. Raises Refused.
    """
    with acting_as(administrator), writing():
        return _started(administrator, administrator.person_id, False, at or identity.moment())


def _started(by: Viewer, person_id: UUID, asks_proof: bool, moment: datetime) -> str:
    account = account_of_practice(by, person_id)
    account.is_active = False
    if not asks_proof:
        account.set_unusable_password()
        Authenticator.objects.filter(user=account).delete()
    account.save(update_fields=["is_active", "password"])
    end_sessions(account)
    token, row = make_link(by, person_id, account.email, moment, asks_proof=asks_proof)
    _line(by, "account.restarted", row, moment)
    if not asks_proof:
        end_team_seats(by=by, person_id=person_id, seats=CASE_TEAM, at=moment)
    return token


def recover(*, token: str, password: str, proof: str = "", at: datetime | None = None) -> Account:
    """Open the account again with a new password and without a second factor yet.

    `proof`: the former password, a code of the app or a recovery code, where the link asks for
    one; five wrong ones end the link. Raises Refused ("no_such_invitation", "not_proven"), and
    ValidationError of django for a password that is too weak.
    """
    moment = at or identity.moment()
    row = link_behind(token, moment)
    account = Account.objects.filter(person_id=row.person_id).first()
    if account is None:
        raise Refused("no_such_invitation")
    validate_password(password, account)
    invited = Viewer(
        person_id=account.person_id, practice_id=account.practice_id, account_id=account.id
    )
    _refuse_unless_proven(invited, account, row, proof, moment)
    account.set_password(password)
    account.is_active = True
    with acting_as(invited), writing():
        use_up(row, moment)
        account.save(update_fields=["password", "is_active"])
        Authenticator.objects.filter(user=account).delete()
        end_sessions(account)
        _line(invited, "account.recovered", row, moment)
    return account


def _refuse_unless_proven(
    invited: Viewer, account: Account, row: Invitation, proof: str, moment: datetime
) -> None:
    """The try is counted before it is judged, and stays counted: many at once win nothing."""
    if row.tries is None:
        return
    with acting_as(invited), writing():
        if not usable_links(moment).filter(id=row.id).update(tries=F("tries") + 1):
            raise Refused("no_such_invitation")
        _line(invited, "account.recovery_tried", row, moment)
    if not _proves(account, proof):
        raise Refused("not_proven")


def _proves(account: Account, proof: str) -> bool:
    """Whether this is the account's password, a code of its app or one of its recovery codes."""
    if account.check_password(proof):
        return True
    factors = Authenticator.objects.filter(user=account)
    manual = factors.exclude(type=Authenticator.Type.WEBAUTHN)
    return any(_opens(factor, proof.replace(" ", "")) for factor in manual)


def _opens(factor: Authenticator, code: str) -> bool:
    try:
        return bool(factor.wrap().validate_code(code))
    except ValueError:  # sealed by another secret key: it proves nothing
        return False


def _line(by: Viewer, act: str, row: Invitation, at: datetime) -> None:
    append(
        by=by,
        chain=by.practice_id,
        act=act,
        object_kind="person",
        object_id=row.person_id,
        detail={"invitation": row.id, "asks_proof": row.tries is not None},
        at=at,
    )
