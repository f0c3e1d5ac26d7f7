"""Serve a real practice. The first call asks what it needs, or takes it from the options; later
calls read HANDRAIL_HOME/settings.toml. Refuses unsafe settings and says which."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from handrail.core.datafile import Mistake
from handrail.web import configuration as settings_file
from handrail.web import starting
from handrail.web.configuration import REQUIRED, Configuration, ConfigurationRefused
from handrail.web.terminal import refuse, say

HELP = "serve a real practice"
HOME = Path("var/practice")

ABOUT_THE_PRACTICE = {
    "practice": "Name of the practice",
    "time_zone": "Time zone, such as America/Denver",
    "jurisdiction": "Country and state, such as US-CO",
}
ABOUT_THE_ADMINISTRATOR = {
    "administrator_name": "First administrator: given and family name",
    "administrator_email": "First administrator: e-mail address",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("HANDRAIL_HOME") or HOME))
    parser.add_argument("--practice", help="name of the practice (first call)")
    parser.add_argument("--time-zone", help="such as America/Denver (first call)")
    parser.add_argument("--jurisdiction", help="such as US-CO (first call)")
    parser.add_argument("--host", action="append", dest="hosts", help="a name people use for it")
    parser.add_argument("--bind", help="address to listen on (first call)")
    parser.add_argument("--port", type=int, help="port to listen on (first call)")
    parser.add_argument("--https", action="store_true", default=None, help="reached by https://")
    parser.add_argument(
        "--behind-proxy", action="store_true", default=None, help="a proxy in front ends TLS"
    )
    parser.add_argument("--database-url", help="postgresql://user:password@host/name (first call)")
    parser.add_argument("--administrator-name", help="given and family name (first call)")
    parser.add_argument("--administrator-email", help="(first call, or --new-link)")
    parser.add_argument(
        "--new-link",
        action="store_true",
        help="print a new link for an administrator without an account, or for the one of"
        " --administrator-email, whose account then starts again",
    )
    parser.add_argument("--only-prepare", action="store_true", help="set up and check, then stop")


def run(arguments: argparse.Namespace) -> int:
    """Exit status 2: refused, with every reason on standard error."""
    try:
        configuration = _set_up(arguments)
    except ConfigurationRefused as refused:
        return refuse("not started", refused.mistakes)
    except starting.NotSafe as refused:
        return refuse("not started", refused.reasons)
    if not arguments.only_prepare:
        say(f"serving on {starting.address(configuration)}/ (stop with Ctrl-C)")
        starting.serve(configuration)
    return 0


def _set_up(arguments: argparse.Namespace) -> Configuration:
    """Everything up to serving. Raises what `run` answers."""
    home: Path = arguments.home
    configuration = _configuration(arguments)
    secret = starting.lay_out(home)
    reasons = settings_file.unsafe(home, configuration, secret=secret, surroundings=os.environ)
    if reasons:
        raise starting.NotSafe(reasons)
    starting.open_program(home, configuration, secret=secret)
    for note in starting.prepare():
        say(note)
    starting.refuse_demo_data()
    if settings_file.read(home) is None:
        settings_file.write(home, configuration)
    _welcome(arguments, configuration)
    return configuration


def _configuration(arguments: argparse.Namespace) -> Configuration:
    """From the settings file, or from options and answers at the first call."""
    found = settings_file.read(arguments.home)
    given = {
        name: getattr(arguments, name)
        for name in settings_file.CHECKS
        if getattr(arguments, name, None) is not None
    }
    if found is None:
        asked = {name: _asked(arguments, name, ABOUT_THE_PRACTICE[name]) for name in REQUIRED}
        return _first_configuration(arguments, given | {k: v for k, v in asked.items() if v})
    if given:
        right = f"change it in {arguments.home / settings_file.FILE}"
        raise ConfigurationRefused([Mistake(name, "is settled already", right) for name in given])
    return found


def _first_configuration(arguments: argparse.Namespace, given: dict[str, Any]) -> Configuration:
    """The configuration of a first call, if the administrator is known too; else every mistake."""
    mistakes: list[Mistake] = []
    try:
        configuration = settings_file.checked(given)
    except ConfigurationRefused as refused:
        mistakes = refused.mistakes
    try:
        _administrator(arguments)
    except ConfigurationRefused as refused:
        mistakes = mistakes + refused.mistakes
    if mistakes:
        raise ConfigurationRefused(mistakes)
    return configuration


def _asked(arguments: argparse.Namespace, name: str, question: str) -> str:
    """What an option gave, or is answered on the terminal; empty without either."""
    if not getattr(arguments, name) and sys.stdin.isatty():
        setattr(arguments, name, input(f"{question}: ").strip())
    return getattr(arguments, name) or ""


def _administrator(arguments: argparse.Namespace) -> tuple[str, str, str]:
    """Given name, family name and e-mail address. Raises ConfigurationRefused."""
    answers = {name: _asked(arguments, name, q) for name, q in ABOUT_THE_ADMINISTRATOR.items()}
    mistakes = [Mistake(name, "is missing") for name, answer in answers.items() if not answer]
    if answers["administrator_email"] and "@" not in answers["administrator_email"]:
        mistakes.append(Mistake("administrator_email", "is not an e-mail address"))
    if mistakes:
        raise ConfigurationRefused(mistakes)
    given, _, family = answers["administrator_name"].partition(" ")
    return given, family.strip(), answers["administrator_email"]


def _welcome(arguments: argparse.Namespace, configuration: Configuration) -> None:
    """The first administrator's link, once; or a new one when asked for."""
    from handrail.store.accounts.actions.practices import open_practice
    from handrail.store.accounts.reading import holds_practice

    if not holds_practice():
        opened = open_practice(
            name=configuration.practice,
            time_zone=configuration.time_zone,
            jurisdiction=configuration.jurisdiction,
            hipaa_covered=configuration.hipaa_covered,
            administrator=_administrator(arguments),
        )
        _show_link(configuration, opened.token)
    elif arguments.new_link:
        token = _new_token(arguments.administrator_email or "")
        if token:
            _show_link(configuration, token)
        else:
            say("every administrator has an account already; they can invite others")
            say("one who cannot get in any more starts again with --administrator-email as well")


def _new_token(email: str) -> str | None:
    """A new invitation for an administrator who never accepted the first.

    With the address of one who did, the account starts again: nobody else could help the last one.
    """
    from handrail.store.accounts.actions.invitations import invite
    from handrail.store.accounts.actions.restarts import start_again_by_machine
    from handrail.store.accounts.reading import administrator_at, administrators_without_account
    from handrail.store.accounts.viewer import acting_as

    shut_out = administrator_at(email) if email else None
    if shut_out:
        return start_again_by_machine(administrator=shut_out)
    for viewer, invited_at in administrators_without_account():
        if email.casefold() in ("", invited_at):
            with acting_as(viewer):
                return invite(by=viewer, person_id=viewer.person_id, email=invited_at)
    return None


def _show_link(configuration: Configuration, token: str) -> None:
    say("this link opens the administrator's account; it works once, for three days:")
    print(f"{starting.address(configuration)}/invitation/{token}/", flush=True)
