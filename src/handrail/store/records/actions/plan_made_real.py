"""A signed version becomes the goals, ladders and tasks the work goes by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from handrail.store.records.actions.people_and_days import today
from handrail.store.records.actions.recording import Record
from handrail.store.records.models import Goal, GoalScore, Ladder, PlanTask, TaskTick
from handrail.store.records.reading.plan_content import (
    PlanContent,
    PlannedGoal,
    PlannedLadder,
    PlannedTask,
)


def make_real(record: Record, content: PlanContent) -> None:
    """Write what a signed version holds. A goal that was scored and a task that was ticked keep
    their texts; one that was left out keeps its scores or ticks and the day it was left out; a
    ladder that was left out stays as it is, since contacts hang on it."""
    for position, goal in enumerate(content.goals):
        _goal(record, goal, position)
    _drop(record, Goal, "ref", [goal.ref for goal in content.goals])
    for position, ladder in enumerate(content.ladders):
        _ladder(record, ladder, position)
    _tasks(record, content.tasks)


def _drop(record: Record, table: type[Goal | PlanTask], name: str, kept: Sequence[str]) -> None:
    """What this version does not hold is left out from today on, unless it was before."""
    rows = table._default_manager.filter(case_id=record.case_id, dropped_on__isnull=True)
    rows.exclude(**{f"{name}__in": kept}).update(dropped_on=today())


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
    there = set(PlanTask.objects.filter(case_id=record.case_id).values_list("id", flat=True))
    ticked = TaskTick.objects.filter(case_id=record.case_id).values_list("task_id", flat=True)
    for task in tasks:
        row, plain = UUID(task.id), _columns(task)
        if row not in there:
            record.add(PlanTask, id=row, texts={"text": task.text}, **plain)
        elif row not in set(ticked):
            sealed = record.sealed(PlanTask, row, {"text": task.text})
            PlanTask.objects.filter(id=row).update(**plain, **sealed)
    _drop(record, PlanTask, "id", [task.id for task in tasks])


def _columns(task: PlannedTask) -> dict[str, Any]:
    return {
        "person_id": UUID(task.person) if task.person else None,
        "library": task.library,
        "due_on": date.fromisoformat(task.due_on) if task.due_on else None,
    }
