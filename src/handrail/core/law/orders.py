"""Court orders: what one is, which are in force on a day, and what is wrong with one as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from handrail.core.datafile import Mistake
from handrail.core.law.clause_values import day_problems, order_of_days, problems_with_clause
from handrail.core.law.clauses import Clause, as_texts, clause_types, reading_of
from handrail.core.law.days import as_day

__all__ = [
    "Clause", "Order", "in_force", "order_from", "people_named", "problems_between",
    "problems_with", "reading_of", "standing_orders",
]  # fmt: skip

_TEXTS = ("id", "kind", "title", "court", "cause_no", "judge", "file_hash")
_KEYS = (*_TEXTS, "signed_on", "served_on", "expires", "supersedes", "sealed", "clauses")


@dataclass(frozen=True)
class Order:
    """One order as data (law §4.1).

    supersedes: ids of orders it takes the place of, from the day it takes effect.
    expires: half-open, for the whole order.
    """

    id: str
    signed_on: date
    supersedes: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    served_on: date | None = None
    expires: date | None = None
    kind: str = ""
    title: str = ""
    court: str = ""
    cause_no: str = ""
    judge: str = ""
    file_hash: str = ""
    sealed: bool = False

    @property
    def takes_effect_on(self) -> date:
        """The first day on which any of its clauses holds; signing when it says nothing else."""
        first = [clause.effective or self.signed_on for clause in self.clauses]
        return max(self.signed_on, min(first, default=self.signed_on))

    @property
    def term_ends_on(self) -> date | None:
        """The first day after its term, from TERM clauses: `end`, or `max_days` from the start."""
        ends = []
        for clause in self.clauses_of("TERM"):
            if "end" in clause.params:
                ends.append(as_day(clause.params["end"]))
            if "max_days" in clause.params:
                start = as_day(clause.params.get("start", self.signed_on))
                ends.append(start + timedelta(days=clause.params["max_days"]))
        return min(ends, default=None)

    def clauses_of(self, type_: str) -> tuple[Clause, ...]:
        """Its clauses of one type."""
        return tuple(clause for clause in self.clauses if clause.type == type_)


def standing_orders(orders: Sequence[Order], on: date) -> tuple[Order, ...]:
    """Orders signed by that day and not superseded by one that had taken effect; by signing day.

    All their clauses are kept, also those not yet or no longer in force. An order once superseded
    does not come back when the later one ends.
    """
    gone = {
        old
        for order in orders
        if order.takes_effect_on <= on
        for old in order.supersedes
        if old != order.id
    }
    standing = [order for order in orders if order.signed_on <= on and order.id not in gone]
    return tuple(sorted(standing, key=lambda order: order.signed_on))


def in_force(orders: Sequence[Order], on: date) -> tuple[Order, ...]:
    """Orders in force on a day, each with only the clauses that hold on it; by signing day.

    Half-open: on the day of `expires` an order or a clause no longer holds. An order whose every
    clause is over or has not begun is not in force; one recorded without clauses is.
    """
    found: list[Order] = []
    for order in standing_orders(orders, on):
        clauses = tuple(clause for clause in order.clauses if clause.holds_on(on))
        over = order.expires is not None and order.expires <= on
        if not over and (clauses or not order.clauses):
            found.append(replace(order, clauses=clauses))
    return tuple(found)


def order_from(raw: Mapping[str, Any]) -> Order:
    """An order from a file's table; raises ValueError listing every mistake in it."""
    problems = problems_with(raw)
    if "signed_on" not in raw:
        problems.append(Mistake("signed_on", "is missing", "the day on the order"))
    if problems:
        raise ValueError("; ".join(str(problem) for problem in problems))
    return Order(
        signed_on=as_day(raw["signed_on"]),
        supersedes=as_texts(raw.get("supersedes")),
        clauses=tuple(_clause(one) for one in raw.get("clauses", ())),
        served_on=as_day(raw["served_on"]) if "served_on" in raw else None,
        expires=as_day(raw["expires"]) if "expires" in raw else None,
        sealed=raw.get("sealed", False),
        **{key: raw[key] for key in _TEXTS if key in raw},
    )


def _clause(raw: Mapping[str, Any]) -> Clause:
    """A vague day is read so that the child is safe: what takes away begins early and ends late,
    what permits begins late and ends early."""
    restricts = clause_types()[raw["type"]].restricts
    params = {k: v for k, v in raw.items() if k not in ("type", "effective", "expires")}
    begins, ends = raw.get("effective"), raw.get("expires")
    return Clause(
        type=raw["type"],
        params=params,
        effective=None if begins is None else as_day(begins, after=not restricts),
        expires=None if ends is None else as_day(ends, after=restricts),
    )


def problems_with(raw: object) -> list[Mistake]:
    """Every mistake in one order as written in a file; paths begin inside the order.

    A missing `signed_on` is left to the caller, who may know the day from elsewhere.
    """
    if not isinstance(raw, Mapping):
        return [Mistake("", "is no order", "a table with an id, signed_on and clauses")]
    return [*_own_problems(raw), *_clause_problems(raw)]


def _own_problems(raw: Mapping[str, Any]) -> Iterator[Mistake]:
    for key in raw:
        if key not in _KEYS:
            yield Mistake(str(key), "is not known in an order", f"one of {', '.join(_KEYS)}")
    if "id" not in raw:
        yield Mistake("id", "is missing", "a short name for the order")
    for key in _TEXTS:
        if key in raw and not (isinstance(raw[key], str) and raw[key].strip()):
            yield Mistake(key, f"{raw[key]!r} does not fit", "a text")
    if not isinstance(raw.get("sealed", False), bool):
        yield Mistake("sealed", f"{raw['sealed']!r} does not fit", "true or false")
    yield from _day_mistakes(raw)
    other = raw.get("supersedes", ())
    if other == "" or len(as_texts(other)) != len(_listed(other)):
        yield Mistake("supersedes", f"{other!r} does not fit", "the id of an order, or a list")


def _listed(value: object) -> Sequence[object]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, (list, tuple)) else (None,)


def _day_mistakes(raw: Mapping[str, Any]) -> Iterator[Mistake]:
    for key in ("signed_on", "served_on", "expires"):
        if key in raw:
            yield from _whole_day(raw[key], key)
    yield from order_of_days(raw, "signed_on", "expires", "")
    try:
        early = as_day(raw.get("served_on")) < as_day(raw.get("signed_on"))
    except ValueError:
        return
    if early:
        yield Mistake("served_on", "is before 'signed_on'", "the day of signing or later")


def _whole_day(value: object, path: str) -> Iterator[Mistake]:
    if isinstance(value, str) and len(value) < len("2025-02-20"):
        yield Mistake(path, f"{value!r} is no day", "a whole day such as 2025-02-20")
    else:
        yield from day_problems(value, path)


def _clause_problems(raw: Mapping[str, Any]) -> Iterator[Mistake]:
    clauses = raw.get("clauses", ())
    if not isinstance(clauses, (list, tuple)):
        yield Mistake("clauses", "is no list", "a list of clauses, each with a type")
        return
    for index, clause in enumerate(clauses):
        path = f"clauses[{index}]"
        yield from problems_with_clause(clause, path)
        if isinstance(clause, Mapping) and "expires" in clause:
            both = {"signed_on": raw.get("signed_on"), "expires": clause["expires"]}
            yield from order_of_days(both, "signed_on", "expires", path)


def problems_between(raws: Sequence[Mapping[str, Any]]) -> list[Mistake]:
    """Mistakes that only show when all orders of a case stand side by side."""
    ids = [raw.get("id") for raw in raws]
    found = [
        Mistake(f"orders[{index}].id", f"{id_!r} stands twice", "each order its own id")
        for index, id_ in enumerate(ids)
        if id_ in ids[:index]
    ]
    for index, raw in enumerate(raws):
        for old in as_texts(raw.get("supersedes")):
            path = f"orders[{index}].supersedes"
            if old == raw.get("id") or old not in ids:
                found.append(Mistake(path, f"{old!r} is no other order here", "another order's id"))
            elif _signed(raws[ids.index(old)]) > _signed(raw):
                found.append(Mistake(path, f"{old!r} was signed later", "an earlier order"))
    return found


def _signed(raw: Mapping[str, Any]) -> date:
    try:
        return as_day(raw.get("signed_on"))
    except ValueError:
        return date.min


def people_named(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(path, person id) of everybody the order's clauses name, for checking against the people.

    An id that fits nobody would leave a protected person without protection.
    """
    for index, clause in enumerate(raw.get("clauses", ())):
        kind = clause_types().get(str(clause.get("type")))
        for name, known in kind.parameters.items() if kind else ():
            if known.type in ("person", "people"):
                for one in as_texts(clause.get(name)):
                    yield f"clauses[{index}].{name}", one
            elif known.type == "split" and isinstance(clause.get(name), Mapping):
                for one in clause[name]:
                    yield f"clauses[{index}].{name}", one
