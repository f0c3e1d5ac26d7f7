"""What permits contact where no order does: an agreement signed by those with authority."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import CLINICAL_STRUCTURED, NARRATIVE_SEALED, classified
from handrail.store.records.models.common import HEAD, OfCase, of_person

_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, number=_C, children=_C, authority=_C, permitted=_C, terms=NARRATIVE_SEALED,
    review_on=_C,
)  # fmt: skip
class CareAgreement(OfCase):
    """What contact is agreed for these children. `authority`: the people who have to sign it.

    permitted: forms of contact (law modalities). It stands once all have signed and until one of
    them withdraws.
    """

    number = models.PositiveIntegerField()
    children = models.JSONField(default=list)
    authority = models.JSONField(default=list)
    permitted = models.JSONField(default=list)
    terms = models.BinaryField(null=True)
    review_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="care_agreement_once"),
        ]


@classified(**HEAD, agreement=_C, person=_C, signed_on=_C, withdrawn_on=_C)
class AgreementSignature(OfCase):
    """One person signed on paper or in the room; any of them may withdraw at any time."""

    agreement = models.ForeignKey(
        CareAgreement, on_delete=models.PROTECT, related_name="signatures"
    )
    person = of_person()
    signed_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "person"], name="agreement_signature_once"
            ),
        ]
