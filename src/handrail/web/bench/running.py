"""One bench run: practices are made, served side by side, measured in turn."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache, partial
from pathlib import Path
from typing import Any

from handrail import clock
from handrail.store.database.engine import DatabaseUrlRefused
from handrail.web import configuration as settings_file
from handrail.web.bench.findings import PageFigures, SizeFigures, Verdict, verdicts
from handrail.web.bench.inside import Measured
from handrail.web.bench.slices import (
    Ratio,
    a_slice,
    compared,
    p95,
    percentile,
    ratio_of,
    timed,
)
from handrail.web.bench.worlds import CASELOAD, grow
from handrail.web.trials.families import LAST_DAY
from handrail.web.trials.serving import DidNotStart, Server, served
from handrail.web.trials.visitors import NotAsExpected, Rush, Visitor

AT_ONCE = 4
RUSHES = 3  # of eight people: more in a minute would be refused as guessing
Say = Callable[[str], None]


class Failed(RuntimeError):
    """A part of the bench did not work; the text says which."""


@dataclass(frozen=True)
class Effort:
    """How many pairs of slices, and how long each."""

    pairs: int
    seconds: float


FULL, QUICK = Effort(6, 1.0), Effort(3, 0.5)


@dataclass(frozen=True)
class Practice:
    """One practice being measured. counted: see handrail.web.bench.inside.count."""

    families: int
    server: Server
    visitor: Visitor
    measured: Measured
    counted: Mapping[str, Any]

    def ask(self, page: str) -> Callable[[], object]:
        """One request for this page."""
        return partial(self.visitor.get, self.counted["pages"][page])


def measure(
    folder: Path, sizes: Sequence[int], *, quick: bool, say: Say
) -> tuple[list[SizeFigures], list[Verdict]]:
    """Everything, smallest practice first. Raises Failed."""
    effort = QUICK if quick else FULL
    try:
        homes = dict(_homes(folder, sizes, say))
        with ExitStack() as stack:
            practices = [_opened(size, home, stack, say) for size, home in homes.items()]
            say("measuring growth")
            growth = _growth(practices, effort)
            figures = []
            for practice in practices:
                say(f"measuring {practice.families} families")
                figures.append(_figures(practice, effort))
    except (DidNotStart, NotAsExpected, DatabaseUrlRefused, OSError) as error:
        raise Failed(str(error)) from error
    return figures, verdicts(figures, growth)


def _homes(folder: Path, sizes: Sequence[int], say: Say) -> list[tuple[int, Path]]:
    say(f"making a practice with a caseload of {CASELOAD}")
    first = folder / "first"
    _inside("build", first, str(CASELOAD))
    found = []
    for size in sizes:
        say(f"growing it to {size} families")
        home = folder / str(size)
        shutil.copytree(first, home)
        grow(home / "handrail.sqlite3", size // CASELOAD - 1)
        found.append((size, home))
    return found


def _opened(size: int, home: Path, stack: ExitStack, say: Say) -> Practice:
    """Serve one practice, and sign its therapist in."""
    counted = json.loads(_inside("count", home))
    configuration = settings_file.read(home)
    assert configuration is not None
    secret = settings_file.secret_key(home, new=str)
    environment = settings_file.environment(home, configuration, secret=secret)
    server = stack.enter_context(served(home, {**environment, **_surroundings()}))
    measured = Measured.read(home)
    visitor = Visitor(server.port)
    visitor.sign_in(measured.therapist)
    practice = Practice(size, server, visitor, measured, counted)
    for page in counted["pages"]:
        a_slice(practice.ask(page), 0.2)
    return practice


@cache
def _surroundings() -> Mapping[str, str]:
    """The day on which all processes of this bench live, and the bare page."""
    day = datetime.combine(LAST_DAY, time(18), UTC)
    offset = round((day - clock.now()).total_seconds())
    return {
        "HANDRAIL_BENCH": "1",
        "HANDRAIL_CLOCK_OFFSET_SECONDS": str(offset),
        "DATABASE_URL": "",
    }


def _inside(verb: str, home: Path, *more: str) -> str:
    """Run a verb of handrail.web.bench.inside in a process of its own; returns what it prints."""
    command = [sys.executable, "-m", "handrail.web.bench.inside", verb, str(home), *more]
    done = subprocess.run(
        command, env={**os.environ, **_surroundings()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed(f"{verb}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def _growth(practices: Sequence[Practice], effort: Effort) -> dict[str, Ratio]:
    """p95 in the largest practice to p95 in the smallest, asked in turn."""
    small, large = practices[0], practices[-1]
    beside = partial(compared, pairs=effort.pairs, seconds=effort.seconds, measure=p95)
    return {page: beside(large.ask(page), small.ask(page)).ratio for page in small.counted["pages"]}


def _figures(practice: Practice, effort: Effort) -> SizeFigures:
    pages = tuple(_page(practice, page, effort) for page in practice.counted["pages"])
    ratio, rushes = _while_signing_in(practice, effort)
    return SizeFigures(
        families=practice.families,
        pages=pages,
        raw_seconds=practice.counted["raw_seconds"],
        peak=practice.server.peak_memory(),
        while_signing_in=ratio,
        signed_in=sum(rush.signed_in for rush in rushes),
        turned_away=sum(rush.turned_away for rush in rushes),
    )


def _page(practice: Practice, page: str, effort: Effort) -> PageFigures:
    if page == "bare":
        times, ratio = tuple(a_slice(practice.ask(page), effort.pairs * effort.seconds)), None
    else:
        beside = compared(
            practice.ask(page), practice.ask("bare"), pairs=effort.pairs, seconds=effort.seconds
        )
        times, ratio = beside.times, beside.ratio
    few, many = practice.counted["queries"][page]
    return PageFigures(
        page=page,
        per_second=_per_second(practice, page, effort),
        p50=percentile(times, 0.5),
        p95=p95(times),
        queries=(few, many),
        times_bare=ratio,
    )


def _per_second(practice: Practice, page: str, effort: Effort) -> float:
    """Answers in a second when several people ask at once, each on a connection of their own."""
    address = practice.counted["pages"][page]
    asking = [practice.visitor.another_connection() for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        seconds = max(effort.seconds, 1.0)
        slices = pool.map(lambda one: a_slice(partial(one.get, address), seconds), asking)
        return sum(len(one) / sum(one) for one in slices)


def _while_signing_in(practice: Practice, effort: Effort) -> tuple[Ratio, list[Rush]]:
    """p95 of the timeline while eight people sign in, to p95 alone before and after."""
    timeline, ratios, rushes = practice.ask("timeline"), list[float](), list[Rush]()
    people = list(practice.measured.at_the_door)
    with ThreadPoolExecutor(len(people)) as pool:
        for _ in range(RUSHES):
            before = a_slice(timeline, effort.seconds)
            rush = Rush(practice.server.port, people)
            rush.begin(pool)
            during = [timed(timeline)]
            while not rush.is_over:
                during.append(timed(timeline))
            after = a_slice(timeline, effort.seconds)
            ratios.append(p95(during) / ((p95(before) + p95(after)) / 2))
            rushes.append(rush)
    return ratio_of(ratios), rushes
