"""A contact from its plan card to what the child said of it on the hand-over page."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import CLINICAL_STRUCTURED, NARRATIVE_SEALED, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, within
from handrail.store.records.models.contacts import Contact
from handrail.store.records.models.plan import Ladder

_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, contact=_C, one_change=_C, activity=NARRATIVE_SEALED, topics=NARRATIVE_SEALED,
    barred=NARRATIVE_SEALED, gifts=NARRATIVE_SEALED, exit_plan=NARRATIVE_SEALED, version=_C,
)  # fmt: skip
class PlanCard(OfCase):
    """What was agreed before a contact. `one_change`: the one dimension that differs, or ""."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="plan_card")
    one_change = ShortText(max_length=CODE, blank=True, default="")
    activity = models.BinaryField(null=True)
    topics = models.BinaryField(null=True)
    barred = models.BinaryField(null=True)
    gifts = models.BinaryField(null=True)
    exit_plan = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)


@classified(
    **HEAD, contact=_C, ladder=_C, card=_C, line=_C, person=_C, ticked=_C, ticked_on=_C,
    ticked_by=_C, version=_C,
)  # fmt: skip
class PreparedLine(OfCase):
    """One line of a preparation card, ticked or taken back, for one person: before one contact, or
    before any contact on a ladder. `ticked_on`, `ticked_by`: the last time it was ticked.
    """

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="prepared_lines", null=True
    )
    ladder = models.ForeignKey(
        Ladder, on_delete=models.PROTECT, related_name="prepared_lines", null=True
    )
    card = ShortText(max_length=CODE)
    line = models.PositiveSmallIntegerField()
    person = of_person(null=True)
    ticked = models.BooleanField(default=True)
    ticked_on = models.DateField(null=True)
    ticked_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "card", "line", "person"], name="prepared_line_once"
            ),
            models.UniqueConstraint(
                fields=["ladder", "card", "line", "person"], name="prepared_line_once_at_first"
            ),
            models.CheckConstraint(
                condition=models.Q(contact__isnull=True) ^ models.Q(ladder__isnull=True),
                name="prepared_line_before_one_thing",
            ),
        ]


@classified(
    **HEAD,
    contact=_C,
    client_id=_C,
    seen=_C,
    device_at=_C,
    came=_C,
    corrects=_C,
    line=NARRATIVE_SEALED,
)
class Tap(OfCase):
    """One thing seen in the room, stamped by the server. A slip is corrected by another tap.

    client_id: made on the page, so that a tap sent twice counts once. device_at: what the device's
    clock said when it was held back. came: "" at once, "later" after a lost connection, "paper".
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="taps")
    client_id = models.UUIDField()
    seen = ShortText(max_length=CODE)
    device_at = models.DateTimeField(null=True)
    came = ShortText(max_length=CODE, blank=True, default="")
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    line = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "client_id"], name="tap_once"),
        ]


@classified(
    **HEAD, contact=_C, by=_C, before=_C, worst=_C, after=_C, stop_used=_C, best=NARRATIVE_SEALED,
    change=NARRATIVE_SEALED, present=_C,
)  # fmt: skip
class ContactCheck(OfCase):
    """What the child said of the contact, 0-10; `present`: who was in the room meanwhile."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="checks")
    by = of_person()
    before = models.PositiveSmallIntegerField(null=True)
    worst = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)
    stop_used = models.BooleanField(null=True)
    best = models.BinaryField(null=True)
    change = models.BinaryField(null=True)
    present = models.JSONField(default=list)

    class Meta:
        constraints = [
            within("contact_check_before", "before", 0, 10),
            within("contact_check_worst", "worst", 0, 10),
            within("contact_check_after", "after", 0, 10),
        ]
