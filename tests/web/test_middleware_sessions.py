"""A session ends when it should, whatever the browser says, and its key is kept nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection

from handrail import clock
from handrail.store.accounts.actions.accounts import disable_account
from handrail.store.accounts.models import Account, Session
from handrail.store.accounts.viewer import acting_as
from tests.cast import PASSWORD, client_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def start():
    """The moment of signing in; nothing moves but what the test moves."""
    moment = clock.now()
    with clock.stopped_at(moment):
        yield moment


@pytest.fixture
def tab(start, rosas_account):
    return client_of(rosas_account)


def signed_in(tab, at, address="/who/") -> bool:
    with clock.stopped_at(at):
        answer = tab.get(address).json()
    return bool(answer.get("person") or answer.get("known"))


def test_it_ends_after_half_an_hour_without_use(tab, start):
    assert signed_in(tab, start + 29 * MINUTE)
    assert signed_in(tab, start + 58 * MINUTE)  # in use meanwhile
    assert not signed_in(tab, start + 89 * MINUTE)
    assert not signed_in(tab, start + 58 * MINUTE), "what has ended does not come back"


@pytest.mark.parametrize(
    "address", ["/new/", "/new/?skip_timeout_reset=1", "/new/?extend=1", "/new/?polled=0"]
)
def test_asking_whether_something_is_new_is_no_use(tab, start, address):
    for minute in range(0, 30, 5):
        assert signed_in(tab, start + minute * MINUTE, address)
    assert not signed_in(tab, start + 31 * MINUTE, address)


def test_it_ends_after_eight_hours_even_in_use(tab, start):
    for minute in range(0, 8 * 60, 20):
        assert signed_in(tab, start + minute * MINUTE)
    assert not signed_in(tab, start + 8 * 60 * MINUTE)


def test_saving_something_in_the_session_does_not_prolong_it(tab, start):
    for minute in range(0, 8 * 60, 20):
        with clock.stopped_at(start + minute * MINUTE):
            tab.get("/message/")
    assert not signed_in(tab, start + 8 * 60 * MINUTE)


def test_a_busy_page_writes_the_time_at_most_once_a_minute(tab, start):
    from django.test.utils import CaptureQueriesContext

    written = 0
    for second in range(0, 130, 10):
        with clock.stopped_at(start + timedelta(seconds=second)):
            with CaptureQueriesContext(connection) as asked:
                tab.get("/who/")
            written += sum('UPDATE "session"' in query["sql"] for query in asked)
    assert written == 2


def test_a_closed_account_is_out_with_the_next_request(cast, tab, start):
    assert signed_in(tab, start)
    with acting_as(cast.dana):
        disable_account(by=cast.dana, person_id=cast.rosa.person_id)
    assert not signed_in(tab, start)


def test_a_closed_account_is_out_even_if_its_session_row_stayed(tab, start, rosas_account):
    Account.objects.filter(id=rosas_account.id).update(is_active=False)
    assert not signed_in(tab, start)


def test_a_changed_password_ends_every_session(tab, start, rosas_account):
    other = client_of(rosas_account)
    rosas_account.set_password("another by the river 8")
    rosas_account.save()
    assert not signed_in(tab, start)
    assert not signed_in(other, start)


def test_signing_out_ends_it_on_the_server(tab, start):
    key = tab.cookies[django_settings.SESSION_COOKIE_NAME].value
    tab.post("/sign-out/")
    tab.cookies[django_settings.SESSION_COOKIE_NAME] = key
    assert not signed_in(tab, start)
    assert not Session.objects.filter(account__isnull=False).exists()


def test_a_session_key_is_not_in_the_database(tab):
    key = tab.cookies[django_settings.SESSION_COOKIE_NAME].value
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key, session_data FROM session")
        assert key not in repr(cursor.fetchall())


@pytest.mark.parametrize("key", ["", "x", "0" * 64, "' OR 1=1 --", "\u00e9" * 40])
def test_a_made_up_key_signs_nobody_in(tab, start, key):
    tab.cookies[django_settings.SESSION_COOKIE_NAME] = key
    assert not signed_in(tab, start)


def sign_in(tab, email="rosa@example.org", password=PASSWORD, **extra):
    return tab.post("/sign-in/", {"login": email, "password": password}, **extra)


def test_a_key_from_before_signing_in_is_worth_nothing_after(stranger, rosas_account):
    rosas_account.authenticator_set.all().delete()
    stranger.get("/message/")
    before = stranger.cookies[django_settings.SESSION_COOKIE_NAME].value
    sign_in(stranger)
    after = stranger.cookies[django_settings.SESSION_COOKIE_NAME].value
    assert before != after
    assert signed_in(stranger, clock.now())
    stranger.cookies[django_settings.SESSION_COOKIE_NAME] = before
    assert not signed_in(stranger, clock.now())


def test_the_password_alone_signs_nobody_in_who_has_a_second_factor(stranger, rosas_account):
    assert sign_in(stranger)["Location"].startswith("/second-factor/")
    assert not signed_in(stranger, clock.now())


def test_cookies_are_strict_and_out_of_reach_of_scripts(stranger, rosas_account):
    rosas_account.authenticator_set.all().delete()
    stranger.get("/sign-in/")
    sign_in(stranger)
    assert len(stranger.cookies) == 2
    for morsel in stranger.cookies.values():
        assert (morsel["samesite"], morsel["httponly"], morsel["path"]) == ("Strict", True, "/")
        assert not morsel["domain"]
        assert not morsel["max-age"], "gone with the browser"


def test_wrong_passwords_are_counted_per_address_so_nobody_can_lock_rosa_out(
    stranger, rosas_account
):
    rosas_account.authenticator_set.all().delete()
    for _ in range(7):
        refused = sign_in(stranger, password="wrong", REMOTE_ADDR="203.0.113.7")
    assert b"Too many" in refused.content
    blocked = sign_in(stranger, REMOTE_ADDR="203.0.113.7")
    assert blocked.status_code == 200, "even the right password, from there, for now"
    assert sign_in(stranger, REMOTE_ADDR="203.0.113.8").status_code == 302


def test_an_unknown_address_is_answered_as_a_wrong_password(stranger, rosas_account):
    known = sign_in(stranger, password="wrong", REMOTE_ADDR="203.0.113.9")
    unknown = sign_in(stranger, email="nobody@example.org", REMOTE_ADDR="203.0.113.10")

    def told(response):
        return response.context["form"].errors.as_json()

    assert (known.status_code, told(known)) == (unknown.status_code, told(unknown))
