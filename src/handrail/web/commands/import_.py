"""Load a whole family file into a practice: refused whole when anything in it is wrong, and the
same file twice changes nothing."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.web import configuration as settings_file
from handrail.web import starting
from handrail.web.commands.run import HOME
from handrail.web.demo.home import put_clock_back
from handrail.web.terminal import refuse

if TYPE_CHECKING:
    from handrail.core.family_file.values import Family
    from handrail.store.accounts.viewer import Viewer

HELP = "load a whole family file into a practice"

# What a person would count, in the order they would ask.
MADE = {
    "HouseholdMember": "places in households",
    "Relation": "relations",
    "HistoryEvent": "events of their history",
    "Order": "orders",
    "Ladder": "ladders",
    "Goal": "goals",
    "Score": "scores of measures",
    "Session": "sessions",
    "Contact": "contacts",
    "Decision": "decisions",
}


class NobodyToActAs(RuntimeError):
    """Nobody, or more than one person, could be the one who imports."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a family file, format handrail-case/1")
    parser.add_argument("--as", dest="email", default="", help="whose case it becomes: an e-mail")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("HANDRAIL_HOME") or HOME))


def run(arguments: argparse.Namespace) -> int:
    """0 done, or done before; 2 refused, nothing changed, every reason on standard error."""
    from handrail.core.family_file.structure import FamilyFileRefused

    try:
        family = _read(arguments.file)
        _open(arguments.home)
        return _import(arguments, family)
    except FamilyFileRefused as refused:
        return refuse(f"{arguments.file}: refused, nothing was imported", refused.mistakes)
    except (OSError, NobodyToActAs, settings_file.ConfigurationRefused) as refused:
        return refuse("nothing was imported", [refused])
    except starting.NotSafe as refused:
        return refuse("nothing was imported", refused.reasons)


def _read(file: Path) -> Family:
    from handrail.core.family_file.reading import read_family
    from handrail.core.measures.catalogue import catalogue

    return read_family(file.read_bytes(), catalogue())


def _open(home: Path) -> None:
    """Load the program for the practice in this home."""
    configuration = settings_file.read(home)
    if configuration is None:
        raise starting.NotSafe([f"there is no practice in {home}; name its home with --home"])
    put_clock_back(home)
    secret = starting.lay_out(home)
    starting.open_program(home, configuration, secret=secret)


def _import(arguments: argparse.Namespace, family: Family) -> int:
    from handrail.core.measures.catalogue import catalogue
    from handrail.core.therapy import protocol
    from handrail.store.accounts.reading import case_for
    from handrail.store.accounts.viewer import acting_as
    from handrail.store.records.actions.import_family import AnotherFileOfThisName, import_family

    email, viewer = _importer(arguments.email)
    in_force = protocol.load()
    try:
        with acting_as(viewer):
            made = import_family(
                by=viewer,
                family=family,
                rule=in_force.rule,
                catalogue=catalogue(),
                protocol_version=in_force.version,
            )
            case = case_for(viewer, made.case_id)
    except AnotherFileOfThisName as refused:
        return refuse(f"{arguments.file}: refused, nothing was imported", [refused])
    if not made.new:
        print(f"{family.case.name}: this file was imported before; nothing was changed")
    elif case is not None:
        print(f"{family.case.name}: case {case.case.number}, {case.seat}: {email}")
        for line in _made(family, made.counts):
            print(f"  {line}")
    return 0


def _made(family: Family, counts: Counter[str]) -> list[str]:
    found = [f"{len(family.people):5} people"]
    return found + [f"{counts[name]:5} {words}" for name, words in MADE.items() if counts[name]]


def _importer(email: str) -> tuple[str, Viewer]:
    """Whose case it becomes. Raises NobodyToActAs."""
    from handrail.store.accounts.openers import who_opens_cases

    found = who_opens_cases(email)
    if len(found) == 1:
        return next(iter(found.items()))
    if email:
        raise NobodyToActAs(f"{email} has no account here that may open cases")
    if not found:
        raise NobodyToActAs("nobody here has an account and may open cases yet")
    raise NobodyToActAs(f"several people may open cases; say who with --as: {', '.join(found)}")
