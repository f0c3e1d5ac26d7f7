"""The way of a ladder as footings in time order: shared by the wide picture and the narrow one."""

from __future__ import annotations

from dataclasses import dataclass

from handrail.core.figures.ladder.history import Contact, Ladder


@dataclass(frozen=True)
class Footing:
    """A contact on its rung, or the present rung where no contact has been yet."""

    contact: Contact | None
    rung: int

    @property
    def is_stop(self) -> bool:
        return self.contact is not None and self.contact.stopped


def way(ladder: Ladder) -> tuple[Footing, ...]:
    """A footing for each contact, and one more where the family stands without one.

    An unplanned contact stands on no rung: the tread goes on beneath it.
    """
    on_stairs = [contact.rung for contact in ladder.contacts if not contact.unplanned]
    here = on_stairs[0] if on_stairs else ladder.now or 0
    footings = []
    for contact in ladder.contacts:
        here = here if contact.unplanned else contact.rung
        footings.append(Footing(contact, here))
    now = here if ladder.now is None else ladder.now
    stands_elsewhere = ladder.now is not None and (not footings or here != now)
    stopped_alone = ladder.stopped and not (footings and footings[-1].is_stop)
    if stands_elsewhere or stopped_alone:
        footings.append(Footing(None, now))
    return tuple(footings)


def rail_runs(footings: tuple[Footing, ...]) -> tuple[tuple[int, int], ...]:
    """First and last footing of each stretch of rail: a stop ends one, going on begins the next."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for i, footing in enumerate(footings):
        if footing.is_stop and i and footings[i - 1].is_stop:
            continue
        start = i if start is None else start
        if footing.is_stop:
            runs.append((start, i))
            start = None
    if start is not None:
        runs.append((start, len(footings) - 1))
    return tuple(runs)
