"""A progress review: its session, its scores, and the draft that comes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from handrail.core.family_file.replay import goal_attainment
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.records.actions.plan import begin_version
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.actions.reviewing import Review, record_review
from handrail.store.records.models import GoalScore, Session
from handrail.store.records.reading.family import stored_case
from handrail.store.records.reading.plan import plan
from tests.demo import Demo


@pytest.fixture
def noa(demo: Demo) -> Iterator[Viewer]:
    with acting_as(demo.viewer("noa")):
        yield demo.viewer("noa")


def review(demo: Demo, **scores: int) -> Review:
    return Review(
        on=date(2025, 7, 22), scores=scores, scored_by=demo.viewer("iris").person_id,
        changed="Wren asks for the outing herself", harm="Asked each of them; nobody sees any",
        child_view="it is ok but slow", review_on=date(2025, 9, 3),
    )  # fmt: skip


def goals(demo: Demo) -> list[str]:
    return [goal.id for goal in stored_case(demo.alder).family.goals]


def test_a_review_is_a_session_with_scores_and_a_draft(demo: Demo, noa: Viewer) -> None:
    first, *_rest = goals(demo)
    before = goal_attainment(stored_case(demo.alder).family)
    session = record_review(by=noa, case_id=demo.alder, review=review(demo, **{first: 1}))
    row = Session.objects.get(id=session)
    assert (row.kind, row.state) == ("REV", "held")
    after = goal_attainment(stored_case(demo.alder).family)
    assert after.keys() - before.keys() == {row.ref}
    assert after[row.ref] == 60.0, "one goal one step above what was expected"
    draft = plan(demo.alder).draft
    assert draft is not None
    assert (draft.number, draft.reason, draft.review_on) == (2, "review", date(2025, 9, 3))
    assert draft.content.review is not None
    assert draft.content.review.scored_by == str(demo.viewer("iris").person_id)
    assert draft.content.review.child_view == "it is ok but slow"


def test_a_review_beside_an_open_draft_becomes_part_of_it(demo: Demo, noa: Viewer) -> None:
    begin_version(by=noa, case_id=demo.alder, reason="setback", words="12 May")
    record_review(by=noa, case_id=demo.alder, review=review(demo))
    draft = plan(demo.alder).draft
    assert draft is not None
    assert (draft.number, draft.reason) == (2, "setback")
    assert draft.content.review is not None


def test_every_question_has_an_answer(demo: Demo, noa: Viewer) -> None:
    empty = replace(review(demo), harm=" ", child_view="")
    with pytest.raises(RefusedByRule) as refused:
        record_review(by=noa, case_id=demo.alder, review=empty)
    assert len(refused.value.reasons) == 2
    assert "harm" in refused.value.reasons[0]
    assert plan(demo.alder).draft is None


@pytest.mark.parametrize("scores", [{"G99": 0}, {"first": 3}])
def test_a_wrong_score_keeps_nothing(demo: Demo, noa: Viewer, scores: dict[str, int]) -> None:
    known = {goals(demo)[0] if name == "first" else name: at for name, at in scores.items()}
    before = GoalScore.objects.filter(case_id=demo.alder).count()
    with pytest.raises(RefusedByRule):
        record_review(by=noa, case_id=demo.alder, review=review(demo, **known))
    assert GoalScore.objects.filter(case_id=demo.alder).count() == before


def test_nobody_of_another_family_was_there(demo: Demo, noa: Viewer) -> None:
    stranger = UUID(stored_case(demo.cedar).family.people[0].id)
    with pytest.raises(RefusedByRule, match="not among"):
        record_review(by=noa, case_id=demo.alder, review=replace(review(demo), present=(stranger,)))


@pytest.mark.parametrize("who", ["rafa", "jonas"])
def test_no_other_seat_holds_a_review(demo: Demo, who: str) -> None:
    viewer = demo.viewer(who)
    with acting_as(viewer), pytest.raises(Refused):
        record_review(by=viewer, case_id=demo.alder, review=review(demo))
