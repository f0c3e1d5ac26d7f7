"""The throwaway practice: its home, its cases, those who write in them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from handrail.web import configuration as settings_file
from handrail.web import starting
from handrail.web.configuration import Configuration
from handrail.web.trials import people
from handrail.web.trials.families import family_file

NAME = "Proof"
TEAMS = (("Bea", "Cal"), ("Dee", "Eli"))
"""Two people at each case, so that they meet on its chain and on its rows."""
SESSIONS = 4
NOTES = 20
"""How many sessions each writer has to write a note about."""
GATE = "referral"


@dataclass(frozen=True)
class Seat:
    """Somebody who writes: their account, and what of their case an address may name.

    sessions: those they write the note of.
    """

    email: str
    viewer: Any
    case_id: UUID
    about: dict[str, str]
    sessions: tuple[str, ...]


@dataclass(frozen=True)
class Practice:
    """What is served. surroundings: the environment of its server."""

    home: Path
    configuration: Configuration
    surroundings: dict[str, str]
    seats: tuple[Seat, ...]

    @property
    def database_url(self) -> str:
        return self.configuration.database_url


def make(home: Path, database_url: str) -> Practice:
    """Make it, in this process, which then stands inside it. Raises NotSafe."""
    os.environ["DATABASE_URL"] = ""  # the one that is asked for, never one that lies about
    secret = starting.lay_out(home)
    configuration = Configuration(
        practice=NAME, time_zone="America/Denver", jurisdiction="US-XX", database_url=database_url
    )
    starting.open_program(home, configuration, secret=secret)
    starting.prepare()
    settings_file.write(home, configuration)
    surroundings = settings_file.environment(home, configuration, secret=secret)
    return Practice(home, configuration, surroundings, tuple(_seats()))


def _seats() -> list[Seat]:
    from django.db import connection

    from handrail.store.database.transactions import writing

    with writing():
        ann = people.open_practice(NAME)
        found = []
        for number, (given, other) in enumerate(TEAMS):
            team = [people.therapist(ann, who, practice=NAME) for who in (given, other)]
            case = people.take_in(team[0], family_file(number, sessions=SESSIONS))
            people.share(team[0], case, team[1])
            about = _about(team[0], case)
            found += [
                Seat(people.address_of(who, NAME), viewer, case, about, _sessions(viewer, case))
                for who, viewer in zip((given, other), team, strict=True)
            ]
    connection.close()
    return found


def _about(viewer: Any, case: UUID) -> dict[str, str]:
    from handrail.store.accounts.viewer import acting_as
    from handrail.store.records.reading.family import stored_case

    with acting_as(viewer):
        (ladder,) = stored_case(case).ladder_rows.values()
    return {"case_id": str(case), "ladder": str(ladder), "gate": GATE}


def _sessions(viewer: Any, case: UUID) -> tuple[str, ...]:
    from handrail import clock
    from handrail.store.accounts.viewer import acting_as
    from handrail.store.records.actions.sessions import SessionPlan, plan_session

    plan = SessionPlan(kind="CONS", on=clock.now().date())
    with acting_as(viewer):
        return tuple(str(plan_session(by=viewer, case_id=case, plan=plan)) for _ in range(NOTES))
