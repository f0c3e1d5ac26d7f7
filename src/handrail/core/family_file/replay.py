"""Replay: every contact of a family file through the pacing rule, then goals, measures, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handrail.core.family_file.alarms import CaseAlarms
from handrail.core.family_file.scores import entered_scores
from handrail.core.family_file.standing import CaseState, in_time_order
from handrail.core.family_file.values import Family, SessionContact
from handrail.core.measures.catalogue import Catalogue
from handrail.core.measures.change import Change, series_changes
from handrail.core.measures.goals import rounded_t
from handrail.core.therapy.alarms import Alarm
from handrail.core.therapy.ladder import Proposal, consider
from handrail.core.therapy.rule import Rule


@dataclass(frozen=True)
class ReplayedContact:
    """One contact with the rule's answer. `coded_to`: the person a missed contact is coded to."""

    session: str
    on: date
    child: str
    parent: str
    rung: str
    proposal: Proposal
    decided: str | None
    coded_to: str | None
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True)
class RefusedRung:
    """A rung the order in force on the last day of the file does not permit."""

    child: str
    parent: str
    rung: str
    because: str
    text: str


@dataclass(frozen=True)
class Replay:
    """goal_attainment_t: review label -> T with one decimal; change: series key -> Change."""

    case: str
    rule: Rule
    contacts: tuple[ReplayedContact, ...]
    goal_attainment_t: Mapping[str, float]
    change: Mapping[str, Change]
    refused: tuple[RefusedRung, ...]
    ladders: int = 1


def replay(family: Family, rule: Rule, catalogue: Catalogue) -> Replay:
    """The whole family through the rule, in time order. Decides nothing."""
    state = CaseState(family)
    bells = CaseAlarms(family, rule.alarms, catalogue)
    contacts = []
    for session in in_time_order(family.sessions):
        state.reach(session)
        bells.reach(session)
        held = session.contact
        if held is None or held.planned:
            continue
        standing = replace(state.standing(held), holding=bells.holding())
        proposal = consider(standing, held.contact, rule)
        rung_state = state.ladders[held.key]
        rang = bells.ring(held, rung_state, proposal)
        state.leave(held, proposal.judgement)
        contacts.append(_replayed(held, proposal, rang))
    return Replay(
        case=family.case.name,
        rule=rule,
        contacts=tuple(contacts),
        goal_attainment_t=goal_attainment(family),
        change=series_changes(entered_scores(family.measures), catalogue),
        refused=_refused(family, state),
        ladders=len(family.ladders),
    )


def _replayed(held: SessionContact, proposal: Proposal, alarms: Sequence[Alarm]) -> ReplayedContact:
    return ReplayedContact(
        session=held.contact.id,
        on=held.contact.on,
        child=held.child,
        parent=held.parent,
        rung=held.contact.rung,
        proposal=proposal,
        decided=held.decision.move if held.decision else None,
        coded_to=held.parent if proposal.whose == "visiting_parent" else None,
        alarms=tuple(alarms),
    )


def goal_attainment(family: Family) -> dict[str, float]:
    """T for each review label, over the goals scored at that review (clinical §5.2)."""
    labels: dict[str, None] = {}
    for goal in family.goals:
        labels.update(dict.fromkeys(goal.scores))
    found = {}
    for label in labels:
        scored = [goal for goal in family.goals if label in goal.scores]
        found[label] = rounded_t([g.weight for g in scored], [g.scores[label] for g in scored])
    return found


def _refused(family: Family, state: CaseState) -> tuple[RefusedRung, ...]:
    days = [session.on for session in family.sessions]
    last = max([*days, *(order.signed_on for order in family.orders)], default=date.max)
    found = []
    for ladder in family.ladders:
        for rung in ladder.rungs:
            for reason in state.against(ladder.key, rung, last):
                found.append(RefusedRung(*ladder.key, rung.id, reason.code, reason.text))
    return tuple(found)


def as_json(result: Replay) -> dict[str, Any]:
    """The object `handrail replay --json` prints."""
    several = result.ladders > 1
    return {
        "case": result.case,
        "rule": {"id": result.rule.id, "version": result.rule.version},
        "contacts": [_contact_json(one) for one in result.contacts],
        "goal_attainment_t": dict(result.goal_attainment_t),
        "change": {key: c.label for key, c in result.change.items() if c.listed},
        "change_not_listed": {k: c.label for k, c in result.change.items() if not c.listed},
        "refused": [_refused_json(one, several) for one in result.refused],
    }


def _contact_json(one: ReplayedContact) -> dict[str, Any]:
    found: dict[str, Any] = {
        "session": one.session,
        "child": one.child,
        "parent": one.parent,
        "rung": one.rung,
        "settled": one.proposal.settled,
        "proposal": one.proposal.move,
        "reasons": [reason.code for reason in all_reasons(one)],
        "explained": [reason.text for reason in all_reasons(one)],
        "alarms": [alarm.id for alarm in one.alarms],
    }
    if one.coded_to:
        found["coded_to"] = one.coded_to
    if one.proposal.judgement.reviews:
        found["opens_review"] = list(one.proposal.judgement.reviews)
    return found


def all_reasons(one: ReplayedContact) -> list[Any]:
    """The proposal's reasons, then whatever else kept the contact from settling; each code once."""
    found = list(one.proposal.reasons)
    codes = {reason.code for reason in found}
    found += [r for r in one.proposal.judgement.reasons if r.code not in codes]
    return found


def _refused_json(one: RefusedRung, several: bool) -> dict[str, str]:
    found = {"rung": one.rung, "because": one.because}
    return {"child": one.child, "parent": one.parent, **found} if several else found
