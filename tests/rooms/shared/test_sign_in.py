"""Getting in: by invitation, with a password and a second factor, and by no other door."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from handrail.store.accounts.actions.invitations import accept, invite
from handrail.store.accounts.viewer import acting_as
from tests.cast import PASSWORD, Cast, account_of, client_of

EMAIL = "rosa@example.org"


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    """The counters of tries live in the cache, beyond the database that is taken back."""
    cache.clear()


def code_now(secret: str) -> str:
    """RFC 6238 by hand: what an authenticator app shows."""
    mac = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1
    )
    digest = mac.digest()
    start = digest[-1] & 15
    value = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{value % 1_000_000:06}"


def page_of(response: HttpResponse) -> str:
    return response.content.decode()


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD) -> HttpResponse:
    return client.post("/sign-in/", {"login": email, "password": password})  # type: ignore[return-value]


@pytest.fixture
def invited(cast: Cast) -> str:
    """The token of Rosa's invitation."""
    with acting_as(cast.dana):
        return invite(by=cast.dana, person_id=cast.rosa.person_id, email=EMAIL)


@pytest.fixture
def with_password(invited: str) -> Client:
    """Rosa, signed in by password, without a second factor yet."""
    accept(token=invited, password=PASSWORD)
    client = Client()
    assert sign_in(client).status_code == 302
    return client


@pytest.fixture
def secret(with_password: Client) -> str:
    """The key of the second factor she has set up."""
    page = page_of(with_password.get("/second-factor/set-up/"))  # type: ignore[arg-type]
    found = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page)
    assert found
    answer = with_password.post("/second-factor/set-up/", {"code": code_now(found[1])})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/second-factor/codes/")
    return found[1]


# --- the whole way in ---------------------------------------------------------------------------


def test_from_invitation_to_second_factor(invited: str) -> None:
    client = Client()
    page = page_of(client.get(f"/invitation/{invited}/"))  # type: ignore[arg-type]
    assert "Handrail House" in page
    assert EMAIL in page
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(f"/invitation/{invited}/", chosen, follow=True)
    assert "Your account is ready" in page_of(answer)  # type: ignore[arg-type]
    assert sign_in(client).status_code == 302
    page = page_of(client.get("/second-factor/set-up/"))  # type: ignore[arg-type]
    assert 'role="img"' in page, "the code to scan"


def test_a_code_of_the_app_lets_in(secret: str) -> None:
    client = Client()
    cache.clear()  # it remembers the code that was typed to set it up: each is good once
    assert sign_in(client).headers["Location"] == "/second-factor/"
    assert client.get("/account/").status_code == 302, "a password alone opens nothing"
    answer = client.post("/second-factor/", {"code": code_now(secret)})
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200


def test_recovery_codes_are_shown_once_and_each_works_once(
    secret: str, with_password: Client
) -> None:
    page = page_of(with_password.get("/second-factor/codes/"))  # type: ignore[arg-type]
    codes = re.findall(r"<li><code>(\w+)</code></li>", page)
    assert len(codes) == 10
    again = page_of(with_password.get("/second-factor/codes/"))  # type: ignore[arg-type]
    assert not any(code in again for code in codes)
    for status in (302, 200):
        client = Client()
        sign_in(client)
        assert client.post("/second-factor/", {"code": codes[0]}).status_code == status


# --- answers that tell nothing ------------------------------------------------------------------


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(invited: str) -> None:
    accept(token=invited, password=PASSWORD)
    answers = []
    for email in (EMAIL, "nobody@example.org"):
        page = page_of(sign_in(Client(), email, "not the password at all"))
        answers.append(re.sub(r'value="[^"]*"', "", page).replace(email, ""))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("change", ["used", "unknown", "shortened"])
def test_an_invitation_that_does_not_stand_is_the_one_not_found(invited: str, change: str) -> None:
    if change == "used":
        accept(token=invited, password=PASSWORD)
    token = {"used": invited, "unknown": "0" * 64, "shortened": invited[:-1]}[change]
    for answer in (Client().get(f"/invitation/{token}/"), Client().post(f"/invitation/{token}/")):
        assert (answer.status_code, answer.content) == (404, Client().get("/none/").content)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("tiny one", "tiny one", "15 characters"),
        (PASSWORD, PASSWORD + "x", "differ"),
        ("", "", "empty"),
        ("a\x00" + PASSWORD, "a\x00" + PASSWORD, "cannot be kept"),
        ("x" * 129, "x" * 129, "128"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(
    invited: str, first: str, second: str, said: str
) -> None:
    chosen = {"password1": first, "password2": second}
    page = page_of(Client().post(f"/invitation/{invited}/", chosen))  # type: ignore[arg-type]
    assert said in page
    assert "to put right" in page
    assert first not in page or not first, "a password is never sent back"
    assert Client().get(f"/invitation/{invited}/").status_code == 200, "the invitation still stands"


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize("text", ["\x00", "x" * 5000, "😀", "' OR 1=1 --"])
def test_odd_input_at_the_door_is_only_refused(db: None, field: str, text: str) -> None:
    given = {"login": EMAIL, "password": PASSWORD} | {field: text}
    answer = Client().post("/sign-in/", given)
    assert answer.status_code == 200
    assert "to put right" in page_of(answer)  # type: ignore[arg-type]


# --- no other door ------------------------------------------------------------------------------

OFFERED = {
    "account_login", "account_logout", "account_change_password", "account_reauthenticate",
    "mfa_authenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_index", "mfa_reauthenticate",
}  # fmt: skip


def test_only_these_of_allauths_pages_have_an_address() -> None:
    names = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_"))
    }
    assert names == OFFERED


@pytest.mark.parametrize(
    "address",
    ["/sign-up/", "/accounts/signup/", "/accounts/password/reset/", "/password/reset/", "/admin/"],
)
def test_there_is_no_sign_up_and_no_reset(db: None, address: str) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/account/", "/account/password/", "/second-factor/set-up/", "/second-factor/codes/new/"],
)
def test_pages_of_an_account_ask_for_signing_in(db: None, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")


def test_a_redirect_after_signing_in_stays_on_this_site(invited: str) -> None:
    accept(token=invited, password=PASSWORD)
    given = {"login": EMAIL, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert "elsewhere" not in Client().post("/sign-in/", given).headers["Location"]


# --- on the way out -----------------------------------------------------------------------------


def test_signing_out_takes_a_press_and_lets_the_browser_forget(cast: Cast) -> None:
    client = client_of(account_of(cast.dana, cast.rosa, EMAIL))
    assert "Sign out?" in page_of(client.get("/sign-out/"))  # type: ignore[arg-type]
    assert client.get("/account/").status_code == 200
    answer = client.post("/sign-out/")
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert client.get("/account/").status_code == 302


def test_signing_out_everywhere_ends_the_other_devices_too(cast: Cast) -> None:
    account = account_of(cast.dana, cast.rosa, EMAIL)
    here, elsewhere = client_of(account), client_of(account)
    somebody_else = client_of(account_of(cast.dana, cast.theo, "theo@example.org"))
    here.post("/account/end-sessions/")
    assert here.get("/account/").status_code == 302
    assert elsewhere.get("/account/").status_code == 302
    assert somebody_else.get("/account/").status_code == 200


def test_a_changed_password_ends_the_other_devices(with_password: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    new = "found on the hill at 9"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert with_password.post("/account/password/", given).status_code == 302
    assert with_password.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_a_new_phone_is_set_up_and_never_none(secret: str, with_password: Client) -> None:
    answer = with_password.post("/second-factor/change/")
    assert answer.headers["Location"] == "/second-factor/set-up/"
    assert "Set up your second factor" in page_of(with_password.get("/account/"))  # type: ignore[arg-type]
