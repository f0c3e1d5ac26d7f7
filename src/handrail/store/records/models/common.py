"""What the tables of the record share."""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from handrail.store.accounts.models import Case, Person
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import visible_case_ids
from handrail.store.database import identity
from handrail.store.database.classes import CASE_HEADER, ROW_ID, FieldClass
from handrail.store.database.fields import Row
from handrail.store.database.guard import Guarded

CODE = 64
"""Longest code, id or label of a file."""

HEAD: dict[str, FieldClass] = {
    "id": ROW_ID,
    "case": CASE_HEADER,
    "recorded_at": CASE_HEADER,
    "recorded_by": CASE_HEADER,
}
"""The classes of the fields every row of a case has."""


class OfMyCases(Guarded[Any]):
    """The rows of cases on whose team the person asking sits now.

    On PostgreSQL the table's policy says so; on SQLite, which has none, this manager does. It is
    the net under the wall: pages decide by `case_for` first.
    """

    def get_queryset(self) -> models.QuerySet[Any]:
        rows, who = super().get_queryset(), asking()
        if connection.vendor == "postgresql":
            return rows
        return rows.none() if who is None else rows.filter(case_id__in=visible_case_ids(who))


def asking() -> Viewer | None:
    """In whose name the database is asked, as far as that is a person."""
    who = identity.current()
    if who is None or who.person_id is None:
        return None
    return Viewer(person_id=who.person_id, practice_id=who.practice_id)


class OfCase(Row):
    """A row of one case: found only by those with a seat in it (and only when somebody asks)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects: models.Manager[Any] = OfMyCases()

    class Meta:
        abstract = True


def of_person(*, null: bool = False) -> Any:
    """A person of the case; people are never deleted under a record."""
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=null, db_index=False
    )


def within(name: str, field: str, least: int, most: int) -> models.CheckConstraint:
    """A CHECK that a number lies in its range, or is not known."""
    inside = models.Q(**{f"{field}__gte": least, f"{field}__lte": most})
    return models.CheckConstraint(
        condition=inside | models.Q(**{f"{field}__isnull": True}), name=name
    )


def one_of(name: str, field: str, words: tuple[str, ...]) -> models.CheckConstraint:
    """A CHECK that a code is one of the known ones."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": words}), name=name)
