"""Contacts for the tests of the rule, and a walk through one stay on a rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handrail.core.therapy.contact import AfterEffect, Contact, judge
from handrail.core.therapy.ladder import NextRung, Proposal, Standing, consider
from handrail.core.therapy.rule import Rule

START = date(2025, 3, 3)
HR1 = Rule()


def held(*answers: int | tuple[str, int], **what: Any) -> Contact:
    """A contact that settles but for what is said; `answers` are those after 48 hours."""
    effects = [
        AfterEffect(one) if isinstance(one, int) else AfterEffect(one[1], one[0]) for one in answers
    ]
    usual = {"before": 5, "peak": 6, "after": 3, "adherence": 4, "after_effects": tuple(effects)}
    return Contact("C", START, "R3", **{**usual, **what})


GOOD = held(0)
BAD = held(0, peak=7)
WAITING = held()
ENDED = held(0, ended_early=True)
ABOVE = NextRung("R4")
UNPLANNED = held(0, unplanned=True)


def not_held(why: str, notice: float | None = None) -> Contact:
    return Contact("C", START, "R3", held=False, not_held_because=why, notice_hours=notice)


NO_SHOW = not_held("visiting_parent_absent")
ILL = not_held("child_ill")


def walk(
    contacts: Sequence[Contact], rule: Rule = HR1, above: NextRung | None = ABOVE
) -> list[Proposal]:
    """The proposal after each of the contacts of one stay, a week apart."""
    stay, found, previous = [], [], None
    for number, contact in enumerate(contacts):
        one = replace(contact, id=f"C{number}", on=START + timedelta(weeks=number))
        found.append(consider(Standing(tuple(stay), above=above, previous=previous), one, rule))
        stay.append(judge(one, rule, previous))
        previous = one
    return found


def moves(*contacts: Contact, **how: Any) -> list[str]:
    """What the rule proposes after each of the contacts of one stay."""
    return [proposal.move for proposal in walk(contacts, **how)]


def codes(proposal: Proposal) -> list[str]:
    return [reason.code for reason in proposal.reasons]
