"""What the next step of each ladder asks: the supervisor's sign-off and the order's explicit word.

A need is asked only of the step ahead, so that what a far step needs does not look undone today.
Source: clinical §2.2 (R8-R11), §11 (4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handrail.core.law.agreements import Agreement
from handrail.core.law.contact import Permitted
from handrail.core.law.orders import in_force
from handrail.core.therapy.deciding import SIGN_OFF, needs_of, needs_sign_off, step_name
from handrail.core.therapy.gates import Evidence
from handrail.core.therapy.protocol import Protocol
from handrail.store.records.chart.contact_facts import basis_of, refusals_of, signed_ups
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.family import StoredCase

EXPLICITLY = "order_explicitly_permits"
THE_RECORD = "record"


@dataclass(frozen=True)
class StepAhead:
    """One ladder before its next step. ahead: the index of that step.

    first_asking: need -> the first step from there on that asks for it; left out where none does.
    """

    now: LadderNow
    ahead: int
    first_asking: dict[str, int]

    @property
    def key(self) -> str:
        return "/".join(self.now.ladder.key)

    def name(self, index: int) -> str:
        """ "step 9, Short time without supervision"."""
        return step_name(index, self.now.rungs)


def steps_ahead(ladders: Sequence[LadderNow], protocol: Protocol) -> tuple[StepAhead, ...]:
    """Every ladder before its next step: the present one while no contact was held on it."""
    return tuple(_ahead(one, protocol) for one in ladders if one.rungs)


def _ahead(now: LadderNow, protocol: Protocol) -> StepAhead:
    ahead = now.now if now.since is None else min(now.now + 1, len(now.rungs) - 1)
    asking: dict[str, int] = {}
    for index in range(ahead, len(now.rungs)):
        needs = list(needs_of(index, now.rungs, protocol.rule, protocol.rungs))
        if needs_sign_off(index, now.rungs, protocol.rule):
            needs.append(SIGN_OFF)
        for need in needs:
            asking.setdefault(need, index)
    return StepAhead(now, ahead, asking)


def evidence_of_steps(
    stored: StoredCase, steps: Sequence[StepAhead], agreements: Sequence[Agreement], today: date
) -> Iterator[Evidence]:
    """What the decisions and the order show for the step ahead of each ladder."""
    for one in steps:
        if one.first_asking.get(SIGN_OFF) == one.ahead:
            yield from _signed_off(stored, one)
        if one.first_asking.get(EXPLICITLY) == one.ahead:
            yield from _permitted(stored, one, agreements, today)


def _signed_off(stored: StoredCase, one: StepAhead) -> Iterator[Evidence]:
    for decision in signed_ups(stored, one.now.ladder, one.ahead):
        if decision.on is not None:
            who = decision.co_signed_by
            told = f"{who} agreed to the decision up to {one.name(one.ahead)}."
            yield Evidence(f"{SIGN_OFF}:{one.key}", decision.on, told, THE_RECORD)


def _permitted(
    stored: StoredCase, one: StepAhead, agreements: Sequence[Agreement], today: date
) -> Iterator[Evidence]:
    modality = one.now.rungs[one.ahead].modality
    basis = basis_of(stored.family, agreements, one.now.ladder.key, modality, today)
    if refusals_of(basis) or (isinstance(basis, Permitted) and basis.silent):
        return
    permits = basis.orders if isinstance(basis, Permitted) else ()
    orders = [order for order in in_force(stored.family.orders, today) if order.id in permits]
    days = [order.signed_on for order in orders]
    titles = " and ".join(f"“{order.title or order.id}”" for order in orders)
    source = titles or "The agreement signed by all with authority"
    told = f"{source}, read today: it permits {one.name(one.ahead)}."
    yield Evidence(f"{EXPLICITLY}:{one.key}", max(days, default=today), told, THE_RECORD)
