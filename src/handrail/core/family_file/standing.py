"""Where each ladder of a family stands while its sessions are gone through in time order.

A fold over sessions: stays on rungs, stops and clearings, the child's views.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from handrail.core.family_file.values import (
    ChildView,
    Clearing,
    Concern,
    Family,
    Ladder,
    Session,
    SessionContact,
)
from handrail.core.law.contact import (
    NotPermitted,
    boundary_days,
    order_change_dates,
    order_permits,
)
from handrail.core.therapy.contact import Contact, Judgement, Reason
from handrail.core.therapy.ladder import NextRung, Standing, stop_reasons
from handrail.core.therapy.rule import Rung
from handrail.core.therapy.stops import LadderKey, Stop, cleared, locked_by, locks

CONTACT_ENDS = {"contact_contraindicated", "refer_out"}
STOP_TEXTS = {
    "disclosure": "what the child told locks contact",
    "critical_incident": "a critical incident locks contact",
    "safety_flag": "there is a concern for safety",
    "order_change": "a new order has to be looked at",
    "order_breach": "contact went beyond the order",
    "stopped": "a clinician stopped contact",
}
"""Why contact is locked, as a stop says it outside a contact."""


@dataclass
class LadderState:
    """One ladder under way: the stay on the present rung, and every planned contact so far.

    breach: why the order did not permit the present contact, empty when it did.
    concerned: a concern outside a contact is heard of for the first time at the present one.
    """

    ladder: Ladder
    rung: str | None = None
    stay: list[Judgement] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    breach: tuple[Reason, ...] = ()
    concerned: bool = False


class CaseState:
    """The whole family under way. `orders_since`: only orders signed later count as a change."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.ladders = {ladder.key: LadderState(ladder) for ladder in family.ladders}
        self.stops: list[Stop] = []
        self._unheard: list[set[LadderKey]] = []
        self._views: list[ChildView] = []
        self._boundaries = boundary_days(family.orders)
        self._answers: dict[tuple[LadderKey, str, int], tuple[Reason, ...]] = {}
        self._changes = order_change_dates(family.orders, since=first_contact_day(family))
        if family.safety.outcome in CONTACT_ENDS:
            text = f"the safety interviews ended in “{family.safety.outcome.replace('_', ' ')}”"
            self._safety: Reason | None = Reason("safety_flag", text)
        else:
            self._safety = None

    def reach(self, session: Session) -> None:
        """Take in everything that stands before the session's contact: order changes, safety
        outcome, views, concerns, clearings."""
        self._reach_day(session.on)
        self._views += session.views
        if session.concern is not None:
            stop = Stop(_why(session.concern), session.concern.child, session.concern.about)
            self.stop(stop)
            self._unheard.append({k for k in self.ladders if locks(stop, k, self.family.homes)})
        for holder in (session, session.contact):
            if holder is not None and holder.cleared is not None:
                self.clear(holder.cleared)

    def _reach_day(self, day: date) -> None:
        safety_on = self.family.safety.on
        if self._safety is not None and (safety_on is None or safety_on <= day):
            self.stop(Stop(self._safety))
            self._safety = None
        while self._changes and self._changes[0] <= day:
            changed_on = self._changes.pop(0)
            text = f"a new order was signed on {changed_on.isoformat()}"
            self.stop(Stop(Reason("order_change", text)))

    def stop(self, stop: Stop) -> None:
        self.stops.append(stop)

    def clear(self, entry: Clearing) -> None:
        fits = [
            key
            for key in self.ladders
            if entry.child in (None, key[0]) and entry.parent in (None, key[1])
        ]
        self.stops = cleared(self.stops, fits)
        self._unheard = [keys - set(fits) for keys in self._unheard]

    def standing(self, held: SessionContact) -> Standing:
        """What the rule looks at besides the contact itself."""
        state = self.ladders[held.key]
        contact = held.contact
        if contact.rung != state.rung and not contact.unplanned:
            state.rung, state.stay = contact.rung, []
        state.concerned = any(held.key in keys for keys in self._unheard)
        self._unheard = [keys for keys in self._unheard if held.key not in keys]
        index = state.ladder.index(contact.rung)
        rungs = state.ladder.rungs
        above = rungs[index + 1] if index + 1 < len(rungs) else None
        return Standing(
            stay=tuple(state.stay),
            stopped=self._stopped(held),
            above=None if above is None else self._next(held.key, above, contact.on),
            below=index > 0,
            previous=state.contacts[-1] if state.contacts else None,
        )

    def _stopped(self, held: SessionContact) -> tuple[Reason, ...]:
        state = self.ladders[held.key]
        locked = locked_by(self.stops, held.key, self.family.homes)
        rung = state.ladder.rungs[state.ladder.index(held.contact.rung)]
        # time that nobody arranged is not the practice's contact: recorded, never a breach
        arranged = held.contact.held and not held.contact.unplanned
        state.breach = self.against(held.key, rung, held.contact.on) if arranged else ()
        return (*locked, *state.breach)

    def against(self, key: LadderKey, rung: Rung, on: date) -> tuple[Reason, ...]:
        """Why the order does not permit a rung on a day; empty when it does.

        The answer is the same on every day between two boundaries of the orders.
        """
        place = (key, rung.modality, bisect_right(self._boundaries, on))
        if place not in self._answers:
            self._answers[place] = self._ask_order(key, rung, on)
        return self._answers[place]

    def _ask_order(self, key: LadderKey, rung: Rung, on: date) -> tuple[Reason, ...]:
        answer = order_permits(
            self.family.orders,
            modality=rung.modality,
            child=key[0],
            parent=key[1],
            on=on,
            basis=self.family.case.basis,
        )
        if isinstance(answer, NotPermitted):
            return (Reason("order", "; ".join(reason.text for reason in answer.reasons)),)
        return ()

    def _next(self, key: LadderKey, rung: Rung, on: date) -> NextRung:
        return NextRung(rung.id, self.against(key, rung, on), self._view(key[0], rung.id, on))

    def _view(self, child: str, rung: str, on: date) -> str | None:
        known = [
            view
            for view in self._views
            if view.rung == rung and view.child in (None, child) and view.on <= on
        ]
        # of two answers on one day the later in the file stands
        return sorted(known, key=lambda view: view.on)[-1].answer if known else None

    def leave(self, held: SessionContact, judgement: Judgement) -> None:
        """Take in the contact and what was decided after it."""
        state = self.ladders[held.key]
        if not held.contact.unplanned:
            state.contacts.append(held.contact)
            state.stay.append(judgement)
        for reason in stop_reasons(held.contact):
            self.stop(Stop(reason, held.child, held.parent))
        if state.breach:
            text = f"contact on {held.contact.on.isoformat()} went beyond the order"
            self.stop(Stop(Reason("order_breach", text), held.child))
        move = held.decision.move if held.decision else None
        if move == "STOP":
            self.stop(Stop(Reason("stopped", "a clinician stopped contact"), held.child))
        if held.cleared is not None:
            self.clear(held.cleared)
        if move in ("UP", "DOWN"):
            state.rung, state.stay = None, []


def _why(concern: Concern) -> Reason:
    code = concern.reason or ("disclosure" if concern.is_disclosure else "critical_incident")
    return Reason(code, STOP_TEXTS.get(code, code.replace("_", " ")))


def first_contact_day(family: Family) -> date:
    """The day of the first contact that was not merely planned; `date.max` when there is none."""
    days = [s.on for s in family.sessions if s.contact is not None and not s.contact.planned]
    return min(days, default=date.max)


def in_time_order(sessions: Sequence[Session]) -> list[Session]:
    """Sessions by day; those of one day stay in the order of the file."""
    return sorted(sessions, key=lambda session: session.on)
