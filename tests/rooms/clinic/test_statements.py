"""How often a page asks the database: few times, and no oftener for more sessions or cases."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.demo import Demo
from tests.families import bring_in, with_sessions
from tests.rooms.clinic.conftest import TABS, address

MOST = 8
FRAME = re.compile(
    r"^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION)\b", re.IGNORECASE
)
# In a test the request stands inside a larger transaction and gives the name back at its end.
GIVEN_BACK = "SELECT set_config('handrail.person', '',"
ACROSS = ("today", "cases", "search")


def statements(client: Client, path: str) -> list[str]:
    """What a page asks once everything that is kept in memory is there."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    found = [one["sql"] for one in asked.captured_queries]
    return [sql for sql in found if not (FRAME.match(sql) or sql.startswith(GIVEN_BACK))]


@pytest.fixture
def few_and_many(demo: Demo) -> tuple[UUID, UUID]:
    """The same family with five and with sixty sessions."""
    noa = demo.viewer("noa")
    return (
        bring_in(noa, with_sessions("Rowan", 5)),
        bring_in(noa, with_sessions("Spindle", 60)),
    )


@pytest.mark.parametrize("who", ["noa", "iris"])
@pytest.mark.parametrize("tab", TABS)
def test_a_page_of_a_case_asks_at_most_eight_times(demo: Demo, tab: str, who: str) -> None:
    asked = statements(demo.client(who), address(tab, demo.linden))
    assert len(asked) <= MOST, "\n".join(sql[:160] for sql in asked)


@pytest.mark.parametrize("tab", [*TABS, "team"])
def test_sixty_sessions_ask_no_oftener_than_five(
    demo: Demo, few_and_many: tuple[UUID, UUID], tab: str
) -> None:
    client = demo.client("noa")
    few, many = (statements(client, address(tab, case)) for case in few_and_many)
    assert len(few) == len(many)


@pytest.mark.parametrize("who", ["noa", "iris", "rafa", "jonas", "greta"])
@pytest.mark.parametrize("route", ACROSS)
def test_a_page_across_cases_asks_at_most_eight_times(demo: Demo, route: str, who: str) -> None:
    path = address(route) + ("?q=outing" if route == "search" else "")
    asked = statements(demo.client(who), path)
    assert len(asked) <= MOST, "\n".join(sql[:160] for sql in asked)


def test_thirty_cases_ask_no_oftener_than_three(demo: Demo) -> None:
    client = demo.client("noa")
    before = {route: len(statements(client, address(route) + "?q=drew")) for route in ACROSS}
    for number in range(27):
        bring_in(demo.viewer("noa"), with_sessions(f"Hazel {number}", 5))
    after = {route: len(statements(client, address(route) + "?q=drew")) for route in ACROSS}
    assert after == before


def test_a_refusal_asks_the_same_for_absent_and_forbidden(demo: Demo) -> None:
    client = demo.client("jonas")

    def asked(case: UUID) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address("timeline", case)).status_code == 404
        return len(found)

    assert asked(demo.alder) == asked(demo.alder) == asked(UUID(int=7, version=4))
