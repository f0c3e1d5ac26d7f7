"""Who saw and did what in a case: its ledger lines, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.store.accounts.models import Person
from handrail.store.accounts.visibility import visible_case_ids
from handrail.store.ledger.models import Line
from handrail.store.records.models.common import asking


@dataclass(frozen=True)
class SeenLine:
    """One line. who: a given name; seq and hash let anybody find it in the chain."""

    seq: int
    at: datetime
    who: str
    seat: str
    act: str
    hash: str


def seen(case_id: UUID, *, by_person: UUID | None, limit: int) -> list[SeenLine]:
    """The newest lines of a case's chain; of one person alone when `by_person` is given.

    Lines that only say a text was sealed are left out: they belong to the act beside them. Two
    queries.
    """
    who = asking()
    if who is None:
        return []
    of_my_cases = Line.objects.filter(chain_id__in=visible_case_ids(who))
    lines = of_my_cases.filter(chain_id=case_id).exclude(act="text.sealed")
    if by_person is not None:
        lines = lines.filter(actor_person_id=by_person)
    rows = list(
        lines.order_by("-seq").values("seq", "at", "actor_person_id", "seat", "act", "hash")[:limit]
    )
    actors = {row["actor_person_id"] for row in rows if row["actor_person_id"]}
    people = Person.objects.filter(id__in=actors).values_list("id", "given")
    names: dict[UUID | None, str] = {person: given for person, given in people}  # noqa: C416
    return [
        SeenLine(
            seq=row["seq"],
            at=row["at"],
            who=names.get(row["actor_person_id"], ""),
            seat=row["seat"],
            act=row["act"],
            hash=bytes(row["hash"]).hex(),
        )
        for row in rows
    ]
