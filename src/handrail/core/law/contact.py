"""What contact the orders permit on a day, for one child with one parent.

The clinical step is never the legal one: of what the ladder proposes and what the orders permit,
the lower wins (clinical §1.7). Order time is no business of this: the program neither grants nor
cancels it (clinical §2.4 j).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handrail.core.law.clauses import Clause, joined
from handrail.core.law.days import in_words
from handrail.core.law.modalities import NONE, is_known, modalities, plain_name, reaches, touches
from handrail.core.law.orders import Order, in_force, standing_orders
from handrail.core.law.suspension import change_days, suspended_by

CODE = "order"
_UNSUPERVISED = ("in_person_unsupervised", "in_person_overnight")


@dataclass(frozen=True)
class Reason:
    """Why contact is not permitted. order_id: the order that says so, empty when none does.

    code: order (a list or a ban in an order), no_contact, suspended, supervision, order_expired,
    order_not_yet, no_order_in_force, unknown_modality.
    """

    code: str
    text: str
    order_id: str = ""


@dataclass(frozen=True)
class Permitted:
    """silent: no order in force says anything about contact. orders: ids of those that permit."""

    silent: bool = False
    orders: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotPermitted:
    """Refused; `code` is what a list of refusals shows, the reasons say more."""

    reasons: tuple[Reason, ...]
    code: str = CODE


@dataclass(frozen=True)
class Ceiling:
    """The highest rung the orders permit, for drawing the line above it.

    highest: its index among the rungs given, None when not one is permitted.
    set_by, signed_on: the order that refuses the rung above; empty and None when none does.
    refused: ids of every rung not permitted, also any below the ceiling.
    """

    highest: int | None
    refused: tuple[str, ...] = ()
    set_by: str = ""
    signed_on: date | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Two orders in force, one permitting what the other refuses: for a person to clear up.

    Until then the lower of the two holds (law T28).
    """

    child: str
    parent: str
    modality: str
    permits: str
    refuses: str
    text: str


def order_permits(
    orders: Sequence[Order],
    *,
    modality: str,
    child: str,
    parent: str,
    on: date,
    basis: str | None = None,
) -> Permitted | NotPermitted:
    """Whether the orders permit this form of contact of this child with this parent on a day.

    basis: "court_order" or "voluntary" as the case says. Rules: clinical §1.7, law §4.1, S-05:
    every order in force with a list of permitted forms has to hold this one; a ban refuses; no
    orders at all permit (the work is voluntary); an order silent on contact does not refuse here.
    """
    if modality == NONE:
        return Permitted(silent=True)
    if not is_known(modality):
        return NotPermitted((Reason("unknown_modality", f"{modality!r} is no known contact"),))
    asked = _Asked(modality, child, parent)
    now = in_force(orders, on)
    reasons = [
        *(reason for order in now for reason in _refusals(asked, order, now, on)),
        *_lapsed(asked, standing_orders(orders, on), on),
    ]
    if orders and not now and not reasons and basis == "court_order":
        text = f"no order is in force on {in_words(on)}, and this case rests on one"
        reasons = [Reason("no_order_in_force", text)]
    if reasons:
        return NotPermitted(tuple(reasons))
    permitting = tuple(order.id for order in now if _names(order, asked, on))
    return Permitted(silent=not permitting, orders=permitting)


@dataclass(frozen=True)
class _Asked:
    modality: str
    child: str
    parent: str


def _refusals(asked: _Asked, order: Order, now: Sequence[Order], on: date) -> Iterator[Reason]:
    """Everything in one order in force that refuses this contact."""
    if _no_contact(asked, order):
        text = f"the order of {in_words(order.signed_on)} forbids contact between the two"
        yield Reason("no_contact", text, order.id)
    if suspended := suspended_by(order, on):
        yield Reason("suspended", suspended.text, order.id)
    for clause in _ladders(order, asked):
        yield from _outside_list(asked, order, clause, on)
        yield from _needs_further_order(asked, order, clause, now, on)
    watched = bool(order.clauses_of("SUPERVISION")) and asked.modality in _UNSUPERVISED
    if watched and not _names(order, asked, on):
        text = f"the order of {in_words(order.signed_on)} asks for supervision"
        yield Reason("supervision", text, order.id)


def _no_contact(asked: _Asked, order: Order) -> bool:
    return any(
        _keeps_apart(clause, asked.child, asked.parent) and not _excepted(clause, asked.modality)
        for clause in order.clauses_of("NO_CONTACT")
    )


def _keeps_apart(clause: Clause, one: str, other: str) -> bool:
    """One of the two is protected and the other restrained. A side the clause leaves out means
    everybody: better to ask than to let somebody through."""
    protected, restrained = clause.listed("protected"), clause.listed("restrained")
    return any(
        a in (protected or (a,)) and b in (restrained or (b,))
        for a, b in ((one, other), (other, one))
    )


def _excepted(clause: Clause, modality: str) -> bool:
    """The exception names the form, or therapy, which reaches what a therapist holds or screens."""
    exceptions = clause.listed("exceptions")
    if any(reaches(one, modality) for one in exceptions):
        return True
    return "therapy" in exceptions and modalities()[modality].therapist


def _ladders(order: Order, asked: _Asked) -> Iterator[Clause]:
    for clause in order.clauses_of("CONTACT_LADDER"):
        children, parents = clause.listed("children", "child"), clause.listed("parents", "parent")
        if asked.child in (children or (asked.child,)) and asked.parent in (
            parents or (asked.parent,)
        ):
            yield clause


def _outside_list(asked: _Asked, order: Order, clause: Clause, on: date) -> Iterator[Reason]:
    if "permitted" not in clause.params or _term_over(order, on):
        return
    permitted = clause.listed("permitted")
    if not any(reaches(one, asked.modality) for one in permitted):
        only = f"only {joined([plain_name(one) for one in permitted])}"
        yield Reason(
            CODE,
            f"the order of {in_words(order.signed_on)} permits "
            f"{only if permitted else 'no contact in any form'}; "
            f"{plain_name(asked.modality)} would need a further order",
            order.id,
        )


def _needs_further_order(
    asked: _Asked, order: Order, clause: Clause, now: Sequence[Order], on: date
) -> Iterator[Reason]:
    """A ban holds until an order signed later, and in force, names this form as permitted."""
    banned = clause.listed("not_without_further_order")
    further = [later for later in now if later.signed_on > order.signed_on]
    if not any(touches(one, asked.modality) for one in banned):
        return
    if any(_names(later, asked, on) for later in further):
        return
    yield Reason(
        CODE,
        f"the order of {in_words(order.signed_on)} does not allow "
        f"{plain_name(asked.modality)} without a further order",
        order.id,
    )


def _names(order: Order, asked: _Asked, on: date) -> bool:
    """Whether the order's list of permitted forms holds this one and the list still counts."""
    return not _term_over(order, on) and any(
        reaches(one, asked.modality)
        for clause in _ladders(order, asked)
        for one in clause.listed("permitted")
    )


def _term_over(order: Order, on: date) -> bool:
    """The end of the term ends what the order permits; what it forbids stays."""
    ends = order.term_ends_on
    return ends is not None and ends <= on


def _lapsed(asked: _Asked, standing: Sequence[Order], on: date) -> Iterator[Reason]:
    """Lists of permitted forms there are, but not one counts on this day: nothing is permitted."""
    lists = [
        (order, clause)
        for order in standing
        for clause in _ladders(order, asked)
        if "permitted" in clause.params
    ]
    if not lists or any(_counts(order, clause, on) for order, clause in lists):
        return
    order, clause = lists[-1]
    begins = clause.effective
    if begins is not None and begins > on:
        text = f"what the order of {in_words(order.signed_on)} permits begins {in_words(begins)}"
        yield Reason("order_not_yet", text, order.id)
    else:
        text = f"what the order of {in_words(order.signed_on)} permits has run out"
        yield Reason("order_expired", text, order.id)


def _counts(order: Order, clause: Clause, on: date) -> bool:
    over = order.expires is not None and order.expires <= on
    return clause.holds_on(on) and not over and not _term_over(order, on)


def ceiling(
    orders: Sequence[Order],
    rungs: Sequence[tuple[str, str]],
    *,
    child: str,
    parent: str,
    on: date,
    basis: str | None = None,
) -> Ceiling:
    """The highest permitted rung. `rungs`: (id, modality) from the lowest to the highest."""
    answers = [
        order_permits(orders, modality=modality, child=child, parent=parent, on=on, basis=basis)
        for _, modality in rungs
    ]
    allowed = [index for index, answer in enumerate(answers) if isinstance(answer, Permitted)]
    highest = max(allowed, default=None)
    refused = tuple(rungs[i][0] for i, answer in enumerate(answers) if i not in allowed)
    above = answers[0 if highest is None else highest + 1 :]
    if not above or not isinstance(above[0], NotPermitted):
        return Ceiling(highest, refused)
    reasons = above[0].reasons
    signed = {order.id: order.signed_on for order in orders}
    set_by = next((reason.order_id for reason in reasons if reason.order_id), "")
    return Ceiling(highest, refused, set_by, signed.get(set_by), reasons)


def boundary_days(orders: Iterable[Order]) -> list[date]:
    """The days on which what the orders permit may change, in order: between two of them it does
    not."""
    days = set()
    for order in orders:
        days |= {order.signed_on, order.takes_effect_on, order.expires, order.term_ends_on}
        days |= {day for clause in order.clauses for day in (clause.effective, clause.expires)}
        days |= set(change_days(order))
    return sorted(day for day in days if day is not None)


def order_change_dates(orders: Iterable[Order], since: date) -> list[date]:
    """The days after `since` on which an order was signed, each once, in order.

    Orders signed on or before `since` are the opening orders. A new order stops contact until
    somebody has looked at it (HR-1, clinical §2.4).
    """
    return sorted({order.signed_on for order in orders if order.signed_on > since})


def conflicts(
    orders: Sequence[Order], *, on: date, pairs: Iterable[tuple[str, str]]
) -> tuple[Conflict, ...]:
    """Orders in force that contradict each other on contact, for the (child, parent) pairs given.

    One order names a form of contact as permitted, another in force refuses it.
    """
    now = in_force(orders, on)
    found: dict[tuple[str, str, str, str], Conflict] = {}
    for child, parent in pairs:
        for modality in modalities().values():
            asked = _Asked(modality.id, child, parent)
            for conflict in _contradictions(asked, now, on):
                key = (child, parent, conflict.permits, conflict.refuses)
                found.setdefault(key, conflict)
    return tuple(found.values())


def _contradictions(asked: _Asked, now: Sequence[Order], on: date) -> Iterator[Conflict]:
    permitting = [order for order in now if _names(order, asked, on)]
    for permits in permitting:
        for refuses in now:
            reason = next(_refusals(asked, refuses, now, on), None)
            if reason and refuses.id != permits.id:
                yield Conflict(
                    asked.child, asked.parent, asked.modality, permits.id, refuses.id, reason.text
                )
