"""What alarms and doubts open: review sheets, questions to the supervisor, conflicts of orders."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import (
    CLINICAL_STRUCTURED,
    NARRATIVE_SEALED,
    SCHEDULE,
    classified,
)
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person
from handrail.store.records.models.contacts import Contact
from handrail.store.records.models.plan import Ladder

_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, contact=_C, alarms=_C, changed=NARRATIVE_SEALED, who_knows=NARRATIVE_SEALED,
    alternatives=_C, decision=NARRATIVE_SEALED, next_on=_C,
)  # fmt: skip
class ReviewSheet(OfCase):
    """The answer to alarms of a contact: what changed, who knows, what was weighed, what is next.

    alternatives: codes such as hold, step_down, individual_work, consult, notify.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="review_sheets")
    alarms = models.JSONField(default=list)
    changed = models.BinaryField()
    who_knows = models.BinaryField(null=True)
    alternatives = models.JSONField(default=list)
    decision = models.BinaryField()
    next_on = models.DateField(null=True)


@classified(
    **HEAD, contact=_C, asks=_C, question=NARRATIVE_SEALED, answered_by=_C, answered_on=_C,
    answer=NARRATIVE_SEALED,
)  # fmt: skip
class Consult(OfCase):
    """A question put to a supervisor, about a contact or the case; `asks`: who is asked."""

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="consults", null=True
    )
    asks = of_person()
    question = models.BinaryField()
    answered_by = models.UUIDField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.BinaryField(null=True)


@classified(
    **HEAD, ladder=_C, order=_C, asks_for=_C, named_person=_C, due_on=_C, closed_on=_C,
    closed_by=_C, outcome=NARRATIVE_SEALED,
)  # fmt: skip
class OrderConflict(OfCase):
    """An order asks for more than the plan's rung: a duty for one named person to clear up.

    order: the order's ref. asks_for: the form of contact it gives. Nothing is locked by it.
    """

    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="+", db_index=False)
    order = ShortText(max_length=CODE)
    asks_for = ShortText(max_length=CODE)
    named_person = models.UUIDField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ladder", "order", "asks_for"], name="order_conflict_once"
            ),
        ]


@classified(**HEAD, to=SCHEDULE, code=SCHEDULE, about=SCHEDULE, seen_at=SCHEDULE)
class StaffNotice(OfCase):
    """Somebody of the team is wanted now; never a word of why beyond the code.

    about: the row it leads to, if any.
    """

    to = models.UUIDField()
    code = ShortText(max_length=CODE)
    about = models.UUIDField(null=True)
    seen_at = models.DateTimeField(null=True)
