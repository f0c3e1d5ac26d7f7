"""An order that suspends the work: what it locks, what goes on, and until when.

What an order in force forbids, no other ground opens; only a later order that takes its place does.
Source: law §0.3 (step 3), §4.1 (SUSPEND_TERMINATE); clinical §1.6, §1.8, §10.2 (C11).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handrail.core.law.clauses import Clause
from handrail.core.law.days import as_day, in_words
from handrail.core.law.orders import Order, in_force

CLAUSE = "SUSPEND_TERMINATE"
LOCKED = (
    "Locked: contact in every form, on every ladder; and no phase of the work can be started, "
    "resumed or opened again."
)
GOES_ON = (
    "Not touched: order time, which only the court changes; safety, what a child says, reports; "
    "notes and letters; the calendar, where a named person calls each session off or holds it. "
    "The program tells nobody in the family."
)


@dataclass(frozen=True)
class Suspension:
    """The work is suspended by an order. until: the first day on which it no longer is, if any."""

    order_id: str
    signed_on: date
    since: date
    until: date | None = None

    @property
    def text(self) -> str:
        """What the order says, without a full stop and begun small: a reason among others."""
        ends = f" until {in_words(self.until)}" if self.until else ""
        return (
            f"the order of {in_words(self.signed_on)} suspends the work from "
            f"{in_words(self.since)}{ends}"
        )

    @property
    def opens(self) -> str:
        """What opens it again, as a sentence."""
        further = "a further order that takes the place of this one"
        if self.until is None:
            return f"Only {further} opens it."
        return f"It opens on {in_words(self.until)}, or with {further}."


def suspended_by(order: Order, on: date) -> Suspension | None:
    """How one order suspends the work on a day, whether or not the order is in force; else None."""
    return next((one for one in _suspensions(order) if _holds(one, on)), None)


def suspension(orders: Sequence[Order], on: date) -> Suspension | None:
    """How the orders in force suspend the work on a day; of several the one that holds longest."""
    found = [one for order in in_force(orders, on) if (one := suspended_by(order, on))]
    return max(found, key=lambda one: one.until or date.max, default=None)


def begins_later(orders: Sequence[Order], on: date) -> Suspension | None:
    """The next suspension that an order in force names and that has not begun by that day."""
    found = [one for order in in_force(orders, on) for one in _suspensions(order) if one.since > on]
    return min(found, key=lambda one: one.since, default=None)


def _suspensions(order: Order) -> Iterator[Suspension]:
    for clause in order.clauses_of(CLAUSE):
        begins, ends = clause.params.get("suspended_from"), clause.params.get("suspended_until")
        if begins is None and ends is None:
            continue
        since = as_day(begins) if begins is not None else order.signed_on
        yield Suspension(order.id, order.signed_on, since, _until(ends, clause))


def _until(ends: object, clause: Clause) -> date | None:
    """A vague end is read late, so that nothing opens before the court meant it to."""
    days = [as_day(ends, after=True)] if ends is not None else []
    return min([*days, *([clause.expires] if clause.expires else [])], default=None)


def _holds(one: Suspension, on: date) -> bool:
    return one.since <= on and (one.until is None or on < one.until)


def change_days(order: Order) -> Iterator[date]:
    """The days on which a suspension of this order begins or ends."""
    for one in _suspensions(order):
        yield one.since
        if one.until is not None:
            yield one.until
