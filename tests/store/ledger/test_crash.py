"""kill -9 at the worst moment: never the data without its line, never the line without its data."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from handrail.store.accounts.models import Person
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.ledger.verification import verify
from tests import engines

# Adds somebody, and dies {when}.
SCRIPT = """
import os, signal, sys
from uuid import UUID
import django
django.setup()
from handrail.store.accounts.actions import people
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.transactions import writing

person, practice, when = sys.argv[1:]
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
if when == "between":
    people.append = lambda **line: die()
carol = Viewer(person_id=UUID(person), practice_id=UUID(practice))
with acting_as(carol), writing():
    people.add_person(by=carol, given="Ada")
    if when == "before the commit":
        die()
"""


def run_script(viewer, when: str) -> int:
    environment = os.environ | {
        "DATABASE_URL": engines.url_of_test_database(),
        "DJANGO_SETTINGS_MODULE": "handrail.web.settings",
        "PYTHONPATH": "src",
    }
    arguments = [str(viewer.person_id), str(viewer.practice_id), when]
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], env=environment, timeout=60)
    return done.returncode


def state(viewer) -> tuple[int, int]:
    connection.close()
    with acting_as(viewer):
        return Person.objects.filter(given="Ada").count(), Line.objects.count()


@pytest.mark.parametrize("when", ["between", "before the commit"])
def test_a_killed_process_leaves_neither_data_nor_line(committed_cast, when):
    before = state(committed_cast.carol)
    assert run_script(committed_cast.carol, when) == -signal.SIGKILL
    assert state(committed_cast.carol) == before
    assert verify().sound


def test_left_alone_it_leaves_both(committed_cast):
    _, lines = state(committed_cast.carol)
    assert run_script(committed_cast.carol, "never") == 0
    assert state(committed_cast.carol) == (1, lines + 1)
