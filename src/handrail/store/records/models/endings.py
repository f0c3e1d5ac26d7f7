"""How the work ends: the reason, the letters, and who helps whom afterwards."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import (
    CASE_HEADER,
    CLINICAL_STRUCTURED,
    NARRATIVE_SEALED,
    classified,
)
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, one_of

CLOSURE_REASONS = (
    "", "planned", "court_directed", "stopped_for_safety", "unsuitable", "non_participation",
    "childs_sustained_refusal", "move", "other",
)  # fmt: skip
LETTERS = ("closing", "declined", "on_hold", "court_notice", "summary")
_C = CLINICAL_STRUCTURED


@classified(**HEAD, reason=CASE_HEADER, on=CASE_HEADER, words=NARRATIVE_SEALED)
class Closure(OfCase):
    """How the work ended. Stopped for safety is an ending like the others, never a failure."""

    reason = ShortText(max_length=CODE, blank=True)
    on = models.DateField(null=True)
    words = models.BinaryField(null=True)

    class Meta:
        constraints = [one_of("closure_reason", "reason", CLOSURE_REASONS)]


@classified(
    **HEAD, letter=_C, person=_C, to_whom=NARRATIVE_SEALED, text=NARRATIVE_SEALED, signed_at=_C,
    signed_by=_C, co_signed_by=_C, given_on=_C, way=_C, version=_C,
)  # fmt: skip
class Letter(OfCase):
    """A letter on paper: written, signed, then given in a safe way. The program sends nothing.

    person: the addressee, if of the family; to_whom: anybody else. Frozen once signed.
    """

    letter = ShortText(max_length=CODE)
    person = of_person(null=True)
    to_whom = models.BinaryField(null=True)
    text = models.BinaryField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    co_signed_by = models.UUIDField(null=True)
    given_on = models.DateField(null=True)
    way = ShortText(max_length=CODE, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [one_of("letter_kind", "letter", LETTERS)]


@classified(**HEAD, person=_C, helper=NARRATIVE_SEALED, follow_up_on=_C)
class AfterCare(OfCase):
    """Who helps this person afterwards, and when somebody asks again."""

    person = of_person(null=True)
    helper = models.BinaryField()
    follow_up_on = models.DateField(null=True)
