"""Stops: what locks which ladders (clinical §2.4 (i)).

A stop has a subject: the child it protects and whom the concern is about. It locks every ladder of
that child, and of children in the same home, until it is looked at and cleared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handrail.core.therapy.contact import Reason

LadderKey = tuple[str, str]
"""(child, parent)"""

Homes = Mapping[str, frozenset[str]]
"""person -> the households the person lives in"""


@dataclass(frozen=True)
class Stop:
    """One stop. `child` None: the whole case (an order change). `about`: whom the concern names.

    released: the ladders that have been cleared since.
    """

    reason: Reason
    child: str | None = None
    about: str | None = None
    released: frozenset[LadderKey] = frozenset()


NEW_ORDER = "order_change"


def for_safety(reasons: Iterable[Reason]) -> bool:
    """Whether one of these stops was made for safety; a new order stops too, and says nothing of
    anybody."""
    return any(reason.code != NEW_ORDER for reason in reasons)


def locks(stop: Stop, ladder: LadderKey, homes: Homes) -> bool:
    """Whether this stop locks this ladder."""
    if ladder in stop.released:
        return False
    child, _ = ladder
    if stop.child is None or child == stop.child:
        return True
    return bool(homes.get(child, frozenset()) & homes.get(stop.child, frozenset()))


def locked_by(stops: Sequence[Stop], ladder: LadderKey, homes: Homes) -> tuple[Reason, ...]:
    """Every reason for which a ladder is locked now; empty when it is free."""
    found = []
    for stop in stops:
        if locks(stop, ladder, homes):
            found.append(stop.reason)
            if stop.child not in (None, ladder[0]):
                found.append(Reason("same_home", "a child in the same home is concerned"))
    return tuple(found)


def people_to_clear(stop: Stop, ladder: LadderKey) -> int:
    """How many people must clear it: one when the concern is not about this ladder's parent, else
    two (clinical §2.4 (i))."""
    about_somebody_else = stop.about is not None and stop.about != ladder[1]
    return 1 if about_somebody_else else 2


def cleared(stops: Sequence[Stop], ladders: Sequence[LadderKey]) -> list[Stop]:
    """The stops after clearing the named ladders."""
    return [replace(stop, released=stop.released | set(ladders)) for stop in stops]
