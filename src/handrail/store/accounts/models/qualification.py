"""What somebody of the practice has learned and holds, dated: looked at before they get a case."""

from __future__ import annotations

from django.db import models

from handrail.store.accounts.models.person import Person
from handrail.store.accounts.models.practice import Practice
from handrail.store.database.classes import PRACTICE, ROW_ID, classified
from handrail.store.database.fields import Row, ShortText
from handrail.store.database.guard import Guarded

QUALIFICATIONS = ("licence", "family_violence_training", "reunification_training", "supervision")


@classified(
    id=ROW_ID, practice=ROW_ID, person=ROW_ID, qualification=PRACTICE, title=PRACTICE,
    since=PRACTICE, until=PRACTICE, hours=PRACTICE, recorded_by=ROW_ID, recorded_at=PRACTICE,
    withdrawn_at=PRACTICE,
)  # fmt: skip
class Qualification(Row):
    """A licence, a training or hours of supervision. until: the last day it holds, None: no end.

    A mistake is withdrawn, never deleted (seed row M28).
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    qualification = ShortText(max_length=40)
    title = ShortText(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)
    hours = models.PositiveSmallIntegerField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = Guarded()

    class Meta:
        db_table = "qualification"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(qualification__in=QUALIFICATIONS), name="qualification_known"
            ),
        ]
