"""The signed agreements of a case, which permit contact where no order does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from handrail.core.law.agreements import Agreement, Signature
from handrail.store.records.models import AgreementSignature, CareAgreement
from handrail.store.records.reading.rows import as_day, as_id, sure_day


def agreement_from(row: Mapping[str, Any], signatures: Iterable[Mapping[str, Any]]) -> Agreement:
    """An agreement as it was gathered, with the signatures among these that are on it."""
    return Agreement(
        number=int(row["number"]),
        children=tuple(row["children"]),
        authority=tuple(row["authority"]),
        permitted=tuple(row["permitted"]),
        signatures=tuple(
            Signature(as_id(one["person"]), sure_day(one["signed_on"]), as_day(one["withdrawn_on"]))
            for one in signatures
            if one["agreement"] == row["id"]
        ),
    )


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
