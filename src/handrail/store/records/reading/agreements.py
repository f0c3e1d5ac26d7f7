"""The signed agreements of a case, which permit contact where no order does."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from handrail.core.law.agreements import Agreement, Signature
from handrail.store.records.models import AgreementSignature, CareAgreement


def agreements_of(case_id: UUID) -> tuple[Agreement, ...]:
    """Every agreement with its signatures, by number. Two queries."""
    signatures: dict[UUID, list[Signature]] = defaultdict(list)
    rows = AgreementSignature.objects.filter(case_id=case_id).order_by("signed_on")
    for row in rows:
        signed = Signature(str(row.person_id), row.signed_on, row.withdrawn_on)
        signatures[row.agreement_id].append(signed)
    return tuple(
        Agreement(
            number=row.number,
            children=tuple(row.children),
            authority=tuple(row.authority),
            permitted=tuple(row.permitted),
            signatures=tuple(signatures[row.id]),
        )
        for row in CareAgreement.objects.filter(case_id=case_id).order_by("number")
    )
