"""Orders, their conflicts with the plan, and agreements, as their pages need them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.store.records.models import (
    AgreementSignature,
    CareAgreement,
    Order,
    OrderConflict,
)
from handrail.store.records.reading.opened import Opened, opened


@dataclass(frozen=True)
class OrderRow:
    """An order's row by its ref; ended: its last day is on record already."""

    id: UUID
    ref: str
    ended: bool


def order_rows(case_id: UUID) -> dict[str, OrderRow]:
    """Ref -> row."""
    rows = Order.objects.filter(case_id=case_id).values_list("id", "ref", "expires_on")
    return {ref: OrderRow(row, ref, expires is not None) for row, ref, expires in rows}


def conflicts_of(case_id: UUID) -> list[Opened]:
    """Duties about orders that ask for more than the plan, the open ones first: ladder_id, order,
    asks_for, named_person, due_on, closed_on, outcome."""
    rows = OrderConflict.objects.filter(case_id=case_id).order_by("due_on")
    columns = ("ladder_id", "order", "asks_for", "named_person", "due_on", "closed_on")
    found = opened(rows, *columns, words=("outcome",), case_id=case_id, table="order_conflict")
    return sorted(found, key=lambda one: one["closed_on"] is not None)


@dataclass(frozen=True)
class Signed:
    """One signature: of whom, when, and whether it was withdrawn."""

    person: str
    on: date
    withdrawn_on: date | None


@dataclass(frozen=True)
class AgreementFile:
    """An agreement with its words and signatures."""

    id: UUID
    number: int
    children: tuple[str, ...]
    authority: tuple[str, ...]
    permitted: tuple[str, ...]
    terms: str
    review_on: date | None
    signatures: tuple[Signed, ...]


def agreement_files(case_id: UUID) -> list[AgreementFile]:
    """Every agreement of the case, the newest first."""
    signed: dict[UUID, list[Signed]] = defaultdict(list)
    for row in AgreementSignature.objects.filter(case_id=case_id).order_by("signed_on"):
        one = Signed(str(row.person_id), row.signed_on, row.withdrawn_on)
        signed[row.agreement_id].append(one)
    rows = CareAgreement.objects.filter(case_id=case_id).order_by("-number")
    columns = ("number", "children", "authority", "permitted", "review_on")
    return [
        AgreementFile(
            id=one.id,
            number=one["number"],
            children=tuple(one["children"]),
            authority=tuple(one["authority"]),
            permitted=tuple(one["permitted"]),
            terms=one["terms"],
            review_on=one["review_on"],
            signatures=tuple(signed[one.id]),
        )
        for one in opened(rows, *columns, words=("terms",), case_id=case_id, table="care_agreement")
    ]


def agreement_numbers(case_id: UUID) -> list[tuple[int, UUID]]:
    """(number, row) of every agreement, the newest first. One query."""
    rows = CareAgreement.objects.filter(case_id=case_id).order_by("-number")
    return list(rows.values_list("number", "id"))
