"""What the tables of the record share."""

from __future__ import annotations

from typing import Any

from django.db import models

from handrail.store.accounts.models import Case, Person
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


class OfCase(Row):
    """A row of one case: found only by those with a seat in it (and only when somebody asks)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects: models.Manager[Any] = Guarded()

    class Meta:
        abstract = True


def of_person(*, null: bool = False) -> Any:
    """A person of the case; people are never deleted under a record."""
    return models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=null)


def within(name: str, field: str, least: int, most: int) -> models.CheckConstraint:
    """A CHECK that a number lies in its range, or is not known."""
    inside = models.Q(**{f"{field}__gte": least, f"{field}__lte": most})
    return models.CheckConstraint(
        condition=inside | models.Q(**{f"{field}__isnull": True}), name=name
    )


def one_of(name: str, field: str, words: tuple[str, ...]) -> models.CheckConstraint:
    """A CHECK that a code is one of the known ones."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": words}), name=name)
