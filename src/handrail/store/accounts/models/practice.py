"""The practice and its practice-wide seats."""

from __future__ import annotations

from django.db import models

from handrail.store.accounts.seats import PRACTICE_WIDE
from handrail.store.database.classes import PRACTICE, PUBLIC, ROW_ID, classified
from handrail.store.database.fields import Row, ShortText
from handrail.store.database.guard import Guarded


@classified(
    id=ROW_ID,
    name=PUBLIC,
    time_zone=PUBLIC,
    jurisdiction=PUBLIC,
    hipaa_covered=PRACTICE,
    is_demo=PUBLIC,
    cases_opened=PRACTICE,
    made_at=PRACTICE,
)
class Practice(Row):
    """One practice. Every case, person and membership belongs to exactly one."""

    name = ShortText(max_length=200)
    time_zone = ShortText(max_length=60)
    jurisdiction = ShortText(max_length=20)
    hipaa_covered = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    cases_opened = models.PositiveIntegerField(default=0)  # the last case number given
    made_at = models.DateTimeField()

    class Meta:
        db_table = "practice"


@classified(
    id=ROW_ID,
    practice=ROW_ID,
    person=ROW_ID,
    seat=PRACTICE,
    from_at=PRACTICE,
    until_at=PRACTICE,
    given_by=ROW_ID,
)
class StaffSeat(Row):
    """A seat in the practice as a whole, from one moment until another."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    seat = ShortText(max_length=40)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = Guarded()

    class Meta:
        db_table = "staff_seat"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seat__in=PRACTICE_WIDE), name="staff_seat_known"
            ),
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True)
                | models.Q(until_at__gte=models.F("from_at")),
                name="staff_seat_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["person", "practice"], name="staff_seat_of_person")]
