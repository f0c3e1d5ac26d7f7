"""What one version of a plan holds, as values; how two versions differ; what is still missing.

Kept as one sealed text for each version, so that a version stays readable whatever changes later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from handrail.core.law.features import PlanFacts
from handrail.core.therapy.rule import Rung
from handrail.store.records.reading.family import rungs_from

DOMAINS = ("trust_and_safety", "attachment", "feelings", "communication", "contact")
OTHER_PARENT = ("unrestricted", "limited", "none")
TRANSPORT = ("none", "parent", "private")
OVERNIGHT = "in_person_overnight"
BY_ORDER = "order_explicitly_permits"


@dataclass(frozen=True)
class PlannedGoal:
    """A goal owned by a person or a pair. steps: five texts from -2 to +2; owners: person ids."""

    ref: str
    statement: str
    domain: str = ""
    weight: float = 1.0
    owners: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedLadder:
    """The rungs of one child with one parent."""

    child: str
    parent: str
    rungs: tuple[Rung, ...]

    @property
    def key(self) -> tuple[str, str]:
        return (self.child, self.parent)


@dataclass(frozen=True)
class PlannedTask:
    """Who does what. library: the card it comes from, "" for none; due_on: ISO day or ""."""

    id: str
    person: str
    text: str
    library: str = ""
    due_on: str = ""


@dataclass(frozen=True)
class Terms:
    """What the treatment itself asks for or arranges, beyond the ladders; asked of every plan.

    nights, days: in a row, arranged by the treatment (time an order gives is not counted).
    """

    other_parent: str = "unrestricted"
    nights: int = 0
    days: int = 1
    changes_home: bool = False
    transport: str = "none"
    force: bool = False
    sanctions: str = ""
    kept_from: str = ""
    distressing: str = ""


@dataclass(frozen=True)
class Reviewed:
    """The progress review a version came out of. session: its ref; scored_by: a person's id."""

    session: str
    on: str
    scored_by: str
    changed: str
    harm: str
    child_view: str
    alarms: str = ""


@dataclass(frozen=True)
class PlanContent:
    """Everything a version holds. needs: (person id, text) as they stood when it was signed."""

    goals: tuple[PlannedGoal, ...] = ()
    ladders: tuple[PlannedLadder, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    tasks: tuple[PlannedTask, ...] = ()
    terms: Terms = field(default_factory=Terms)
    review: Reviewed | None = None

    def goal(self, ref: str) -> PlannedGoal | None:
        return next((one for one in self.goals if one.ref == ref), None)

    def task(self, id_: str) -> PlannedTask | None:
        return next((one for one in self.tasks if one.id == id_), None)

    def ladder(self, child: str, parent: str) -> PlannedLadder | None:
        return next((one for one in self.ladders if one.key == (child, parent)), None)


def as_text(content: PlanContent) -> str:
    """The content as canonical JSON."""
    return json.dumps(asdict(content), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> PlanContent:
    """A content out of its JSON."""
    raw: Mapping[str, Any] = json.loads(text)
    return PlanContent(
        goals=tuple(
            PlannedGoal(**{**one, "owners": tuple(one["owners"]), "steps": tuple(one["steps"])})
            for one in raw["goals"]
        ),
        ladders=tuple(
            PlannedLadder(one["child"], one["parent"], rungs_from(one["rungs"]))
            for one in raw["ladders"]
        ),
        needs=tuple((person, told) for person, told in raw["needs"]),
        tasks=tuple(PlannedTask(**one) for one in raw["tasks"]),
        terms=Terms(**raw["terms"]),
        review=Reviewed(**raw["review"]) if raw["review"] else None,
    )


def missing(content: PlanContent, *, review_on: date | None, today: date) -> Iterator[str]:
    """Everything a plan still lacks before it can be signed, as sentences."""
    if not content.goals:
        yield "There is no goal yet. A plan holds at least one, with its five steps."
    for goal in content.goals:
        if len(goal.steps) != 5 or not all(step.strip() for step in goal.steps):
            yield f"Goal {goal.ref} has no text for each of its five steps from -2 to +2."
        if not goal.owners:
            yield f"Goal {goal.ref} has no owner. A goal belongs to a person or a pair."
    if review_on is None or review_on <= today:
        yield "The day of the next review is missing or past. Give one in four to six sessions."
    yield from _same_rungs(content)


def _same_rungs(content: PlanContent) -> Iterator[str]:
    for ladder in content.ladders:
        ids = [rung.id for rung in ladder.rungs]
        if len(ids) != len(set(ids)) or not ids:
            yield "A ladder has no step, or one step twice. Every step stands on it once."


def facts_of(content: PlanContent) -> Iterator[tuple[str, PlanFacts]]:
    """What the coercive-features check asks of a plan: of its terms, then of each night's step.

    A night that a step says an order has to permit follows the order (law §3.3).
    """
    terms = content.terms
    yield (
        "the plan",
        PlanFacts(
            stay_nights=terms.nights, days_continuous=terms.days, custody_change=terms.changes_home,
            contact_rule_with_other_parent=terms.other_parent,
            transport_provider=terms.transport, transport_force=terms.force,
            sanctions_text=terms.sanctions, isolation_rules=_lines(terms.kept_from),
            distressing_circumstances=_lines(terms.distressing),
        ),
    )  # fmt: skip
    for ladder in content.ladders:
        for rung in ladder.rungs:
            if rung.modality == OVERNIGHT:
                by_order = BY_ORDER in rung.needs
                yield rung.name, PlanFacts(stay_nights=1, follows_order=by_order)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True)
class Difference:
    """One thing that changed. what: goal, ladder (a step), order (of the steps), need, task or
    terms; how: new, changed, gone.

    about: ids or a ref. before, after: texts, "" where there was or is none.
    """

    what: str
    how: str
    about: tuple[str, ...]
    before: str = ""
    after: str = ""


def differences(before: PlanContent, after: PlanContent) -> tuple[Difference, ...]:
    """What changed from one version to the next, goal by goal, step by step."""
    return (
        *_changed("goal", _goals(before), _goals(after)),
        *_changed("ladder", _rungs(before), _rungs(after)),
        *_moved(before, after),
        *_changed("need", _needs(before), _needs(after)),
        *_changed("task", _tasks(before), _tasks(after)),
        *_changed("terms", _terms(before), _terms(after)),
    )


_Told = Mapping[tuple[str, ...], str]


def _changed(what: str, before: _Told, after: _Told) -> Iterator[Difference]:
    for about in dict.fromkeys((*before, *after)):
        old, new = before.get(about, ""), after.get(about, "")
        if old != new:
            how = "changed" if old and new else "new" if new else "gone"
            yield Difference(what, how, about, old, new)


def _moved(before: PlanContent, after: PlanContent) -> Iterator[Difference]:
    """Ladders whose steps stand in another order; a step left out or added moves nothing."""
    for new in after.ladders:
        old = before.ladder(*new.key)
        if old is None:
            continue
        both = {rung.id for rung in old.rungs} & {rung.id for rung in new.rungs}
        was, now = ([rung for rung in one.rungs if rung.id in both] for one in (old, new))
        if [rung.id for rung in was] != [rung.id for rung in now]:
            names = (", ".join(rung.name for rung in one) for one in (was, now))
            yield Difference("order", "changed", new.key, *names)


def _goals(content: PlanContent) -> _Told:
    return {
        (goal.ref,): "; ".join([goal.statement, f"{goal.weight:g}", *goal.steps])
        for goal in content.goals
    }


def _rungs(content: PlanContent) -> _Told:
    return {
        (*ladder.key, rung.id): _rung_told(rung)
        for ladder in content.ladders
        for rung in ladder.rungs
    }


def _rung_told(rung: Rung) -> str:
    minutes = "–".join(str(part) for part in dict.fromkeys(rung.minutes))
    told = (rung.name, f"{minutes} min" if minutes else "")
    return ", ".join(one for one in (*told, rung.support, rung.setting, rung.handover) if one)


def _needs(content: PlanContent) -> _Told:
    return {(person,): text for person, text in content.needs}


def _tasks(content: PlanContent) -> _Told:
    return {
        (task.person, task.id): f"{task.text} ({task.due_on})" if task.due_on else task.text
        for task in content.tasks
    }


def _terms(content: PlanContent) -> _Told:
    return {(name,): str(value) for name, value in asdict(content.terms).items()}
