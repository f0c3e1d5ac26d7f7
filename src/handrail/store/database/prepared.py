"""A statement of the ORM, put together once and asked many times.

Putting a statement with several joins together costs many times what running it does. So it is
built once per engine with stand-ins for whoever asks, for the moment and for its keys, and the
real values are put in their place each time it is asked.

    _OF_CASE = Prepared(lambda case: Note.objects.filter(case_id=case).values_list("id", "text"),
                        keys=("case",))
    rows = _OF_CASE.rows(case=case_id)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, QuerySet, UUIDField

from handrail.store.database import identity
from handrail.store.database.identity import Identity

Row = tuple[Any, ...]
Converters = Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]

_PERSON, _PRACTICE = UUID(int=0xA1 << 96), UUID(int=0xA2 << 96)
_MOMENT = datetime(1001, 1, 1, tzinfo=UTC)
_ASKING: Mapping[str, UUID | datetime] = {
    "asking person": _PERSON,
    "asking practice": _PRACTICE,
    "moment": _MOMENT,
}
_ID, _TIME = UUIDField(), DateTimeField()


@dataclass(frozen=True)
class _Statement:
    """places: for each placeholder the name of a value, or the value that always stands there."""

    sql: str
    places: tuple[tuple[str, Any], ...]
    converters: Converters


class Prepared:
    """`build` makes a queryset of tuples; it gets a stand-in for each key and each number.

    keys: ids. numbers: where slices begin and how long they are, as `[begin : begin + length]`.
    The queryset may depend on who is asking and on the moment, as managers and seats do.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        *,
        keys: Sequence[str] = (),
        numbers: Sequence[str] = (),
    ) -> None:
        self._build = build
        self._keys = {name: UUID(int=(0xB0 + at) << 96) for at, name in enumerate(keys)}
        self._numbers = {name: 900_000_001 + 10_000 * at for at, name in enumerate(numbers)}
        self._statements: dict[str, _Statement] = {}

    def rows(self, **values: UUID | int) -> list[Row]:
        """What is found now for whoever is asking; nothing while nobody is."""
        if identity.current() is None:
            return []
        converters = self._statement().converters
        with connection.cursor() as cursor:
            cursor.execute(*self.sql_with_params(**values))
            return [_converted(row, converters) for row in cursor.fetchall()]

    def sql_with_params(self, **values: UUID | int) -> tuple[str, list[Any]]:
        """The statement for whoever is asking now, to be asked or to stand inside another one."""
        who, statement = identity.current(), self._statement()
        assert who is not None, "nobody is asking"
        given = {**values, "asking person": who.person_id, "asking practice": who.practice_id,
                 "moment": who.at}  # fmt: skip
        params = [given[name] if name else fixed for name, fixed in statement.places]
        return statement.sql, [_as_stored(one) for one in params]

    def _statement(self) -> _Statement:
        if connection.vendor not in self._statements:
            self._statements[connection.vendor] = self._put_together()
        return self._statements[connection.vendor]

    def _put_together(self) -> _Statement:
        with identity.standing_in(Identity(_PERSON, _PRACTICE, _MOMENT)):
            compiler = self._build(**self._keys, **self._numbers).query.get_compiler("default")
            sql, params = compiler.as_sql()
        names = {_as_stored(one): name for name, one in self._stand_ins().items()}
        digits = {str(one): name for name, one in self._numbers.items()}
        places = tuple(_places(sql, params, names, digits))
        selected = [column for column, *_rest in compiler.select[: compiler.col_count]]
        found: Converters = compiler.get_converters(selected)
        return _Statement(_with_numbers_out(sql, digits), places, found)

    def _stand_ins(self) -> dict[str, UUID | datetime]:
        return {**_ASKING, **self._keys}


def _places(
    sql: str, params: Sequence[Any], names: Mapping[Any, str], digits: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """Every placeholder in the order of the text, those that stand for numbers among them."""
    waiting = iter(params)
    for mark in re.finditer(_marks(digits), sql):
        if mark[0] in digits:
            yield digits[mark[0]], None
        else:
            value = next(waiting)
            known = names.get(value, "") if isinstance(value, str | UUID | datetime) else ""
            yield known, value


def _with_numbers_out(sql: str, digits: Mapping[str, str]) -> str:
    return re.sub(_marks(digits), "%s", sql)


def _marks(digits: Mapping[str, str]) -> str:
    return "|".join(["%s", *(rf"\b{number}\b" for number in digits)])


def _as_stored(value: Any) -> Any:
    """A value as the engine takes it."""
    if isinstance(value, UUID):
        return _ID.get_db_prep_value(value, connection)
    if isinstance(value, datetime):
        return _TIME.get_db_prep_value(value, connection)
    return value


def _converted(row: Sequence[Any], converters: Converters) -> Row:
    found = list(row)
    for at, (steps, expression) in converters.items():
        for step in steps:
            found[at] = step(found[at], expression, connection)
    return tuple(found)
