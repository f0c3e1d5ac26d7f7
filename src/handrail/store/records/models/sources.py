"""Where cases came from: family files that were imported, by the hash of their content."""

from __future__ import annotations

from django.db import models

from handrail.store.accounts.models import Case, Practice
from handrail.store.database.classes import AUDIT, CASE_HEADER, ROW_ID, classified
from handrail.store.database.fields import Row, ShortText
from handrail.store.database.guard import Guarded
from handrail.store.records.models.common import CODE


@classified(id=ROW_ID, practice=ROW_ID, case=CASE_HEADER, digest=AUDIT, name=AUDIT, at=AUDIT)
class ImportedFile(Row):
    """One family file became one case of the practice.

    Known to everybody who may open cases there, member or not: the same file twice would be the
    same family twice. It holds hashes alone.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    digest = ShortText(max_length=CODE)
    name = ShortText(max_length=CODE)
    at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "digest"], name="imported_once"),
            models.UniqueConstraint(fields=["practice", "name"], name="imported_name_once"),
        ]
