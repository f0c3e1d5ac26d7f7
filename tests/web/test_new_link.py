"""`./handrail run --new-link`: for an administrator whom nobody in the practice can help."""

from __future__ import annotations

from handrail.store.accounts.actions.invitations import accept
from handrail.store.accounts.actions.restarts import recover
from handrail.store.accounts.models import Account
from handrail.store.accounts.reading import invitation_for
from handrail.web.commands.run import _new_token
from tests.cast import PASSWORD, Cast, account_of

NEW = "found on the hill at 9"


def test_who_never_accepted_gets_a_new_link_by_address_or_without(cast: Cast) -> None:
    for email in ("", "Dana@example.org"):
        assert _new_token(email)
    assert _new_token("rosa@example.org") is None
    token = _new_token("")
    assert token
    accept(token=token, password=PASSWORD)
    assert _new_token("") is None, "who can sign in is never shut out by chance"


def test_the_only_administrator_starts_again(cast: Cast) -> None:
    account = account_of(cast.dana, cast.dana, "dana@example.org")
    account_of(cast.dana, cast.rosa, "rosa@example.org")
    assert _new_token("rosa@example.org") is None, "for administrators alone"
    token = _new_token("dana@example.org")
    assert token
    found = invitation_for(token)
    assert found is not None
    assert (found.starts_again, found.asks_proof) == (True, False)
    recover(token=token, password=NEW)
    assert Account.objects.get(id=account.id).check_password(NEW)
