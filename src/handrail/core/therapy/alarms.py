"""Alarms AL1-AL10 (clinical §5.4). Each opens a review sheet; none decides anything.

A condition is True, False, or None when there is nothing to judge it by. An alarm is listed at the
contact that makes it true, once, until it was false again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from handrail.core.therapy.contact import Contact
from handrail.core.therapy.rule import AlarmLimits

AlarmId = Literal[
    "safety", "distress_rising", "after_effect", "stalled", "reliable_worsening",
    "pace_mismatch", "attendance", "splitting", "silence", "therapist_drift",
]  # fmt: skip


@dataclass(frozen=True)
class Alarm:
    """An alarm that rings, with the figures that made it ring."""

    id: AlarmId
    text: str


@dataclass(frozen=True)
class Opens:
    """What an alarm opens: a task or a review sheet (clinical §5.4, last column)."""

    number: str
    name: str
    opens: str


CATALOGUE: Mapping[AlarmId, Opens] = {
    "safety": Opens("AL1", "Safety", "an immediate task; contact is locked"),
    "distress_rising": Opens("AL2", "Distress rising", "a review sheet before the next contact"),
    "after_effect": Opens("AL3", "After-effect", "a call within one working day"),
    "stalled": Opens("AL4", "Stalled", "a review with the supervisor"),
    "reliable_worsening": Opens("AL5", "Reliable worsening", "a review sheet"),
    "pace_mismatch": Opens("AL6", "Pace mismatch", "proposals are held; a review sheet"),
    "attendance": Opens("AL7", "Attendance", "a look at the order; a status report if it says so"),
    "splitting": Opens("AL8", "Splitting", "a co-parent review"),
    "silence": Opens("AL9", "Silence", "a task for the staff"),
    "therapist_drift": Opens("AL10", "Therapist drift", "supervision"),
}

REVIEW_SHEET = (
    "What changed?",
    "Who else knows?",
    "What could we do: hold, step down, add individual work, consult, tell someone?",
    "What is decided, and why?",
    "When do we look again?",
)


@dataclass(frozen=True)
class SessionCheck:
    """HS-4 after a session. pace: too_slow, right, too_fast. felt_safe 0-10."""

    by: str
    by_child: bool
    pace: str | None = None
    felt_safe: int | None = None


Finding = tuple[bool | None, str]
"""(condition, figures)"""


def distress_rising(held: Sequence[Contact], limits: AlarmLimits) -> Finding:
    """AL2, over one child's held contacts on any rung, oldest first, the present one last."""
    rated = [c for c in held if c.peak is not None]
    if not rated:
        return None, ""
    this = rated[-1]
    assert this.peak is not None
    texts = []
    before = [c.peak for c in rated[:-1] if c.peak is not None][-limits.distress_rise_over :]
    enough = len(before) == limits.distress_rise_over
    if enough:
        mean = sum(before) / len(before)
        if this.peak - mean >= limits.distress_rise:
            texts.append(f"peak {this.peak}; the {len(before)} before averaged {mean:.3g}")
    last_two = rated[-2:]
    if len(last_two) == 2 and all(_leaves_higher(c) for c in last_two):
        texts.append("twice running distress was higher after than before")
    return bool(texts), "; ".join(texts)


def _leaves_higher(contact: Contact) -> bool:
    if contact.before is None or contact.after is None:
        return False
    return contact.after > contact.before


def after_effect(contact: Contact, limits: AlarmLimits) -> Finding:
    """AL3: the higher 48-hour answer."""
    value = contact.after_effect
    if value is None:
        return None, ""
    return value >= limits.after_effect, f"{value} of 3 within 48 hours"


def stalled(stay: Sequence[Contact], limits: AlarmLimits, on: date | None = None) -> Finding:
    """AL4, over the counted contacts on the present rung since it was entered. `on`: the day of
    the present contact, counted or not; without it the day of the last one that counted."""
    if not stay:
        return None, ""
    began, now = stay[0].on, on or stay[-1].on
    many = len(stay) > limits.stalled_contacts
    long = now - began > timedelta(weeks=limits.stalled_weeks)
    return many or long, f"{len(stay)} contacts on this rung since {began.isoformat()}"


def pace_mismatch(checks: Sequence[SessionCheck], limits: AlarmLimits) -> Finding:
    """AL6: one child says "too fast" twice running, or somebody's latest answer is to feel unsafe.

    checks: everybody's so far, oldest first. Each person's answers are taken on their own.
    """
    if not checks:
        return None, ""
    paces: dict[str, list[str]] = {}
    felt: dict[str, int] = {}
    for check in checks:
        if check.by_child and check.pace:
            paces.setdefault(check.by, []).append(check.pace)
        if check.felt_safe is not None:
            felt[check.by] = check.felt_safe
    too_fast = ["too_fast"] * limits.too_fast_times
    fast = any(given[-limits.too_fast_times :] == too_fast for given in paces.values())
    unsafe = any(answer <= limits.felt_safe for answer in felt.values())
    told = [
        text
        for true, text in ((fast, "the child said “too fast”"), (unsafe, "felt safe low"))
        if true
    ]
    return fast or unsafe, "; ".join(told)


def attendance(came: Sequence[bool], limits: AlarmLimits) -> Finding:
    """AL7, for one person: whether they came, oldest first, contacts they were to make possible."""
    if not came:
        return None, ""
    run = came[-limits.missed_in_a_row :]
    in_a_row = len(run) == limits.missed_in_a_row and not any(run)
    window = came[-limits.attendance_over :]
    few = len(window) == limits.attendance_over and (
        sum(window) / len(window) < limits.attendance_share
    )
    missed = len(window) - sum(window)
    return in_a_row or few, f"missed {missed} of the last {len(window)}"


def splitting(weeks: Sequence[tuple[int, int]], limits: AlarmLimits) -> Finding:
    """AL8: both parents' pulse totals per week, oldest first, weeks in which both answered."""
    last = weeks[-limits.splitting_weeks :]
    if len(last) < limits.splitting_weeks:
        return (False if weeks else None), ""
    apart = all(abs(one - other) > limits.splitting_points for one, other in last)
    return apart, f"more than {limits.splitting_points} points apart {len(last)} weeks running"


def silence(
    *, hours_since_contact: float, has_note: bool, has_answer: bool, limits: AlarmLimits
) -> Finding:
    """AL9: no note, or no 48-hour answer, so long after a contact."""
    texts = []
    if not has_note and hours_since_contact > limits.silence_note_hours:
        texts.append(f"no note {limits.silence_note_hours} hours after the contact")
    if not has_answer and hours_since_contact > limits.silence_answer_hours:
        texts.append("the 48-hour answer is overdue")
    return bool(texts), "; ".join(texts)


def therapist_drift(shares: Sequence[float], limits: AlarmLimits) -> Finding:
    """AL10: shares 0-1 of fidelity items done, oldest first."""
    last = shares[-limits.drift_times :]
    if not last:
        return None, ""
    drifts = len(last) == limits.drift_times and all(share < limits.drift_share for share in last)
    return drifts, f"fidelity under {limits.drift_share:.0%} {len(last)} times"


class Bells:
    """Which alarms ring, each under a subject (a ladder, a child, a person), over time."""

    def __init__(self) -> None:
        self._ringing: set[tuple[str, str]] = set()

    def hear(self, alarm: AlarmId, subject: str, finding: Finding) -> Alarm | None:
        """The alarm if it starts ringing now; None if it is silent, unknown or rings already."""
        condition, text = finding
        key = (alarm, subject)
        if condition is None:
            return None
        if not condition:
            self._ringing.discard(key)
            return None
        if key in self._ringing:
            return None
        self._ringing.add(key)
        return Alarm(alarm, text)


def weeks_between(start: date, day: date) -> int:
    """The week number of a day when `start` lies in week 1."""
    monday = start - timedelta(days=start.weekday())
    return (day - monday).days // 7 + 1
