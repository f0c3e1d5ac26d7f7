"""Tasks of the plan in force: ticked done, and the tick taken back. The record keeps both."""

from __future__ import annotations

from uuid import UUID

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import recording, refuse
from handrail.store.records.models import TaskTick
from handrail.store.records.reading.plan import plan


def tick_task(*, by: Viewer, case_id: UUID, task: UUID, done: bool) -> None:
    """Say that a task of the version in force is done, or take that back.

    Raises Refused("gone") for a task the version in force does not hold, RefusedByRule when it
    stands as it is asked to already: somebody else tapped it meanwhile.
    """
    act = "task.ticked" if done else "task.tick_taken_back"
    with recording(by=by, case_id=case_id, act=act) as record:
        known = plan(case_id)
        if known.in_force is None or known.in_force.content.task(str(task)) is None:
            raise Refused("gone")
        last = known.ticks.get(str(task))
        if done == (last is not None and last.done):
            refuse(
                "This task is ticked done already. Look at the plan: it says by whom."
                if done
                else "This task is not ticked any more. Look at the plan: it says how it stands."
            )
        record.add(TaskTick, task_id=task, done=done)
        record.about("plan_task", task)
