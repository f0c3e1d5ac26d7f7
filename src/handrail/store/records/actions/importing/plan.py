"""Orders, phases, ladders, goals, measures: what is asked for and aimed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from handrail import chance
from handrail.core.family_file.standing import first_contact_day
from handrail.core.law.clauses import Clause, clause_types
from handrail.core.law.contact import order_change_dates
from handrail.store.records import models as tables
from handrail.store.records.actions.importing.loading import Loading


def load_orders(loading: Loading) -> None:
    """Court orders and signed agreements, clause by clause."""
    for order in loading.family.orders:
        loading.add(
            tables.Order,
            ref=order.id,
            kind=order.kind,
            title=order.title,
            signed_on=order.signed_on,
            served_on=order.served_on,
            expires_on=order.expires,
            court=order.court,
            cause_no=order.cause_no,
            judge=order.judge,
            supersedes=list(order.supersedes),
            file_hash=order.file_hash,
            sealed=order.sealed,
            clauses=[_clause(loading, clause) for clause in order.clauses],
        )
    for day in order_change_dates(loading.family.orders, since=first_contact_day(loading.family)):
        if day <= loading.at.date():
            loading.add(tables.Stop, reason="order_change", on=day)


def _clause(loading: Loading, clause: Clause) -> dict[str, Any]:
    found: dict[str, Any] = {"type": clause.type}
    known = clause_types()[clause.type].parameters
    for name, value in clause.params.items():
        names_people = name in known and known[name].type in ("person", "people", "split")
        found[name] = _plain(value, loading.people if names_people else {})
    for name in ("effective", "expires"):
        day = getattr(clause, name)
        if day is not None:
            found[name] = day.isoformat()
    return found


def _plain(value: Any, people: Mapping[str, UUID]) -> Any:
    """A clause parameter as JSON, people's ids replaced by those of the record."""
    if isinstance(value, Mapping):
        return {str(people.get(k, k)): _plain(v, people) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, people) for one in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    return str(people.get(value, value))


def load_plan(loading: Loading) -> None:
    """Phases, ladders with their own rungs, goals with their scores."""
    for position, change in enumerate(loading.family.phases):
        loading.add(tables.PhaseChange, position=position, **asdict(change))
    for position, ladder in enumerate(loading.family.ladders):
        loading.add(
            tables.Ladder,
            id=loading.ladders[ladder.key],
            child_id=loading.people[ladder.child],
            parent_id=loading.people[ladder.parent],
            position=position,
            rungs=[asdict(rung) for rung in ladder.rungs],
        )
    for position, goal in enumerate(loading.family.goals):
        row = chance.new_id()
        seal = loading.record_key
        loading.add(
            tables.Goal,
            id=row,
            ref=goal.id,
            position=position,
            domain=goal.domain,
            weight=goal.weight,
            owners=loading.names(goal.owners),
            statement=seal.seal("goal", row, "statement", goal.statement),
            steps=seal.seal_json("goal", row, "steps", goal.levels) if goal.levels else None,
        )
        for index, (review, score) in enumerate(goal.scores.items()):
            loading.add(tables.GoalScore, goal_id=row, review=review, position=index, score=score)


def load_measures(loading: Loading) -> None:
    """Scores of instruments."""
    for measure in loading.family.measures:
        row = chance.new_id()
        loading.add(
            tables.Score,
            id=row,
            instrument=measure.instrument,
            respondent_id=loading.people[measure.respondent],
            about_id=loading.people[measure.about],
            on=measure.on,
            week=measure.week,
            total=measure.total,
            subscales=dict(measure.subscales),
            interpretable=measure.interpretable,
            remark=loading.record_key.seal_if("score", row, "remark", measure.note),
        )
