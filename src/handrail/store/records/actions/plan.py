"""The plan: drafts of versions, piece by piece; asking for the second signature; signing.

A signed version is frozen; every later change is a new version with a reason. Goals and ladders
become real when two people have signed, so that nothing works on an unsigned plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from handrail import chance
from handrail.core.law.features import Outcome, matches
from handrail.core.law.packs import packs_for, shipped
from handrail.core.therapy.deciding import begins_too_high
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Case
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.versions import Stale
from handrail.store.records.actions.co_signing import ask_second, carries_out
from handrail.store.records.actions.people_and_days import not_of_family, today
from handrail.store.records.actions.plan_made_real import make_real
from handrail.store.records.actions.recording import Record, recording, refuse
from handrail.store.records.models import CoSign, PlanVersion
from handrail.store.records.models.plan import PLAN_REASONS
from handrail.store.records.reading.plan import SIGN_OFF, ReadPlan, ReadVersion, plan
from handrail.store.records.reading.plan_content import (
    PlanContent,
    PlannedGoal,
    PlannedLadder,
    PlannedTask,
    Terms,
    as_text,
    facts_of,
    missing,
)
from handrail.store.records.reading.understanding import understanding

REASONS = tuple(reason for reason in PLAN_REASONS if reason != "first")
Change = Callable[[PlanContent], PlanContent]


def begin_version(
    *, by: Viewer, case_id: UUID, reason: str, words: str = "", review_on: date | None = None
) -> int:
    """Begin the next version as a draft, with everything the last one held; returns its number.

    Raises RefusedByRule while a draft is open, and for a later version without a reason in words.
    """
    with recording(by=by, case_id=case_id, act="plan.begun") as record:
        return begin(record, reason=reason, words=words, review_on=review_on)


def begin(record: Record, *, reason: str, words: str, review_on: date | None) -> int:
    """As `begin_version`, within an act under way."""
    known = plan(record.case_id)
    refuse(*_against_new(known, reason, words))
    last = known.in_force
    if last is not None and last.id is None:
        _keep_imported(record, last)
    content = replace(last.content, review=None) if last else PlanContent()
    number = last.number + 1 if last else 1
    row = record.add(
        PlanVersion, number=number, on=today(), reason=reason if last else "first",
        review_on=review_on, texts={"words": words, "content": as_text(content)},
    )  # fmt: skip
    record.about("plan_version", row, number=number)
    return number


def _against_new(known: ReadPlan, reason: str, words: str) -> Iterator[str]:
    if known.draft is not None:
        yield (
            f"Version {known.draft.number} is a draft still. Change that one, and have it signed"
            " before another one begins."
        )
    if known.in_force is not None and (reason not in REASONS or not words.strip()):
        yield "A new version has a reason, with a sentence in words: what made the plan change."


def _keep_imported(record: Record, version: ReadVersion) -> None:
    """Version 1 of a plan that was running before: kept as it came, signed by nobody here."""
    record.add(
        PlanVersion, number=1, on=version.on, reason="first", signed_at=version.signed_at,
        texts={"content": as_text(version.content)},
    )  # fmt: skip


def put_goal(*, by: Viewer, case_id: UUID, token: str, goal: PlannedGoal) -> None:
    """Add a goal to the draft (ref "": it gets the next one) or change one that has no score.

    Raises RefusedByRule for a scored goal: its texts are frozen. Raises Stale.
    """
    with recording(by=by, case_id=case_id, act="plan.changed") as record:
        known = plan(case_id)
        refuse(*_frozen(known, goal.ref), *_wrong_goal(case_id, goal))
        whole = replace(goal, ref=goal.ref or _next_ref(known))
        change_draft(record, token, lambda now: _with_goal(now, whole), part="goal")


def drop_goal(*, by: Viewer, case_id: UUID, token: str, ref: str) -> None:
    """Leave a goal out of this version; what was scored of it stays. Raises Stale."""
    with recording(by=by, case_id=case_id, act="plan.changed") as record:
        change_draft(
            record, token, part="goal",
            change=lambda now: replace(now, goals=tuple(g for g in now.goals if g.ref != ref)),
        )  # fmt: skip


def put_task(*, by: Viewer, case_id: UUID, token: str, task: PlannedTask) -> None:
    """Add a task to the draft (id "": a new one) or change one that was never ticked.

    Raises RefusedByRule for a ticked task: the tick speaks of its words. Raises Stale.
    """
    with recording(by=by, case_id=case_id, act="plan.changed") as record:
        refuse(
            *_ticked(plan(case_id), task.id),
            *not_of_family(case_id, [UUID(task.person)] if task.person else []),
        )
        whole = replace(task, id=task.id or str(chance.new_id()))
        change_draft(record, token, lambda now: _with_task(now, whole), part="task")


def drop_task(*, by: Viewer, case_id: UUID, token: str, task: str) -> None:
    """Leave a task out of this version. Raises Stale."""
    with recording(by=by, case_id=case_id, act="plan.changed") as record:
        change_draft(
            record, token, part="task",
            change=lambda now: replace(now, tasks=tuple(t for t in now.tasks if t.id != task)),
        )  # fmt: skip


def put_ladder(*, by: Viewer, case_id: UUID, token: str, ladder: PlannedLadder) -> None:
    """Set up or change the ladder of one child with one parent in the draft.

    Raises RefusedByRule for a step left out on which a contact was held, and for a ladder whose
    first contact is a step the supervisor signs off, and for a coercive feature. Raises Stale.
    """
    with recording(by=by, case_id=case_id, act="plan.changed") as record:
        known = plan(case_id)
        people = [UUID(one) for one in ladder.key]
        refuse(
            *not_of_family(case_id, people), *_lost_rungs(known, ladder), *_begins_too_high(ladder),
            *coercive(case_id, PlanContent(ladders=(ladder,))),
        )  # fmt: skip
        change_draft(record, token, lambda now: _with_ladder(now, ladder), part="ladder")


def set_terms(
    *, by: Viewer, case_id: UUID, token: str, terms: Terms, review_on: date | None
) -> None:
    """What the treatment asks for, and the day of the next review.

    Raises RefusedByRule with every coercive feature found, and the law that names it. Raises Stale.
    """
    with recording(by=by, case_id=case_id, act="plan.changed") as record:
        row = change_draft(record, token, lambda now: replace(now, terms=terms), part="terms")
        set_review_day(row, review_on)


def set_review_day(draft: UUID, review_on: date | None) -> None:
    """The day of the next review in a draft, within an act under way."""
    PlanVersion.objects.filter(id=draft, signed_at__isnull=True).update(review_on=review_on)


def change_draft(record: Record, token: str, change: Change, *, part: str) -> UUID:
    """Change the open draft as it was read at `token`; returns its id.

    Raises Refused("gone") without a draft, Stale when somebody changed it meanwhile, RefusedByRule
    for a coercive feature.
    """
    draft = plan(record.case_id).draft
    if draft is None or draft.id is None:
        raise Refused("gone")
    if token != draft.token:
        raise Stale
    content = change(draft.content)
    refuse(*coercive(record.case_id, content))
    _write(record, draft, content)
    record.about("plan_version", draft.id, part=part)
    return draft.id


def _write(record: Record, draft: ReadVersion, content: PlanContent) -> None:
    assert draft.id is not None
    sealed = record.sealed(PlanVersion, draft.id, {"content": as_text(content)})
    rows = PlanVersion.objects.filter(case_id=record.case_id, id=draft.id, signed_at__isnull=True)
    if rows.update(**sealed) != 1:
        raise Refused("gone")


def coercive(case_id: UUID, content: PlanContent) -> Iterator[str]:
    """Every coercive feature of a plan, under the house rule and the packs of the case's place."""
    place = Case.objects.filter(id=case_id).values_list("jurisdiction", flat=True).get()
    packs = packs_for(place, shipped())
    seen = set()
    for where, facts in facts_of(content):
        for found in matches(facts, packs, on=today()):
            if found.outcome is Outcome.MATCH and (where, found.feature) not in seen:
                seen.add((where, found.feature))
                law = f" ({found.citation})" if found.citation else ""
                yield (
                    f"{found.text}: named by rule {found.feature}{law}, found in {where}. A plan"
                    " here holds no such thing; take it out, or talk to the supervisor and a lawyer"
                    " about what an order itself gives."
                )


def ask_to_sign(*, by: Viewer, case_id: UUID, token: str, words: str = "") -> UUID:
    """Sign the draft as its therapist and ask the supervisor to sign it too.

    The needs of that moment become part of the version. Whoever calls has confirmed the second
    factor. Raises RefusedByRule with everything that is missing, Stale.
    """
    with recording(by=by, case_id=case_id, act="plan.sign_off_asked") as record:
        known = plan(case_id)
        draft = known.draft
        if draft is None or draft.id is None:
            raise Refused("gone")
        refuse(*_not_signable(known, draft))
        needs = understanding(case_id).needs_now
        told = tuple((person, one.text) for person, one in sorted(needs.items()))
        change_draft(record, token, lambda now: replace(now, needs=told), part="needs")
        after = plan(case_id).draft
        assert after is not None
        record.about("plan_version", draft.id, number=draft.number)
        return ask_second(
            record, SIGN_OFF, object_id=draft.id, asks="supervisor", words=words,
            detail={"number": draft.number, "token": after.token},
        )  # fmt: skip


def _not_signable(known: ReadPlan, draft: ReadVersion) -> Iterator[str]:
    yield from missing(draft.content, review_on=draft.review_on, today=today())
    for ladder in draft.content.ladders:
        yield from _begins_too_high(ladder)
    if known.waiting is not None:
        yield "This version waits for the second signature already. Take that back to ask again."


@carries_out(SIGN_OFF)
def _sign(record: Record, asked: CoSign, words: str) -> None:
    """Both have signed: the version is frozen, and its goals, ladders and tasks become real."""
    draft = plan(record.case_id).draft
    if draft is None or draft.id is None or draft.id != asked.object_id:
        raise Refused("gone")
    if draft.token != asked.detail["token"]:
        raise Refused("plan_changed")
    refuse(*coercive(record.case_id, draft.content))
    PlanVersion.objects.filter(id=draft.id, signed_at__isnull=True).update(
        signed_by=asked.recorded_by, signed_at=asked.recorded_at,
        co_signed_by=record.by.person_id, co_signed_at=record.at,
    )  # fmt: skip
    make_real(record, draft.content)
    record.also("plan.signed", "plan_version", draft.id, number=draft.number)


def _frozen(known: ReadPlan, ref: str) -> Iterator[str]:
    if ref in known.scored:
        yield (
            f"Goal {ref} has been scored, so its texts are frozen. Leave it out of this version and"
            " write a new goal instead."
        )


def _ticked(known: ReadPlan, task: str) -> Iterator[str]:
    if task in known.ticks:
        yield (
            "This task has been ticked, so its words stay. Leave it out of this version and write a"
            " new task instead."
        )


def _wrong_goal(case_id: UUID, goal: PlannedGoal) -> Iterator[str]:
    yield from not_of_family(case_id, [UUID(one) for one in goal.owners])
    if not 0 < goal.weight <= 10:
        yield "The weight of a goal lies above 0, up to 10."


def _lost_rungs(known: ReadPlan, ladder: PlannedLadder) -> Iterator[str]:
    kept = {rung.id for rung in ladder.rungs}
    lost = {rung for child, parent, rung in known.on_ladders if (child, parent) == ladder.key}
    for rung in sorted(lost - kept):
        yield (
            f"Step {rung} has contacts, so it stays on the ladder. It can be moved or changed, not"
            " left out."
        )


def _begins_too_high(ladder: PlannedLadder) -> Iterator[str]:
    if against := begins_too_high(ladder.rungs, load().rule):
        yield against


def _next_ref(known: ReadPlan) -> str:
    taken = {goal.ref for version in known.versions for goal in version.content.goals}
    number = 1
    while f"G{number}" in taken:
        number += 1
    return f"G{number}"


def _with_goal(now: PlanContent, goal: PlannedGoal) -> PlanContent:
    if now.goal(goal.ref) is None:
        return replace(now, goals=(*now.goals, goal))
    return replace(now, goals=tuple(goal if g.ref == goal.ref else g for g in now.goals))


def _with_task(now: PlanContent, task: PlannedTask) -> PlanContent:
    if now.task(task.id) is None:
        return replace(now, tasks=(*now.tasks, task))
    return replace(now, tasks=tuple(task if t.id == task.id else t for t in now.tasks))


def _with_ladder(now: PlanContent, ladder: PlannedLadder) -> PlanContent:
    others = tuple(one for one in now.ladders if one.key != ladder.key)
    return replace(now, ladders=(*others, ladder))
