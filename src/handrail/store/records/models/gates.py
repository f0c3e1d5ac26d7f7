"""What opens a gate, and what takes two people."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import CLINICAL_STRUCTURED, NARRATIVE_SEALED, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, one_of

ANSWERS = ("", "agreed", "declined", "withdrawn")
REQUIREMENT = 140
"""A requirement's id with the person or ladder it is asked of."""
_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, requirement=_C, on=_C, source=NARRATIVE_SEALED, withdrawn_on=_C, withdrawn_by=_C
)
class Evidence(OfCase):
    """That a requirement is met: on which day, and from what. `recorded_by` stands for it.

    A mistake is withdrawn, never deleted.
    """

    requirement = ShortText(max_length=REQUIREMENT)
    on = models.DateField()
    source = models.BinaryField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.UUIDField(null=True)


@classified(
    **HEAD, requirement=_C, until=_C, reason=NARRATIVE_SEALED, second_by=_C, ended_on=_C,
    ended_by=_C,
)  # fmt: skip
class Waiver(OfCase):
    """A requirement is let go until a last day, which is included."""

    requirement = ShortText(max_length=REQUIREMENT)
    until = models.DateField()
    reason = models.BinaryField()
    second_by = models.UUIDField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.UUIDField(null=True)


@classified(
    **HEAD, act=_C, object_id=_C, asks=_C, detail=_C, words=NARRATIVE_SEALED, answer=_C,
    answered_by=_C, answered_at=_C, answer_words=NARRATIVE_SEALED,
)  # fmt: skip
class CoSign(OfCase):
    """An act that waits for a second person; nothing is done before that person has agreed.

    act: a code of `actions.co_signing`. asks: the seat that must answer, "" for any clinician of
    the team. detail: ids and codes of the act. recorded_by asked; somebody else answers.
    """

    act = ShortText(max_length=CODE)
    object_id = models.UUIDField(null=True)
    asks = ShortText(max_length=CODE, blank=True, default="")
    detail = models.JSONField(default=dict)
    words = models.BinaryField(null=True)
    answer = ShortText(max_length=CODE, blank=True, default="")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_words = models.BinaryField(null=True)

    class Meta:
        constraints = [
            one_of("co_sign_answer", "answer", ANSWERS),
            models.CheckConstraint(
                condition=~models.Q(answer="agreed")
                | ~models.Q(answered_by=models.F("recorded_by")),
                name="co_sign_two_people",
            ),
        ]
