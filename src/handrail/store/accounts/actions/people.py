"""Adding people and correcting what is known about them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handrail import chance
from handrail.store.accounts.models import Person
from handrail.store.accounts.viewer import Viewer
from handrail.store.database import identity, versions
from handrail.store.database.transactions import writing
from handrail.store.ledger.appending import append

CORRECTABLE = {"given", "family", "born_on", "pronouns", "language"}


def add_person(
    *,
    by: Viewer,
    given: str,
    family: str = "",
    born_on: str = "",
    pronouns: str = "",
    language: str = "en",
    person_id: UUID | None = None,
    at: datetime | None = None,
) -> UUID:
    """Add somebody to the practice; returns their id. Nobody sees them until they have a seat.

    Raises TextRefused for a name or date that cannot be kept.
    """
    row = Person(
        id=person_id or chance.new_id(),
        practice_id=by.practice_id,
        given=given,
        family=family,
        born_on=born_on,
        pronouns=pronouns,
        language=language,
        made_at=at or identity.moment(),
    )
    with writing():
        row.save(force_insert=True)
        append(
            by=by,
            chain=by.practice_id,
            act="person.added",
            object_kind="person",
            object_id=row.id,
            at=at,
        )
    return row.id


def correct_person(
    *, by: Viewer, person_id: UUID, version: int, at: datetime | None = None, **values: str
) -> int:
    """Correct name, birth date, pronouns or language; returns the new version.

    Raises Stale when somebody else corrected them since `version`.
    """
    unknown = set(values) - CORRECTABLE
    if unknown:
        raise TypeError(f"not correctable: {', '.join(sorted(unknown))}")
    rows = Person.objects.filter(practice_id=by.practice_id)
    with writing():
        new_version = versions.change(rows, row_id=person_id, version=version, **values)
        append(
            by=by,
            chain=by.practice_id,
            act="person.corrected",
            object_kind="person",
            object_id=person_id,
            detail={"fields": sorted(values)},
            at=at,
        )
    return new_version
