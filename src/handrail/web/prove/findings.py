"""Whether the database holds every word once, and the figures. Nothing here asks anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.web.prove.writes import Attempt


@dataclass(frozen=True)
class KeptEntry:
    """One row. lines: its words, opened. version: how often it was written.

    acts: how many ledger lines tell that it was. commitments: of its sealed words, as the ledger
    has them, the newest last; commitment: as its words have it.
    """

    write: str
    row: UUID
    lines: tuple[str, ...]
    version: int
    acts: int
    commitments: tuple[bytes, ...]
    commitment: bytes

    @property
    def is_whole(self) -> bool:
        return (
            self.acts == len(self.commitments) == self.version
            and self.commitments[-1] == self.commitment
        )


@dataclass(frozen=True)
class Kept:
    """What is kept. rowless: ledger lines about rows that are not there. answered: key -> place."""

    entries: Sequence[KeptEntry]
    rowless: Sequence[str]
    answered: Mapping[UUID, str]

    def since(self, before: Kept) -> Kept:
        """Without the rows that were there before anything was sent."""
        known = {entry.row for entry in before.entries}
        entries = [entry for entry in self.entries if entry.row not in known]
        return Kept(entries, self.rowless, self.answered)


@dataclass(frozen=True)
class Problem:
    """Something that must not be. kind: lost, doubled, in part, strange or broken."""

    kind: str
    told: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.told}"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a proof that holds found; nothing was lost or doubled, or there would be none.

    sent: different entries. cut: how often a kill cut one off before its answer; cut_and_kept: how
    many of those were there whole. replayed: sent again under the same key. checked: how often the
    database file was checked by itself.
    """

    cycles: int
    seed: int
    writers: int
    sent: int
    cut: int
    cut_and_kept: int
    replayed: int
    chains: int
    lines: int
    checked: int
    minutes: int


def problems(attempts: Iterable[Attempt], kept: Kept) -> list[Problem]:
    """Everything that does not hold of what was sent and what is there."""
    sent = list(attempts)
    there = Counter((entry.write, line) for entry in kept.entries for line in entry.lines)
    return [
        *(one for attempt in sent for one in _of_attempt(attempt, there, kept)),
        *_of_entries({(one.write.name, one.line) for one in sent}, kept.entries),
        *(Problem("in part", told) for told in kept.rowless),
    ]


def is_there(attempt: Attempt, kept: Kept) -> bool:
    """Whether its words are kept."""
    return any(
        attempt.line in entry.lines and entry.write == attempt.write.name for entry in kept.entries
    )


def _of_attempt(
    attempt: Attempt, there: Mapping[tuple[str, str], int], kept: Kept
) -> Iterator[Problem]:
    times = there.get((attempt.write.name, attempt.line), 0)
    if attempt.is_answered and times == 0:
        yield Problem("lost", f"{attempt} was acknowledged and is not there word for word")
    if times > 1:
        yield Problem("doubled", f"{attempt} is there {times} times")
    if attempt.write.is_draft:
        return  # its version is its key
    remembered = kept.answered.get(attempt.key, "")
    if bool(remembered) != bool(times):
        yield Problem("in part", f"{attempt} and the memory of its key do not agree")
    elif attempt.is_answered and remembered and remembered != attempt.promised:
        yield Problem("in part", f"{attempt} would be answered otherwise now")


def _of_entries(sent: set[tuple[str, str]], entries: Iterable[KeptEntry]) -> Iterator[Problem]:
    for entry in entries:
        if not entry.is_whole:
            told = (
                f"written {entry.version} times, {entry.acts} lines of the act,"
                f" {len(entry.commitments)} of its sealed words"
            )
            yield Problem("in part", f"{entry.write} {entry.row}: {told}")
        if not sent.issuperset((entry.write, line) for line in entry.lines):
            yield Problem("strange", f"{entry.write} {entry.row} holds words nobody sent like that")
