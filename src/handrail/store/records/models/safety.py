"""The safety file and the mandated-report file: own tables, own keys, never in a count."""

from __future__ import annotations

from typing import Any

from django.db import models

from handrail.store.database.classes import NARRATIVE_SEALED, SAFETY, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import (
    CODE,
    HEAD,
    OfCase,
    OfMyCases,
    asking,
    of_person,
    one_of,
)
from handrail.store.records.models.sessions import Session

OUTCOMES = ("no_concern", "concern_manageable", "contact_contraindicated", "refer_out")


@classified(
    **HEAD, outcome=SAFETY, on=SAFETY, measures=SAFETY, review_on=SAFETY, notes=NARRATIVE_SEALED
)
class SafetyOutcome(OfCase):
    """What the separate safety interviews led to; the answers themselves are not kept here."""

    outcome = ShortText(max_length=CODE)
    on = models.DateField(null=True)
    measures = models.JSONField(default=list)
    review_on = models.DateField(null=True)
    notes = models.BinaryField(null=True)

    class Meta:
        constraints = [one_of("safety_outcome", "outcome", OUTCOMES)]


class OfItsReporter(OfMyCases):
    """Nobody but the reporter finds an entry; on PostgreSQL the table's policy says the same."""

    def get_queryset(self) -> models.QuerySet[Any]:
        who = asking()
        rows = super().get_queryset()
        return rows.none() if who is None else rows.filter(reporter=who.person_id)


@classified(**HEAD, session=SAFETY, child=SAFETY, reporter=SAFETY, told=NARRATIVE_SEALED)
class ReportEntry(OfCase):
    """The mandated-report file: what a child told and what was done, readable by its reporter."""

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    child = of_person(null=True)
    reporter = models.UUIDField()
    told = models.BinaryField()

    objects: models.Manager[Any] = OfItsReporter()
