"""Dated duties that follow from the clauses of orders (law §4.1, column "Deadline derived")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from handrail.core.law.clauses import (
    NO_NAMES,
    Clause,
    DutyRule,
    Names,
    as_texts,
    clause_types,
    recipients_in_words,
    sentence_of,
)
from handrail.core.law.days import as_day, in_words
from handrail.core.law.orders import Order, standing_orders

_UNKNOWN = ("", "unknown")


@dataclass(frozen=True)
class DutyEvent:
    """Something that settles a duty. kind: as `done` in clauses.toml, or "first_session".

    duty_id pins it to exactly one duty; without it a report counts for the due day nearest to it.
    """

    kind: str
    on: date
    duty_id: str = ""


@dataclass(frozen=True)
class Duty:
    """One thing an order makes fall due. days_left: negative when overdue, None without a day."""

    id: str
    what: str
    due_on: date | None
    because: str
    clause_type: str
    order_id: str
    source: str
    days_left: int | None = None


@dataclass(frozen=True)
class _Case:
    """What the duties are counted against: see `duties` for each."""

    opened_on: date
    events: Sequence[DutyEvent]
    today: date
    kept_since: date | None
    names: Names


@dataclass(frozen=True)
class _Ground:
    order: Order
    clause: Clause
    index: int


def duties(
    orders: Sequence[Order],
    *,
    opened_on: date,
    events: Sequence[DutyEvent] = (),
    today: date,
    kept_since: date | None = None,
    names: Names = NO_NAMES,
) -> tuple[Duty, ...]:
    """What falls due under the orders not superseded by today: by day, undated ones last.

    opened_on: nothing that fell due before it is asked for. kept_since: the day from which these
    duties are kept here, for a case that was begun elsewhere the day it came in: nothing before it
    is asked for, every report due from then on and not sent is overdue. Without it the next report
    is the one after the last on record, else the next from today on, and the reason names the last
    day for which none is on record.
    Source: law §4.1; reports are counted in whole periods from signing (DESIGN).
    """
    case = _Case(opened_on, events, today, kept_since, names)
    standing = standing_orders(orders, today)
    found = [
        duty
        for order in standing
        for index, clause in enumerate(order.clauses)
        for duty in _of_clause(_Ground(order, clause, index), case)
    ]
    found += _privilege_not_said(standing, case)
    return tuple(sorted(found, key=lambda duty: (duty.due_on or date.max, duty.id)))


def _of_clause(ground: _Ground, case: _Case) -> Iterator[Duty]:
    kind = clause_types().get(ground.clause.type)
    for rule in kind.duties if kind else ():
        over = rule.parameter != "expires" and _is_over(ground, case.today)
        if rule.when in _WHEN and not over:
            yield from _WHEN[rule.when](ground, rule, case)


def _is_over(ground: _Ground, today: date) -> bool:
    ends = [day for day in (ground.clause.expires, ground.order.expires) if day is not None]
    return any(day <= today for day in ends)


def _day_of(ground: _Ground, parameter: str) -> date | None:
    """The day a parameter names; a partial day counts as its first."""
    if parameter == "expires":
        ends = [day for day in (ground.clause.expires, ground.order.expires) if day is not None]
        return min(ends, default=None)
    if ground.clause.type == "TERM" and parameter == "end":
        return ground.order.term_ends_on
    value = ground.clause.params.get(parameter)
    return None if value is None else as_day(value)


def _on(ground: _Ground, rule: DutyRule, case: _Case) -> Iterator[Duty]:
    due = _day_of(ground, rule.parameter)
    if due is not None and _asked_for(due, case):
        yield from _unless_done(ground, rule, case, due)


def _before(ground: _Ground, rule: DutyRule, case: _Case) -> Iterator[Duty]:
    """Reminders before a day: a reminder goes when its day is past, the last one stays."""
    day = _day_of(ground, rule.parameter)
    if day is None:
        return
    ahead = (ground.clause.params.get(rule.days_from),) if rule.days_from else rule.days
    days = [day - timedelta(days=number) for number in ahead if isinstance(number, int)]
    for due in days:
        if due >= case.today or (due == days[-1] and _asked_for(due, case)):
            yield from _unless_done(ground, rule, case, due)


def _every(ground: _Ground, rule: DutyRule, case: _Case) -> Iterator[Duty]:
    """The next of every so many days from signing."""
    step = timedelta(days=ground.clause.params.get(rule.parameter, 0))
    if not step:
        return
    start = ground.order.signed_on
    settled = _last_settled(ground, rule, case, step)
    due_days = (start + step * period for period in count(1))
    first = next(d for d in due_days if d > settled and d >= case.opened_on)
    due, missing = first, ""
    if settled == start and not _kept(first, case):
        due = next(d for d in (first + step * n for n in count()) if _open(d, case))
        before = list(takewhile(lambda d: d < due, (first + step * n for n in count())))
        missing = f"No report is on record for {in_words(before[-1])}." if before else ""
    yield _duty(ground, rule, case, due, missing)


def _kept(due: date, case: _Case) -> bool:
    return case.kept_since is not None and due >= case.kept_since


def _open(due: date, case: _Case) -> bool:
    return due >= case.today or _kept(due, case)


def _last_settled(ground: _Ground, rule: DutyRule, case: _Case, step: timedelta) -> date:
    """The last due day an event settles; the day of signing when none does."""
    start = ground.order.signed_on
    days = [start]
    for event in case.events:
        if event.duty_id:
            prefix, _, day = event.duty_id.rpartition("/")
            if prefix == _stem(ground, rule):
                days.append(as_day(day))
        elif event.kind == rule.done and start < event.on <= case.today:
            days.append(start + step * ((event.on - start + step / 2) // step))
    return max(days)


def _first_session(ground: _Ground, rule: DutyRule, case: _Case) -> Iterator[Duty]:
    """Before the first session: no day until one is known. Once it was held the moment is past,
    and it is overdue only where the duties were kept here at the time."""
    if ground.clause.params.get(rule.parameter) is not True:
        return
    sessions = [event.on for event in case.events if event.kind == "first_session"]
    due = min(sessions, default=None)
    if due is None or _open(due, case):
        yield from _unless_done(ground, rule, case, due)


def _privilege_not_said(standing: Sequence[Order], case: _Case) -> Iterator[Duty]:
    """While no order names who holds the privilege, somebody has to ask (clinical §6.4)."""
    clauses = [
        _Ground(order, clause, index)
        for order in standing
        for index, clause in enumerate(order.clauses)
        if clause.type == "PRIVILEGE"
    ]
    if not standing or any(g.clause.params.get("holder", "") not in _UNKNOWN for g in clauses):
        return
    ground = clauses[0] if clauses else _Ground(standing[0], Clause("PRIVILEGE"), -1)
    why = "No order says; nothing the child said leaves until it is known."
    for rule in clause_types()["PRIVILEGE"].duties:
        if not _is_done(ground, rule, case, None):
            yield _duty(ground, rule, case, None, why)


def _asked_for(due: date, case: _Case) -> bool:
    """What fell due before the case was here, or before its duties were kept here, is past."""
    return _open(due, case) or (case.kept_since is None and due >= case.opened_on)


def _unless_done(ground: _Ground, rule: DutyRule, case: _Case, due: date | None) -> Iterator[Duty]:
    if not _is_done(ground, rule, case, due):
        yield _duty(ground, rule, case, due)


def _is_done(ground: _Ground, rule: DutyRule, case: _Case, due: date | None) -> bool:
    return any(
        event.duty_id == _id(ground, rule, due)
        if event.duty_id
        else event.kind == rule.done and event.on >= ground.order.signed_on
        for event in case.events
    )


def _stem(ground: _Ground, rule: DutyRule) -> str:
    return f"{ground.order.id}/{ground.index}/{rule.id}"


def _id(ground: _Ground, rule: DutyRule, due: date | None) -> str:
    return f"{_stem(ground, rule)}/{due.isoformat() if due else ''}"


def _duty(ground: _Ground, rule: DutyRule, case: _Case, due: date | None, more: str = "") -> Duty:
    order, clause = ground.order, ground.clause
    sentences = [sentence_of(clause, name, case.names) for name in rule.because]
    sentences += [more, f"Order of {in_words(order.signed_on)}."]
    recipients = recipients_in_words(as_texts(clause.params.get("recipients")), case.names)
    return Duty(
        id=_id(ground, rule, due),
        what=rule.what.replace("{recipients}", recipients or "the court"),
        due_on=due,
        because=" ".join(sentence for sentence in sentences if sentence),
        clause_type=clause.type,
        order_id=order.id,
        source=clause_types()[clause.type].source,
        days_left=None if due is None else (due - case.today).days,
    )


_WHEN = {
    "on": _on,
    "before": _before,
    "every": _every,
    "first_session": _first_session,
    # "unknown" is no matter of one clause: see _privilege_not_said
}
