"""Sealing and opening people's words.

    key = key_to_seal(Store.RECORD, case.id)            # one query, however many texts follow
    sealed = key.seal(table="note", row=note.id, field="text", text=text)
    ...store sealed.blob; give sealed.commitment to the ledger line...

    key = key_of(Store.RECORD, case.id)                 # for reading: makes nothing
    text = key.open(note.text, table="note", row=note.id, field="text")

Keys are unwrapped for the length of a request and never cached: once destroyed, gone at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, ProgrammingError

from handrail import chance
from handrail.store.database import identity
from handrail.store.database.transactions import expecting_conflict, writing
from handrail.store.keys import envelopes
from handrail.store.keys.envelopes import DoesNotOpen, Sealed, place
from handrail.store.keys.models import WrappedKey
from handrail.store.keys.rings import ring
from handrail.store.keys.stores import Store


class KeyDestroyed(LookupError):
    """The key of this case or person in this store was destroyed: its texts are gone for good."""


class NoKey(LookupError):
    """There is no such key, or the person asking may not use it."""


@dataclass(frozen=True)
class Key:
    """The unwrapped key of one owner in one store."""

    store: Store
    owner_id: UUID
    key_id: bytes
    secret: bytes = field(repr=False)

    def seal(self, *, table: str, row: UUID, field: str, text: str) -> Sealed:
        """Seal `text` for this place and no other. Raises TextRefused."""
        return envelopes.seal_text(self.secret, self.key_id, text, self._where(table, row, field))

    def open(self, blob: bytes, *, table: str, row: UUID, field: str) -> str:
        """The text sealed for this place. Raises DoesNotOpen."""
        return envelopes.open_text(self.secret, blob, self._where(table, row, field))[0]

    def commitment(self, blob: bytes, *, table: str, row: UUID, field: str) -> bytes:
        """The commitment to the text in `blob`, as its ledger line has it. Raises DoesNotOpen."""
        return envelopes.open_text(self.secret, blob, self._where(table, row, field))[1]

    def _where(self, table: str, row: UUID, field: str) -> bytes:
        return place(table, str(row), field)


def key_of(store: Store, owner_id: UUID) -> Key:
    """The key of one case or person, for reading. One query.

    Raises RingRefused, KeyDestroyed, and NoKey when nothing was sealed yet or it is not for
    whoever is asking.
    """
    found = keys_of(store, [owner_id])
    if not found:
        raise NoKey(f"{store.value} key of {owner_id}")
    return found[owner_id]


def key_to_seal(store: Store, owner_id: UUID) -> Key:
    """The key of one case or person, made at its first use. One query (two when it is made).

    Raises as `key_of`, and WritingWhileReading when it would have to be made inside `reading`.
    """
    found = keys_of(store, [owner_id])
    return found[owner_id] if found else _make(store, owner_id)


def keys_of(store: Store, owner_ids: Iterable[UUID]) -> dict[UUID, Key]:
    """The keys of many owners in one query; owners without a living key are left out.

    Raises RingRefused, and KeyDestroyed when one owner alone was asked for.
    """
    ring(store)  # refused before the database is asked
    wanted = list(owner_ids)
    rows = WrappedKey.objects.filter(store=store, owner_id__in=wanted)
    found = list(rows.values_list("owner_id", "id", "wrapped"))
    if len(wanted) == 1 and found and found[0][2] is None:
        raise KeyDestroyed(f"{store.value} key of {wanted[0]}")
    return {
        owner_id: Key(store, owner_id, _key_id(row_id), unwrap(store, owner_id, bytes(wrapped)))
        for owner_id, row_id, wrapped in found
        if wrapped is not None
    }


def seal(store: Store, owner_id: UUID, *, table: str, row: UUID, field: str, text: str) -> Sealed:
    """Seal one text; for several of one owner take `key_to_seal` once."""
    return key_to_seal(store, owner_id).seal(table=table, row=row, field=field, text=text)


def open_(store: Store, owner_id: UUID, blob: bytes, *, table: str, row: UUID, field: str) -> str:
    """Open one text; for several of one owner take `key_of` once."""
    return key_of(store, owner_id).open(blob, table=table, row=row, field=field)


def _make(store: Store, owner_id: UUID) -> Key:
    """A new key for this owner; another thread may be making it at the same moment."""
    asking = identity.current()
    if asking is None:
        raise NoKey(f"{store.value} key of {owner_id}")
    row_id, secret = chance.new_id(), chance.some_bytes(32)
    row = WrappedKey(
        id=row_id,
        store=store,
        owner_id=owner_id,
        practice_id=asking.practice_id,
        wrapped=wrap(store, owner_id, secret),
        made_at=identity.moment(),
    )
    try:
        with writing(), expecting_conflict():
            row.save(force_insert=True)
    except (IntegrityError, ProgrammingError):
        # Made by another thread meanwhile, or refused by row-level security.
        return key_of(store, owner_id)
    return Key(store, owner_id, _key_id(row_id), secret)


def wrap(store: Store, owner_id: UUID, secret: bytes) -> bytes:
    """A secret wrapped by the newest key of the store's ring."""
    keys = ring(store)
    where = place(store.value, str(owner_id))
    return envelopes.seal_bytes(keys.keys[keys.newest], keys.newest, secret, where)


def unwrap(store: Store, owner_id: UUID, wrapped: bytes) -> bytes:
    """The secret that was wrapped for this owner. Raises DoesNotOpen."""
    ring_key = ring(store).keys.get(envelopes.key_id_of(wrapped))
    if ring_key is None:
        raise DoesNotOpen(f"the {store.value} ring has lost the key this was wrapped with")
    return envelopes.open_bytes(ring_key, wrapped, place(store.value, str(owner_id)))


def _key_id(row_id: UUID) -> bytes:
    """What a sealed text says about its key: enough to find it, nothing more."""
    return row_id.bytes[: envelopes.KEY_ID]
