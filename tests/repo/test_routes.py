"""Every address x seat x verb has its answer here, and no address is missing.

A new address without a row fails. Whoever may not gets the one not-found, byte for byte the same
as for an address that never was, headers included.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from handrail.store.accounts.actions.cases import end_seat, give_seat
from handrail.store.accounts.actions.invitations import accept, invite
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.actions.practices import give_staff_seat, open_practice
from handrail.store.accounts.models import Account
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.web.demo.cast import PASSWORD, SECOND_FACTOR
from tests.demo import MOMENT, Demo, taken_back
from tests.repo.routes import LINES, NAMED

# The columns of the table. Everybody but the first is signed in, and has a second factor but for
# the last. The case asked for is Alder.
SEATS = (
    "nobody signed in",
    "therapist of the case",
    "supervisor of the case",
    "coordinator of the case",
    "therapist with no seat",
    "privacy officer",
    "administrator",
    "parent of the case",
    "therapist of another practice",
    "administrator of another practice",
    "therapist whose seat ended",
    "therapist whose seat begins tomorrow",
    "therapist without second factor",
)

ANSWERS = {
    "P": "a page (200)",
    "N": "the one not-found (404)",
    "V": "no such verb (405)",
    "S": "on to sign-in",
    "F": "on to setting up a second factor",
    "C": "on to confirming that it is still them",
    "B": "on to the bare address, which leads everybody to their room",
    "T": "on to Today",
    "O": "on to the families' own room",
    "L": "on to the page after leaving",
}

VERBS = ("GET", "HEAD", "POST")
OTHER_VERBS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def rows() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(route, verb, an answer for each seat), as the tables say."""
    route = ""
    for line in LINES:
        *before, answers = line.rsplit("  ", 1)
        words = " ".join(before).split()
        if words[0] not in VERBS:
            route, *words = words
        for verb in words:
            yield route, verb, tuple(answers.split())


DECLARED = {(route, verb): answers for route, verb, answers in rows()}


def named(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inside = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from named(one.url_patterns, inside)
        else:
            yield f"{namespace}{one.name}", one


EVERY = list(named(get_resolver().url_patterns))
ROUTES = dict(EVERY)


def address(route: str, demo: Demo, **instead: UUID) -> str:
    """The route with the parameters it takes (`routes.NAMED`)."""
    taken = ROUTES[route].pattern.converters
    names = {name: instead.get(name) or NAMED[name](demo) for name in taken}
    return reverse(route, kwargs=names)


def test_every_address_is_in_the_table_and_nothing_else() -> None:
    assert len(EVERY) == len(ROUTES), "two addresses share a name"
    every = {(route, verb) for route in ROUTES for verb in VERBS}
    assert set(DECLARED) == every
    assert {len(answers) for answers in DECLARED.values()} == {len(SEATS)}


# --- who asks -----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture(scope="module")
def cookies(shared_demo: Demo) -> dict[str, SimpleCookie]:
    """What the browser of each seat sends."""
    accounts: dict[str, Account | None] = dict.fromkeys(SEATS)
    keys = ("noa", "iris", "rafa", "jonas", "greta", "sol", "mara")
    accounts |= {
        seat: shared_demo.accounts[key] for seat, key in zip(SEATS[1:8], keys, strict=True)
    }
    accounts[SEATS[8]], accounts[SEATS[9]] = _of_another_practice()
    accounts[SEATS[10]] = _whose_seat_ended(shared_demo)
    accounts[SEATS[11]] = _whose_seat_begins(shared_demo)
    accounts[SEATS[12]] = _colleague(shared_demo, "Lou", second_factor=False)
    found = {}
    for seat, account in accounts.items():
        client = Client()
        if account:
            client.force_login(account)
        found[seat] = client.cookies
    return found


def _account(by: Viewer, person_id: UUID, name: str, *, second_factor: bool = True) -> Account:
    with acting_as(by):
        token = invite(by=by, person_id=person_id, email=f"{name}@handrail.example")
    account = accept(token=token, password=PASSWORD)
    if second_factor:
        TOTP.activate(account, SECOND_FACTOR)
    return account


def _therapist(by: Viewer, name: str, *, second_factor: bool = True) -> Account:
    with acting_as(by):
        person_id = add_person(by=by, given=name)
        give_staff_seat(by=by, person_id=person_id, seat="therapist")
    return _account(by, person_id, name.lower(), second_factor=second_factor)


def _colleague(demo: Demo, name: str, *, second_factor: bool = True) -> Account:
    return _therapist(demo.viewer("sol"), name, second_factor=second_factor)


def _of_another_practice() -> tuple[Account, Account]:
    """A therapist and the administrator."""
    opened = open_practice(
        name="Elsewhere",
        time_zone="America/Denver",
        jurisdiction="US-XX",
        administrator=("Ulla", "Birk", "ulla@handrail.example"),
    )
    ulla = opened.administrator
    return _therapist(ulla, "Vito"), _account(ulla, ulla.person_id, "ulla")


def _whose_seat_ended(demo: Demo) -> Account:
    account, iris = _colleague(demo, "Pat"), demo.viewer("iris")
    seat = {"case_id": demo.alder, "person_id": account.person_id, "seat": "therapist"}
    with acting_as(iris):
        give_seat(by=iris, from_at=MOMENT - timedelta(days=1), **seat)
        end_seat(by=iris, at=MOMENT, **seat)
    return account


def _whose_seat_begins(demo: Demo) -> Account:
    account, iris = _colleague(demo, "Quinn"), demo.viewer("iris")
    with acting_as(iris):
        give_seat(
            by=iris,
            case_id=demo.alder,
            person_id=account.person_id,
            seat="therapist",
            from_at=MOMENT + timedelta(days=1),
        )
    return account


def ask(cookies: SimpleCookie, verb: str, path: str) -> HttpResponseBase:
    """The answer, with whatever it changed taken back."""
    client = Client()
    client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
    with taken_back():
        return client.generic(verb, path)  # type: ignore[return-value]


# --- what they get ------------------------------------------------------------------------------


def everything_of(response: HttpResponseBase) -> tuple[Any, ...]:
    """What somebody could compare: status, headers, cookies, body."""
    content = b"" if response.streaming else response.content  # type: ignore[attr-defined]
    return (
        response.status_code,
        sorted(response.headers.items()),
        response.cookies.output(),
        content,
    )


@pytest.fixture(scope="module")
def the_one_not_found(shared_demo: Demo) -> dict[str, tuple[Any, ...]]:
    """What an address that never was gets, by verb."""
    return {verb: everything_of(ask(SimpleCookie(), verb, "/no-such-address/")) for verb in VERBS}


def answer(response: HttpResponseBase, not_found: tuple[Any, ...]) -> str:
    """The letter of an answer; anything unforeseen in words."""
    if everything_of(response) == not_found:
        return "N"
    if response.status_code in (200, 405):
        return {200: "P", 405: "V"}[response.status_code]
    if response.status_code in (302, 303):
        return _led_to(response.headers["Location"].partition("?")[0])
    return f"{response.status_code}"


def _led_to(place: str) -> str:
    known = {
        "S": "account_login", "F": "mfa_activate_totp", "C": "account_reauthenticate",
        "B": "front", "T": "clinic:today", "O": "portal:home", "L": "left",
    }  # fmt: skip
    found = [letter for letter, route in known.items() if place == reverse(route)]
    return found[0] if found else place


@pytest.mark.parametrize("route", ROUTES)
def test_everybody_gets_the_answer_of_the_table(
    demo: Demo,
    cookies: dict[str, SimpleCookie],
    the_one_not_found: dict[str, tuple[Any, ...]],
    route: str,
) -> None:
    path = address(route, demo)
    for verb in VERBS:
        found = tuple(
            answer(ask(cookies[seat], verb, path), the_one_not_found[verb]) for seat in SEATS
        )
        declared = DECLARED[route, verb]
        wrong = [
            f"{verb} {route}, {seat}: {got}, declared {wanted} ({ANSWERS[wanted]})"
            for seat, got, wanted in zip(SEATS, found, declared, strict=True)
            if got != wanted
        ]
        assert wrong == []


def of_a_case() -> list[str]:
    return [route for route, one in ROUTES.items() if "case_id" in one.pattern.converters]


@pytest.mark.parametrize("route", of_a_case())
def test_an_absent_case_looks_like_one_that_may_not_be_opened(
    demo: Demo,
    cookies: dict[str, SimpleCookie],
    the_one_not_found: dict[str, tuple[Any, ...]],
    route: str,
) -> None:
    absent = address(route, demo, case_id=uuid4())
    malformed = absent.replace("/cases/", "/cases/0x")
    for seat in SEATS[1:-1]:
        for path in (absent, malformed):
            got = everything_of(ask(cookies[seat], "GET", path))
            assert got == the_one_not_found["GET"], f"{seat}: {path}"


@pytest.mark.parametrize("verb", OTHER_VERBS)
def test_other_verbs_tell_nothing(demo: Demo, cookies: dict[str, SimpleCookie], verb: str) -> None:
    """The same bytes for every address, present and absent, whoever asks.

    Each address is asked by the therapist of the case and by one other seat, in turn.
    """
    paths = ["/no-such-address/", *(address(route, demo) for route in ROUTES)]
    seats = (SEATS[0], *SEATS[2:])
    first = everything_of(ask(cookies[SEATS[0]], verb, paths[0]))
    assert first[0] == 405
    different = [
        f"{path}, {seat}"
        for place, path in enumerate(paths)
        for seat in (SEATS[1], seats[place % len(seats)])
        if everything_of(ask(cookies[seat], verb, path)) != first
    ]
    assert different == []


def test_an_open_case_and_a_closed_door_differ(
    demo: Demo, cookies: dict[str, SimpleCookie], the_one_not_found: dict[str, tuple[Any, ...]]
) -> None:
    """The control of this file: what is compared holds something where there is something."""
    path = address("clinic:case", demo)
    page = everything_of(ask(cookies["therapist of the case"], "GET", path))
    assert b"Wren" in page[-1]
    assert page != the_one_not_found["GET"]
