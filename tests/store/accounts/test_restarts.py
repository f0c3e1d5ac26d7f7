"""Starting again takes the administrator and the person; no link alone opens a case."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.exceptions import ValidationError

from handrail.store.accounts.actions.accounts import disable_account, enable_account
from handrail.store.accounts.actions.invitations import accept, invite
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.actions.restarts import (
    recover,
    start_again,
    start_again_by_machine,
)
from handrail.store.accounts.models import Account, Session
from handrail.store.accounts.reading import administrator_at, case_for, invitation_for
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from tests.cast import PASSWORD, Cast, account_of, assemble, client_of
from tests.rooms.shared.test_sign_in import code_now

NEW = "found on the hill at 9"
SECRET = "HANDRAILHANDRAILHANDRAILHANDRAIL"


@pytest.fixture
def account(cast: Cast) -> Account:
    """Rosa's account, with an app and recovery codes, signed in somewhere."""
    cache.clear()  # it remembers codes that were used
    with acting_as(cast.dana):
        token = invite(by=cast.dana, person_id=cast.rosa.person_id, email="rosa@example.org")
    account = accept(token=token, password=PASSWORD)
    TOTP.activate(account, SECRET)
    RecoveryCodes.activate(account)
    client_of(account)
    return account


def started(cast: Cast, *, asks_proof: bool = True) -> str:
    with acting_as(cast.dana):
        return start_again(by=cast.dana, person_id=cast.rosa.person_id, asks_proof=asks_proof)


def now(account: Account) -> Account:
    return Account.objects.get(id=account.id)


def enters_her_case(cast: Cast) -> bool:
    with acting_as(cast.rosa):
        return case_for(cast.rosa, cast.alder) is not None


def acts(cast: Cast, chain: object, person: object) -> list[str]:
    with acting_as(cast.pia):
        lines = Line.objects.filter(chain_id=chain, object_id=person).order_by("seq")
        return [line.act for line in lines]


def test_until_the_link_is_used_nobody_gets_in(cast: Cast, account: Account) -> None:
    started(cast)
    assert not now(account).is_active
    assert not Session.objects.filter(account=account).exists()


@pytest.mark.parametrize("kind", ["password", "app", "recovery code"])
def test_whoever_shows_one_of_the_three_goes_on_where_they_were(
    cast: Cast, account: Account, kind: str
) -> None:
    token = started(cast)
    codes = RecoveryCodes(Authenticator.objects.get(user=account, type="recovery_codes"))
    proof = {
        "password": PASSWORD,
        "app": code_now(SECRET),
        "recovery code": codes.generate_codes()[0],
    }[kind]
    recover(token=token, password=NEW, proof=proof)
    assert now(account).is_active
    assert now(account).check_password(NEW)
    assert not Authenticator.objects.filter(user=account).exists(), "a new factor has to be set up"
    assert enters_her_case(cast)
    assert invitation_for(token) is None
    assert acts(cast, cast.practice_id, cast.rosa.person_id)[-3:] == [
        "account.restarted",
        "account.recovery_tried",
        "account.recovered",
    ]


def test_the_administrator_alone_gets_nowhere(cast: Cast, account: Account) -> None:
    token = started(cast)
    for guess in ("", "000000", "not the password at all", NEW, "12345678"):
        with pytest.raises(Refused, match="not_proven"):
            recover(token=token, password=NEW, proof=guess)
    assert invitation_for(token) is None, "five wrong ones end the link"
    with pytest.raises(Refused, match="no_such_invitation"):
        recover(token=token, password=NEW, proof=PASSWORD)
    assert not now(account).is_active
    assert now(account).check_password(PASSWORD)


def test_a_weak_password_costs_no_try(cast: Cast, account: Account) -> None:
    token = started(cast)
    for _ in range(6):
        with pytest.raises(ValidationError):
            recover(token=token, password="short", proof=PASSWORD)
    recover(token=token, password=NEW, proof=PASSWORD)


def test_whoever_has_nothing_left_to_show_loses_every_seat_on_a_team(
    cast: Cast, account: Account
) -> None:
    token = started(cast, asks_proof=False)
    assert not now(account).has_usable_password()
    assert not Authenticator.objects.filter(user=account).exists()
    recover(token=token, password=NEW)
    assert now(account).is_active
    assert not enters_her_case(cast), "a link alone opens no case"
    assert acts(cast, cast.alder, cast.rosa.person_id)[-1] == "seat.ended"


def test_the_ledger_says_whether_something_was_shown(cast: Cast, account: Account) -> None:
    started(cast)
    started(cast, asks_proof=False)
    with acting_as(cast.pia):
        lines = Line.objects.filter(act="account.restarted").order_by("seq")
        assert [json.loads(line.detail)["asks_proof"] for line in lines] == [True, False]


def test_who_may_not_starts_nobody_again(cast: Cast, account: Account) -> None:
    with acting_as(cast.carol), pytest.raises(Refused, match="administrators_only"):
        start_again(by=cast.carol, person_id=cast.rosa.person_id, asks_proof=True)
    elsewhere = assemble()
    with acting_as(elsewhere.dana), pytest.raises(Refused, match="not_staff"):
        start_again(by=elsewhere.dana, person_id=cast.rosa.person_id, asks_proof=False)
    with acting_as(cast.dana):
        for person, reason in [
            (cast.dana.person_id, "own_account"),
            (cast.mara, "not_staff"),
            (cast.theo.person_id, "no_such_account"),
        ]:
            with pytest.raises(Refused, match=reason):
                start_again(by=cast.dana, person_id=person, asks_proof=False)


def test_opening_it_again_as_it_was_ends_the_link(cast: Cast, account: Account) -> None:
    token = started(cast)
    with acting_as(cast.dana):
        enable_account(by=cast.dana, person_id=cast.rosa.person_id)
    assert invitation_for(token) is None
    assert now(account).check_password(PASSWORD)


def test_closing_it_ends_the_link_too(cast: Cast, account: Account) -> None:
    token = started(cast)
    with acting_as(cast.dana):
        disable_account(by=cast.dana, person_id=cast.rosa.person_id)
    with pytest.raises(Refused, match="no_such_invitation"):
        recover(token=token, password=NEW, proof=PASSWORD)


def test_what_was_started_again_from_nothing_is_not_simply_opened(
    cast: Cast, account: Account
) -> None:
    started(cast, asks_proof=False)
    with acting_as(cast.dana), pytest.raises(Refused, match="no_password"):
        enable_account(by=cast.dana, person_id=cast.rosa.person_id)


def test_a_link_that_starts_again_makes_no_account_and_the_other_way_round(
    cast: Cast, account: Account
) -> None:
    again = started(cast, asks_proof=False)
    with pytest.raises(Refused):
        accept(token=again, password=NEW)
    with acting_as(cast.dana):
        first = invite(by=cast.dana, person_id=cast.theo.person_id, email="theo@example.org")
    with pytest.raises(Refused):
        recover(token=first, password=NEW)
    assert Account.objects.count() == 1


def test_a_factor_of_another_installation_proves_nothing(cast: Cast) -> None:
    account_of(cast.dana, cast.rosa, "rosa@example.org")  # its secret opens with no key
    token = started(cast)
    with pytest.raises(Refused, match="not_proven"):
        recover(token=token, password=NEW, proof="123456")


def test_whoever_holds_the_machine_helps_the_last_administrator(cast: Cast) -> None:
    account_of(cast.dana, cast.dana, "dana@example.org")
    dana = administrator_at(" Dana@example.org")
    assert dana is not None
    assert administrator_at("rosa@example.org") is None
    recover(token=start_again_by_machine(administrator=dana), password=NEW)
    assert Account.objects.get().check_password(NEW)
