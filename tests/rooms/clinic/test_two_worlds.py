"""A case of somebody else changes nothing: not a byte, not a header, not a statement.

The same pages are asked for twice, once without and once with a second, secret family of Jonas,
who has no other. The clock and every source of chance stand still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail import chance
from tests.demo import Demo, taken_back
from tests.families import bring_in, shipped
from tests.rooms.clinic.conftest import TABS, address

SECRET_WORDS = ("kingfisher", "Ottilie", "Barnaby")
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')


def secret_family() -> dict[str, Any]:
    """A family that comes today by the same doors, with words that others' notes hold too."""
    raw = shipped("alder")
    raw["case"]["name"] = "Yarrow"
    for person, given in zip(raw["people"], ("Ottilie", "Barnaby", "Sorrel"), strict=False):
        person["given"] = given
    for session in raw["sessions"]:
        if session.get("observed"):
            session["observed"] += "; birthday kingfisher"
    return raw


def asked() -> list[str]:
    """What is searched for: words of the secret, words of both, words of neither."""
    words = (*SECRET_WORDS, "birthday", "king", "a", "Wren", "nothing at all")
    return [f"{address('search')}?q={one}" for one in words]


def paths(demo: Demo) -> list[str]:
    every = [address("today"), address("cases"), *asked(), "/account/", "/patterns/clinic/"]
    every += [address(tab, case) for tab in TABS for case in demo.cases.values()]
    every += [f"{address('timeline', demo.alder)}?after={after}" for after in ("50", "x", "9999")]
    every += [address("team", case) for case in demo.cases.values()]
    return every


@contextmanager
def no_chance() -> Iterator[None]:
    """The same bytes in the same order at every call."""
    drawn = count()

    def source(length: int) -> bytes:
        return sha256(next(drawn).to_bytes(8, "big")).digest()[:length].ljust(length, b"\0")

    with chance.drawn_from(source):
        yield


def seen_by(client: Client, path: str) -> tuple[Any, ...]:
    """Everything somebody could compare of an answer, and what it asked of the database."""
    with taken_back(), no_chance(), CaptureQueriesContext(connection) as asked_for:
        response = client.get(path)
    named = r'"s\w+_x\d+"|_django_curs_\w+'  # of savepoints and cursors: they are counted
    statements = [re.sub(named, "", one["sql"]) for one in asked_for.captured_queries]
    kinds = [re.sub(r"'[^']*'|\b\d+\b", "?", statement)[:400] for statement in statements]
    headers = {k: v for k, v in response.headers.items() if k != "Set-Cookie"}
    return response.status_code, headers, TOKEN.sub(rb"\1", response.content), kinds


def crawl(demo: Demo, who: str, every: list[str]) -> dict[str, tuple[Any, ...]]:
    client = demo.client(who)
    client.get("/account/")  # its cookies are there before the first page is compared
    return {path: seen_by(client, path) for path in every}


@pytest.mark.parametrize("who", ["noa", "iris", "sol", "mara"])
def test_somebody_elses_family_changes_nothing(demo: Demo, who: str) -> None:
    every = paths(demo)
    before = crawl(demo, who, every)
    bring_in(demo.viewer("jonas"), secret_family())
    after = crawl(demo, who, every)
    differing = [path for path in every if before[path] != after[path]]
    assert differing == []


def test_the_secret_was_there_to_be_seen(demo: Demo) -> None:
    """The control: for Jonas the two worlds differ wherever they should."""
    every = [address("today"), address("cases"), *asked()[:4]]
    before = crawl(demo, "jonas", every)
    bring_in(demo.viewer("jonas"), secret_family())
    after = crawl(demo, "jonas", every)
    assert [path for path in every if before[path][2] == after[path][2]] == []


def test_an_address_of_the_secret_family_is_an_address_that_never_was(demo: Demo) -> None:
    case = bring_in(demo.viewer("jonas"), secret_family())
    client = demo.client("noa")
    client.get("/account/")
    for tab in (*TABS, "team"):
        absent = seen_by(client, address(tab, chance.new_id()))
        assert seen_by(client, address(tab, case))[:3] == absent[:3]


@pytest.mark.parametrize("who", ["rafa", "greta"])
def test_the_keepers_of_covers_learn_the_cover_and_no_more(demo: Demo, who: str) -> None:
    every = [path for path in paths(demo) if path != address("cases")]
    before = crawl(demo, who, every)
    bring_in(demo.viewer("jonas"), secret_family())
    after = crawl(demo, who, every)
    assert [path for path in every if before[path] != after[path]] == []
    cases = demo.client(who).get(address("cases")).content.decode()
    assert "Yarrow" in cases
    assert not [word for word in SECRET_WORDS if word in cases]
