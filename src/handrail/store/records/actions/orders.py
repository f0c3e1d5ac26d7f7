"""Court orders entered as clauses; an order that asks for more than the plan becomes a duty.

A new order stops contact until somebody has looked at it (clinical §2.4, HR-1; §9 row 5); one that
suspends the work holds every track as well, in the moment it is entered (§10.2, C11). Order time is
shown and never granted, locked or cancelled (§2.4 (j)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from handrail.core.datafile import Mistake
from handrail.core.law.order_time import OrderTimeConflict, asks_for_more, order_time
from handrail.core.law.orders import people_named, problems_between, problems_with
from handrail.core.law.suspension import suspension
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.endings import turn_every_track
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.actions.sessions import today_of
from handrail.store.records.actions.stops import add_stop
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.models import Ladder, Order, OrderConflict
from handrail.store.records.reading.family import StoredCase, stored_case

KINDS = ("family_order", "protective_order", "agreement", "stipulation")
CLEAR_UP_IN = timedelta(days=7)
"""How long the named person has to clear up an order that asks for more (practice setting)."""


def enter_order(*, by: Viewer, case_id: UUID, raw: Mapping[str, Any], named: UUID) -> UUID:
    """Enter an order as it is written; returns its row.

    raw: as in a family file: signed_on, kind, court, …, supersedes, clauses with `type` and typed
    parameters; people by their ids. Its id is given here. named: whose duty it is to clear up what
    goes beyond the plan. Once there is a ladder, it stops until somebody has looked. An order that
    suspends the work today locks the whole case and holds every track, by one person, at once.
    Raises RefusedByRule with every mistake.
    """
    with recording(by=by, case_id=case_id, act="order.entered") as record:
        stored = stored_case(case_id)
        whole = {"id": _next_ref(stored), **raw}
        refuse(*(_told(one) for one in order_mistakes(stored, whole)))
        refuse(*_against_named(stored, named))
        row = record.add(Order, **_columns(whole))
        if not _hold_where_suspended(record):
            _stop_where_there_is_a_ladder(record)
        open_conflicts(record, named)
        record.about("order", row, ref=whole["id"])
        return row


def order_mistakes(stored: StoredCase, raw: Mapping[str, Any]) -> list[Mistake]:
    """Everything wrong with an order for this case, as it would be entered."""
    found = problems_with(raw)
    if "signed_on" not in raw:
        found.append(Mistake("signed_on", "is missing", "the day on the order"))
    if found:
        return found
    people = {person.id for person in stored.family.people}
    found += [
        Mistake(path, "names somebody who is not entered in this case", "somebody of this case")
        for path, person in people_named(raw)
        if person not in people
    ]
    known = [{"id": one.id, "signed_on": one.signed_on} for one in stored.family.orders]
    return [*found, *problems_between([*known, raw])]


def end_order(*, by: Viewer, case_id: UUID, order: UUID, expires_on: date) -> None:
    """Record the first day on which an order no longer holds, where it has none yet.

    Raises RefusedByRule, Refused("gone").
    """
    with recording(by=by, case_id=case_id, act="order.ended") as record:
        row: Order = one_of_case(Order, case_id, order)
        if expires_on <= row.signed_on:
            refuse("An order ends after the day it was signed. Correct one of the two days.")
        changed = Order.objects.filter(id=row.id, expires_on=None).update(expires_on=expires_on)
        if changed != 1:
            raise Refused("gone")
        _stop_where_there_is_a_ladder(record)
        record.about("order", row.id, ref=row.ref, expires=expires_on.isoformat())


def _hold_where_suspended(record: Record) -> bool:
    """Whether the work is suspended now by the orders as they are; then everything is on hold."""
    stored = stored_case(record.case_id)
    found = suspension(stored.family.orders, record.today)
    if found is None:
        return False
    reason = f"{found.text[:1].upper()}{found.text[1:]}."
    record.also("stop.made", "stop", add_stop(record, reason="order_change"))
    turn_every_track(record, stored, {"active": "on_hold"}, reason)
    return True


def _stop_where_there_is_a_ladder(record: Record) -> None:
    """Also before the first contact: a ladder was planned under the orders as they were."""
    if Ladder.objects.filter(case_id=record.case_id).exists():
        record.also("stop.made", "stop", add_stop(record, reason="order_change"))


def open_conflicts(record: Record, named: UUID) -> int:
    """Open a duty for each order in force that asks for more than the present rung; how many."""
    chart = charted(record.case_id, today_of(record))
    opened = 0
    for ladder, conflict in conflicts_now(chart):
        row = _ladder_row(record.case_id, ladder)
        known = OrderConflict.objects.filter(
            ladder_id=row, order=conflict.order_id, asks_for=conflict.gives
        )
        if known.exists():
            continue
        opened += 1
        new = record.add(
            OrderConflict, ladder_id=row, order=conflict.order_id, asks_for=conflict.gives,
            named_person=named, due_on=today_of(record) + CLEAR_UP_IN,
        )  # fmt: skip
        record.also("order_conflict.opened", "order_conflict", new, named=named)
    return opened


def conflicts_now(chart: CaseChart) -> Iterator[tuple[tuple[str, str], OrderTimeConflict]]:
    """(ladder, what an order in force gives above its present rung)."""
    family, times = chart.family, order_time(chart.family.orders, chart.today)
    names = {person.id: person.given for person in family.people}
    for one in chart.ladders:
        for conflict in asks_for_more(
            times, child=one.ladder.child, parent=one.ladder.parent,
            rungs=[(rung.id, rung.modality) for rung in one.rungs], current=one.now, names=names,
        ):  # fmt: skip
            yield one.ladder.key, conflict


def close_conflict(*, by: Viewer, case_id: UUID, conflict: UUID, outcome: str) -> None:
    """The duty is done: what came of it, in words. Raises RefusedByRule, Refused("gone")."""
    with recording(by=by, case_id=case_id, act="order_conflict.closed") as record:
        row: OrderConflict = one_of_case(OrderConflict, case_id, conflict)
        if not outcome.strip():
            refuse("Say what came of it: who was asked, and what they said.")
        changed = OrderConflict.objects.filter(id=row.id, closed_on=None).update(
            closed_on=today_of(record), closed_by=by.person_id,
            **record.sealed(OrderConflict, row.id, {"outcome": outcome.strip()}),
        )  # fmt: skip
        if changed != 1:
            raise Refused("gone")
        record.about("order_conflict", row.id)


def _next_ref(stored: StoredCase) -> str:
    taken = {order.id for order in stored.family.orders}
    number = len(taken) + 1
    while f"order-{number}" in taken:
        number += 1
    return f"order-{number}"


def _against_named(stored: StoredCase, named: UUID) -> Iterator[str]:
    if str(named) not in {one.person for one in stored.team}:
        yield "Choose somebody of the team, who clears up what goes beyond the plan."


_IN_CLAUSE = re.compile(r"^clauses\[(\d+)\]\.?")


def _told(mistake: Mistake) -> str:
    """`clauses[1].parent is missing` as "Clause 2, parent is missing."."""
    right = f" Right would be: {mistake.right}." if mistake.right else ""
    path = _IN_CLAUSE.sub(lambda found: f"clause {int(found[1]) + 1}, ", mistake.path)
    where = path.rstrip(", ").replace("_", " ") or "The order"
    return f"{where[:1].upper()}{where[1:]} {mistake.what}.{right}"


def _columns(raw: Mapping[str, Any]) -> dict[str, Any]:
    texts = {key: raw.get(key, "") for key in ("kind", "title", "court", "cause_no", "judge")}
    return {
        **texts,
        "ref": raw["id"],
        "signed_on": raw["signed_on"],
        "served_on": raw.get("served_on"),
        "expires_on": raw.get("expires"),
        "supersedes": _listed(raw.get("supersedes", ())),
        "sealed": bool(raw.get("sealed", False)),
        "clauses": [dict(clause) for clause in raw.get("clauses", ())],
    }


def _listed(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _ladder_row(case_id: UUID, key: tuple[str, str]) -> UUID:
    row = Ladder.objects.get(case_id=case_id, child_id=key[0], parent_id=key[1])
    return UUID(str(row.id))
