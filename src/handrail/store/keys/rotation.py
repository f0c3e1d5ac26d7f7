"""Turning a ring over: wrap every key of a store again with the ring's newest key."""

from __future__ import annotations

from handrail.store.database.engine import OWNER
from handrail.store.database.roles import connected_as
from handrail.store.database.transactions import writing
from handrail.store.keys.models import WrappedKey
from handrail.store.keys.sealing import unwrap, wrap
from handrail.store.keys.stores import Store


def rewrap(store: Store) -> int:
    """Wrap again whatever an older ring key holds; returns how many keys. Texts stay as they are.

    A command of the administrator, not of a request. Afterwards the older lines of the ring file
    may go, once no backup that needs them is kept.
    """
    with connected_as(OWNER), writing():
        rows = WrappedKey._base_manager.filter(store=store, wrapped__isnull=False)
        for row in rows.select_for_update():
            secret = unwrap(store, row.owner_id, bytes(row.wrapped or b""))
            row.wrapped = wrap(store, row.owner_id, secret)
            row.save(update_fields=["wrapped"])
        return len(rows)
