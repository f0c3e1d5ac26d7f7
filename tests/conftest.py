"""What every test stands on: a home folder with key rings, a database, the cast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import TransactionTestCase

from tests import engines


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
    """Skip on SQLite, which has no such thing."""
    if not engines.SERVER:
        pytest.skip("row-level security and roles are PostgreSQL's")
