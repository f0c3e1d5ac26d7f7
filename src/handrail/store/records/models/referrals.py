"""How a family came: the inquiry, who found contact safe again, accepted or declined."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import (
    CASE_HEADER,
    CLINICAL_STRUCTURED,
    NARRATIVE_SEALED,
    classified,
)
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, one_of

REFERRED_BY = ("", "court", "lawyer", "parent", "professional", "other")
TRIAGE = ("accept", "decline")
DETERMINED_BY = ("court", "child_protection", "evaluator", "treating_professional")


@classified(
    **HEAD, reasons=CASE_HEADER, referred_by=CASE_HEADER, received_on=CASE_HEADER,
    words=NARRATIVE_SEALED,
)  # fmt: skip
class Referral(OfCase):
    """Why the family was sent, as a list of codes, and the inquiry as staff heard it."""

    reasons = models.JSONField(default=list)
    referred_by = ShortText(max_length=CODE, blank=True, default="")
    received_on = models.DateField(null=True)
    words = models.BinaryField(null=True)

    class Meta:
        constraints = [one_of("referral_referred_by", "referred_by", REFERRED_BY)]


@classified(
    **HEAD, determined_by=CLINICAL_STRUCTURED, on=CLINICAL_STRUCTURED, who=NARRATIVE_SEALED,
    document=NARRATIVE_SEALED, read_on=CLINICAL_STRUCTURED,
)  # fmt: skip
class Determination(OfCase):
    """Who found that contact can be restored safely, when, and the document that says so."""

    determined_by = ShortText(max_length=CODE)
    on = models.DateField()
    who = models.BinaryField()
    document = models.BinaryField()
    read_on = models.DateField()

    class Meta:
        constraints = [one_of("determination_by", "determined_by", DETERMINED_BY)]


@classified(
    **HEAD, decision=CASE_HEADER, on=CASE_HEADER, reason=NARRATIVE_SEALED,
    alternatives=NARRATIVE_SEALED,
)  # fmt: skip
class TriageDecision(OfCase):
    """The family is accepted, or declined with the reason and what else may help."""

    decision = ShortText(max_length=CODE)
    on = models.DateField()
    reason = models.BinaryField(null=True)
    alternatives = models.BinaryField(null=True)

    class Meta:
        constraints = [one_of("triage_decision", "decision", TRIAGE)]
