"""The signed agreement that permits contact where no order does; whoever signed may withdraw.

A withdrawal counts at once: nothing further may be planned or begun, and it waits for nobody.
Source: law §5.1, §5.4; clinical §1.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from handrail.core.law.modalities import NONE, names
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import one_of_case, recording, refuse
from handrail.store.records.actions.sessions import today_of
from handrail.store.records.models import AgreementSignature, CareAgreement
from handrail.store.records.reading.family import stored_case

FORMS = tuple(name for name in names() if name != NONE)


def enter_agreement(
    *,
    by: Viewer,
    case_id: UUID,
    children: Sequence[str],
    authority: Sequence[str],
    permitted: Sequence[str],
    terms: str = "",
    review_on: date | None = None,
) -> UUID:
    """Enter what contact is agreed; it stands once everybody in `authority` has signed.

    children, authority: person ids. permitted: forms of contact, of FORMS. Raises RefusedByRule.
    """
    with recording(by=by, case_id=case_id, act="agreement.entered") as record:
        family = stored_case(case_id, ("members",)).family
        seats = {person.id: person.seat for person in family.people}
        refuse(*_against(seats, children, authority, permitted))
        highest = CareAgreement.objects.filter(case_id=case_id).aggregate(n=Max("number"))["n"]
        number = 1 + int(highest or 0)
        row = record.add(
            CareAgreement, number=number, children=list(children), authority=list(authority),
            permitted=list(permitted), review_on=review_on, texts={"terms": terms.strip()},
        )  # fmt: skip
        record.about("care_agreement", row, number=number)
        return row


def sign_agreement(*, by: Viewer, case_id: UUID, agreement: UUID, person: str, on: date) -> None:
    """Record that somebody signed, on paper or in the room. Raises RefusedByRule, Refused."""
    with recording(by=by, case_id=case_id, act="agreement.signed") as record:
        row: CareAgreement = one_of_case(CareAgreement, case_id, agreement)
        if row.signatures.filter(person_id=person).exists():
            raise Refused("already_signed")
        refuse(*_against_signature(row, person, on, today_of(record)))
        record.add(AgreementSignature, agreement_id=row.id, person_id=UUID(person), signed_on=on)
        record.about("care_agreement", row.id, person=person)


def withdraw_signature(*, by: Viewer, case_id: UUID, agreement: UUID, person: str) -> None:
    """Record that somebody withdrew, today: it counts at once. Raises Refused("gone")."""
    with recording(by=by, case_id=case_id, act="agreement.withdrawn") as record:
        row: CareAgreement = one_of_case(CareAgreement, case_id, agreement)
        changed = row.signatures.filter(person_id=person, withdrawn_on=None).update(
            withdrawn_on=today_of(record)
        )
        if changed != 1:
            raise Refused("gone")
        record.about("care_agreement", row.id, person=person)


def _against(
    seats: dict[str, str],
    children: Sequence[str],
    authority: Sequence[str],
    permitted: Sequence[str],
) -> Iterator[str]:
    if not children or any(seats.get(one) not in ("child", "sibling") for one in children):
        yield "An agreement is about the children of this case. Choose at least one."
    if not authority or not set(authority) <= set(seats):
        yield "Choose everybody with authority: each of them has to sign."
    if set(authority) & set(children):
        yield "A child does not sign. Choose adults with authority."
    if not permitted or not set(permitted) <= set(FORMS):
        yield "Choose the forms of contact that are agreed."


def _against_signature(row: CareAgreement, person: str, on: date, today: date) -> Iterator[str]:
    if person not in row.authority:
        yield "They are not among those who have to sign this agreement."
    if on > today:
        yield "A signature is of a day that has come. Correct the date."
