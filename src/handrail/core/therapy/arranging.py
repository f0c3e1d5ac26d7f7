"""Whether a contact may be planned, and again whether it may begin (clinical §1.7, §2.4, §9 row 4).

Asked anew each time: an order, an agreement, a stop or a child's answer may have changed in
between. It governs what the practice arranges; order time is not looked at here (§2.4 j).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handrail.core.law.answers import Allowed, Refused
from handrail.core.law.contact import NotPermitted, Permitted
from handrail.core.law.modalities import NONE
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.deciding import step_name
from handrail.core.therapy.gates import Closed, Open
from handrail.core.therapy.rule import Rule, Rung
from handrail.core.therapy.views import HOLDS_TODAY, NOT_AT_EASE, not_on_record, told

Basis = Permitted | NotPermitted | Allowed | Refused
"""law.contact.order_permits, or law.agreements.agreement_permits where there is no order."""


@dataclass(frozen=True, kw_only=True)
class ContactFacts:
    """Everything a contact at a rung rests on, on one day.

    rung, current: the rung asked for and the present one, 0 the lowest. needs: gates.gate over the
    rung's needs. view: the child's latest view of this rung (views.ANSWERS), None when there is
    none. held_before: a contact was held on this rung before, so that the child knows it. went_on:
    a co-signed decision to go on was made after that answer. observed: the child is too young to
    be asked.
    """

    rung: int
    current: int
    rungs: Sequence[Rung]
    basis: Basis
    needs: Open | Closed
    stopped: tuple[Reason, ...]
    view: str | None = None
    held_before: bool = False
    went_on: bool = False
    observed: bool = False


def may_plan_contact(*, facts: ContactFacts, rule: Rule) -> Allowed | Refused:
    """Whether a contact may be planned at this rung; a refusal says everything against it."""
    found = against_contact(facts, rule)
    return Refused(tuple(reason.text for reason in found)) if found else Allowed()


def may_start_contact(
    *, facts: ContactFacts, rule: Rule, asked_today: str | None = None
) -> Allowed | Refused:
    """Whether a planned contact may begin now: everything once more, and the child's word today.

    asked_today: the child's answer today, asked alone, or what was seen of one too young to be
    asked; None for neither.
    """
    found = [reason.text for reason in against_contact(facts, rule)]
    if asked_today in HOLDS_TODAY:
        found.append(
            "The child said no today, and it holds. The contact does not begin: record it as not "
            "held, the child declined."
            if asked_today != NOT_AT_EASE
            else "The child was seen not to be at ease today, and that holds. The contact does not "
            "begin: record it as not held, the child declined."
        )
    return Refused(tuple(found)) if found else Allowed()


def against_contact(facts: ContactFacts, rule: Rule) -> tuple[Reason, ...]:
    """Everything that stands against a contact at this rung, each as a code and a sentence.

    Codes: stopped, not_this_step, not_permitted, child_view, and the id of each need not met.
    """
    return (
        *_stopped(facts),
        *_another_step(facts),
        *_not_permitted(facts),
        *_view(facts, rule),
        *_needs(facts.needs),
    )


def _stopped(facts: ContactFacts) -> list[Reason]:
    text = "The ladder is stopped: {}. Look at the stop and clear it first."
    return [Reason("stopped", text.format(reason.text)) for reason in facts.stopped]


def _another_step(facts: ContactFacts) -> list[Reason]:
    if facts.rung == facts.current:
        return []
    asked, now = (step_name(index, facts.rungs) for index in (facts.rung, facts.current))
    way = "Decide the step up first" if facts.rung > facts.current else "Step down first"
    return [Reason("not_this_step", f"The ladder is on {now}, not on {asked}. {way}.")]


def _not_permitted(facts: ContactFacts) -> list[Reason]:
    if facts.rungs[facts.rung].modality == NONE:
        return []
    if isinstance(facts.basis, NotPermitted):
        way = "Only a further order opens it."
        return [
            Reason("not_permitted", f"{_sentence(reason.text)} {way}")
            for reason in facts.basis.reasons
        ]
    if isinstance(facts.basis, Refused):
        return [Reason("not_permitted", text) for text in facts.basis.reasons]
    return []


def _view(facts: ContactFacts, rule: Rule) -> list[Reason]:
    name = step_name(facts.rung, facts.rungs)
    if facts.rungs[facts.rung].modality == NONE:
        return []
    if facts.view is None and not facts.held_before:
        return [Reason("child_view", not_on_record(name, observed=facts.observed))]
    if facts.view in rule.holding and not facts.went_on:
        text = (
            f"{told(str(facts.view), name)}, and that holds. Stay below it, or go on by a "
            "decision with a reason, a second person and what the child was told."
        )
        return [Reason("child_view", text)]
    return []


def _needs(needs: Open | Closed) -> list[Reason]:
    if isinstance(needs, Open):
        return []
    return [
        Reason(missing.requirement_id, f"{missing.text} {missing.what_would_satisfy}")
        for missing in needs.missing
    ]


def _sentence(text: str) -> str:
    """Reasons of the law begin small and have no full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
