"""The alarms of a family file, rung in time order from what the file holds data for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handrail.core.family_file.scores import entered_scores
from handrail.core.family_file.standing import LadderState
from handrail.core.family_file.values import Family, Session, SessionContact
from handrail.core.measures.catalogue import Catalogue
from handrail.core.measures.change import series_changes
from handrail.core.therapy import alarms
from handrail.core.therapy.alarms import Alarm, Bells, Finding, SessionCheck
from handrail.core.therapy.contact import Contact, Reason
from handrail.core.therapy.ladder import Proposal, stop_reasons
from handrail.core.therapy.rule import AlarmLimits

_MISSED_BY_VISITING = {"visiting_parent_absent", "late_cancellation"}


class CaseAlarms:
    """Everything the alarms look at, over time. `silence` is left out: a file does not say when
    an answer was asked for."""

    def __init__(self, family: Family, limits: AlarmLimits, catalogue: Catalogue) -> None:
        self._family = family
        self._limits = limits
        self._catalogue = catalogue
        self._bells = Bells()
        self._held: dict[str, list[Contact]] = defaultdict(list)
        self._came: dict[tuple[str, ...], list[bool]] = defaultdict(list)
        self._checks: list[SessionCheck] = []
        self._pulses: defaultdict[date, dict[str, int]] = defaultdict(dict)
        self._fidelity: list[float] = []
        self._worse: dict[tuple[str, int], Finding] = {}
        self._answers = _compared(family, catalogue)

    def reach(self, session: Session) -> None:
        """Take in what a session holds beside its contact."""
        self._checks += session.checks
        if session.pulses:
            self._pulses[_monday(session.on)].update(session.pulses)
        if session.fidelity is not None:
            self._fidelity.append(session.fidelity)

    def ring(self, held: SessionContact, state: LadderState, proposal: Proposal) -> list[Alarm]:
        """The alarms that this contact makes true."""
        contact, limits = held.contact, self._limits
        ladder = f"{held.child}/{held.parent}"
        heard: list[Alarm | None] = []

        def hear(alarm: alarms.AlarmId, subject: str, finding: Finding) -> None:
            heard.append(self._bells.hear(alarm, subject, finding))

        hear("safety", ladder, self._safety(held, state))
        if contact.held and not contact.unplanned:
            self._held[held.child].append(contact)
            hear(
                "distress_rising",
                held.child,
                alarms.distress_rising(self._held[held.child], limits),
            )
            hear("after_effect", held.child, alarms.after_effect(contact, limits))
        counted = [j.contact for j in (*state.stay, proposal.judgement) if j.counted]
        hear("stalled", ladder, alarms.stalled(counted, limits, contact.on))
        hear("reliable_worsening", held.child, self._worsening(held.child, contact.on))
        hear("pace_mismatch", "case", alarms.pace_mismatch(self._checks, limits))
        for person, came in self._attendance(held, proposal):
            hear("attendance", f"{ladder}/{person}", alarms.attendance(came, limits))
        hear("splitting", "case", self._splitting(contact.on))
        hear("therapist_drift", "case", alarms.therapist_drift(self._fidelity, limits))
        return [alarm for alarm in heard if alarm is not None]

    def holding(self) -> tuple[Reason, ...]:
        """The alarms true now that hold every step up back: AL6 (clinical §5.4)."""
        true, figures = alarms.pace_mismatch(self._checks, self._limits)
        return (Reason("pace_mismatch", f"proposals are held: {figures}"),) if true else ()

    def _safety(self, held: SessionContact, state: LadderState) -> Finding:
        reasons = [reason.text for reason in stop_reasons(held.contact)]
        if state.breach:
            reasons.append("this contact was not permitted by the order")
        if state.concerned:
            reasons.append("a concern was recorded")
        return bool(reasons), "; ".join(reasons)

    def _attendance(self, held: SessionContact, proposal: Proposal) -> list[tuple[str, list[bool]]]:
        """Who was to make this contact possible, and whether they did; never the child."""
        if held.contact.unplanned:
            return []
        codes = {reason.code for reason in proposal.judgement.reasons}
        visiting = self._came[(*held.key, held.parent)]
        bringing = self._came[(*held.key, "other parent")]
        if held.contact.held:
            visiting.append(True)
            bringing.append(True)
        elif codes & _MISSED_BY_VISITING:
            visiting.append(False)
        elif "other_parent_did_not_bring" in codes:
            bringing.append(False)
        return [(held.parent, visiting), ("other parent", bringing)]

    def _worsening(self, child: str, on: date) -> Finding:
        """AL5: the latest score so far against the first, for every measure about this child."""
        so_far = [m for m in self._family.measures if m.about == child and m.on <= on]
        if (child, len(so_far)) not in self._worse:
            changes = series_changes(entered_scores(so_far), self._catalogue)
            worse = [key for key, c in changes.items() if c.label == "reliable_worsening"]
            known = bool(worse) if so_far else None
            self._worse[child, len(so_far)] = (known, ", ".join(worse))
        return self._worse[child, len(so_far)]

    def _splitting(self, on: date) -> Finding:
        """AL8: weeks in which both parents answered, be it in one session or in two.

        Each question of the weekly pulse is looked at by itself: it has no total. A file may hold
        totals made elsewhere; they are one series more.
        """
        series: dict[str, defaultdict[date, dict[str, int]]] = {"": self._pulses}
        for answer in self._answers:
            if answer.on <= on:
                weeks = series.setdefault(answer.question, defaultdict(dict))
                weeks[_monday(answer.on)][answer.by] = answer.value
        found = [self._apart(name, weeks) for name, weeks in series.items()]
        known = [true for true, _text in found if true is not None]
        texts = [text for true, text in found if true]
        return (any(known) if known else None), "; ".join(texts)

    def _apart(self, question: str, weeks: _Weeks) -> Finding:
        parents = [person.id for person in self._family.people if person.seat == "parent"]
        both = []
        for _, week in sorted(weeks.items()):
            answers = [week[one] for one in parents if one in week]
            if len(answers) == 2:
                both.append((answers[0], answers[1]))
        true, text = alarms.splitting(both, self._limits)
        return true, f"{question}: {text}" if question else text


_Weeks = Mapping[date, dict[str, int]]
"""Monday -> person -> answer"""


@dataclass(frozen=True)
class _Answer:
    """One parent's answer to a question that the other is asked too."""

    question: str
    by: str
    on: date
    value: int


def _compared(family: Family, catalogue: Catalogue) -> tuple[_Answer, ...]:
    """Answers to questions on which two parents are compared, by day."""
    return tuple(
        _Answer(form.named_scale(name).name["en"], one.respondent, one.on, one.subscales[name])
        for one in sorted(family.measures, key=lambda one: one.on)
        if (form := catalogue.instruments.get(one.instrument)) and one.interpretable
        for name in form.compared
        if name in one.subscales
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
