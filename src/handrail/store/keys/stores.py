"""The separate stores of sealed text, whose key each uses, and which process may open them."""

from __future__ import annotations

from enum import StrEnum


class Store(StrEnum):
    """A kind of sealed text with ring keys of its own."""

    RECORD = "record"  # one key per case
    SAFETY = "safety"  # one key per case
    REPORTING = "reporting"  # mandated reports; one key per case
    HATCH = "hatch"  # what is handed out and in; one key per case
    PSYCHOTHERAPY = "psychotherapy"  # one key per author
    DRAWER = "drawer"  # one key per person; never opened by staff


OF_A_PERSON = frozenset({Store.PSYCHOTHERAPY, Store.DRAWER})

# HANDRAIL_ROOM -> the rings this process is given. A ring that is not given is not even read.
GIVEN: dict[str, frozenset[Store]] = {
    "all": frozenset(Store),
    "clinic": frozenset(Store) - {Store.DRAWER},
    "portal": frozenset({Store.HATCH, Store.DRAWER}),
    "court": frozenset({Store.HATCH}),
    "worker": frozenset({Store.HATCH, Store.RECORD}),
}
