"""Order time: the time with a child that an order or a filed stipulation gives (clinical §2.4 j).

It is shown, never granted, locked or cancelled: the steps of a ladder follow it and do not create
it. Where it asks for more than the plan's present step, a named person has a duty and nothing is
locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handrail.core.law.clauses import NO_NAMES, Clause, Names
from handrail.core.law.contact import NotPermitted, order_permits
from handrail.core.law.days import as_day, in_words
from handrail.core.law.modalities import modalities, plain_name
from handrail.core.law.orders import Order, in_force

CLAUSE = "PARENTING_TIME"
DELEGATION_SOURCE = "law §4.2 [S101] for Texas; elsewhere GK"
_WATCHED, _ALONE = 3, 5
_WIDE = ("in_person", "in_person_without_therapist")
_BOUNDS = ("not_without_further_order", "steps", "criteria", "max_pace", "dates")


@dataclass(frozen=True, kw_only=True)
class OrderTime:
    """What one clause of an order in force gives, in the order's own words.

    children empty: all of them. modalities empty: the order does not say how. begins None: with
    the order. forbidden_by: ids of other orders in force that forbid contact between the two.
    """

    order_id: str
    signed_on: date
    parent: str
    children: tuple[str, ...] = ()
    schedule: str = ""
    modalities: tuple[str, ...] = ()
    supervised_by: str = ""
    begins: date | None = None
    decided_by: str = ""
    forbidden_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderTimeConflict:
    """The order gives a form of contact above the plan's present step: for a named person.

    gives: the form. rung: the id of the present rung. text: for the page. duty: begins with a verb.
    """

    order_id: str
    child: str
    parent: str
    gives: str
    rung: str
    text: str
    duty: str


@dataclass(frozen=True)
class Warned:
    """Something about an order that the clinician takes to counsel. status: unverified."""

    order_id: str
    text: str
    source: str = DELEGATION_SOURCE
    status: str = "unverified"


def order_time(orders: Sequence[Order], on: date) -> tuple[OrderTime, ...]:
    """What time the orders in force on a day give; also what begins later, with its day.

    It is there to be shown. The end of a TERM clause ends the work, not the order time.
    """
    now = in_force(orders, on)
    return tuple(
        _time(order, clause, parent, now, on)
        for order in now
        for clause in order.clauses_of(CLAUSE)
        for parent in clause.listed("parent")
    )


def asks_for_more(
    times: Iterable[OrderTime],
    *,
    child: str,
    parent: str,
    rungs: Sequence[tuple[str, str]],
    current: int,
    names: Names = NO_NAMES,
) -> tuple[OrderTimeConflict, ...]:
    """Where the order gives more than the present step. `rungs`: (id, modality) from the lowest.

    Nothing is above the top step, which follows the order by its meaning.
    """
    if current + 1 >= len(rungs):
        return ()
    rung, modality = rungs[current]
    here = modalities()[modality].near
    return tuple(
        _conflict(time, child, form, rung, current, names)
        for time in times
        if time.parent == parent and child in (time.children or (child,))
        for form in _highest(time, here)
    )


def left_to_therapist(orders: Sequence[Order], on: date) -> tuple[Warned, ...]:
    """Orders in force that leave parenting time wholly to the therapist: a decision of a court.

    A pace the therapist sets within the order's own limits is not such a thing. A family is never
    told that an order is unlawful (law §3.3); this is for the clinician alone.
    """
    return tuple(
        Warned(
            order.id,
            f"The order of {in_words(order.signed_on)} leaves time with a parent wholly to the "
            "therapist. Who a child spends time with is for a court to decide; in many places it "
            "cannot hand that on (not verified). Ask counsel to have it clarified, and decide "
            "nothing about order time yourself.",
        )
        for order in in_force(orders, on)
        if any(_leaves_all(clause) for clause in order.clauses)
    )


def _leaves_all(clause: Clause) -> bool:
    if clause.type == CLAUSE:
        return clause.params.get("decided_by") == "therapist"
    to_therapist = "therapist" in str(clause.params.get("pace_authority", "")).lower()
    bounded = "permitted" in clause.params or any(clause.params.get(name) for name in _BOUNDS)
    return clause.type == "CONTACT_LADDER" and to_therapist and not bounded


def _time(order: Order, clause: Clause, parent: str, now: Sequence[Order], on: date) -> OrderTime:
    children = clause.listed("children")
    begins = clause.params.get("begins")
    return OrderTime(
        order_id=order.id,
        signed_on=order.signed_on,
        parent=parent,
        children=children,
        schedule=_text(clause, "schedule"),
        modalities=clause.listed("modality"),
        supervised_by=_text(clause, "supervised_by"),
        begins=None if begins is None else as_day(begins, after=True),
        decided_by=_text(clause, "decided_by"),
        forbidden_by=tuple(dict.fromkeys(_forbidding(children, parent, now, on))),
    )


def _text(clause: Clause, name: str) -> str:
    value = clause.params.get(name, "")
    return value if isinstance(value, str) else str(value)


def _forbidding(
    children: Sequence[str], parent: str, now: Sequence[Order], on: date
) -> Iterator[str]:
    """Ids of orders that forbid contact between the parent and one of the children."""
    for child in children:
        answer = order_permits(now, modality="in_person", child=child, parent=parent, on=on)
        if isinstance(answer, NotPermitted):
            yield from (one.order_id for one in answer.reasons if one.code == "no_contact")


def _highest(time: OrderTime, here: int) -> Iterator[str]:
    """The nearest form the order gives, where it is nearer than the present step."""
    forms = time.modalities or ("in_person",)
    nearest = max(forms, key=lambda form: _near(form, time))
    if _near(nearest, time) > here:
        yield nearest


def _near(form: str, time: OrderTime) -> int:
    """A wide form is read as time alone, unless the order says that somebody is there."""
    if form in _WIDE:
        return _WATCHED if time.supervised_by else _ALONE
    return modalities()[form].near


def _conflict(
    time: OrderTime, child: str, form: str, rung: str, current: int, names: Names
) -> OrderTimeConflict:
    young, old = names.get(child, child), names.get(time.parent, time.parent)
    told = ", ".join([plain_name(form), *([time.schedule] if time.schedule else [])])
    begins = f", from {in_words(time.begins)}" if time.begins else ""
    text = (
        f"The order of {in_words(time.signed_on)} gives {young} time with {old}: "
        f"{told}{begins}. The plan is on step {current + 1}. The order stands as it is; "
        "the program changes neither."
    )
    duty = f"Settle with counsel or the court how the plan for {young} follows the order"
    return OrderTimeConflict(time.order_id, child, time.parent, form, rung, text, duty)
