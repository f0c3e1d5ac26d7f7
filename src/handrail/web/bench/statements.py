"""What a page asks of the database, watched from inside the process that answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client

from handrail.web.bench.slices import timed

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
# They open and close transactions and ask nothing.
_BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET TRANSACTION")
CALLS = 200


def page_statements(
    email: str, password: str, addresses: Mapping[str, str]
) -> dict[str, list[str]]:
    """Every statement of every page, as somebody signed in asks for it a second time."""
    client = _signed_in(email, password)
    return {name: _statements(client, address) for name, address in addresses.items()}


def _signed_in(email: str, password: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    assert client.login(email=email, password=password), f"{email} cannot sign in"
    return client


def _statements(client: Client, address: str) -> list[str]:
    found: list[str] = []

    def watch(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not sql.lstrip().upper().startswith(_BRACKETS):
            found.append(sql)
        return execute(sql, params, many, context)

    _ask(client, address)
    with connection.execute_wrapper(watch):
        _ask(client, address)
    return found


def seconds_of(email: str, password: str, address: str, table: str) -> float:
    """The median time of the page's statement that reads this table, rows fetched."""
    client, found = _signed_in(email, password), list[float]()

    def watch(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        def once() -> None:
            execute(sql, params, many, context)
            context["cursor"].fetchall()

        if table in sql and not found:
            found.extend(timed(once) for _ in range(CALLS))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        _ask(client, address)
    assert found, f"{address} does not read {table}"
    return median(found)


def _ask(client: Client, address: str) -> None:
    status = client.get(address).status_code
    assert status == 200, f"{address} answered {status}"
