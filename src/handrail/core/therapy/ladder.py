"""What the pacing rule proposes after a contact. It proposes; a clinician decides.

Order of proof: STOP, NOT_COUNTED, DOWN, UP, HOLD (clinical §2.4, HR-1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from handrail.core.therapy.contact import Contact, Judgement, Reason, Whose, judge
from handrail.core.therapy.rule import Rule
from handrail.core.therapy.views import IN_WORDS

Move = Literal["STOP", "NOT_COUNTED", "DOWN", "UP", "HOLD"]


@dataclass(frozen=True)
class NextRung:
    """What stands for and against the rung above.

    refused: why it may not be taken (order, consent, checklist, sign-off); empty when it may.
    view: the child's latest view of it, one of views.ANSWERS, or None when there is none.
    """

    id: str
    refused: tuple[Reason, ...] = ()
    view: str | None = None


@dataclass(frozen=True)
class Standing:
    """Everything outside the contact that the rule looks at.

    stay: judgements of the contacts on this rung since it was entered, oldest first.
    stopped: why the ladder is locked, empty when it is not.
    above: the next rung, or None on the top one.
    below: whether there is a lower rung.
    previous: the contact before this one on the same ladder, whatever its rung.
    holding: alarms that ring and hold every step up back (AL6, clinical §5.4).
    """

    stay: tuple[Judgement, ...] = ()
    stopped: tuple[Reason, ...] = ()
    above: NextRung | None = None
    below: bool = True
    previous: Contact | None = None
    holding: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The rule's answer: the move, whether the contact settled, and every reason."""

    move: Move
    judgement: Judgement
    reasons: tuple[Reason, ...]

    @property
    def settled(self) -> bool | None:
        return self.judgement.settled

    @property
    def whose(self) -> Whose | None:
        return self.judgement.whose


def stop_reasons(contact: Contact) -> tuple[Reason, ...]:
    """Why this contact itself locks the ladder (HR-1 STOP)."""
    found = []
    if contact.critical_incident:
        found.append(Reason("critical_incident", "a critical incident locks contact"))
    if contact.disclosure:
        found.append(Reason("disclosure", "what the child told locks contact"))
    return tuple(found)


def consider(standing: Standing, contact: Contact, rule: Rule) -> Proposal:
    """Judge one contact and say what the rule proposes.

    Pure and total: the same inputs give the same proposal; nothing is decided or changed.
    """
    judgement = judge(contact, rule, standing.previous)
    stopped = (*standing.stopped, *stop_reasons(contact))
    if stopped:
        return Proposal("STOP", judgement, stopped)
    if not judgement.counted:
        return Proposal("NOT_COUNTED", judgement, judgement.reasons)
    counted = [j for j in (*standing.stay, judgement) if j.counted]
    down = _down_reasons(counted, standing, rule)
    if down:
        return Proposal("DOWN", judgement, down)
    against = _reasons_against_up(counted, standing, rule)
    if against:
        return Proposal("HOLD", judgement, against)
    up = Reason("settled_in_a_row", f"the last {rule.settled_for_up} contacts here were settled")
    return Proposal("UP", judgement, (up,))


def _down_reasons(
    counted: Sequence[Judgement], standing: Standing, rule: Rule
) -> tuple[Reason, ...]:
    this = counted[-1]
    last = counted[-rule.unsettled_for_down :]
    enough = len(last) == rule.unsettled_for_down and all(j.towards_down for j in last)
    if enough:
        told = "; ".join(f"{j.contact.id}: {_short(j)}" for j in last)
        text = f"{rule.unsettled_for_down} contacts in a row not settled ({told})"
        found = [Reason("unsettled_in_a_row", text)]
        if this.contact.held and this.contact.ended_for_distress:
            found.append(Reason("ended_early", "ended early for distress"))
        found += [r for j in last for r in j.reasons if r.code not in {f.code for f in found}]
    elif this.contact.held and this.contact.ended_for_distress:
        found = [r for r in this.reasons if r.code == "ended_early"]
        found += [r for r in this.reasons if r.code != "ended_early"]
    else:
        return ()
    if not standing.below:
        found.append(Reason("lowest_rung", "there is no lower rung: back to preparation"))
    return tuple(found)


def _short(judgement: Judgement) -> str:
    return ", ".join(reason.text for reason in judgement.reasons)


def _reasons_against_up(
    counted: Sequence[Judgement], standing: Standing, rule: Rule
) -> tuple[Reason, ...]:
    this = counted[-1]
    if this.settled is not True:
        return this.reasons
    last = counted[-rule.settled_for_up :]
    settled = 0
    for judgement in reversed(last):
        if judgement.settled is not True:
            break
        settled += 1
    if settled < rule.settled_for_up:
        text = f"{settled} of {rule.settled_for_up} settled contacts in a row on this rung"
        waiting = any(r.code == "waiting_48h" for j in last for r in j.reasons)
        found = [Reason("not_enough_settled", text)]
        if waiting:
            found.append(Reason("waiting_48h", "an earlier 48-hour answer is still awaited"))
        return tuple(found)
    return (*_reasons_against_rung(standing.above, rule), *standing.holding)


def _reasons_against_rung(above: NextRung | None, rule: Rule) -> tuple[Reason, ...]:
    if above is None:
        return (Reason("top_rung", "this is the top rung of the ladder"),)
    found = list(above.refused)
    if above.view in rule.holding:
        said = IN_WORDS[str(above.view)]
        found.append(Reason("child_view", f"the child's view of {above.id} is “{said}”; it holds"))
    return tuple(found)
