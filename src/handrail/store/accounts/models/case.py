"""The case header and the seats people have in the case."""

from __future__ import annotations

from django.db import models

from handrail.store.accounts.models.person import Person
from handrail.store.accounts.models.practice import Practice
from handrail.store.database.classes import CASE_HEADER, PRACTICE, ROW_ID, classified
from handrail.store.database.fields import Row, ShortText
from handrail.store.database.guard import Guarded


@classified(
    id=ROW_ID,
    practice=ROW_ID,
    number=CASE_HEADER,
    family_name=CASE_HEADER,
    status=CASE_HEADER,
    opened_on=CASE_HEADER,
    closed_on=CASE_HEADER,
    basis=CASE_HEADER,
    client_is=CASE_HEADER,
    jurisdiction=CASE_HEADER,
    protocol_version=PRACTICE,
    version=PRACTICE,
)
class Case(Row):
    """One family's work with the practice: what stands on the cover, nothing of what is inside."""

    class Status(models.TextChoices):
        INTAKE = "intake"
        ACTIVE = "active"
        PAUSED = "paused"
        CLOSED = "closed"

    class Basis(models.TextChoices):
        COURT_ORDER = "court_order"
        VOLUNTARY = "voluntary"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # counted in the practice; for staff pages and paper
    family_name = ShortText(max_length=100)  # for staff pages alone
    status = ShortText(max_length=20, choices=Status.choices, default=Status.INTAKE)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    basis = ShortText(max_length=20, choices=Basis.choices)
    client_is = ShortText(max_length=40, default="family")
    jurisdiction = ShortText(max_length=20)
    protocol_version = ShortText(max_length=64, blank=True)  # content hash the case runs on
    version = models.PositiveIntegerField(default=1)

    objects = Guarded()

    class Meta:
        db_table = "case_header"
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=["intake", "active", "paused", "closed"]),
                name="case_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=["court_order", "voluntary"]), name="case_basis_known"
            ),
        ]


@classified(
    id=ROW_ID,
    practice=ROW_ID,
    case=ROW_ID,
    person=ROW_ID,
    seat=CASE_HEADER,
    from_at=CASE_HEADER,
    until_at=CASE_HEADER,
    given_by=ROW_ID,
)
class Membership(Row):
    """A person's seat in a case, from one moment until another: the one thing that opens it."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = ShortText(max_length=40)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Guarded()

    class Meta:
        db_table = "membership"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True)
                | models.Q(until_at__gte=models.F("from_at")),
                name="membership_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "case"], name="membership_of_person"),
            models.Index(fields=["case", "person"], name="membership_of_case"),
        ]
