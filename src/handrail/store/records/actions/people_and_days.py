"""What many acts ask of their facts: people of this family, days that have come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.conf import settings

from handrail import clock
from handrail.store.accounts.models import Membership
from handrail.store.accounts.seats import CASE_TEAM
from handrail.store.accounts.visibility import in_force


def family_of(case_id: UUID) -> set[UUID]:
    """The ids of everybody who has a seat of the family (not of the team) in a case now."""
    rows = Membership.objects.filter(in_force(), case_id=case_id).exclude(seat__in=CASE_TEAM)
    return set(rows.values_list("person_id", flat=True))


def not_of_family(case_id: UUID, people: Iterable[UUID]) -> Iterator[str]:
    """Why these people cannot be named here: somebody has no seat of this family."""
    if not set(people) <= family_of(case_id):
        yield "Somebody chosen is not among the people of this family. Add them under People first."


def not_yet(on: date) -> Iterator[str]:
    """Why a day cannot be one on which something was said or seen: it has not come."""
    if on > today():
        yield f"{on.isoformat()} has not come yet. Give the day on which it was said or seen."


def today() -> date:
    """The practice's local day."""
    return clock.today(settings.TIME_ZONE)
