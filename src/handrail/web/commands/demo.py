"""Try it: make the demo practice, once, and serve it on this machine alone.

Safe to run again: what is there stays, an interrupted set-up is finished. It never touches a real
practice: a home or a database that is not a demo's is refused before anything is changed.
"""

from __future__ import annotations

import argparse
import os
import socket
from dataclasses import replace
from pathlib import Path

from handrail.web import configuration as settings_file
from handrail.web import starting
from handrail.web.configuration import Configuration, ConfigurationRefused
from handrail.web.terminal import refuse, say

HELP = "try it: the demo practice, on this machine"
HOME = Path("var/demo")
NOT_A_DEMO = {
    "practice": "it holds a real practice",
    "another_program": "it holds tables of another program",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=HOME, help="folder of the demo (var/demo)")
    parser.add_argument("--port", type=int, help="port to listen on")
    parser.add_argument("--no-serve", action="store_true", help="set up, then stop")
    parser.add_argument("--fresh", action="store_true", help="take the demo away and make it anew")
    parser.add_argument("--database-url", default="", help="postgresql://user:password@host/name")


def run(arguments: argparse.Namespace) -> int:
    """Exit status 2: refused, with every reason on standard error."""
    try:
        configuration = _set_up(arguments)
        if arguments.no_serve:
            return 0
        configuration = replace(configuration, port=_free_port(arguments.port, configuration.port))
    except ConfigurationRefused as refused:
        return refuse("no demo was started", refused.mistakes)
    except starting.NotSafe as refused:
        return refuse("no demo was started", refused.reasons)
    _show_the_way(configuration)
    starting.serve(configuration)
    return 0


def _set_up(arguments: argparse.Namespace) -> Configuration:
    """Everything up to serving. Raises what `run` answers."""
    from handrail.web.demo import home as demo_home

    home: Path = arguments.home
    if arguments.database_url:
        os.environ["DATABASE_URL"] = arguments.database_url
    if arguments.fresh and demo_home.is_demo(home):
        _take_away(home)
    say(f"preparing the demo in {home}")
    demo_home.claim(home)
    demo_home.put_clock_back(home)
    secret = starting.lay_out(home)
    configuration = demo_home.configuration(
        home, port=arguments.port, database_url=arguments.database_url
    )
    reasons = settings_file.unsafe(home, configuration, secret=secret, surroundings={})
    if reasons:
        raise starting.NotSafe(reasons)
    starting.open_program(home, configuration, secret=secret)
    _refuse_a_real_database()
    for note in starting.prepare():
        say(note)
    _load()
    return configuration


def _take_away(home: Path) -> None:
    """Forget the demo of this home, in its database too."""
    from handrail.store.database import engine
    from handrail.store.database.occupancy import Occupant, forget_demo, occupant
    from handrail.web.demo import home as demo_home

    say(f"taking the demo in {home} away")
    known = settings_file.read(home)
    url = os.environ.get("DATABASE_URL") or (known.database_url if known else "")
    if url.startswith("postgres"):
        database = engine.database(url, home=home, role=engine.CLINIC)
        if occupant(database) is Occupant.DEMO:
            forget_demo(database)
    demo_home.clear(home)


def _refuse_a_real_database() -> None:
    """Before roles, tables or people are made in it. Raises NotSafe."""
    from django.conf import settings

    from handrail.store.database.occupancy import DoesNotAnswer, occupant

    database = settings.DATABASES["default"]
    try:
        whose = occupant(database)
    except DoesNotAnswer as silent:
        raise starting.NotSafe([f"the database does not answer: {silent}"]) from silent
    if whose in NOT_A_DEMO:
        why = f"{NOT_A_DEMO[whose]}; the demo never stands beside anything else"
        raise starting.NotSafe([f"the database {database['NAME']} was not touched: {why}"])


def _load() -> None:
    from handrail.web.demo.loading import load

    if not load(say):
        say("the demo practice is there already; nothing was changed")


def _free_port(asked: int | None, usual: int) -> int:
    """The port asked for, or the first free one from the usual. Raises NotSafe."""
    ports = [asked] if asked else range(usual, usual + 20)
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise starting.NotSafe([f"port {ports[0]} is taken; name another with --port"])


def _show_the_way(configuration: Configuration) -> None:
    from handrail.web.demo.cast import FAMILIES, PASSWORD, SECOND_FACTOR, STAFF

    where = starting.address(configuration)
    lines = [
        "",
        f"  Take any seat with one click:   {where}/demo/",
        f"  Or sign in the usual way:       {where}/sign-in/",
        "",
        *(f"    {seat.email:27} {seat.title}" for seat in STAFF),
        *(f"    {seat.email:27} {seat.title} ({seat.of.capitalize()})" for seat in FAMILIES),
        "",
        f"  Password of all: {PASSWORD}",
        f"  Second factor:   {SECOND_FACTOR} (as a secret in any authenticator app)",
        "",
    ]
    print("\n".join(lines), flush=True)
    say(f"serving on {where}/ for this machine alone (stop with Ctrl-C)")
