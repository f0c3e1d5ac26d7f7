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


@classified(
    **HEAD, person=SAFETY, on=SAFETY, alone=SAFETY, outcome=SAFETY, measures=SAFETY,
    review_on=SAFETY, notes=NARRATIVE_SEALED,
)  # fmt: skip
class SafetyInterview(OfCase):
    """One adult's safety interview: that it was, alone, and what it led to. Never the answers.

    notes: in the safety file, under its own key.
    """

    person = of_person()
    on = models.DateField()
    alone = models.BooleanField()
    outcome = ShortText(max_length=CODE)
    measures = models.JSONField(default=list)
    review_on = models.DateField(null=True)
    notes = models.BinaryField(null=True)

    class Meta:
        constraints = [
            one_of("safety_interview_outcome", "outcome", OUTCOMES),
            models.UniqueConstraint(
                fields=["case", "person", "on"], name="safety_interview_once_a_day"
            ),
        ]


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


REPORT_CALLS = ("hotline", "police", "supervisor", "agency", "other")


@classified(**HEAD, entry=SAFETY, reporter=SAFETY, called=SAFETY, at=SAFETY, told=NARRATIVE_SEALED)
class ReportCall(OfCase):
    """One call that was made after a child told something: when, whom, which reference."""

    entry = models.ForeignKey(
        ReportEntry, on_delete=models.PROTECT, related_name="calls", db_index=False
    )
    reporter = models.UUIDField()
    called = ShortText(max_length=CODE)
    at = models.DateTimeField()
    told = models.BinaryField(null=True)

    objects: models.Manager[Any] = OfItsReporter()

    class Meta:
        constraints = [one_of("report_call_called", "called", REPORT_CALLS)]
