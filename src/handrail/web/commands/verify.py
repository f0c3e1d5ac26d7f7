"""Recompute every chain of the ledger and name the first line that does not hold."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from handrail.web import configuration as settings_file
from handrail.web import starting
from handrail.web.commands.run import HOME

HELP = "prove the ledger, or name its first broken line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("HANDRAIL_HOME") or HOME))


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0: every line holds; 1: one does not; 2: there is nothing to verify."""
    try:
        configuration = settings_file.read(arguments.home)
    except settings_file.ConfigurationRefused as refused:
        print(f"handrail: {refused}", file=sys.stderr)
        return 2
    if configuration is None:
        print(f"handrail: no practice in {arguments.home}; name it with --home", file=sys.stderr)
        return 2
    secret = starting.lay_out(arguments.home)
    starting.open_program(arguments.home, configuration, secret=secret)

    from handrail.store.ledger.verification import verify

    report = verify()
    print(f"{report.chains} chains, {report.lines} lines")
    if report.sound:
        print("every line is as it was written")
        return 0
    for broken in report.broken:
        print(f"broken: {broken}")
    return 1
