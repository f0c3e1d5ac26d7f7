"""Every look at a case is in the ledger before the page leaves, or no page leaves."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.ledger.models import Line
from handrail.store.ledger.verification import verify
from tests.demo import Demo
from tests.engines import SERVER, url_of_test_database
from tests.rooms.clinic.conftest import TABS, address

ACTS = {tab: f"{tab}.viewed" for tab in (*TABS, "team")}
ACROSS = {"today": "today.viewed", "cases": "cases.viewed", "search": "search.viewed"}


def lines(viewer: Viewer, chain: UUID) -> list[dict[str, Any]]:
    """The lines of a chain, as somebody of the case finds them."""
    with acting_as(viewer):
        rows = Line.objects.filter(chain_id=chain).order_by("seq")
        return list(rows.values("seq", "act", "seat", "object_kind", "object_id",
                                "actor_person_id", "account_id", "detail"))  # fmt: skip


@pytest.mark.parametrize("tab", ACTS)
@pytest.mark.parametrize(("who", "seat"), [("noa", "therapist"), ("iris", "supervisor")])
def test_a_look_at_a_case_is_one_line(demo: Demo, tab: str, who: str, seat: str) -> None:
    viewer, client = demo.viewer(who), demo.client(who)
    before = {case: lines(viewer, case) for case in demo.cases.values()}
    assert client.get(address(tab, demo.alder)).status_code == 200
    after = {case: lines(viewer, case) for case in demo.cases.values()}
    (line,) = after[demo.alder][len(before[demo.alder]) :]
    assert (line["act"], line["object_kind"], line["object_id"]) == (ACTS[tab], "case", demo.alder)
    assert line["actor_person_id"] == viewer.person_id
    assert line["account_id"] == demo.accounts[who].id
    if tab != "team":
        assert line["seat"] == seat
    assert after[demo.cedar] == before[demo.cedar]
    assert after[demo.linden] == before[demo.linden]


@pytest.mark.parametrize("route", ACROSS)
def test_a_page_across_ones_cases_is_a_line_of_the_practice(demo: Demo, route: str) -> None:
    """The privacy officer reads the chain of the practice."""
    greta = demo.viewer("greta")
    before = lines(greta, demo.practice_id)
    assert demo.client("noa").get(address(route), {"q": "birthday"}).status_code == 200
    (line,) = lines(greta, demo.practice_id)[len(before) :]
    assert line["act"] == ACROSS[route]
    assert line["actor_person_id"] == demo.viewer("noa").person_id
    assert line["detail"] == "{}"


@pytest.mark.parametrize("who", ["jonas", "rafa", "sol", "mara"])
def test_a_look_that_is_refused_leaves_no_line(demo: Demo, who: str) -> None:
    noa = demo.viewer("noa")
    before = lines(noa, demo.alder)
    assert demo.client(who).get(address("timeline", demo.alder)).status_code == 404
    assert lines(noa, demo.alder) == before


WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)\b", re.I)
THE_LINE = re.compile(r'^INSERT INTO "ledger_line"|ledger_append\(')


@pytest.mark.parametrize("route", [*ACROSS, *ACTS])
def test_looking_writes_the_line_and_nothing_else(demo: Demo, route: str) -> None:
    client = demo.client("noa")
    path = address(route) if route in ACROSS else address(route, demo.alder)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    statements = [one["sql"] for one in asked.captured_queries]
    written = [sql for sql in statements if WRITES.match(sql) and not THE_LINE.match(sql)]
    assert written == []
    assert len([sql for sql in statements if THE_LINE.search(sql)]) == 1


def test_the_line_is_the_last_thing_before_the_page(demo: Demo) -> None:
    """Nothing of the record is read after it: what is shown is what the line is about."""
    with CaptureQueriesContext(connection) as asked:
        demo.client("noa").get(address("timeline", demo.alder))
    statements = [one["sql"] for one in asked.captured_queries]
    last = max(n for n, sql in enumerate(statements) if THE_LINE.search(sql))
    rest = [sql for sql in statements[last + 1 :] if re.match(r"\s*SELECT", sql)]
    assert [sql for sql in rest if "set_config" not in sql] == []


# --- when the line cannot be written ------------------------------------------------------------


def sqlite_file() -> sqlite3.Connection:
    return sqlite3.connect(Path(settings.DATABASES["default"]["NAME"]), isolation_level=None)


@contextmanager
def no_line_is_accepted() -> Iterator[None]:
    """The database itself refuses every further line."""
    if SERVER:
        with psycopg.connect(url_of_test_database(), autocommit=True) as owner:
            owner.execute(
                "CREATE FUNCTION no_line() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$"
            )
            owner.execute(
                "CREATE TRIGGER no_line BEFORE INSERT ON ledger_line"
                " FOR EACH ROW EXECUTE FUNCTION no_line()"
            )
            try:
                yield
            finally:
                owner.execute("DROP TRIGGER no_line ON ledger_line; DROP FUNCTION no_line()")
        return
    file = sqlite_file()
    file.execute(
        "CREATE TRIGGER no_line BEFORE INSERT ON ledger_line"
        " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    try:
        yield
    finally:
        file.execute("DROP TRIGGER no_line")
        file.close()


@contextmanager
def read_only_database() -> Iterator[None]:
    """Everything can be read and nothing written."""
    on, off = (
        ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
        if SERVER
        else ("PRAGMA query_only = on", "PRAGMA query_only = off")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@contextmanager
def ledger_held_by_somebody() -> Iterator[None]:
    """Another process holds the ledger and does not let go."""
    if SERVER:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        with psycopg.connect(url_of_test_database()) as other:
            other.execute("LOCK TABLE ledger_line IN EXCLUSIVE MODE")
            try:
                yield
            finally:
                other.rollback()
                with connection.cursor() as cursor:
                    cursor.execute("SET lock_timeout = 0")
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other_process = sqlite_file()
    other_process.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other_process.close()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 5000")


FAILURES = [no_line_is_accepted, read_only_database, ledger_held_by_somebody]


@pytest.mark.parametrize("failure", FAILURES)
def test_without_its_line_no_page_leaves(committed_demo: Demo, failure: Any) -> None:
    """Neither a word of the case nor the fact that it is there."""
    demo = committed_demo
    client = Client(raise_request_exception=False)
    client.force_login(demo.accounts["noa"])
    paths = [address(tab, demo.alder) for tab in ACTS] + [address(route) for route in ACROSS]
    before = lines(demo.viewer("noa"), demo.alder)
    with failure():
        answers = [client.get(path) for path in paths]
    for path, answer in zip(paths, answers, strict=True):
        assert answer.status_code in (500, 503), path
        told = answer.content.decode()
        assert not [word for word in ("Wren", "Mara", "case 014", "A14") if word in told], path
    assert lines(demo.viewer("noa"), demo.alder) == before
    assert client.get(paths[0]).status_code == 200, "and when it is over, the page is there again"


def test_the_ledger_is_sound_after_everybody_looked_at_everything(committed_demo: Demo) -> None:
    demo = committed_demo
    for who in ("noa", "iris", "rafa", "jonas", "mara"):
        client = demo.client(who)
        for case in demo.cases.values():
            for tab in ACTS:
                client.get(address(tab, case))
        for route in ACROSS:
            client.get(address(route))
    report = verify(demo.practice_id)
    assert report.sound, report.broken
    assert report.chains == 4
