"""The versions of a plan, opened; and version 1 of a plan that came with an imported family."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from handrail.store.records import models as tables
from handrail.store.records.reading.family import rungs_from
from handrail.store.records.reading.gathered import Gathered, gathering
from handrail.store.records.reading.plan_content import (
    PlanContent,
    PlannedGoal,
    PlannedLadder,
    from_text,
)
from handrail.store.records.reading.rows import (
    JsonRows,
    as_day,
    as_id,
    as_moment,
    rows_of,
    sure_day,
)


@dataclass(frozen=True)
class ReadVersion:
    """One version. id None: it was imported and is not kept as a version yet.

    signed_at None: a draft. signed_by "" with signed_at: as it was imported. token: of its content.
    """

    id: UUID | None
    number: int
    on: date
    reason: str
    words: str
    content: PlanContent
    review_on: date | None = None
    signed_by: str = ""
    signed_at: datetime | None = None
    co_signed_by: str = ""
    co_signed_at: datetime | None = None
    token: str = ""

    @property
    def is_draft(self) -> bool:
        return self.signed_at is None


@dataclass(frozen=True)
class Ticked:
    """The last tick of a task: whether it is done, who said so (a person's id), when."""

    done: bool
    by: str
    at: datetime


@dataclass(frozen=True)
class ReadPlan:
    """versions: the latest first. scored: refs of goals that have a score; on_ladders: (child,
    parent, rung) on which a contact was planned or held; waiting: the open request to sign.

    ticks: task id -> its last tick, for tasks that ever had one.
    """

    versions: tuple[ReadVersion, ...]
    scored: frozenset[str]
    on_ladders: frozenset[tuple[str, str, str]]
    waiting: UUID | None
    ticks: Mapping[str, Ticked] = field(default_factory=dict)

    @property
    def draft(self) -> ReadVersion | None:
        return next((one for one in self.versions if one.is_draft), None)

    @property
    def in_force(self) -> ReadVersion | None:
        """The latest version that is signed."""
        return next((one for one in self.versions if not one.is_draft), None)


def _parts() -> dict[str, JsonRows]:
    return {
        "versions": rows_of(
            tables.PlanVersion, "id", "number", "on", "reason", "words", "content", "review_on",
            "signed_by", "signed_at", "co_signed_by", "co_signed_at",
        ),
        "goals": rows_of(
            tables.Goal, "id", "ref", "position", "domain", "weight", "owners", "statement",
            "steps", "recorded_at",
        ),
        "scores": rows_of(tables.GoalScore, "goal"),
        "ladders": rows_of(
            tables.Ladder, "id", "child", "parent", "position", "rungs", "recorded_at"
        ),
        "contacts": rows_of(tables.Contact, "ladder", "rung"),
        "ticks": rows_of(tables.TaskTick, "task", "done", "recorded_at", "recorded_by"),
        "asked": rows_of(tables.CoSign, "id", "act", "answer", "recorded_at"),
    }  # fmt: skip


_gather = gathering(_parts)
SIGN_OFF = "plan_sign_off"


def plan(case_id: UUID) -> ReadPlan:
    """Every version of the plan of a case, in two statements."""
    found = _gather(case_id)
    versions = [_version(found, row) for row in found.rows("versions")]
    if not versions and (found.rows("goals") or found.rows("ladders")):
        versions = [_imported(found)]
    goals = {row["id"]: row["ref"] for row in found.rows("goals")}
    pairs = {
        row["id"]: (as_id(row["child"]), as_id(row["parent"])) for row in found.rows("ladders")
    }
    return ReadPlan(
        versions=tuple(sorted(versions, key=lambda one: -one.number)),
        scored=frozenset(goals[row["goal"]] for row in found.rows("scores")),
        on_ladders=frozenset(
            (*pairs[row["ladder"]], row["rung"]) for row in found.rows("contacts")
        ),
        waiting=_waiting(found),
        ticks=_ticks(found),
    )


def _ticks(found: Gathered) -> dict[str, Ticked]:
    rows = sorted(found.rows("ticks"), key=lambda row: as_moment(row["recorded_at"]))
    return {
        as_id(row["task"]): Ticked(
            bool(row["done"]), as_id(row["recorded_by"]), as_moment(row["recorded_at"])
        )
        for row in rows
    }


def _waiting(found: Gathered) -> UUID | None:
    asked = [row for row in found.rows("asked") if row["act"] == SIGN_OFF and not row["answer"]]
    newest = max(asked, key=lambda row: str(row["recorded_at"]), default=None)
    return UUID(as_id(newest["id"])) if newest else None


def _version(found: Gathered, row: dict[str, Any]) -> ReadVersion:
    return ReadVersion(
        id=UUID(as_id(row["id"])),
        number=row["number"],
        on=sure_day(row["on"]),
        reason=row["reason"],
        words=found.word(row, "plan_version", "words"),
        content=from_text(found.word(row, "plan_version", "content")),
        review_on=as_day(row["review_on"]),
        signed_by=as_id(row["signed_by"]),
        signed_at=as_moment(row["signed_at"]) if row["signed_at"] else None,
        co_signed_by=as_id(row["co_signed_by"]),
        co_signed_at=as_moment(row["co_signed_at"]) if row["co_signed_at"] else None,
        token=row["content"][-24:],
    )


def _imported(found: Gathered) -> ReadVersion:
    """Goals and ladders that came with a family file: version 1, as it was when it came."""
    goals = sorted(found.rows("goals"), key=lambda row: int(row["position"]))
    ladders = sorted(found.rows("ladders"), key=lambda row: int(row["position"]))
    came = as_moment(min(row["recorded_at"] for row in (*goals, *ladders)))
    content = PlanContent(
        goals=tuple(_goal(found, row) for row in goals),
        ladders=tuple(
            PlannedLadder(as_id(row["child"]), as_id(row["parent"]), rungs_from(row["rungs"]))
            for row in ladders
        ),
    )
    return ReadVersion(None, 1, came.date(), "first", "", content, signed_at=came)


def _goal(found: Gathered, row: dict[str, Any]) -> PlannedGoal:
    steps = found.word(row, "goal", "steps")
    return PlannedGoal(
        ref=row["ref"],
        statement=found.word(row, "goal", "statement"),
        domain=row["domain"],
        weight=row["weight"],
        owners=tuple(row["owners"]),
        steps=tuple(json.loads(steps)) if steps else (),
    )
