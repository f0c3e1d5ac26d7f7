"""Recording what staff have learned and hold, and taking a mistake back (seed row M28)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from handrail import chance
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Person, Qualification
from handrail.store.accounts.models.qualification import QUALIFICATIONS
from handrail.store.accounts.qualifications import KEEPS_THEM, TREATS, missing, papers_of
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import staff_seats
from handrail.store.database import identity
from handrail.store.database.transactions import writing
from handrail.store.ledger.appending import append


def record_qualification(
    *,
    by: Viewer,
    person_id: UUID,
    qualification: str,
    title: str,
    since: date,
    until: date | None = None,
    hours: int | None = None,
) -> UUID:
    """Record a paper of a colleague. Returns its id.

    Nobody records their own. Raises Refused: "keepers_only", "own_paper", "no_such_person",
    "unknown_paper", "ends_before_it_begins".
    """
    with writing():
        _refuse_unless_keeper(by)
        if person_id == by.person_id:
            raise Refused("own_paper")
        if qualification not in QUALIFICATIONS:
            raise Refused("unknown_paper")
        if until is not None and until < since:
            raise Refused("ends_before_it_begins")
        if not Person.objects.filter(id=person_id, practice_id=by.practice_id).exists():
            raise Refused("no_such_person")
        row = Qualification(
            id=chance.new_id(), practice_id=by.practice_id, person_id=person_id,
            qualification=qualification, title=title, since=since, until=until, hours=hours,
            recorded_by=by.person_id, recorded_at=identity.moment(),
        )  # fmt: skip
        row.save(force_insert=True)
        _line(by, "qualification.recorded", person_id, qualification)
    return row.id


def withdraw_qualification(*, by: Viewer, person_id: UUID, paper: UUID) -> None:
    """Take a mistaken paper back; it stays to be seen. Raises Refused: "keepers_only", "gone"."""
    with writing():
        _refuse_unless_keeper(by)
        rows = Qualification.objects.filter(
            id=paper, person_id=person_id, practice_id=by.practice_id, withdrawn_at__isnull=True
        )
        found = rows.values_list("qualification", flat=True).first()
        if found is None:
            raise Refused("gone")
        rows.update(withdrawn_at=identity.moment())
        _line(by, "qualification.withdrawn", person_id, found)


def refuse_unqualified(*, by: Viewer, person_id: UUID, seat: str, on: date) -> None:
    """Raises Refused with "lacks_…" for each paper somebody lacks for a seat that treats."""
    if seat in TREATS:
        lacks = missing(papers_of(by, [person_id]).get(person_id, ()), on)
        if lacks:
            raise Refused(*(f"lacks_{code}" for code in lacks))


def _refuse_unless_keeper(by: Viewer) -> None:
    if not staff_seats(by, KEEPS_THEM).exists():
        raise Refused("keepers_only")


def _line(by: Viewer, act: str, person_id: UUID, qualification: str) -> None:
    append(
        by=by, chain=by.practice_id, act=act, object_kind="person", object_id=person_id,
        detail={"qualification": qualification},
    )  # fmt: skip
