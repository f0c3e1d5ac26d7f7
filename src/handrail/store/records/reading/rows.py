"""Many small rows of a case in one query: each table as one JSON column of the case's row.

A page of a case needs a dozen tables of a few rows each. Asked one by one that is a dozen
queries; here each becomes a scalar subquery that gathers its rows as JSON, the same on both
engines, under the same row-level security as any other query.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Func, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler

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
    model: type[models.Model], *names: str, case: str = "case", **expressions: Any
) -> JsonRows:
    """Every row of `model` belonging to the outer case, as JSON objects of the named fields.

    Binary fields arrive as hexadecimal text. `case` is the lookup that leads to the case.
    """
    columns: dict[str, Any] = {}
    for name in names:
        field = model._meta.get_field(name) if "__" not in name else None
        binary = isinstance(field, models.BinaryField)
        columns[name.replace("__", "_")] = Hex(F(name)) if binary else F(name)
    columns.update(expressions)
    manager: Any = model._default_manager
    found = manager.filter(**{f"{case}_id": OuterRef("pk")}).order_by()
    return JsonRows(found.values(item=JSONObject(**columns)))


def loaded(text: str | None) -> list[dict[str, Any]]:
    """The JSON list of a `rows_of` column, nested JSON of SQLite included."""
    found: list[dict[str, Any]] = json.loads(text or "[]")
    return found


def nested(value: Any) -> Any:
    """A JSON column inside a row: PostgreSQL hands over the value, SQLite its text."""
    return json.loads(value) if isinstance(value, str) else value


def as_id(value: Any) -> str:
    """A person or row id in one spelling; SQLite leaves out the hyphens."""
    return "" if value is None else str(UUID(value))


def as_day(value: str | None) -> date | None:
    """A day out of JSON, if there is one."""
    return None if not value else date.fromisoformat(value[:10])


def sure_day(value: str) -> date:
    """A day out of JSON."""
    return date.fromisoformat(value[:10])


def as_truth(value: Any) -> bool | None:
    """SQLite says 0 and 1."""
    return None if value is None else bool(value)
