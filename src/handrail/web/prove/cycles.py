"""Load, kill, start, look: so many times."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition
from typing import Any

from handrail.web.prove import databases, kept
from handrail.web.prove.findings import Figures, Kept, Problem, is_there, problems
from handrail.web.prove.practice import Practice
from handrail.web.prove.writers import Writer
from handrail.web.prove.writes import Attempt
from handrail.web.trials import serving
from handrail.web.trials.families import Dice
from handrail.web.trials.forms import NoSuchForm
from handrail.web.trials.visitors import NotAsExpected

MOST_ANSWERS = 16
MOST_MILLISECONDS = 60
"""A kill comes after so many answers and so much time at most: about as long as one answer takes,
so that it falls into any part of a save."""
CHECKED_EVERY = 10
PATIENCE = 60
Say = Callable[[str], None]


class DoesNotHold(RuntimeError):
    """What was found, in which cycle."""

    def __init__(self, cycle: int, found: Sequence[object]) -> None:
        super().__init__(f"cycle {cycle}")
        self.cycle = cycle
        self.found = found


class Proof:
    """One proof on one practice: `run` gives the figures, or raises DoesNotHold.

    minutes: after so many no further cycle begins; the figures are those of the cycles done.
    """

    def __init__(
        self, practice: Practice, *, cycles: int, seed: int, say: Say, minutes: int | None = None
    ) -> None:
        self._practice = practice
        self._cycles = cycles
        self._begun = time.monotonic()
        self._until = None if minutes is None else self._begun + minutes * 60
        self._done = 0
        self._seed = seed
        self._say = say
        self._dice = Dice(f"{seed} kills")
        self._port = serving.free_port()
        self._writers = [
            Writer(number, seat, seed=seed, port=self._port)
            for number, seat in enumerate(practice.seats, start=1)
        ]
        self._before = kept.look(practice)
        self._cut = self._cut_and_kept = self._checked = self._chains = self._lines = 0

    def run(self) -> Figures:
        """Everything. Raises DoesNotHold; DidNotStart or NoDatabase when nothing can be said."""
        server = self._start()
        try:
            for writer in self._writers:
                writer.sign_in()
            for cycle in range(1, self._cycles + 1):
                self._load_and_kill(server, cycle)
                self._wait_until_let_go()
                server = self._start()
                self._look(cycle)
                self._done = cycle
                self._tell(cycle)
                if self._until and time.monotonic() > self._until:
                    break
            self._finish()
        finally:
            if server.process.poll() is None:
                server.kill()
        return self._figures()

    def _start(self) -> serving.Server:
        practice = self._practice
        return serving.start(practice.home, practice.surroundings, port=self._port)

    def _load_and_kill(self, server: serving.Server, cycle: int) -> None:
        """Everybody writes at once; the server is killed at the moment the seed names."""
        answers = 1 + self._dice.below(MOST_ANSWERS)
        delay = self._dice.below(MOST_MILLISECONDS) / 1000
        counted = _Answers()
        with ThreadPoolExecutor(len(self._writers)) as pool:
            running = [
                pool.submit(writer.write_until_cut, cycle, counted.one_more)
                for writer in self._writers
            ]
            came = counted.wait_for(answers, running)
            time.sleep(delay)
            server.kill()
        _raise_first(cycle, running)
        if not came:
            raise DoesNotHold(cycle, [f"no {answers} answers within {PATIENCE} seconds"])

    def _wait_until_let_go(self) -> None:
        if self._practice.database_url:
            databases.wait_until_let_go(self._practice.database_url)

    def _look(self, cycle: int) -> None:
        """What is there now, before anything is sent again."""
        now = self._held(cycle, thoroughly=cycle % CHECKED_EVERY == 0)
        cut = [one for one in self._attempts() if not one.is_answered]
        self._cut += len(cut)
        self._cut_and_kept += sum(is_there(one, now) for one in cut)

    def _held(self, cycle: int, *, thoroughly: bool) -> Kept:
        """What is kept; the file itself is looked at now and then. Raises DoesNotHold."""
        now = kept.look(self._practice).since(self._before)
        found: list[Problem] = problems(self._attempts(), now)
        found += self._of_ledger()
        if thoroughly:
            found += [Problem("broken", told) for told in kept.damage()]
            self._checked += 1
        if found:
            raise DoesNotHold(cycle, found)
        return now

    def _of_ledger(self) -> list[Problem]:
        report = kept.ledger()
        self._chains, self._lines = report.chains, report.lines
        return [Problem("broken", f"the ledger: {one}") for one in report.broken]

    def _finish(self) -> None:
        """What is still unanswered is sent a last time; then every entry has to be there once."""
        with ThreadPoolExecutor(len(self._writers)) as pool:
            running = [pool.submit(writer.send_again) for writer in self._writers]
        _raise_first(self._done, running)
        silent = [f"{one} has no answer" for one in self._attempts() if not one.is_answered]
        if silent:
            raise DoesNotHold(self._done, silent)
        self._held(self._done, thoroughly=True)

    def _attempts(self) -> list[Attempt]:
        return [attempt for writer in self._writers for attempt in writer.attempts]

    def _tell(self, cycle: int) -> None:
        if cycle % 10 == 0 or cycle == self._cycles:
            sent = len(self._attempts())
            self._say(f"cycle {cycle} of {self._cycles}: {sent} entries, {self._lines} lines")

    def _figures(self) -> Figures:
        minutes = round((time.monotonic() - self._begun) / 60)
        sent = len(self._attempts())
        return Figures(
            cycles=self._done, seed=self._seed, writers=len(self._writers), sent=sent,
            cut=self._cut, cut_and_kept=self._cut_and_kept,
            replayed=sum(writer.replayed for writer in self._writers),
            chains=self._chains, lines=self._lines, checked=self._checked, minutes=minutes,
        )  # fmt: skip


class _Answers:
    """How many acknowledgements arrived in this cycle."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def one_more(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait_for(self, count: int, running: Sequence[Future[None]]) -> bool:
        """Until there are so many; False when it takes too long or nobody writes any more."""
        for one in running:
            one.add_done_callback(lambda _: self._wake())
        with self._changed:
            self._changed.wait_for(lambda: self._enough(count, running), PATIENCE)
            return self._count >= count

    def _enough(self, count: int, running: Sequence[Future[None]]) -> bool:
        return self._count >= count or any(_failed(one) for one in running)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()


def _failed(one: Future[None]) -> bool:
    return one.done() and one.exception() is not None


def _raise_first(cycle: int, running: Sequence[Future[Any]]) -> None:
    """Raises DoesNotHold for an answer that was none of those promised."""
    wrong = [one.exception() for one in running]
    found = [error for error in wrong if isinstance(error, NotAsExpected | NoSuchForm)]
    if found:
        raise DoesNotHold(cycle, found)
    for one in running:
        one.result()
