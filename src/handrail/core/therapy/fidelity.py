"""How far the work keeps to the protocol, as a share of what applies (clinical §6.6).

A practice setting for supervision; it feeds alarm AL10 (alarms.therapist_drift).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handrail.core.therapy.shape import Id, Many, Table, Text

WEIGHTS: Mapping[str, float | None] = {"done": 1.0, "partly": 0.5, "no": 0.0, "na": None}
"""Answer -> what it counts; None: left out."""

FIDELITY = Table(
    must={
        "status": Text(),
        "source": Text(),
        "item": Many(Table(must={"id": Id(), "text": Text()}), least=1),
    }
)


@dataclass(frozen=True)
class Item:
    """One line of the checklist."""

    id: str
    text: str


def read_items(table: Mapping[str, Any]) -> tuple[Item, ...]:
    """A checked fidelity.toml as items, in their order."""
    return tuple(Item(**row) for row in table["item"])


def share(items: Iterable[Item], answers: Mapping[str, str]) -> float | None:
    """The share of what applies, 0-1: done counts 1, partly a half; None when nothing applies.

    answers: item id -> one of WEIGHTS. Raises ValueError naming every item without an answer and
    every answer that fits no item: a share over half a list would flatter.
    """
    ids = [item.id for item in items]
    wrong = [f"{id_}: no answer" for id_ in ids if id_ not in answers]
    wrong += [f"{id_}: no such item" for id_ in answers if id_ not in ids]
    wrong += [f"{id_}: {one!r} is no answer" for id_, one in answers.items() if one not in WEIGHTS]
    if wrong:
        raise ValueError(f"{'; '.join(wrong)}. Answer each with one of {', '.join(WEIGHTS)}.")
    counted = [weight for id_ in ids if (weight := WEIGHTS[answers[id_]]) is not None]
    return sum(counted) / len(counted) if counted else None
