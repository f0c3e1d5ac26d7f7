"""Browsers of the cast, on the pages of some_pages.py."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import account_of, client_of
from tests.web.processes import empty_database


@pytest.fixture
def pages(settings):
    settings.ROOT_URLCONF = "tests.web.some_pages"


@pytest.fixture
def rosas_account(cast, pages):
    return account_of(cast.dana, cast.rosa, "rosa@example.org")


@pytest.fixture
def rosas_browser(rosas_account):
    return client_of(rosas_account)


@pytest.fixture
def theos_browser(cast, pages):
    return client_of(account_of(cast.dana, cast.theo, "theo@example.org"))


@pytest.fixture
def stranger(db, pages):
    return Client()


@pytest.fixture
def database_url():
    """An empty database for a process of the program; "" on SQLite, which needs none."""
    with empty_database() as url:
        yield url
