"""What a contact at a rung rests on, gathered from the record: for planning and for the start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handrail.core.family_file.values import ChildView, Decision, Family, Ladder
from handrail.core.law.agreements import Agreement, agreement_permits
from handrail.core.law.answers import Allowed, Refused
from handrail.core.law.contact import NotPermitted, Permitted, order_permits
from handrail.core.law.orders import in_force
from handrail.core.therapy.arranging import Basis, ContactFacts
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.deciding import needs_of
from handrail.core.therapy.gates import Closed, Evidence, Open, Waiver, gate
from handrail.core.therapy.ladder import Proposal
from handrail.core.therapy.protocol import Protocol
from handrail.core.therapy.requirements import Requirement, spread
from handrail.core.therapy.stops import LadderKey
from handrail.core.therapy.views import too_young
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.chart.prepared import prepared_evidence
from handrail.store.records.reading.family import StoredCase
from handrail.store.records.reading.gates import GateRows

VOLUNTARY = "voluntary"
_SIGN_OFF = "supervisor_sign_off"


def basis_of(
    family: Family, agreements: Sequence[Agreement], key: LadderKey, modality: str, on: date
) -> Basis:
    """What the orders in force say; where none speaks of contact, the signed agreement.

    An agreement on record for the child is always asked in a voluntary case, so that whoever
    withdraws ends it at once. Source: clinical §2.4; law §5.1.
    """
    answer = order_permits(
        family.orders, modality=modality, child=key[0], parent=key[1], on=on,
        basis=family.case.basis,
    )  # fmt: skip
    if isinstance(answer, NotPermitted):
        return answer
    own = [one for one in agreements if key[0] in one.children]
    voluntary = family.case.basis == VOLUNTARY
    nothing_in_force = not in_force(family.orders, on)
    if (answer.silent and (voluntary or nothing_in_force)) or (voluntary and own):
        names = {person.id: person.given for person in family.people}
        return agreement_permits(own, modality=modality, child=key[0], on=on, names=names)
    return answer


def refusals_of(basis: Basis) -> tuple[Reason, ...]:
    """Why the order or the agreement does not permit it; empty when it does."""
    if isinstance(basis, NotPermitted):
        return tuple(Reason("order", one.text) for one in basis.reasons)
    if isinstance(basis, Refused):
        return tuple(Reason("agreement", text.rstrip(".")) for text in basis.reasons)
    return ()


def contact_facts(
    stored: StoredCase,
    now: LadderNow,
    rung: int,
    on: date,
    *,
    agreements: Sequence[Agreement],
    gates: GateRows,
    protocol: Protocol,
) -> ContactFacts:
    """Everything a contact of this ladder at this rung rests on, on one day."""
    key, rungs = now.ladder.key, now.rungs
    basis = basis_of(stored.family, agreements, key, rungs[rung].modality, on)
    view = view_of(now, rung, on)
    return ContactFacts(
        rung=rung,
        current=now.now,
        rungs=rungs,
        basis=basis,
        needs=_needs(stored, now, rung, on, basis=basis, gates=gates, protocol=protocol),
        stopped=now.stopped,
        view=None if view is None else view.answer,
        held_before=any(_held_at(one.proposal, rungs[rung].id) for one in now.contacts),
        went_on=view is not None and _went_on(stored, now.ladder, rung, view),
        observed=too_young(now.child.born, on, protocol.next_step.asked_from_age),
    )


def view_of(now: LadderNow, rung: int, on: date) -> ChildView | None:
    """The child's latest answer about a rung by a day; of two on one day the later recorded."""
    known = [one for one in now.views if one.rung == now.rungs[rung].id and one.on <= on]
    return known[-1] if known else None


def _held_at(proposal: Proposal, rung: str) -> bool:
    contact = proposal.judgement.contact
    return contact.held and not contact.unplanned and contact.rung == rung


def _went_on(stored: StoredCase, ladder: Ladder, rung: int, view: ChildView) -> bool:
    """A co-signed decision led up to this rung after the child had answered."""
    days = (one.on for one in signed_ups(stored, ladder, rung))
    return any(on is not None and on >= view.on for on in days)


def signed_ups(stored: StoredCase, ladder: Ladder, rung: int) -> Iterator[Decision]:
    """The decisions up to this rung that a second person agreed to."""
    for session in stored.family.sessions:
        held = session.contact
        if held is None or held.key != ladder.key or held.decision is None:
            continue
        leads_here = held.decision.move == "UP" and ladder.index(held.contact.rung) + 1 == rung
        if leads_here and held.decision.co_signed_by:
            yield held.decision


def _needs(
    stored: StoredCase,
    now: LadderNow,
    rung: int,
    on: date,
    *,
    basis: Basis,
    gates: GateRows,
    protocol: Protocol,
) -> Open | Closed:
    """The gate of the rung: its needs, and those of the preparation below the first contact.

    What is asked of each contact is not among them: it is asked where the contact starts.
    """
    known = protocol.requirements
    wanted = [
        need
        for each in _also(now, rung)
        for need in needs_of(each, now.rungs, protocol.rule, protocol.rungs)
        if need in known
    ]
    child, parent = now.child, now.parent
    pair = f"{child.given} with {parent.given}"
    asked = spread(
        [known[need] for need in dict.fromkeys(wanted)],
        {
            "child": {child.id: child.given},
            "parent": {parent.id: parent.given},
            "adult": {parent.id: parent.given},
            "ladder": {"/".join(now.ladder.key): pair},
        },
    )
    met = (
        *_known_already(stored, now, rung, on, asked, basis),
        *prepared_evidence(stored.family, gates.known["prepared"], [now.ladder.key]),
    )
    return gate(asked, (*_entered(gates), *met), _waived(gates), on)


def _also(now: LadderNow, rung: int) -> list[int]:
    """The rung itself; before the first contact also the steps of preparation below it."""
    return [*(range(rung) if not now.contacts else ()), rung]


def _entered(gates: GateRows) -> list[Evidence]:
    return [
        Evidence(one.requirement, one.on, one.source, one.by)
        for one in gates.entered
        if one.withdrawn_on is None
    ]


def _waived(gates: GateRows) -> list[Waiver]:
    return [
        Waiver(one.requirement, one.reason, one.by, one.until, one.second_by or None)
        for one in gates.waived
        if one.ended_on is None
    ]


def _known_already(
    stored: StoredCase,
    now: LadderNow,
    rung: int,
    on: date,
    asked: Sequence[Requirement],
    basis: Basis,
) -> Iterator[Evidence]:
    """What the record tells by itself. What the order or the child refuses is said elsewhere."""
    silent = isinstance(basis, Permitted) and basis.silent
    for one in asked:
        need = one.id.partition(":")[0]
        if need == "order_permits" or (
            need == "order_explicitly_permits"
            and isinstance(basis, Permitted | Allowed)
            and not silent
        ):
            yield Evidence(one.id, on, "the order", "record")
        elif need == _SIGN_OFF and any(True for _ in signed_ups(stored, now.ladder, rung)):
            yield Evidence(one.id, on, "the decision", "record")
        elif need == "child_view" and view_of(now, rung, on) is not None:
            yield Evidence(one.id, on, "the child's view", "record")
