"""A signed version becomes the goals, ladders and tasks the work goes by."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from handrail.store.records.actions.people_and_days import today
from handrail.store.records.actions.recording import Record
from handrail.store.records.models import Goal, GoalScore, Ladder, PlanTask
from handrail.store.records.reading.plan_content import (
    PlanContent,
    PlannedGoal,
    PlannedLadder,
    PlannedTask,
)


def make_real(record: Record, content: PlanContent) -> None:
    """Write what a signed version holds. A goal that was scored keeps its texts; one that was left
    out keeps its scores; a ladder that was left out stays as it is, since contacts hang on it."""
    for position, goal in enumerate(content.goals):
        _goal(record, goal, position)
    for position, ladder in enumerate(content.ladders):
        _ladder(record, ladder, position)
    _tasks(record, content.tasks)


def _goal(record: Record, goal: PlannedGoal, position: int) -> None:
    row = Goal.objects.filter(case_id=record.case_id, ref=goal.ref).first()
    texts = {"statement": goal.statement, "steps": json.dumps(goal.steps, ensure_ascii=False)}
    plain: dict[str, Any] = {
        "domain": goal.domain,
        "weight": goal.weight,
        "owners": list(goal.owners),
    }
    if row is None:
        place = Goal.objects.filter(case_id=record.case_id).count()
        record.add(Goal, ref=goal.ref, position=max(position, place), texts=texts, **plain)
    elif not GoalScore.objects.filter(goal_id=row.id).exists():
        sealed = record.sealed(Goal, row.id, texts)
        Goal.objects.filter(id=row.id).update(**plain, **sealed)


def _ladder(record: Record, ladder: PlannedLadder, position: int) -> None:
    rungs = [asdict(rung) for rung in ladder.rungs]
    pair: dict[str, Any] = {"child_id": UUID(ladder.child), "parent_id": UUID(ladder.parent)}
    row = Ladder.objects.filter(case_id=record.case_id, **pair).first()
    if row is None:
        record.add(Ladder, position=position, rungs=rungs, **pair)
    elif json.loads(json.dumps(rungs)) != row.rungs:
        record.change(Ladder, row.id, version=row.version, rungs=rungs)


def _tasks(record: Record, tasks: tuple[PlannedTask, ...]) -> None:
    there = {str(row.id): row for row in PlanTask.objects.filter(case_id=record.case_id)}
    for task in tasks:
        if task.id not in there:
            due = date.fromisoformat(task.due_on) if task.due_on else None
            record.add(
                PlanTask, id=UUID(task.id), person_id=UUID(task.person) if task.person else None,
                library=task.library, due_on=due, texts={"text": task.text},
            )  # fmt: skip
    kept = {task.id for task in tasks}
    left_out = [row.id for id_, row in there.items() if id_ not in kept]
    PlanTask.objects.filter(id__in=left_out, done_on__isnull=True, dropped_on__isnull=True).update(
        dropped_on=today()
    )
