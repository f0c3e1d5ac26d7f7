"""Where cases came from: family files that were imported, by the hash of their content."""

from __future__ import annotations

from typing import Any

from django.db import models

from handrail.store.accounts.models import Case, Practice
from handrail.store.accounts.seats import OPENS_CASES
from handrail.store.accounts.visibility import staff_seats
from handrail.store.database.classes import AUDIT, CASE_HEADER, ROW_ID, classified
from handrail.store.database.fields import Row, ShortText
from handrail.store.database.guard import Guarded
from handrail.store.records.models.common import CODE, asking


class OfThePractice(Guarded[Any]):
    """The rows of one's practice, for those who may open cases; PostgreSQL's policy says it too."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows, who = super().get_queryset(), asking()
        if who is None:
            return rows.none()
        opens = models.Exists(staff_seats(who, OPENS_CASES))
        return rows.filter(opens, practice_id=who.practice_id)


@classified(id=ROW_ID, practice=ROW_ID, case=CASE_HEADER, digest=AUDIT, name=AUDIT, at=AUDIT)
class ImportedFile(Row):
    """One family file became one case of the practice.

    Known to everybody who may open cases there, member or not: the same file twice would be the
    same family twice. It holds keyed hashes alone, which tell nobody what was in the file.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    digest = ShortText(max_length=CODE)
    name = ShortText(max_length=CODE)
    at = models.DateTimeField()

    objects = OfThePractice()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "digest"], name="imported_once"),
            models.UniqueConstraint(fields=["practice", "name"], name="imported_name_once"),
        ]
