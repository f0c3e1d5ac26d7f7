"""What a signed plan leaves: frozen by the database, tasks with their ticks, goals left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from handrail import clock
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.ledger.models import Line
from handrail.store.records.actions import plan as acts
from handrail.store.records.actions.plan_tasks import tick_task
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.actions.reviewing import Review, record_review
from handrail.store.records.models import CoSign, Goal, GoalScore, PlanTask, PlanVersion, TaskTick
from handrail.store.records.reading.plan import plan
from handrail.store.records.reading.plan_content import PlannedTask
from handrail.store.records.reading.words import goal_words
from tests.demo import MOMENT, Demo
from tests.store.records.test_plan import draft, filled, goal, new_case, noa, sign

__all__ = ["new_case", "noa"]

TODAY = date(2025, 7, 23)


@pytest.fixture
def signed(demo: Demo, noa: Viewer, new_case: UUID) -> UUID:
    """A case whose version 1 two people have signed: one goal, one ladder, one task."""
    filled(noa, new_case)
    sign(demo, noa, new_case)
    return new_case


def the_task(case: UUID) -> UUID:
    version = plan(case).in_force
    assert version is not None
    return UUID(version.content.tasks[0].id)


def reviewed(noa: Viewer, case: UUID, **scores: int) -> None:
    review = Review(
        on=TODAY, scores=scores, scored_by=noa.person_id, changed="Calmer", harm="No",
        child_view="ok", review_on=date(2025, 9, 3),
    )  # fmt: skip
    record_review(by=noa, case_id=case, review=review)


def refused_by_the_database(rows: Any, **changed: Any) -> None:
    with pytest.raises(DatabaseError, match=r"frozen|permission"), transaction.atomic():
        rows.update(**changed)


def test_no_direct_update_reaches_a_signed_version_or_what_two_people_signed(
    noa: Viewer, signed: UUID
) -> None:
    version, asked = PlanVersion.objects.get(case_id=signed), CoSign.objects.get(case_id=signed)
    of_version: list[dict[str, Any]] = [{"content": b"other"}, {"review_on": TODAY}]
    for changed in [*of_version, {"signed_at": None}]:
        refused_by_the_database(PlanVersion.objects.filter(id=version.id), **changed)
    of_request: list[dict[str, Any]] = [{"answer": ""}, {"detail": {}}, {"words": b"other"}]
    for changed in of_request:
        refused_by_the_database(CoSign.objects.filter(id=asked.id), **changed)


def test_a_draft_stays_open_to_change(noa: Viewer, signed: UUID) -> None:
    acts.begin_version(by=noa, case_id=signed, reason="setback", words="Two hard weeks")
    rows = PlanVersion.objects.filter(case_id=signed, signed_at__isnull=True)
    assert rows.update(review_on=TODAY) == 1


def test_no_direct_update_reaches_a_scored_goal_or_its_score(noa: Viewer, signed: UUID) -> None:
    rows = Goal.objects.filter(case_id=signed)
    assert rows.update(weight=3) == 1, "nothing hangs on it yet"
    reviewed(noa, signed, G1=1)
    forbidden: list[dict[str, Any]] = [{"statement": b"x"}, {"weight": 9}, {"owners": []}]
    for changed in forbidden:
        refused_by_the_database(rows, **changed)
    refused_by_the_database(GoalScore.objects.filter(case_id=signed), score=2)
    assert rows.update(dropped_on=TODAY) == 1, "a version may still leave it out"


def test_no_direct_update_reaches_a_tick_or_the_words_it_speaks_of(
    noa: Viewer, signed: UUID
) -> None:
    tick_task(by=noa, case_id=signed, task=the_task(signed), done=True)
    refused_by_the_database(TaskTick.objects.filter(case_id=signed), done=False)
    forbidden: list[dict[str, Any]] = [{"text": b"x"}, {"due_on": TODAY}, {"person_id": None}]
    for changed in forbidden:
        refused_by_the_database(PlanTask.objects.filter(case_id=signed), **changed)


def test_a_task_is_ticked_and_taken_back_and_both_stay(
    demo: Demo, noa: Viewer, signed: UUID
) -> None:
    task, iris = the_task(signed), demo.viewer("iris")
    assert plan(signed).ticks == {}
    tick_task(by=noa, case_id=signed, task=task, done=True)
    last = plan(signed).ticks[str(task)]
    assert (last.done, last.by) == (True, str(noa.person_id))
    with clock.stopped_at(MOMENT + timedelta(minutes=5)), acting_as(iris):
        tick_task(by=iris, case_id=signed, task=task, done=False)
        last = plan(signed).ticks[str(task)]
    assert (last.done, last.by) == (False, str(iris.person_id))
    with clock.stopped_at(MOMENT + timedelta(minutes=9)), acting_as(noa):
        tick_task(by=noa, case_id=signed, task=task, done=True)
        assert plan(signed).ticks[str(task)].done
    rows = TaskTick.objects.filter(case_id=signed)
    assert sorted(rows.values_list("recorded_by", "done")) == sorted(
        [(noa.person_id, True), (iris.person_id, False), (noa.person_id, True)]
    )
    lines = Line.objects.filter(chain_id=signed, act__startswith="task.").order_by("seq")
    assert [(one.act, one.object_id) for one in lines] == [
        ("task.ticked", task), ("task.tick_taken_back", task), ("task.ticked", task),
    ]  # fmt: skip


@pytest.mark.parametrize("done", [True, False])
def test_a_tick_that_changes_nothing_is_told(noa: Viewer, signed: UUID, *, done: bool) -> None:
    if done:
        tick_task(by=noa, case_id=signed, task=the_task(signed), done=True)
    with pytest.raises(RefusedByRule, match="already" if done else "not ticked"):
        tick_task(by=noa, case_id=signed, task=the_task(signed), done=done)
    assert TaskTick.objects.filter(case_id=signed).count() == done


def test_only_a_task_of_the_version_in_force_is_ticked_and_by_its_team(
    demo: Demo, noa: Viewer, signed: UUID
) -> None:
    task = the_task(signed)
    with pytest.raises(Refused, match="gone"):
        tick_task(by=noa, case_id=signed, task=signed, done=True)
    with pytest.raises(Refused, match="gone"):
        tick_task(by=noa, case_id=demo.cedar, task=task, done=True)
    jonas = demo.viewer("jonas")
    with acting_as(jonas), pytest.raises(Refused, match="no_such_case"):
        tick_task(by=jonas, case_id=signed, task=task, done=True)


def test_a_ticked_task_keeps_its_words_and_can_be_left_out(
    demo: Demo, noa: Viewer, signed: UUID
) -> None:
    task = the_task(signed)
    tick_task(by=noa, case_id=signed, task=task, done=True)
    acts.begin_version(by=noa, case_id=signed, reason="setback", words="x", review_on=TODAY)
    now = draft(signed).content.tasks[0]
    with pytest.raises(RefusedByRule, match="its words stay"):
        acts.put_task(
            by=noa, case_id=signed, token=draft(signed).token, task=replace(now, text="Other")
        )
    acts.drop_task(by=noa, case_id=signed, token=draft(signed).token, task=now.id)
    acts.set_terms(
        by=noa, case_id=signed, token=draft(signed).token, terms=draft(signed).content.terms,
        review_on=date(2025, 9, 1),
    )  # fmt: skip
    sign(demo, noa, signed)
    assert PlanTask.objects.get(id=task).dropped_on == TODAY
    assert TaskTick.objects.filter(task_id=task).count() == 1


def test_a_task_nobody_ticked_is_changed_by_the_next_version(
    demo: Demo, noa: Viewer, signed: UUID
) -> None:
    row, day = the_task(signed), date(2025, 9, 1)
    before = bytes(PlanTask.objects.get(id=row).text)
    acts.begin_version(by=noa, case_id=signed, reason="setback", words="x", review_on=day)
    changed = PlannedTask(str(row), "", "Reads both cards", due_on="2025-08-20")
    acts.put_task(by=noa, case_id=signed, token=draft(signed).token, task=changed)
    sign(demo, noa, signed)
    kept = PlanTask.objects.get(id=row)
    assert (kept.person_id, kept.due_on, kept.dropped_on) == (None, date(2025, 8, 20), None)
    assert bytes(kept.text) != before


def test_a_goal_left_out_says_since_when_and_is_not_scored_again(
    demo: Demo, noa: Viewer, signed: UUID
) -> None:
    reviewed(noa, signed, G1=1)
    other = goal(signed, statement="Wren says what she needs")
    acts.put_goal(by=noa, case_id=signed, token=draft(signed).token, goal=other)
    acts.drop_goal(by=noa, case_id=signed, token=draft(signed).token, ref="G1")
    assert goal_words(signed)["G1"].dropped_on is None, "a draft leaves nothing out"
    sign(demo, noa, signed)
    told = goal_words(signed)
    assert (told["G1"].dropped_on, told["G2"].dropped_on) == (TODAY, None)
    with pytest.raises(RefusedByRule, match="G1 is no goal of the version in force"):
        reviewed(noa, signed, G1=2)
    assert GoalScore.objects.filter(case_id=signed).count() == 1
