"""The progress review: goals scored, what changed, whether the work does harm, the child's view.

It is a session of its own (REV), and its result is the next version of the plan as a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Max

from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.people_and_days import not_of_family, not_yet
from handrail.store.records.actions.plan import begin, change_draft, set_review_day
from handrail.store.records.actions.recording import Record, recording, refuse
from handrail.store.records.actions.sessions import SessionPlan, add_session
from handrail.store.records.models import Goal, GoalScore, Session
from handrail.store.records.reading.plan import plan
from handrail.store.records.reading.plan_content import Reviewed


@dataclass(frozen=True, kw_only=True)
class Review:
    """One progress review. scores: goal ref -> -2..+2; scored_by: a member of the team.

    harm: whether the work itself does harm to anybody (seed row M29); child_view: what the child
    said of how it goes, in the child's words. present: people of the family who were there.
    """

    on: date
    scores: Mapping[str, int]
    scored_by: UUID
    changed: str
    harm: str
    child_view: str
    alarms: str = ""
    minutes: int | None = None
    present: tuple[UUID, ...] = ()
    fidelity: float | None = None
    words: str = ""
    review_on: date | None = None


def record_review(*, by: Viewer, case_id: UUID, review: Review) -> UUID:
    """Keep a review: its session, its scores, and the draft that comes out of it.

    Where a draft is open already, the review becomes part of that one, with the day of the next
    review. Returns the session's id.
    Raises RefusedByRule: nothing in force to review, a goal that is no goal, a score outside -2 to
    +2, a question left open.
    """
    with recording(by=by, case_id=case_id, act="review.recorded") as record:
        refuse(*_against(record, review))
        plan_of_day = SessionPlan(
            kind="REV", on=review.on, minutes=review.minutes,
            present=tuple(str(one) for one in review.present),
        )  # fmt: skip
        session = add_session(record, plan_of_day, fidelity=review.fidelity)
        ref = Session.objects.filter(id=session).values_list("ref", flat=True).get()
        _score(record, ref, review.scores)
        _into_draft(record, ref, review)
        record.about("session", session, goals=len(review.scores))
        return session


def _against(record: Record, review: Review) -> Iterator[str]:
    known = plan(record.case_id)
    if known.in_force is None:
        yield "There is no plan in force to review. Have version 1 signed first."
    goals = {goal.ref for goal in known.in_force.content.goals} if known.in_force else set()
    for ref in sorted(set(review.scores) - goals):
        yield f"{ref} is no goal of the version in force."
    if any(score not in (-2, -1, 0, 1, 2) for score in review.scores.values()):
        yield "A goal is scored -2, -1, 0, +1 or +2."
    for text, name in (
        (review.changed, "what changed"), (review.harm, "whether the work itself does harm"),
        (review.child_view, "the child's view"),
    ):  # fmt: skip
        if not text.strip():
            yield f"A review answers {name}. “Nobody knows yet” is an answer too."
    yield from not_yet(review.on)
    yield from not_of_family(record.case_id, review.present)


def _score(record: Record, label: str, scores: Mapping[str, int]) -> None:
    rows = {row.ref: row.id for row in Goal.objects.filter(case_id=record.case_id)}
    highest = GoalScore.objects.filter(case_id=record.case_id).aggregate(m=Max("position"))["m"]
    position = 0 if highest is None else highest + 1
    for ref, score in scores.items():
        record.add(GoalScore, goal_id=rows[ref], review=label, position=position, score=score)


def _into_draft(record: Record, ref: str, review: Review) -> None:
    if plan(record.case_id).draft is None:
        words = review.words or review.changed
        begin(record, reason="review", words=words, review_on=review.review_on)
    draft = plan(record.case_id).draft
    assert draft is not None
    reviewed = Reviewed(
        session=ref, on=review.on.isoformat(), scored_by=str(review.scored_by),
        changed=review.changed, harm=review.harm, child_view=review.child_view,
        alarms=review.alarms,
    )  # fmt: skip
    row = change_draft(
        record, draft.token, lambda now: replace(now, review=reviewed), part="review"
    )
    if review.review_on is not None:
        set_review_day(row, review.review_on)
