"""Tasks on the page of the plan: one tap, who and when, and back; goals a version left out."""

from __future__ import annotations

from uuid import UUID

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions import plan as acts
from handrail.store.records.reading.plan import plan
from handrail.store.records.reading.plan_content import PlannedTask
from tests.demo import Demo
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.forms import refused, send
from tests.store.records.test_plan import REVIEW, draft, sign

TEXT = "Mara practises the hello at the door"


@pytest.fixture
def task(demo: Demo) -> UUID:
    """A task of version 2 of Alder's plan, which two people have signed; G1 is left out of it."""
    noa = demo.viewer("noa")
    with acting_as(noa):
        case = demo.alder
        acts.begin_version(by=noa, case_id=case, reason="practical", words="x", review_on=REVIEW)
        person = next(one for one in draft(case).content.goals[0].owners)
        planned = PlannedTask("", person, TEXT, due_on="2025-08-01")
        acts.put_task(by=noa, case_id=case, token=draft(case).token, task=planned)
        left_out = draft(case).content.goals[0].ref
        acts.drop_goal(by=noa, case_id=case, token=draft(case).token, ref=left_out)
        sign(demo, noa, case)
        version = plan(case).in_force
        assert version is not None
        return UUID(version.content.tasks[0].id)


def tap(demo: Demo, who: str, task: UUID, done: str) -> int:
    return send(demo, who, "plan_task_tick", demo.alder, task, done=done).status_code


def test_a_task_is_ticked_with_one_tap_and_the_page_says_who_and_when(
    demo: Demo, open_page: Open, task: UUID
) -> None:
    before = open_page("noa", "plan", demo.alder)
    assert TEXT in before.main
    assert "Tick as done" in before.main
    assert tap(demo, "noa", task, "yes") == 303
    page = open_page("iris", "plan", demo.alder)
    assert "Ticked by Noa, 23 July." in page.main
    assert "Tick as done" not in page.main
    assert tap(demo, "iris", task, "no") == 303
    page = open_page("noa", "plan", demo.alder)
    assert "The tick was taken back by Iris, 23 July." in page.main
    assert "Tick as done" in page.main


def test_a_second_tap_in_another_window_is_told(demo: Demo, task: UUID) -> None:
    assert tap(demo, "noa", task, "yes") == 303
    answer = send(demo, "iris", "plan_task_tick", demo.alder, task, done="yes")
    assert "ticked done already" in refused(answer)


def test_only_the_clinicians_of_the_case_reach_a_task(demo: Demo, task: UUID) -> None:
    for who in ("rafa", "jonas", "greta", "mara"):
        assert tap(demo, who, task, "yes") == 404
    assert send(demo, "noa", "plan_task_tick", demo.cedar, task, done="yes").status_code == 404, (
        "a task of another case"
    )


def test_a_task_of_a_draft_has_no_tick(demo: Demo, open_page: Open, task: UUID) -> None:
    noa = demo.viewer("noa")
    with acting_as(noa):
        acts.begin_version(
            by=noa, case_id=demo.alder, reason="practical", words="y", review_on=REVIEW
        )
        new = PlannedTask("", "", "Only drafted yet")
        acts.put_task(by=noa, case_id=demo.alder, token=draft(demo.alder).token, task=new)
    page = open_page("noa", "plan", demo.alder)
    ticks = [e.get("action") for e in page.root.iter("form") if "/tick/" in str(e.get("action"))]
    assert ticks == [address("plan_task_tick", demo.alder, task)]


def test_the_words_of_a_ticked_task_are_not_offered_to_change(
    demo: Demo, open_page: Open, task: UUID
) -> None:
    tap(demo, "noa", task, "yes")
    noa = demo.viewer("noa")
    with acting_as(noa):
        acts.begin_version(
            by=noa, case_id=demo.alder, reason="practical", words="y", review_on=REVIEW
        )
    links = open_page("noa", "plan", demo.alder).links()
    assert f"Leave out “{TEXT}”" in links
    assert f"Change “{TEXT}”" not in links


def test_a_goal_that_was_left_out_says_so(demo: Demo, open_page: Open, task: UUID) -> None:
    page = open_page("noa", "goals", demo.alder)
    assert page.main.count("Left out of the plan, 23 July.") == 1
    assert "What was scored of it stays" in page.section(page.headings[-2])
