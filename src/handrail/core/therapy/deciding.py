"""What a clinician may decide after a contact, and what takes a second person (clinical §2.4).

The rule proposes; only a decision moves a ladder. Stepping down and stopping protect, so nothing
here can hold them up: no proposal, no second person, no reason that has to be found first (g).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from handrail.core.law.answers import Allowed, Refused
from handrail.core.law.modalities import NONE
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.rule import Rule, Rung
from handrail.core.therapy.views import not_on_record, told

Decided = Literal["UP", "DOWN", "HOLD", "PENDING", "STOP"]

DECISIONS: tuple[Decided, ...] = ("HOLD", "UP", "PENDING", "DOWN", "STOP")
REASONS = ("child_view", "clinical_judgement", "order", "safety", "practical", "other")
"""Why it was decided so: one code with every decision (clinical §2.4)."""
PROTECTIVE: tuple[Decided, ...] = ("DOWN", "STOP")

SIGN_OFF = "supervisor_sign_off"


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """Where a ladder stands when somebody decides.

    index: the present rung, 0 the lowest. proposal: the move the rule proposed, None: no proposal.
    stopped: why the ladder is locked (stops.locked_by). above_refused: why the order or the
    agreement does not permit the rung above. view_of_next: the child's latest view of the rung
    above (views.ANSWERS), None when there is none. observed: the child is too young to be asked.
    """

    index: int
    rungs: Sequence[Rung]
    stopped: tuple[Reason, ...]
    above_refused: tuple[Reason, ...]
    proposal: str | None = None
    view_of_next: str | None = None
    observed: bool = False

    @property
    def above(self) -> Rung | None:
        return self.rungs[self.index + 1] if self.index + 1 < len(self.rungs) else None


def may_decide(
    *,
    move: str,
    facts: DecisionFacts,
    rule: Rule,
    reason: str = "",
    in_words: str = "",
    told_child: str = "",
) -> Allowed | Refused:
    """Whether this decision may be recorded, with everything that stands against it at once.

    reason: one of REASONS. in_words: the reason in words. told_child: what the child was told.
    A second person is asked for by `needs_second_person`, not here.
    """
    if move not in DECISIONS:
        return Refused((f"{move!r} is no decision. Choose one of {', '.join(DECISIONS)}.",))
    against = [*_against_reason(move, reason, in_words)]
    if move == "UP":
        against += _against_up(facts, rule, in_words, told_child)
    if against:
        return Refused(tuple(against))
    if move == "DOWN" and facts.index == 0:
        return Allowed(("There is no lower step: back to preparation, and a new count begins.",))
    return Allowed()


def needs_second_person(*, move: str, facts: DecisionFacts, rule: Rule) -> tuple[Reason, ...]:
    """Why this decision waits for a second person; empty when one is enough.

    Codes: no_proposal, against_view, supervisor_sign_off (that one has to be the supervisor).
    Source: clinical §2.4 (c), (g); §2.2 for R8 and above.
    """
    above = facts.above
    if move != "UP" or above is None:
        return ()
    found = []
    if facts.proposal != "UP":
        text = "The rule does not propose a step up. A second person looks before it is taken."
        found.append(Reason("no_proposal", text))
    if facts.view_of_next in rule.holding:
        text = told(str(facts.view_of_next), step_name(facts.index + 1, facts.rungs))
        found.append(Reason("against_view", f"{text}. A second person looks before you go on."))
    if needs_sign_off(facts.index + 1, facts.rungs, rule):
        name = step_name(facts.index + 1, facts.rungs)
        found.append(Reason(SIGN_OFF, f"The clinical supervisor signs off on {name}."))
    return tuple(found)


def needs_sign_off(index: int, rungs: Sequence[Rung], rule: Rule) -> bool:
    """Whether the supervisor signs off before this rung: it says so, nobody is beside the two on
    it, or it is the rule's `sign_off_from` or above it."""
    ids = [rung.id for rung in rungs]
    from_here = ids.index(rule.sign_off_from) if rule.sign_off_from in ids else len(ids)
    rung = rungs[index]
    return SIGN_OFF in rung.needs or rung.is_alone or index >= from_here


def needs_of(
    index: int, rungs: Sequence[Rung], rule: Rule, known: Sequence[Rung]
) -> tuple[str, ...]:
    """What a step of a ladder asks: its own needs. A ladder brought in from a file may name none;
    where the supervisor signs off, the protocol's step of the same id (`known`) asks all the same.
    """
    own = rungs[index]
    if own.needs or not needs_sign_off(index, rungs, rule):
        return own.needs
    return next((one.needs for one in known if one.id == own.id), ())


def begins_too_high(rungs: Sequence[Rung], rule: Rule) -> str:
    """Why a ladder cannot begin where it begins; "" when it can.

    The first step with contact has somebody beside it: a step the supervisor signs off is reached
    by a decision after contacts on the step below, so at the foot of a ladder it has no path.
    Source: clinical §2.4 (UP; (j): R8-R12 follow order time and never create it), §1.5 phase 3.
    """
    with_contact = (at for at, rung in enumerate(rungs) if rung.modality != NONE)
    first = next(with_contact, None)
    if first is None or not needs_sign_off(first, rungs, rule):
        return ""
    return (
        f"The first contact on this ladder would be {step_name(first, rungs)}, a step the "
        "supervisor signs off after settled contacts on the step below. Put a step below it on "
        "which somebody is beside them. Time that an order gives needs no ladder: it is shown as "
        "order time."
    )


def step_after(move: str, index: int, rungs: Sequence[Rung]) -> int:
    """The rung after a decision, 0 the lowest: never more than one away, never off the ladder."""
    if move == "UP":
        return min(index + 1, len(rungs) - 1)
    return max(index - 1, 0) if move == "DOWN" else index


def step_name(index: int, rungs: Sequence[Rung]) -> str:
    """The step as screens say it: `step 5, Outing with therapist`; counted from 1."""
    return f"step {index + 1}, {rungs[index].name}"


def _against_reason(move: str, reason: str, in_words: str) -> list[str]:
    known = ", ".join(REASONS)
    if reason and reason not in REASONS:
        return [f"{reason!r} is no reason here. Choose one of {known}."]
    if move in PROTECTIVE:
        return []
    if not reason:
        return [f"A decision has a reason. Choose one of {known}."]
    if reason == "other" and not in_words.strip():
        return ["Another reason is said in a sentence. Write it down."]
    return []


def _against_up(facts: DecisionFacts, rule: Rule, in_words: str, told_child: str) -> list[str]:
    if facts.above is None:
        return ["This is the top step of the ladder: there is none above it."]
    above = step_name(facts.index + 1, facts.rungs)
    found = []
    if facts.stopped:
        why = "; ".join(reason.text for reason in facts.stopped)
        found.append(f"The ladder is stopped: {why}. Look at the stop and clear it first.")
    if facts.above_refused:
        why = "; ".join(reason.text for reason in facts.above_refused)
        found.append(
            f"It is not permitted: {why}. Only a further order or agreement opens {above}."
        )
    if facts.view_of_next is None:
        found.append(not_on_record(above, observed=facts.observed))
    against_view = facts.view_of_next in rule.holding
    if against_view and not told_child.strip():
        found.append(
            f"{told(str(facts.view_of_next), above)}, and that holds. To go on all the same, "
            "write down what the child was told."
        )
    if (against_view or facts.proposal != "UP") and not in_words.strip():
        found.append("The reason is needed in words, for the second person to look at.")
    return found
