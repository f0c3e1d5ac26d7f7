"""The plan: drafts, two signatures, what becomes real, what is frozen, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from handrail.core.law.packs import shipped
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Case
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.versions import Stale
from handrail.store.records.actions import plan as acts
from handrail.store.records.actions.co_signing import agree
from handrail.store.records.actions.recording import RefusedByRule, recording
from handrail.store.records.models import Goal, Ladder, PlanTask, PlanVersion
from handrail.store.records.reading.family import stored_case
from handrail.store.records.reading.plan import ReadVersion, plan
from handrail.store.records.reading.plan_content import (
    PlanContent,
    PlannedGoal,
    PlannedLadder,
    PlannedTask,
    Terms,
    as_text,
    differences,
    from_text,
)
from tests.demo import Demo
from tests.families import bring_in
from tests.families import shipped as family_file

REVIEW = date(2025, 9, 1)
STEPS = ("never", "once", "weekly", "twice a week", "daily")


@pytest.fixture
def noa(demo: Demo) -> Iterator[Viewer]:
    with acting_as(demo.viewer("noa")):
        yield demo.viewer("noa")


@pytest.fixture
def new_case(demo: Demo, noa: Viewer) -> UUID:
    """A family without a goal, a ladder or a contact; the supervisor sits on the team."""
    from handrail.store.accounts.actions.cases import give_seat

    raw = family_file("alder")
    raw["case"]["name"] = "Rowan"
    for part in ("goals", "ladders", "sessions", "measures", "phases"):
        raw[part] = []
    case = bring_in(noa, raw)
    iris = demo.viewer("iris").person_id
    give_seat(by=noa, case_id=case, person_id=iris, seat="supervisor")
    return case


def ids(case: UUID) -> dict[str, str]:
    return {one.given: one.id for one in stored_case(case).family.people}


def draft(case: UUID) -> ReadVersion:
    found = plan(case).draft
    assert found is not None
    return found


def goal(case: UUID, **instead: Any) -> PlannedGoal:
    owners = (ids(case)["Theo"],)
    whole = PlannedGoal("", "Theo asks before he decides", "trust_and_safety", 2.0, owners, STEPS)
    return replace(whole, **instead)


def ladder(case: UUID) -> PlannedLadder:
    people = ids(case)
    return PlannedLadder(people["Wren"], people["Theo"], load().rungs)


def filled(noa: Viewer, case: UUID) -> None:
    """A draft that can be signed."""
    acts.begin_version(by=noa, case_id=case, reason="first", review_on=REVIEW)
    acts.put_goal(by=noa, case_id=case, token=draft(case).token, goal=goal(case))
    acts.put_ladder(by=noa, case_id=case, token=draft(case).token, ladder=ladder(case))
    task = PlannedTask("", ids(case)["Mara"], "Reads the card", "skills.calm_plan", "2025-08-01")
    acts.put_task(by=noa, case_id=case, token=draft(case).token, task=task)


def sign(demo: Demo, noa: Viewer, case: UUID) -> None:
    asked = acts.ask_to_sign(by=noa, case_id=case, token=draft(case).token)
    iris = demo.viewer("iris")
    with acting_as(iris):
        agree(by=iris, case_id=case, co_sign=asked)


def real(case: UUID) -> tuple[int, int, int]:
    return tuple(t.objects.filter(case_id=case).count() for t in (Goal, Ladder, PlanTask))  # type: ignore[return-value]


def test_nothing_is_real_before_two_people_have_signed(
    demo: Demo, noa: Viewer, new_case: UUID
) -> None:
    filled(noa, new_case)
    assert real(new_case) == (0, 0, 0)
    asked = acts.ask_to_sign(by=noa, case_id=new_case, token=draft(new_case).token)
    assert real(new_case) == (0, 0, 0)
    with pytest.raises(Refused, match="same_person"):
        agree(by=noa, case_id=new_case, co_sign=asked)
    iris = demo.viewer("iris")
    with acting_as(iris):
        agree(by=iris, case_id=new_case, co_sign=asked)
    assert real(new_case) == (1, 1, 1)
    version = plan(new_case).in_force
    assert version is not None
    assert (version.signed_by, version.co_signed_by) == (str(noa.person_id), str(iris.person_id))
    family = stored_case(new_case).family
    assert [rung.id for rung in family.ladders[0].rungs] == [rung.id for rung in load().rungs]
    assert [(one.id, one.weight) for one in family.goals] == [("G1", 2.0)]


def test_a_draft_changed_after_the_first_signature_is_not_signed(
    demo: Demo, noa: Viewer, new_case: UUID
) -> None:
    filled(noa, new_case)
    asked = acts.ask_to_sign(by=noa, case_id=new_case, token=draft(new_case).token)
    acts.drop_goal(by=noa, case_id=new_case, token=draft(new_case).token, ref="G1")
    iris = demo.viewer("iris")
    with acting_as(iris), pytest.raises(Refused, match="plan_changed"):
        agree(by=iris, case_id=new_case, co_sign=asked)
    assert real(new_case) == (0, 0, 0)


def test_everything_that_is_missing_is_said_at_once(noa: Viewer, new_case: UUID) -> None:
    acts.begin_version(by=noa, case_id=new_case, reason="first")
    with pytest.raises(RefusedByRule) as refused:
        acts.ask_to_sign(by=noa, case_id=new_case, token=draft(new_case).token)
    told = " ".join(refused.value.reasons)
    assert "no goal" in told
    assert "next review" in told
    acts.put_goal(
        by=noa, case_id=new_case, token=draft(new_case).token, goal=goal(new_case, steps=STEPS[:4])
    )
    with pytest.raises(RefusedByRule, match="five steps"):
        acts.ask_to_sign(by=noa, case_id=new_case, token=draft(new_case).token)


def test_a_signed_version_is_frozen_and_the_next_needs_a_reason(
    demo: Demo, noa: Viewer, new_case: UUID
) -> None:
    filled(noa, new_case)
    before = draft(new_case).token
    sign(demo, noa, new_case)
    with pytest.raises(Refused, match="gone"):
        acts.drop_goal(by=noa, case_id=new_case, token=before, ref="G1")
    for reason, words in (("first", "x"), ("review", ""), ("nonsense", "x")):
        with pytest.raises(RefusedByRule, match="has a reason"):
            acts.begin_version(by=noa, case_id=new_case, reason=reason, words=words)
    number = acts.begin_version(by=noa, case_id=new_case, reason="setback", words="Two hard weeks")
    assert number == 2
    assert draft(new_case).content.goals == plan(new_case).versions[1].content.goals
    with pytest.raises(RefusedByRule, match="draft still"):
        acts.begin_version(by=noa, case_id=new_case, reason="order", words="x")


def test_two_people_on_one_draft_do_not_overwrite_each_other(noa: Viewer, new_case: UUID) -> None:
    acts.begin_version(by=noa, case_id=new_case, reason="first")
    token = draft(new_case).token
    acts.put_goal(by=noa, case_id=new_case, token=token, goal=goal(new_case))
    with pytest.raises(Stale):
        acts.put_goal(by=noa, case_id=new_case, token=token, goal=goal(new_case))
    assert len(draft(new_case).content.goals) == 1


def test_an_imported_plan_is_version_1_and_its_scored_goals_keep_their_texts(
    demo: Demo, noa: Viewer
) -> None:
    known = plan(demo.alder)
    assert [one.number for one in known.versions] == [1]
    assert known.in_force is not None
    assert not PlanVersion.objects.filter(case_id=demo.alder).exists()
    acts.begin_version(by=noa, case_id=demo.alder, reason="setback", words="After 12 May")
    rows = PlanVersion.objects.filter(case_id=demo.alder).order_by("number")
    assert [(row.number, row.signed_at is None) for row in rows] == [(1, False), (2, True)]
    scored = sorted(known.scored)[0]
    changed = replace(draft(demo.alder).content.goal(scored) or goal(demo.alder), statement="Other")
    with pytest.raises(RefusedByRule, match="frozen"):
        acts.put_goal(by=noa, case_id=demo.alder, token=draft(demo.alder).token, goal=changed)


def test_a_step_with_contacts_stays_on_its_ladder(demo: Demo, noa: Viewer) -> None:
    acts.begin_version(by=noa, case_id=demo.alder, reason="child_view", words="Wren said no")
    now = draft(demo.alder).content.ladders[0]
    held = {rung for *_pair, rung in plan(demo.alder).on_ladders}
    without = replace(now, rungs=tuple(rung for rung in now.rungs if rung.id not in held))
    with pytest.raises(RefusedByRule, match="has contacts"):
        acts.put_ladder(by=noa, case_id=demo.alder, token=draft(demo.alder).token, ladder=without)
    free = replace(now, rungs=tuple(rung for rung in now.rungs if rung.id in held))
    acts.put_ladder(by=noa, case_id=demo.alder, token=draft(demo.alder).token, ladder=free)
    assert {rung.id for rung in draft(demo.alder).content.ladders[0].rungs} == held


@pytest.mark.parametrize("place", sorted(shipped()))
def test_the_default_ladder_saves_in_every_place(noa: Viewer, new_case: UUID, place: str) -> None:
    Case.objects.filter(id=new_case).update(jurisdiction=place)
    acts.begin_version(by=noa, case_id=new_case, reason="first")
    acts.put_ladder(by=noa, case_id=new_case, token=draft(new_case).token, ladder=ladder(new_case))
    assert len(draft(new_case).content.ladders) == 1


COERCIVE = {
    "F1": Terms(other_parent="none"),
    "F2": Terms(nights=3),
    "F4": Terms(days=4),
    "F5": Terms(changes_home=True),
    "F6": Terms(transport="private", force=True),
    "F7": Terms(sanctions="loses the telephone until she goes"),
    "F8": Terms(kept_from="grandmother"),
    "F9": Terms(distressing="locked room"),
}


@pytest.mark.parametrize("feature", COERCIVE)
def test_a_coercive_feature_is_refused_with_its_rule(
    noa: Viewer, new_case: UUID, feature: str
) -> None:
    acts.begin_version(by=noa, case_id=new_case, reason="first")
    before = draft(new_case)
    with pytest.raises(RefusedByRule, match=rf"\b{feature}\b"):
        acts.set_terms(
            by=noa, case_id=new_case, token=before.token, terms=COERCIVE[feature], review_on=REVIEW
        )
    assert draft(new_case) == before


def test_a_night_no_order_has_to_permit_is_refused(noa: Viewer, new_case: UUID) -> None:
    acts.begin_version(by=noa, case_id=new_case, reason="first")
    night = next(rung for rung in load().rungs if rung.modality == "in_person_overnight")
    bare = replace(ladder(new_case), rungs=(replace(night, needs=()),))
    with pytest.raises(RefusedByRule, match="F2"):
        acts.put_ladder(by=noa, case_id=new_case, token=draft(new_case).token, ladder=bare)


def test_a_ladder_that_begins_without_anybody_beside_them_is_refused(
    noa: Viewer, new_case: UUID
) -> None:
    """At once, and at signing too where it stands in an older draft."""
    acts.begin_version(by=noa, case_id=new_case, reason="first")
    known = {rung.id: rung for rung in load().rungs}
    alone = replace(ladder(new_case), rungs=(known["R0"], known["R8"], known["R9"]))
    with pytest.raises(RefusedByRule, match="would be step 2, Short time without supervision"):
        acts.put_ladder(by=noa, case_id=new_case, token=draft(new_case).token, ladder=alone)
    beside = replace(alone, rungs=(known["R3"], known["R8"]))
    acts.put_ladder(by=noa, case_id=new_case, token=draft(new_case).token, ladder=beside)
    older = draft(new_case)
    assert older.id is not None
    with recording(by=noa, case_id=new_case, act="plan.changed") as record:
        text = as_text(replace(older.content, ladders=(alone,)))
        sealed = record.sealed(PlanVersion, older.id, {"content": text})
        PlanVersion.objects.filter(id=older.id).update(**sealed)
    with pytest.raises(RefusedByRule, match="order time"):
        acts.ask_to_sign(by=noa, case_id=new_case, token=draft(new_case).token)


def test_siblings_share_no_ladder(noa: Viewer, new_case: UUID) -> None:
    acts.begin_version(by=noa, case_id=new_case, reason="first")
    first = ladder(new_case)
    acts.put_ladder(by=noa, case_id=new_case, token=draft(new_case).token, ladder=first)
    people = ids(new_case)
    other = PlannedLadder(people["Wren"], people["Mara"], first.rungs[:3])
    acts.put_ladder(by=noa, case_id=new_case, token=draft(new_case).token, ladder=other)
    kept = draft(new_case).content
    assert kept.ladder(*first.key) == first
    assert kept.ladder(*other.key) == other


def test_a_content_survives_being_kept(noa: Viewer, new_case: UUID) -> None:
    filled(noa, new_case)
    content = draft(new_case).content
    assert from_text(as_text(content)) == content


def test_what_changed_is_told_piece_by_piece() -> None:
    before = PlanContent(goals=(PlannedGoal("G1", "Asks"), PlannedGoal("G2", "Waits")))
    after = PlanContent(
        goals=(PlannedGoal("G1", "Asks first"),), tasks=(PlannedTask("t", "p", "Reads"),)
    )
    told = {(one.what, one.how, one.about[0]) for one in differences(before, after)}
    assert told == {("goal", "changed", "G1"), ("goal", "gone", "G2"), ("task", "new", "p")}
    assert differences(before, before) == ()


def test_a_step_left_out_moves_no_other() -> None:
    rungs = load().rungs
    before = PlanContent(ladders=(PlannedLadder("c", "p", rungs),))
    without = PlanContent(ladders=(PlannedLadder("c", "p", (*rungs[:2], *rungs[3:])),))
    (gone,) = differences(before, without)
    assert (gone.what, gone.how, gone.about) == ("ladder", "gone", ("c", "p", rungs[2].id))
    turned = PlanContent(ladders=(PlannedLadder("c", "p", (rungs[1], rungs[0], *rungs[2:])),))
    (moved,) = differences(before, turned)
    assert (moved.what, moved.about) == ("order", ("c", "p"))
    assert moved.after.startswith(rungs[1].name)


@pytest.mark.parametrize("who", ["rafa", "jonas", "greta"])
def test_no_other_seat_writes_a_plan(demo: Demo, who: str) -> None:
    viewer = demo.viewer(who)
    with acting_as(viewer), pytest.raises(Refused):
        acts.begin_version(by=viewer, case_id=demo.alder, reason="review", words="x")
