"""People's words of one case, opened for a page: goals, history."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.store.keys.sealing import Key, key_of
from handrail.store.keys.stores import Store
from handrail.store.records.models import Goal


@dataclass(frozen=True)
class GoalWords:
    """steps: five texts from -2 to +2, or none. dropped_on: since when no version holds it."""

    statement: str
    steps: tuple[str, ...]
    dropped_on: date | None = None


@dataclass(frozen=True)
class ReadHistory:
    """on: a day, month or year. sources: person ids, or words such as "court"."""

    on: str
    event: str
    sources: tuple[str, ...]
    accounts_differ: bool


def goal_words(case_id: UUID) -> dict[str, GoalWords]:
    """Goal ref -> its words. Two queries, one when there is no goal."""
    found = Goal.objects.filter(case_id=case_id)
    rows = list(found.values_list("id", "ref", "statement", "steps", "dropped_on"))
    key = key_of(Store.RECORD, case_id) if rows else None
    return {ref: _goal(key, row_id, *rest) for row_id, ref, *rest in rows if key}


def _goal(
    key: Key, row_id: UUID, statement: bytes, steps: bytes | None, dropped_on: date | None
) -> GoalWords:
    told = key.open(bytes(statement), table="goal", row=row_id, field="statement")
    listed: Iterable[str] = ()
    if steps is not None:
        listed = json.loads(key.open(bytes(steps), table="goal", row=row_id, field="steps"))
    return GoalWords(told, tuple(listed), dropped_on)
