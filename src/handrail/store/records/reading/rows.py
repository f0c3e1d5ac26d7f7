"""Many small rows of a case in one query: each table as one JSON column of the case's row.

A page of a case needs a dozen tables of a few rows each. Asked one by one that is a dozen
queries; here each becomes a scalar subquery that gathers its rows as JSON, the same on both
engines, under the same row-level security as any other query.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Func, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler

from handrail.store.accounts.models import Case
from handrail.store.database.prepared import Prepared

Params = tuple[Any, ...]
Rows = Mapping[str, list[dict[str, Any]]]
"""part -> its rows"""


class Hex(Func):
    """A binary column as hexadecimal text, since JSON holds no bytes."""

    output_field = models.TextField()
    function = "hex"

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler, connection, template="encode(%(expressions)s, 'hex')", **context
        )


class Embedded(Func):
    """A JSON column as JSON inside JSON; SQLite would write it as a text."""

    output_field = models.JSONField()
    function = "json"

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="%(expressions)s", **context)


# How a column of this kind is written into JSON; others are written as they are.
_WRITTEN: Mapping[type[models.Field[Any, Any]], type[Func]] = {
    models.BinaryField: Hex,
    models.JSONField: Embedded,
}


class JsonRows(Subquery):
    """A queryset whose only column is `item` (a JSON object), gathered into one JSON list."""

    output_field = models.TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        template = "(SELECT json_group_array(json(_u.item)) FROM (%(subquery)s) _u)"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        template = "(SELECT coalesce(json_agg(_u.item), '[]'::json)::text FROM (%(subquery)s) _u)"
        return super().as_sql(compiler, connection, template=template, **context)


def rows_of(
    model: type[models.Model],
    *names: str,
    case: str = "case",
    only: models.Q | None = None,
    **expressions: Any,
) -> JsonRows:
    """Every row of `model` belonging to the outer case, as JSON objects of the named fields.

    Binary fields arrive as hexadecimal text. `case` is the lookup that leads to the case; `only`:
    further conditions.
    """
    columns: dict[str, Any] = {}
    for name in names:
        field = model._meta.get_field(name) if "__" not in name else None
        written = next((w for kind, w in _WRITTEN.items() if isinstance(field, kind)), F)
        columns[name.replace("__", "_")] = written(name)
    columns.update(expressions)
    # Whose cases these are is asked once, round the whole statement (and by row-level security).
    own = models.Q(**{f"{case}_id": OuterRef("pk")})
    found = model._base_manager.filter(own & only if only else own).order_by()
    return JsonRows(found.values(item=JSONObject(**columns)))


class Gathering:
    """The statement that gathers cases, put together once per engine and choice of parts.

    Putting it together costs many times what running it does.
    """

    def __init__(self, head: Sequence[str], parts: Callable[[], Mapping[str, JsonRows]]) -> None:
        self._head = tuple(head)
        self._parts = parts
        self._statements: dict[tuple[str, frozenset[str] | None], tuple[str, Params]] = {}

    def rows(
        self, case_ids: Iterable[UUID], *, among: Prepared, parts: Collection[str] | None
    ) -> list[dict[str, Any]]:
        """One dictionary per case with its head and the JSON text of each part, by number.

        among: the ids that may be seen; no other case is found.
        """
        ids = [Case._meta.pk.get_db_prep_value(case_id, connection) for case_id in case_ids]
        if not ids:
            return []
        gathering, params = self._statement(None if parts is None else frozenset(parts))
        visible, asked = among.sql_with_params()
        key = f'"{Case._meta.db_table}"."id"'
        places = ", ".join(["%s"] * len(ids))
        # every piece is written by the ORM; ids and times travel as parameters
        sql = f"{gathering} WHERE {key} IN ({places}) AND {key} IN ({visible}) ORDER BY 2"
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, *ids, *asked])
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _statement(self, parts: frozenset[str] | None) -> tuple[str, Params]:
        which = (connection.vendor, parts)
        if which not in self._statements:
            columns = {
                name: rows for name, rows in self._parts().items() if parts is None or name in parts
            }
            found = Case._base_manager.annotate(**columns).order_by().values(*self._head, *columns)
            self._statements[which] = found.query.sql_with_params()
        return self._statements[which]


def loaded(text: str | None) -> list[dict[str, Any]]:
    """The JSON list of a `rows_of` column, nested JSON of SQLite included."""
    found: list[dict[str, Any]] = json.loads(text or "[]")
    return found


def as_id(value: str | None) -> str:
    """A person or row id in one spelling; SQLite leaves out the hyphens."""
    if not value or len(value) == 36:
        return value or ""
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def as_moment(value: str) -> datetime:
    """A moment out of JSON; SQLite leaves out that it is UTC."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def as_day(value: str | date | None) -> date | None:
    """A day out of JSON, if there is one."""
    return date.fromisoformat(value[:10]) if value and isinstance(value, str) else value or None


def sure_day(value: str) -> date:
    """A day out of JSON."""
    return date.fromisoformat(value[:10])


def as_truth(value: Any) -> bool | None:
    """SQLite says 0 and 1."""
    return None if value is None else bool(value)
