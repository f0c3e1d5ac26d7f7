"""Who is looking: decided once per request, handed to every reading and every act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from handrail.store.database.identity import identified


@dataclass(frozen=True)
class Viewer:
    """A signed-in person, or a job acting for one (then without account).

    It says nothing about seats: those are read with the data, at the moment of reading.
    """

    person_id: UUID
    practice_id: UUID
    account_id: UUID | None = None
    room: str = "clinic"


@contextmanager
def acting_as(viewer: Viewer) -> Iterator[Viewer]:
    """For the command line and jobs: everything in the block is asked in this viewer's name.

    PostgreSQL: one transaction. Its moment is when the block began, so give every item of a long
    job a block of its own.
    """
    with identified(person_id=viewer.person_id, practice_id=viewer.practice_id):
        yield viewer
