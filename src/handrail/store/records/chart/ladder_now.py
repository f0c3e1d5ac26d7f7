"""One ladder as it stands on a day: every contact judged, the step now, what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from handrail.core.family_file.replay import Replay, ReplayedContact
from handrail.core.family_file.values import ChildView, Family, Ladder, Person, Session
from handrail.core.law.contact import Ceiling, ceiling
from handrail.core.law.modalities import NONE
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.rule import Rung
from handrail.core.therapy.stops import locked_by, locks, people_to_clear
from handrail.store.records.reading.family import StoredCase


@dataclass(frozen=True)
class LadderNow:
    """now: index of the rung the work is on. since: the day it was entered, None before the start.

    proposed: index of the rung the rule proposes and nobody has decided, or None.
    stopped: why contact is locked; stopped_on: since when; people_needed to clear it.
    planned: sessions with a contact still to come. views: the child's views, oldest first.
    """

    ladder: Ladder
    child: Person
    parent: Person
    contacts: tuple[ReplayedContact, ...]
    now: int
    since: date | None
    proposed: int | None
    ceiling: Ceiling
    stopped: tuple[Reason, ...]
    stopped_on: date | None
    people_needed: int
    planned: tuple[Session, ...]
    views: tuple[ChildView, ...]

    @property
    def rungs(self) -> tuple[Rung, ...]:
        return self.ladder.rungs

    @property
    def last(self) -> ReplayedContact | None:
        """The last contact the rule counted, or the last that was planned at all."""
        return standing_contact(self.contacts)

    @property
    def undecided(self) -> ReplayedContact | None:
        """The last contact, while nobody has decided about what the rule proposed after it."""
        waits = self.last is not None and self.last.decided in (None, "PENDING")
        return self.last if waits else None

    def step(self, index: int) -> str:
        """The number people use for a rung: 1 is the lowest."""
        return str(index + 1)


def ladders_now(stored: StoredCase, result: Replay, today: date) -> tuple[LadderNow, ...]:
    """Every ladder of the case, by the child's place in the family."""
    family = stored.family
    people = {person.id: person for person in family.people}
    order = list(people)
    found = [
        _ladder_now(stored, ladder, result, today)
        for ladder in family.ladders
        if ladder.child in people and ladder.parent in people
    ]
    return tuple(sorted(found, key=lambda one: order.index(one.ladder.child)))


def _ladder_now(stored: StoredCase, ladder: Ladder, result: Replay, today: date) -> LadderNow:
    family = stored.family
    people = {person.id: person for person in family.people}
    contacts = tuple(c for c in result.contacts if (c.child, c.parent) == ladder.key)
    now = _now(ladder, contacts, stored.steps)
    stops = [pair for pair in stored.stops if locks(pair[1], ladder.key, family.homes)]
    stopped = locked_by([stop for _, stop in stops], ladder.key, family.homes)
    top = ceiling(
        family.orders,
        [(rung.id, rung.modality) for rung in ladder.rungs],
        child=ladder.child,
        parent=ladder.parent,
        on=today,
        basis=family.case.basis,
    )
    return LadderNow(
        ladder=ladder,
        child=people[ladder.child],
        parent=people[ladder.parent],
        contacts=contacts,
        now=now,
        since=_since(ladder, contacts, now),
        proposed=_proposed(ladder, contacts, now) if not stopped else None,
        ceiling=top,
        stopped=stopped,
        stopped_on=min((on for on, _ in stops), default=today) if stopped else None,
        people_needed=max((people_to_clear(stop, ladder.key) for _, stop in stops), default=2),
        planned=tuple(_planned(family, ladder, today)),
        views=tuple(_views(family, ladder)),
    )


def standing_contact(contacts: tuple[ReplayedContact, ...]) -> ReplayedContact | None:
    """The contact a ladder stands on: the last that counted, else the last that was planned.

    A contact nobody planned is on no rung, and one that was not counted moves nothing.
    """
    planned = [one for one in contacts if not one.proposal.judgement.contact.unplanned]
    counted = [one for one in planned if one.proposal.judgement.counted]
    found = counted or planned
    return found[-1] if found else None


def first_rung(ladder: Ladder) -> int:
    """Where a ladder begins: the lowest rung with any contact; what is below is preparation."""
    with_contact = [i for i, rung in enumerate(ladder.rungs) if rung.modality != NONE]
    return min(with_contact, default=0)


def _now(ladder: Ladder, contacts: tuple[ReplayedContact, ...], steps: Mapping[str, int]) -> int:
    """The present rung: that of the last contact, and what was decided after it."""
    last = standing_contact(contacts)
    if last is None:
        return first_rung(ladder)
    index = ladder.index(last.rung) + steps.get(last.session, 0)
    return min(max(index, 0), len(ladder.rungs) - 1)


def _since(ladder: Ladder, contacts: tuple[ReplayedContact, ...], now: int) -> date | None:
    """The first contact of the present stay."""
    since: date | None = None
    for contact in reversed(contacts):
        if contact.proposal.judgement.contact.unplanned:
            continue
        if ladder.index(contact.rung) != now or (
            since is not None and contact.decided in ("UP", "DOWN")
        ):
            break
        since = contact.on
    return since


def _proposed(ladder: Ladder, contacts: tuple[ReplayedContact, ...], now: int) -> int | None:
    last = standing_contact(contacts)
    if last is None or last.decided not in (None, "PENDING"):
        return None
    step = {"UP": 1, "DOWN": -1}.get(last.proposal.move)
    if step is None or not 0 <= now + step < len(ladder.rungs):
        return None
    return now + step


def _planned(family: Family, ladder: Ladder, today: date) -> Iterable[Session]:
    for session in family.sessions:
        held = session.contact
        if held is not None and held.planned and held.key == ladder.key and session.on >= today:
            yield session


def _views(family: Family, ladder: Ladder) -> list[ChildView]:
    rungs = {rung.id for rung in ladder.rungs}
    found = [
        view
        for session in family.sessions
        for view in session.views
        if view.rung in rungs and view.child in (None, ladder.child)
    ]
    return sorted(found, key=lambda view: view.on)
