"""A person: apart from cases, apart from accounts."""

from __future__ import annotations

from django.db import models

from handrail.store.accounts.models.practice import Practice
from handrail.store.database.classes import IDENTITY, PRACTICE, ROW_ID, classified
from handrail.store.database.fields import PartialDate, Row, ShortText
from handrail.store.database.guard import Guarded


@classified(
    id=ROW_ID,
    practice=ROW_ID,
    given=IDENTITY,
    family=IDENTITY,
    born_on=IDENTITY,
    pronouns=IDENTITY,
    language=IDENTITY,
    made_at=PRACTICE,
    version=PRACTICE,
)
class Person(Row):
    """Somebody, once per practice. Screens show the given name; nobody carries a label."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    given = ShortText(max_length=100)
    family = ShortText(max_length=100, blank=True)
    born_on = PartialDate(blank=True)
    pronouns = ShortText(max_length=40, blank=True)
    language = ShortText(max_length=10, default="en")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = Guarded()

    class Meta:
        db_table = "person"
