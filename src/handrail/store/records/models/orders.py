"""Court orders and signed agreements, as clauses."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import CASE_HEADER, CLINICAL_STRUCTURED, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase


@classified(
    **HEAD, ref=CASE_HEADER, kind=CASE_HEADER, title=CASE_HEADER, signed_on=CASE_HEADER,
    served_on=CASE_HEADER,
    expires_on=CASE_HEADER, court=CASE_HEADER, cause_no=CASE_HEADER, judge=CASE_HEADER,
    supersedes=CASE_HEADER, file_hash=CASE_HEADER, sealed=CASE_HEADER, clauses=CLINICAL_STRUCTURED,
)  # fmt: skip
class Order(OfCase):
    """One order. `clauses` is a list of objects with `type`; `supersedes` a list of refs.

    `sealed`: the court closed the file. `file_hash`: of the paper it was entered from.
    """

    ref = ShortText(max_length=CODE)
    kind = ShortText(max_length=CODE, blank=True)
    title = ShortText(max_length=300, blank=True)
    signed_on = models.DateField()
    served_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    court = ShortText(max_length=300, blank=True)
    cause_no = ShortText(max_length=300, blank=True)
    judge = ShortText(max_length=300, blank=True)
    file_hash = ShortText(max_length=300, blank=True)
    sealed = models.BooleanField(default=False)
    supersedes = models.JSONField(default=list)
    clauses = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "ref"], name="order_once")]
