"""Writing a line: one round trip on PostgreSQL, two statements on SQLite."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from handrail import chance
from handrail.store.database import identity
from handrail.store.database.identity import Actor
from handrail.store.database.transactions import appending
from handrail.store.ledger.acts import ACTS
from handrail.store.ledger.chain import BEGINNING, Entry, Link, hash_of
from handrail.store.ledger.models import Head, Line

Value = UUID | str | int | bool | None
Detail = Mapping[str, Value | Sequence[Value]]

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
# Ids, codes, dates, hashes, versions, addresses of pages: nothing with a blank can be a sentence.
_WORDLESS = re.compile(r"[A-Za-z0-9_.:/+=-]{0,200}")


class NotForTheLedger(ValueError):
    """The line would hold something other than ids and codes."""


def append(
    *,
    by: Actor,
    chain: UUID,
    act: str,
    seat: str = "",
    object_kind: str = "",
    object_id: UUID | None = None,
    detail: Detail | None = None,
    commitment: bytes | None = None,
    at: datetime | None = None,
) -> Link:
    """Add one line to the chain of a case (its id) or of a practice (its id).

    Inside `writing()` it belongs to that transaction; after `reading()` it commits on its own
    (SQLite) or with the request (PostgreSQL), before the first byte of the page leaves. Call it
    last: it holds the chain until the commit.

    `act` is one of `acts.ACTS`; `object_kind` and `seat` are codes; `detail` holds ids, codes,
    numbers and dates. Raises NotForTheLedger for anything that could be a person's words.
    """
    entry = Entry(
        id=chance.new_id(),
        practice_id=by.practice_id,
        chain_id=chain,
        at=at or identity.moment(),
        actor_person_id=by.person_id,
        account_id=by.account_id,
        seat=_code(seat, "seat", optional=True),
        act=_known(act),
        object_kind=_code(object_kind, "object_kind", optional=True),
        object_id=object_id,
        detail=_canonical_detail(detail or {}),
        commitment=commitment,
    )
    with appending():
        return _append_in_sql(entry) if connection.vendor == "postgresql" else _append_here(entry)


def _append_in_sql(entry: Entry) -> Link:
    """The function locks the head of the chain, links, hashes and inserts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_append(%s)", [entry.canonical()])
        seq, prev, hash_ = cursor.fetchone()
    return Link(seq, bytes(prev), entry, bytes(hash_))


def _append_here(entry: Entry) -> Link:
    """The write lock is held: nobody else can take the next number."""
    rows = Head._base_manager.filter(chain_id=entry.chain_id).values_list("seq", "hash")
    last_seq, prev = next(iter(rows), (0, BEGINNING))
    link = Link(last_seq + 1, bytes(prev), entry, b"")
    hash_ = hash_of(link.prev, link.seq, entry.canonical())
    Line(**vars(entry), seq=link.seq, prev=link.prev, hash=hash_).save(force_insert=True)
    return Link(link.seq, link.prev, entry, hash_)


def _known(act: str) -> str:
    if act in ACTS:
        return act
    raise NotForTheLedger(f"no act {act!r}: what can be done is listed in store/ledger/acts.py")


def _code(text: str, what: str, *, optional: bool = False) -> str:
    if _CODE.fullmatch(text) or (optional and not text):
        return text
    raise NotForTheLedger(f"{what} must be a code such as case_file, not {text!r}")


def _canonical_detail(detail: Detail) -> str:
    plain = {_code(key, "detail"): _wordless(key, value) for key, value in detail.items()}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def _wordless(key: str, value: Value | Sequence[Value]) -> object:
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        if _WORDLESS.fullmatch(value):
            return value
        raise NotForTheLedger(f"detail {key}: ids, codes and numbers only, never words")
    return [_wordless(key, one) for one in value]
