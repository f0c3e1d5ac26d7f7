"""What is hashed, how the links hang together, and what a broken chain looks like. Pure.

    hash = SHA-256(previous hash ‖ number as 8 bytes, big-endian ‖ canonical JSON of the entry)

The first line of a chain follows 32 zero bytes. Anyone can check a chain with these rules and a
SHA-256; nothing secret is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

BEGINNING = bytes(32)


@dataclass(frozen=True)
class Entry:
    """What one line says. `detail` is canonical JSON of ids and codes; `at` is aware."""

    id: UUID
    practice_id: UUID
    chain_id: UUID
    at: datetime
    actor_person_id: UUID | None
    account_id: UUID | None
    seat: str
    act: str
    object_kind: str
    object_id: UUID | None
    detail: str
    commitment: bytes | None

    def canonical(self) -> str:
        """The entry as one line of JSON, byte for byte the same wherever it is made."""
        return json.dumps(
            {
                "id": str(self.id),
                "practice": str(self.practice_id),
                "chain": str(self.chain_id),
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": _or_none(self.actor_person_id),
                "account": _or_none(self.account_id),
                "seat": self.seat,
                "act": self.act,
                "object_kind": self.object_kind,
                "object": _or_none(self.object_id),
                "detail": self.detail,
                "commitment": self.commitment.hex() if self.commitment is not None else None,
            },
            sort_keys=True,
            separators=(",", ":"),
        )


def _or_none(value: UUID | None) -> str | None:
    return str(value) if value is not None else None


@dataclass(frozen=True)
class Link:
    """One line of a chain: its number (from 1), the hash before it, its entry, its own hash."""

    seq: int
    prev: bytes
    entry: Entry
    hash: bytes


@dataclass(frozen=True)
class Head:
    """Where a chain ends according to the database: number and hash of its last line."""

    chain_id: UUID
    seq: int
    hash: bytes


@dataclass(frozen=True)
class Broken:
    """The first line of a chain that does not hold, and what is wrong with it.

    `what`: changed, missing, inserted, reordered, cut (lines gone at the end) or no_head.
    """

    chain_id: UUID
    seq: int
    what: str

    def __str__(self) -> str:
        return f"chain {self.chain_id}, line {self.seq}: {MEANING[self.what]}"


MEANING = {
    "changed": "its content is not what was written",
    "missing": "the line is gone",
    "inserted": "a line was put in that does not follow the one before it",
    "reordered": "another line of this chain stands in its place",
    "cut": "the chain goes on according to its head, but this line and all after it are gone",
    "no_head": "the chain has no head any more",
}


def hash_of(prev: bytes, seq: int, canonical: str) -> bytes:
    """The hash of line `seq` after the line with hash `prev`: 32 bytes."""
    return sha256(prev + seq.to_bytes(8, "big") + canonical.encode()).digest()


def first_broken(chain_id: UUID, links: Iterable[Link], head: Head | None) -> Broken | None:
    """The first line that does not hold, reading `links` in the order of their numbers."""
    seq, prev = 0, BEGINNING
    for link in links:
        seq += 1
        what = _wrong_with(link, chain_id, seq, prev)
        if what:
            return Broken(chain_id, seq, what)
        prev = link.hash
    if head is None:
        return Broken(chain_id, seq, "no_head")
    if head.seq > seq:
        return Broken(chain_id, seq + 1, "cut")
    if head.seq < seq:
        return Broken(chain_id, head.seq + 1, "inserted")
    return None if head.hash == prev else Broken(chain_id, seq, "changed")


def _wrong_with(link: Link, chain_id: UUID, seq: int, prev: bytes) -> str | None:
    """What is wrong with this line where line `seq`, following hash `prev`, should be."""
    if link.seq > seq:
        return "missing"
    if link.seq < seq or link.entry.chain_id != chain_id:
        return "inserted"
    canonical = link.entry.canonical()
    if hash_of(prev, seq, canonical) == link.hash and link.prev == prev:
        return None
    if any(hash_of(link.prev, other, canonical) == link.hash for other in _others(seq)):
        return "reordered"
    return "inserted" if hash_of(link.prev, seq, canonical) == link.hash else "changed"


def _others(seq: int) -> Iterable[int]:
    """The places of the same chain a line may have been moved from: those nearby."""
    return (n for n in range(max(1, seq - 100), seq + 100) if n != seq)
