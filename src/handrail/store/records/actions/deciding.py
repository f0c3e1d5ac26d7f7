"""What a clinician decides after a contact. The program never decides and tells no family member.

Stepping down and stopping are done at once by one person. Going up where the rule does not
propose it, against a child's no, or to a step the supervisor signs off takes a second person.
Source: clinical §2.4 (c), (g); §11 (4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from handrail.core.family_file.replay import ReplayedContact
from handrail.core.law.answers import Refused as Against
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.deciding import (
    PROTECTIVE,
    SIGN_OFF,
    DecisionFacts,
    may_decide,
    needs_second_person,
    step_name,
)
from handrail.core.therapy.protocol import load
from handrail.core.therapy.views import too_young
from handrail.store.accounts.models import Person
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.co_signing import ask_second, carries_out
from handrail.store.records.actions.judging import judge_again
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.actions.sessions import today_of
from handrail.store.records.actions.stops import add_stop
from handrail.store.records.chart.arranged import charted, ladder_of
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.contact_facts import basis_of, refusals_of, view_of
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.models import Contact, CoSign, Decision
from handrail.store.records.reading.agreements import agreements_of

UP_WITHOUT_PROPOSAL = "up_without_proposal"
ON_AGAINST_NO = "on_against_no"
RUNG_SIGN_OFF = "rung_sign_off"
WAITS_FOR = ("supervisor_consult", "child_view", "after_effect", "order", "other")
"""What a decision can wait for."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A decision as it was made. move: of core DECISIONS; reason: of core REASONS.

    told_child: what the child was told, where one goes on against their answer.
    """

    move: str
    reason: str = ""
    words: str = ""
    told_child: str = ""
    waiting_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a decision about a ladder stands. contact: the one it is made after."""

    chart: CaseChart
    now: LadderNow
    facts: DecisionFacts
    contact: Contact


def standing_of(case_id: UUID, contact: UUID, today: date) -> Standing:
    """Everything a decision after this contact looks at. Raises Refused("gone")."""
    row: Contact = one_of_case(Contact, case_id, contact)
    chart = charted(case_id, today)
    now = ladder_of(chart, row.ladder_id)
    return Standing(chart, now, decision_facts(chart, now), row)


def decision_facts(chart: CaseChart, now: LadderNow) -> DecisionFacts:
    """Where the ladder stands today, with what the order says of the rung above."""
    above = now.now + 1 if now.now + 1 < len(now.rungs) else None
    refused: tuple[Reason, ...] = ()
    view = None
    if above is not None:
        basis = basis_of(
            chart.family, agreements_of(chart.stored.id), now.ladder.key,
            now.rungs[above].modality, chart.today,
        )  # fmt: skip
        refused, view = refusals_of(basis), view_of(now, above, chart.today)
    undecided = now.undecided
    return DecisionFacts(
        index=now.now,
        rungs=now.rungs,
        stopped=now.stopped,
        above_refused=refused,
        proposal=None if undecided is None else undecided.proposal.move,
        view_of_next=None if view is None else view.answer,
        observed=too_young(now.child.born, chart.today, load().next_step.asked_from_age),
    )


def against_deciding(standing: Standing, chosen: Chosen) -> tuple[str, ...]:
    """Everything that stands against recording this decision, as sentences."""
    answer = may_decide(
        move=chosen.move, facts=standing.facts, rule=load().rule, reason=chosen.reason,
        in_words=chosen.words, told_child=chosen.told_child,
    )  # fmt: skip
    found = list(answer.reasons) if isinstance(answer, Against) else []
    return (*found, *_against_place(standing, chosen))


def second_person(standing: Standing, move: str) -> tuple[Reason, ...]:
    """Why this move waits for somebody else; empty when one person is enough."""
    return needs_second_person(move=move, facts=standing.facts, rule=load().rule)


def decide(
    *, by: Viewer, case_id: UUID, contact: UUID, version: int, chosen: Chosen
) -> UUID | None:
    """Record a decision after the last contact of a ladder, or ask the second person it takes.

    Returns the request's id where somebody else has to agree (the caller has confirmed the second
    factor), else None: it is done. version: of the contact, as the decision page showed it; a
    step down and a stop do not ask for it. Raises RefusedByRule, Stale, Refused("gone").
    """
    with recording(by=by, case_id=case_id, act="decision.made") as record:
        standing = standing_of(case_id, contact, today_of(record))
        refuse(*against_deciding(standing, chosen))
        why = second_person(standing, chosen.move)
        if chosen.move not in PROTECTIVE:
            record.change(Contact, contact, version=version)
        if why:
            record.act = "decision.asked"
            return _ask(record, contact, chosen, why)
        row = _write(record, contact, chosen, by=_given(by.person_id))
        record.about("decision", row, move=chosen.move.lower(), reason=chosen.reason)
        return None


def _ask(record: Record, contact: UUID, chosen: Chosen, why: Sequence[Reason]) -> UUID:
    codes = [reason.code for reason in why]
    act, asks = UP_WITHOUT_PROPOSAL, ""
    if SIGN_OFF in codes:
        act, asks = RUNG_SIGN_OFF, "" if record.seat == "supervisor" else "supervisor"
    elif "against_view" in codes:
        act = ON_AGAINST_NO
    detail = {"move": chosen.move, "reason": chosen.reason, "codes": codes}
    told = "" if not chosen.told_child else f"\n\n{chosen.told_child}"
    row = ask_second(
        record, act, object_id=contact, asks=asks,
        detail={**detail, "told_at": len(chosen.words) if told else -1},
        words=f"{chosen.words}{told}",
    )  # fmt: skip
    record.about("co_sign", row, for_act=act)
    return row


def _carry_out(record: Record, asked: CoSign, words: str) -> None:
    """Everything is asked once more: an order or an answer may have changed meanwhile."""
    assert asked.object_id is not None
    chosen = _chosen(asked.detail, words)
    standing = standing_of(record.case_id, asked.object_id, today_of(record))
    refuse(*against_deciding(standing, chosen))
    row = _write(
        record, asked.object_id, chosen, by=_given(asked.recorded_by),
        co_signed_by=_given(record.by.person_id),
    )  # fmt: skip
    record.also("decision.made", "decision", row, move=chosen.move.lower())


carries_out(UP_WITHOUT_PROPOSAL)(_carry_out)
carries_out(ON_AGAINST_NO)(_carry_out)
carries_out(RUNG_SIGN_OFF)(_carry_out)


def _chosen(detail: Mapping[str, Any], words: str) -> Chosen:
    at = int(detail["told_at"])
    own, told = (words, "") if at < 0 else (words[:at], words[at:].strip())
    return Chosen(move=detail["move"], reason=detail["reason"], words=own, told_child=told)


def _write(
    record: Record, contact: UUID, chosen: Chosen, *, by: str, co_signed_by: str = ""
) -> UUID:
    row = record.add(
        Decision, contact_id=contact, move=chosen.move, reason=chosen.reason,
        texts={"words": chosen.words.strip(), "told_child": chosen.told_child.strip()},
        decided_on=today_of(record), decided_by=by, co_signed_by=co_signed_by,
        waiting_for=list(chosen.waiting_for) if chosen.move == "PENDING" else [],
    )  # fmt: skip
    if chosen.move == "STOP":
        own: Contact = one_of_case(Contact, record.case_id, contact)
        stop = add_stop(record, reason="stopped", child=own.ladder.child_id)
        record.also("stop.made", "stop", stop, reason="stopped")
    judge_again(record, contact)
    return row


def _against_place(standing: Standing, chosen: Chosen) -> Iterator[str]:
    """A decision is made after the last contact of its ladder, and never skips a step."""
    now, contact = standing.now, standing.contact
    last = now.last
    if last is None or last.session != contact.session.ref:
        yield "A decision is made after the last contact of the ladder. Open that one."
        return
    if contact.state == "planned":
        yield "This contact has not been recorded yet. Record it first."
    here = now.ladder.index(contact.rung)
    if chosen.move == "UP" and now.now > here:
        name = step_name(now.now, now.rungs)
        yield f"The ladder went up to {name} already. Hold a contact there before the next step."
    if chosen.move == "UP" and _consult_open(standing, last):
        yield (
            "The decision waits for a consult with the supervisor that is not answered yet. Ask "
            "for it, and have the answer on record."
        )
    unknown = [one for one in chosen.waiting_for if one not in WAITS_FOR]
    if unknown:
        yield f"{unknown[0]!r} is nothing to wait for here. Choose of {', '.join(WAITS_FOR)}."
    if chosen.move == "PENDING" and not chosen.waiting_for:
        yield "Say what the decision waits for."


def _consult_open(standing: Standing, last: ReplayedContact) -> bool:
    """A26: pending until the consult is on record."""
    stored = standing.chart.stored
    answered = [one.answered_on for one in stored.consults.get(last.session, ())]
    waits = [
        one.contact.decision
        for one in stored.family.sessions
        if one.id == last.session and one.contact is not None and one.contact.decision is not None
    ]
    asked = any("supervisor_consult" in one.waiting_for for one in waits)
    return (asked or bool(answered)) and not any(answered)


def _given(person: UUID | None) -> str:
    return "" if person is None else str(Person.objects.get(id=person).given)
