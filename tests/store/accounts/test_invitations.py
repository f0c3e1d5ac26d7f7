"""The only way to an account: a link for one person, once, within three days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from handrail import clock
from handrail.store.accounts.actions.invitations import accept, invite
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Account
from handrail.store.accounts.reading import administrators_without_account, invitation_for
from handrail.store.accounts.viewer import acting_as
from handrail.store.database.engine import OWNER
from handrail.store.database.roles import connected_as
from tests.cast import PASSWORD, assemble


@pytest.fixture
def token(cast):
    with acting_as(cast.dana):
        return invite(by=cast.dana, person_id=cast.rosa.person_id, email=" Rosa@Example.ORG ")


def test_accepting_makes_an_account_for_that_person_and_no_mighty_one(cast, token):
    account = accept(token=token, password=PASSWORD)
    assert (account.person_id, account.email) == (cast.rosa.person_id, "rosa@example.org")
    assert account.password.startswith("argon2$argon2id$")
    for power in ("is_superuser", "is_staff", "groups", "user_permissions", "has_perm"):
        assert not hasattr(account, power)


def test_a_link_works_once(token):
    accept(token=token, password=PASSWORD)
    assert invitation_for(token) is None
    with pytest.raises(Refused, match="no_such_invitation"):
        accept(token=token, password=PASSWORD)


def test_a_link_works_for_three_days(cast, token):
    made = clock.now()
    with clock.stopped_at(made + timedelta(hours=71, minutes=59)):
        assert invitation_for(token).practice_name == "Handrail House"
    with clock.stopped_at(made + timedelta(hours=72, minutes=1)):
        assert invitation_for(token) is None
        with pytest.raises(Refused):
            accept(token=token, password=PASSWORD)


def test_a_new_link_ends_the_old_one(cast, token):
    with acting_as(cast.dana):
        newer = invite(by=cast.dana, person_id=cast.rosa.person_id, email="rosa@example.org")
    assert invitation_for(token) is None
    assert accept(token=newer, password=PASSWORD)


@pytest.mark.parametrize("guess", ["", "0" * 64, "\ud83d", "x" * 5000])
def test_a_guess_finds_nothing(db, guess):
    assert invitation_for(guess) is None


def test_the_link_itself_is_kept_nowhere(cast, token):
    with connected_as(OWNER), connection.cursor() as cursor:
        for table in ("invitation", "ledger_line", "account", "session"):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert token not in repr(cursor.fetchall()), table


def test_administrators_alone_invite(cast):
    with acting_as(cast.rosa), pytest.raises(Refused, match="administrators_only"):
        invite(by=cast.rosa, person_id=cast.mara, email="mara@example.org")


@pytest.mark.parametrize(
    "password", ["short", "x" * 129, "passwordpassword", "rosa@example.org", "12121212121212121"]
)
def test_a_weak_password_is_refused_and_the_link_stays(token, password):
    with pytest.raises(ValidationError):
        accept(token=token, password=password)
    assert invitation_for(token)


def test_nobody_is_invited_to_a_second_account(cast, token):
    accept(token=token, password=PASSWORD)
    with acting_as(cast.dana), pytest.raises(Refused, match="already_has_account"):
        invite(by=cast.dana, person_id=cast.rosa.person_id, email="other@example.org")


def test_an_address_signs_in_once_and_only_the_link_says_so(cast, token):
    accept(token=token, password=PASSWORD)
    elsewhere = assemble()
    with acting_as(elsewhere.dana):
        taken = invite(
            by=elsewhere.dana, person_id=elsewhere.theo.person_id, email="ROSA@example.org"
        )
    with pytest.raises(Refused, match="already_has_account"):
        accept(token=taken, password=PASSWORD)
    assert invitation_for(taken), "a refused link is not used up"
    assert Account.objects.count() == 1


def test_nobody_of_another_practice_is_invited(cast):
    elsewhere = assemble()
    with acting_as(cast.dana), pytest.raises(Refused, match="no_such_person"):
        invite(by=cast.dana, person_id=elsewhere.theo.person_id, email="theo@example.net")


def test_an_administrator_who_never_accepted_is_found_for_a_new_link(cast):
    ((viewer, email),) = administrators_without_account()
    assert (viewer.person_id, email) == (cast.dana.person_id, "dana@example.org")
    with acting_as(viewer):
        link = invite(by=viewer, person_id=viewer.person_id, email=email)
    accept(token=link, password=PASSWORD)
    assert administrators_without_account() == []
