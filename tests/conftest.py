"""What every test stands on: a home folder with key rings, a database, the cast."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import TransactionTestCase

from tests import engines

NO_SKIPS = bool(os.environ.get("HANDRAIL_TEST_NO_SKIPS"))


@pytest.fixture(scope="session")
def practice_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HANDRAIL_HOME of the test process, with fresh key rings."""
    from handrail.store.keys.rings import create_rings

    home = tmp_path_factory.mktemp("home")
    django_settings.HOME = home
    os.environ["HANDRAIL_HOME"] = str(home)
    create_rings(home)
    return home


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: pytest.FixtureRequest, practice_home: Path
) -> Iterator[None]:
    """One database per test process, on the engine the environment asks for."""
    TransactionTestCase._fixture_teardown = lambda case: engines.empty()  # type: ignore[method-assign]
    with django_db_blocker.unblock(), engines.test_database(practice_home):  # type: ignore[attr-defined]
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_hashing() -> None:
    """Argon2id with hardly any work: the tests sign in often."""
    from handrail.store.accounts.passwords import BoundedArgon2

    BoundedArgon2.memory_cost = 8


@pytest.fixture
def cast(db: None) -> object:
    """The people of tests/cast.py, in a transaction that is taken back."""
    from tests.cast import assemble

    return assemble()


@pytest.fixture
def committed_cast(transactional_db: None) -> object:
    """The people of tests/cast.py, committed: for threads, processes and `verify`."""
    from tests.cast import assemble

    return assemble()


@pytest.fixture
def on_postgresql() -> None:
    """For what only PostgreSQL has: roles and row-level security."""


@pytest.fixture
def on_sqlite() -> None:
    """For what only SQLite has: pragmas and files."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other engine, and what needs a browser where there is none.

    In `.ci/run` (HANDRAIL_TEST_NO_SKIPS) the other engine has a run of its own, so its tests are
    not selected at all, and a missing browser is a failure.
    """
    other = "on_sqlite" if engines.SERVER else "on_postgresql"
    foreign = [item for item in items if other in getattr(item, "fixturenames", ())]
    if NO_SKIPS:
        items[:] = [item for item in items if item not in set(foreign)]
        config.hook.pytest_deselected(items=foreign)
        return
    for item in foreign:
        item.add_marker(pytest.mark.skip(reason=f"only {other.replace('_', ' ')}"))
    if not shutil.which("chromium"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """With HANDRAIL_TEST_NO_SKIPS a skipped test is a failed one."""
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped: {report.longrepr}"


@pytest.fixture(scope="module")
def shared_demo(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[object]:
    """The demo practice on its day, made once for all tests of a file; gone after the last."""
    from tests import demo

    with django_db_blocker.unblock(), demo.on_the_day(), demo.taken_back():  # type: ignore[attr-defined]
        yield demo.assemble()


@pytest.fixture
def demo(shared_demo: object) -> Iterator[object]:
    """The demo practice; what a test writes is taken back after it. Needs no `db` beside it."""
    from tests.demo import taken_back

    with taken_back():
        yield shared_demo


@pytest.fixture
def committed_demo(transactional_db: None) -> Iterator[object]:
    """The demo practice, committed, on its day: for threads, the browser, and what must fail."""
    from tests import demo

    with demo.on_the_day():
        yield demo.assemble()
