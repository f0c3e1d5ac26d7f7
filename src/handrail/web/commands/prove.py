"""Kill the server while people write, again and again, and look whether every word is there once.

A practice of its own is made in a folder of its own, on PostgreSQL in a database of its own; both
are taken away when everything holds, and kept when something does not. Two hundred cycles take
about ten minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.web.terminal import refuse, say

if TYPE_CHECKING:
    from handrail.web.prove.cycles import DoesNotHold
    from handrail.web.prove.findings import Figures

HELP = "prove that a killed server loses and doubles no word"
CYCLES, SEED = 200, 1
MOST_TOLD = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cycles", type=_count, default=CYCLES, help=f"how many kills ({CYCLES})")
    parser.add_argument("--minutes", type=_count, help="begin no further cycle after so many")
    parser.add_argument("--seed", type=_count, default=SEED, help=f"a whole number ({SEED})")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument(
        "--database-url", default="",
        help="postgresql://user:password@host/name of a server on which the user may make"
        " databases and roles; nothing in that database is touched",
    )  # fmt: skip
    parser.add_argument(
        "--write", action="store_true", help="put the figures into docs/reference/proof.md"
    )


def _count(text: str) -> int:
    """A whole number from 1."""
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number from 1")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """0: everything holds; 1: something does not; 2: it could not be tried."""
    from handrail.web import starting
    from handrail.web.prove.cycles import DoesNotHold
    from handrail.web.prove.databases import NoDatabase
    from handrail.web.trials.serving import DidNotStart
    from handrail.web.trials.visitors import NotAsExpected

    if (arguments.engine == "postgresql") != bool(arguments.database_url):
        reason = "--engine postgresql and --database-url belong together; name both or neither"
        return refuse("nothing was tried", [reason])
    home = Path(tempfile.mkdtemp(prefix="handrail-proof-"))
    try:
        _prove(arguments, home)
    except DoesNotHold as broken:
        return _told(arguments, home, broken)
    except (DidNotStart, NoDatabase, NotAsExpected, starting.NotSafe) as failed:
        return refuse(f"nothing was proven (kept: {home})", [failed])
    shutil.rmtree(home)
    return 0


def _prove(arguments: argparse.Namespace, home: Path) -> None:
    """Make, try, tell, tidy up. Raises what `run` answers."""
    from handrail.web.prove import databases, practice
    from handrail.web.prove.cycles import Proof

    url = databases.make(arguments.database_url) if arguments.database_url else ""
    say(f"making a practice, seed {arguments.seed}")
    made = practice.make(home, url)
    proof = Proof(
        made, cycles=arguments.cycles, seed=arguments.seed, say=say, minutes=arguments.minutes
    )
    _show(arguments, proof.run())
    if url:
        databases.drop(arguments.database_url, url)


def _show(arguments: argparse.Namespace, figures: Figures) -> None:
    from handrail import clock
    from handrail.web.prove import kept, page

    version = kept.engine_version()
    done = page.Run(arguments.engine, version, clock.now().date(), figures)
    for name, value in done.rows:
        print(f"{name}: {value}")
    if arguments.write:
        page.write(Path(os.environ.get("HANDRAIL_CHECKOUT", ".")) / page.FILE, done)


def _told(arguments: argparse.Namespace, home: Path, broken: DoesNotHold) -> int:
    """What does not hold, where it can be looked at, how to try again."""
    say(f"it does not hold, in cycle {broken.cycle}:")
    for one in broken.found[:MOST_TOLD]:
        print(f"  - {one}", file=sys.stderr)
    rest = len(broken.found) - MOST_TOLD
    if rest > 0:
        print(f"  - and {rest} more", file=sys.stderr)
    say(f"everything was kept in {home}, what the server said too")
    if arguments.database_url:
        say("the settings.toml in it names the database, which was kept as well")
    again = f"./handrail prove --engine {arguments.engine} --seed {arguments.seed}"
    say(f"once more: {again} --cycles {arguments.cycles}")
    return 1
