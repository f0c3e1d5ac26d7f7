"""One contact between a child and a parent, as the pacing rule sees it, and whether it settled.

Source: clinical §2.4 (HR-1) with points (a), (b), (d), (e), (f), (h).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from handrail.core.therapy.rule import Rule

NOT_HELD = (
    "visiting_parent_absent",
    "visiting_parent_cancelled",
    "other_parent_did_not_bring",
    "child_ill",
    "child_declined",
    "practice_closed",
    "other",
)
# (f) the second of these in a row opens a review
_REVIEWED_WHEN_REPEATED = {
    "child_declined",
    "other_parent_did_not_bring",
    "visiting_parent_cancelled",
}
STOP_CARD = ("used_and_ended", "used_and_went_on")


@dataclass(frozen=True)
class Reason:
    """A stable code with one plain sentence."""

    code: str
    text: str


@dataclass(frozen=True)
class AfterEffect:
    """One answer 48 hours later, 0-3. `by` is a person id; unnamed answers count as one adult's."""

    value: int
    by: str | None = None
    by_adult: bool = True


@dataclass(frozen=True)
class Contact:
    """What was planned and seen. Distress 0-10, adherence and support 1-5; None = not known yet."""

    id: str
    on: date
    rung: str
    held: bool = True
    not_held_because: str | None = None
    notice_hours: float | None = None
    before: int | None = None
    peak: int | None = None
    after: int | None = None
    adherence: int | None = None
    support: int | None = None
    ended_early: bool = False
    stop_card: str | None = None
    signs: frozenset[str] = frozenset()
    after_effects: tuple[AfterEffect, ...] = ()
    critical_incident: bool = False
    disclosure: bool = False
    unplanned: bool = False

    @property
    def ended_for_distress(self) -> bool:
        """(d) A stop card that ended the contact ended it for distress."""
        return self.ended_early or self.stop_card == "used_and_ended"

    @property
    def after_effect(self) -> int | None:
        """(b) The higher answer counts; answers are never averaged. None: still awaited."""
        return max((answer.value for answer in self.after_effects), default=None)


Whose = Literal["visiting_parent", "other_parent"]


@dataclass(frozen=True)
class Judgement:
    """What HR-1 makes of one contact.

    settled: None means not counted, or that an answer is still awaited.
    towards_down: it is one of the "unsettled in a row" that lead to a step down.
    whose: the adult a missed contact is coded to; never the child.
    """

    contact: Contact
    settled: bool | None
    counted: bool
    towards_down: bool = False
    reasons: tuple[Reason, ...] = ()
    reviews: tuple[str, ...] = ()
    whose: Whose | None = None


def judge(contact: Contact, rule: Rule, previous: Contact | None = None) -> Judgement:
    """Whether the contact settled, and why not. `previous` is the planned contact before it on the
    same ladder, for (f): the second in a row opens a review."""
    if contact.unplanned:
        return Judgement(
            contact,
            settled=None,
            counted=False,
            reasons=(Reason("unplanned", "nobody planned this contact; it is not counted"),),
            reviews=("unplanned",),
        )
    if not contact.held:
        return _judge_not_held(contact, rule, previous)
    return _judge_held(contact, rule)


def _is_late(contact: Contact, rule: Rule) -> bool:
    return contact.notice_hours is None or contact.notice_hours < rule.notice_hours


def _judge_not_held(contact: Contact, rule: Rule, previous: Contact | None) -> Judgement:
    why = contact.not_held_because or "other"
    if why == "visiting_parent_absent":
        return _missed(contact, Reason(why, "the visiting parent did not come"))
    if why == "visiting_parent_cancelled" and _is_late(contact, rule):
        text = f"the visiting parent cancelled with less than {rule.notice_hours:g} hours' notice"
        return _missed(contact, Reason("late_cancellation", text))
    repeated = (
        previous is not None
        and not previous.held
        and previous.not_held_because in _REVIEWED_WHEN_REPEATED
        and not _counts_as_missed(previous, rule)
    )
    reviews = ("not_held_twice",) if why in _REVIEWED_WHEN_REPEATED and repeated else ()
    return Judgement(
        contact,
        settled=None,
        counted=False,
        reasons=(Reason(why, _NOT_COUNTED_TEXT[why]),),
        reviews=reviews,
        whose="other_parent" if why == "other_parent_did_not_bring" else None,
    )


_NOT_COUNTED_TEXT = {
    "visiting_parent_cancelled": "the visiting parent cancelled in good time; not counted",
    "other_parent_did_not_bring": "the other parent did not bring the child; not counted",
    "child_ill": "the child was ill; not counted",
    "child_declined": "the child declined; not counted",
    "practice_closed": "the practice was closed; not counted",
    "other": "not held for another reason; not counted",
}


def _counts_as_missed(contact: Contact, rule: Rule) -> bool:
    why = contact.not_held_because
    late = why == "visiting_parent_cancelled" and _is_late(contact, rule)
    return why == "visiting_parent_absent" or late


def _missed(contact: Contact, reason: Reason) -> Judgement:
    return Judgement(
        contact,
        settled=False,
        counted=True,
        towards_down=True,
        reasons=(reason,),
        whose="visiting_parent",
    )


def _judge_held(contact: Contact, rule: Rule) -> Judgement:
    plain = _plain_reasons(contact, rule)
    effects = _after_effect_reasons(contact, rule)
    unclear = _unclear_reasons(contact, rule)
    waiting = _waiting_reasons(contact)
    reviews = tuple(r.code for r in (*effects, *unclear) if r.code in _OPEN_A_REVIEW)
    reasons = (*plain, *effects, *unclear, *waiting)
    if plain or effects or unclear:
        settled: bool | None = False
    else:
        settled = None if waiting else True
    # (b), (e): one adult's answer alone, or unclear signs alone, never lead to a step down.
    by_effects = bool(effects) and not _one_adult_alone(contact, rule)
    return Judgement(
        contact,
        settled=settled,
        counted=True,
        towards_down=bool(plain) or by_effects,
        reasons=reasons,
        reviews=reviews,
    )


_OPEN_A_REVIEW = {"informants_differ", "not_clear"}


def _plain_reasons(contact: Contact, rule: Rule) -> tuple[Reason, ...]:
    found = []
    if contact.critical_incident:
        found.append(Reason("critical_incident", "there was a critical incident"))
    if contact.disclosure:
        found.append(Reason("disclosure", "the child told of harm"))
    if contact.ended_for_distress:
        found.append(Reason("ended_early", "ended early for distress"))
    if contact.peak is not None and contact.peak > rule.peak_limit:
        text = f"worst distress {contact.peak}, over the limit of {rule.peak_limit}"
        found.append(Reason("peak_over_limit", text))
    if contact.after is not None and contact.after > rule.after_limit:
        text = f"distress after {contact.after}, over the limit of {rule.after_limit}"
        found.append(Reason("after_over_limit", text))
    if contact.adherence is not None and contact.adherence < rule.adherence_minimum:
        kept = f"{contact.adherence} of 5, under {rule.adherence_minimum}"
        text = f"the visiting parent kept to the plan {kept}"
        found.append(Reason("adherence_under_minimum", text))
    return tuple(found)


def _after_effect_reasons(contact: Contact, rule: Rule) -> tuple[Reason, ...]:
    if contact.after_effect is None:
        return ()
    found = []
    if contact.after_effect > rule.after_effect_limit:
        text = f"48 hours later {contact.after_effect} of 3, over {rule.after_effect_limit}"
        found.append(Reason("after_effect_over_limit", text))
    lowest = min(answer.value for answer in contact.after_effects)
    if contact.after_effect - lowest >= rule.informants_apart:
        text = f"48-hour answers {lowest} and {contact.after_effect}: the informants differ"
        found.append(Reason("informants_differ", text))
    return tuple(found)


def _one_adult_alone(contact: Contact, rule: Rule) -> bool:
    over = [a for a in contact.after_effects if a.value > rule.after_effect_limit]
    return not any(not a.by_adult for a in over) and len({a.by for a in over}) <= 1


def _unclear_reasons(contact: Contact, rule: Rule) -> tuple[Reason, ...]:
    signs = sorted(contact.signs & set(rule.not_clear_signs))
    if not signs:
        return ()
    seen = ", ".join(sign.replace("_", " ") for sign in signs)
    return (Reason("not_clear", f"seen: {seen}; low ratings may not mean calm"),)


def _waiting_reasons(contact: Contact) -> tuple[Reason, ...]:
    found = []
    if None in (contact.peak, contact.after, contact.adherence):
        found.append(Reason("waiting_ratings", "a rating is still missing"))
    if contact.after_effect is None:
        found.append(Reason("waiting_48h", "the 48-hour answer is still awaited"))
    return tuple(found)
