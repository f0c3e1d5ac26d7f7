"""Reading every chain back and proving it: `./handrail verify`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from handrail.store.database.engine import OWNER
from handrail.store.database.roles import connected_as
from handrail.store.database.transactions import snapshot
from handrail.store.ledger import chain as chains
from handrail.store.ledger.acts import UNTOLD
from handrail.store.ledger.chain import Broken, Entry, Link
from handrail.store.ledger.models import Head, Line

_ENTRY_FIELDS = list(Entry.__dataclass_fields__)


@dataclass(frozen=True)
class Report:
    """How many chains and lines were read, and the first broken line of each broken chain.

    Chains that only their author is to know of are read like all others and counted nowhere.
    """

    chains: int
    lines: int
    broken: tuple[Broken, ...]

    @property
    def sound(self) -> bool:
        return not self.broken


def verify(practice_id: UUID | None = None) -> Report:
    """Recompute every line of every chain (of one practice, or of all).

    Needs no identity: on PostgreSQL it reads as the owner role, so never call it in a request.
    """
    with connected_as(OWNER), snapshot():
        heads = {head.chain_id: head for head in _heads(practice_id)}
        broken: list[Broken] = []
        counted = 0
        seen: set[UUID] = set()
        untold: set[UUID] = set()
        for chain_id, links in groupby(_links(practice_id), key=_chain_of):
            count = _Count(links)
            first = chains.first_broken(chain_id, count, heads.get(chain_id))
            passed = count.finish()
            seen.add(chain_id)
            broken += [first] if first else []
            if count.is_untold:
                untold.add(chain_id)
            else:
                counted += passed
        broken += [Broken(gone, 1, "cut") for gone in sorted(set(heads) - seen)]
    told = (seen | set(heads)) - untold
    return Report(chains=len(told), lines=counted, broken=tuple(broken))


class _Count:
    """Counts what passes through it, also what a check did not read to the end."""

    def __init__(self, links: Iterator[Link]) -> None:
        self.links = links
        self.passed = 0
        self.is_untold = False

    def __iter__(self) -> Iterator[Link]:
        for link in self.links:
            self.passed += 1
            self.is_untold = link.entry.act in UNTOLD
            yield link

    def finish(self) -> int:
        for _ in self:
            pass
        return self.passed


def _chain_of(link: Link) -> UUID:
    return link.entry.chain_id


def _of_practice(rows: QuerySet[Any], practice_id: UUID | None) -> QuerySet[Any]:
    return rows if practice_id is None else rows.filter(practice_id=practice_id)


def _heads(practice_id: UUID | None) -> Iterator[chains.Head]:
    rows = _of_practice(Head._base_manager.all(), practice_id)
    for chain_id, seq, hash_ in rows.values_list("chain_id", "seq", "hash").iterator():
        yield chains.Head(chain_id, seq, bytes(hash_))


def _links(practice_id: UUID | None) -> Iterator[Link]:
    rows = _of_practice(Line._base_manager.all(), practice_id).order_by("chain_id", "seq")
    for seq, prev, hash_, *values in rows.values_list(
        "seq", "prev", "hash", *_ENTRY_FIELDS
    ).iterator():
        entry = dict(zip(_ENTRY_FIELDS, values, strict=True))
        if entry["commitment"] is not None:
            entry["commitment"] = bytes(entry["commitment"])
        yield Link(seq, bytes(prev), Entry(**entry), bytes(hash_))
