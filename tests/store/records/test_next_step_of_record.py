"""The next step of a voluntary case asks for the signatures that are missing, by name."""

from __future__ import annotations

from handrail.store.records.actions.agreements import (
    enter_agreement,
    sign_agreement,
    withdraw_signature,
)
from handrail.store.records.chart.gates_now import PARTS
from handrail.store.records.models import Order
from handrail.store.records.reading.agreements import agreements_of
from handrail.store.records.reading.family import stored_case
from tests.demo import Demo
from tests.store.records.desk import Desk


def next_kinds(desk: Desk) -> list[tuple[str, str]]:
    """(kind, reason) of what is next."""
    found = desk.chart().next_step
    return [] if found is None else [(found.kind, found.reason)]


def test_who_has_not_signed_is_asked_for_and_a_withdrawal_counts_at_once(demo: Demo) -> None:
    linden = Desk(demo, demo.linden)
    with linden.by():  # the agreement that came with its file, as if it said nothing of contact
        Order.objects.filter(case_id=linden.case_id).update(clauses=[])
    asked = [text for kind, text in next_kinds(linden) if kind == "agreement_needed"]
    assert "No agreement on contact is on record" in asked[0]
    children = [one.child.id for one in linden.chart().ladders]
    signers = [linden.person(name) for name in ("Dara", "Olin")]
    with linden.by() as who:
        row = enter_agreement(
            **who, children=children, authority=signers,
            permitted=["letter", "recording", "live_call", "in_person"],
        )  # fmt: skip
        sign_agreement(**who, agreement=row, person=signers[0], on=linden.today)
    ((kind, reason),) = next_kinds(linden)
    assert kind == "agreement_needed"
    assert "Olin has not signed the agreement." in reason
    assert "order" not in reason.lower()
    with linden.by() as who:
        sign_agreement(**who, agreement=row, person=signers[1], on=linden.today)
    assert "agreement_needed" not in dict(next_kinds(linden))
    with linden.by(days=1) as who:
        withdraw_signature(**who, agreement=row, person=signers[0])
    ((kind, reason),) = next_kinds(linden)
    assert kind == "agreement_needed"
    assert "Dara withdrew from the agreement" in reason


def test_an_agreement_reads_the_same_however_it_is_gathered(demo: Demo) -> None:
    linden = Desk(demo, demo.linden)
    with linden.by() as who:
        mother = linden.person("Dara")
        row = enter_agreement(
            **who, children=[linden.person("Beck")], authority=[mother], permitted=["letter"]
        )
        sign_agreement(**who, agreement=row, person=mother, on=linden.today)
        assert stored_case(linden.case_id).agreements == agreements_of(linden.case_id)
        assert stored_case(linden.case_id, PARTS).family.case.basis == "voluntary"
