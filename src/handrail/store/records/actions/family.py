"""Who the family is: people, homes, relations, what happened before. Dated, with who told it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Max

from handrail import chance
from handrail.core.disclosure.seats import seats as known_seats
from handrail.store.accounts.actions.cases import give_seat
from handrail.store.accounts.actions.people import add_person, correct_person
from handrail.store.accounts.seats import CASE_TEAM, PRACTICE_WIDE
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.people_and_days import not_of_family, today
from handrail.store.records.actions.recording import one_of_case, recording, refuse
from handrail.store.records.models import HistoryEvent, HouseholdMember, Relation
from handrail.store.records.models.family import RELATIONS

__all__ = [
    "QUALITIES", "RELATIONS", "SEATS", "add_history", "add_home", "add_relation",
    "add_to_family", "correct_family", "end_home", "end_relation",
]  # fmt: skip

QUALITIES = ("close", "conflicted", "cut_off", "unknown")
"""How a relation is told to be (clinical §3.8); never drawn in a colour."""
SEATS = (
    "child", "parent", "sibling", "step_parent", "grandparent", "caregiver", "partner", "relative",
    "other",
)  # fmt: skip


def add_to_family(
    *,
    by: Viewer,
    case_id: UUID,
    given: str,
    seat: str,
    family: str = "",
    born_on: str = "",
) -> UUID:
    """Add somebody to the family; returns their id. A case of one's own team is needed.

    born_on: "1987", "2016-02" or a day. Raises RefusedByRule for a seat of the staff.
    """
    with recording(by=by, case_id=case_id, act="family.added_to") as record:
        refuse(*_no_family_seat(seat))
        person = add_person(by=by, given=given, family=family, born_on=born_on, at=record.at)
        give_seat(by=by, case_id=case_id, person_id=person, seat=seat, at=record.at)
        record.about("person", person, seat=seat)
        return person


def _no_family_seat(seat: str) -> Iterator[str]:
    if seat in (*CASE_TEAM, *PRACTICE_WIDE) or (seat not in SEATS and seat not in known_seats()):
        yield "This seat is not one of the family. Choose child, parent, or another of the list."


def correct_family(
    *, by: Viewer, case_id: UUID, person: UUID, version: int, given: str, family: str, born_on: str
) -> None:
    """Correct the name or birth date of somebody of this family. Raises Stale."""
    with recording(by=by, case_id=case_id, act="family.corrected") as record:
        refuse(*not_of_family(case_id, [person]))
        correct_person(
            by=by, person_id=person, version=version, given=given, family=family, born_on=born_on,
            at=record.at,
        )  # fmt: skip
        record.about("person", person)


def add_home(
    *, by: Viewer, case_id: UUID, people: Sequence[UUID], household: str = "", since: str = ""
) -> str:
    """These people live in a household since a day ("": a new one); returns its key.

    Somebody may live in two. Raises RefusedByRule for people of no or another family.
    """
    with recording(by=by, case_id=case_id, act="home.recorded") as record:
        here = HouseholdMember.objects.filter(case_id=case_id)
        known = set(here.values_list("household", flat=True))
        if household and household not in known:
            refuse("This home is none of this family. Choose one of the list, or a new one.")
        refuse(*not_of_family(case_id, people), *([] if people else ["Say who lives there."]))
        key = household or f"home-{chance.new_id()}"
        living = here.filter(household=key, until="").values_list("person_id", flat=True)
        for person in dict.fromkeys(people):
            if person not in set(living):
                record.add(HouseholdMember, person_id=person, household=key, since=since)
        return key


def end_home(*, by: Viewer, case_id: UUID, stay: UUID, until: str) -> None:
    """Somebody lives there no longer; that they did stays on the map of the days before."""
    with recording(by=by, case_id=case_id, act="home.ended") as record:
        row = one_of_case(HouseholdMember, case_id, stay)
        refuse(*_ends_early(row.since, until))
        HouseholdMember.objects.filter(case_id=case_id, id=stay).update(until=until)
        record.about("household_member", stay)


def add_relation(
    *,
    by: Viewer,
    case_id: UUID,
    of: UUID,
    to: UUID,
    kind: str,
    quality: str = "unknown",
    since: str = "",
    until: str = "",
    source: UUID | None = None,
) -> UUID:
    """`of` is parent, partner … of `to`, how close, since when, as told by `source`.

    Raises RefusedByRule for one person twice, people of no family, days in the wrong order.
    """
    with recording(by=by, case_id=case_id, act="relation.recorded") as record:
        named = [of, to, *([source] if source else [])]
        refuse(*not_of_family(case_id, named), *_nobody_alone(of, to), *_ends_early(since, until))
        row = record.add(
            Relation, of_id=of, to_id=to, kind=kind, quality=quality, since=since, until=until,
            source=str(source) if source else "",
        )  # fmt: skip
        record.about("relation", row)
        return row


def end_relation(*, by: Viewer, case_id: UUID, relation: UUID, until: str) -> None:
    """A relation ended; that it was stays on the map of the days before."""
    with recording(by=by, case_id=case_id, act="relation.ended") as record:
        row = one_of_case(Relation, case_id, relation)
        refuse(*_ends_early(row.since, until))
        Relation.objects.filter(case_id=case_id, id=relation).update(until=until)
        record.about("relation", relation)


def add_history(
    *,
    by: Viewer,
    case_id: UUID,
    on: str,
    event: str,
    sources: Sequence[UUID],
    accounts_differ: bool = False,
) -> UUID:
    """Something that happened before, with who told it (seed row M4).

    on: "2019", "2019-04" or a day. Raises RefusedByRule without anybody who told it.
    """
    with recording(by=by, case_id=case_id, act="history.recorded") as record:
        refuse(*not_of_family(case_id, sources), *_untold(sources), *_to_come(on))
        last = HistoryEvent.objects.filter(case_id=case_id).aggregate(last=Max("position"))["last"]
        row = record.add(
            HistoryEvent, on=on, position=0 if last is None else last + 1,
            sources=[str(one) for one in sources], accounts_differ=accounts_differ,
            texts={"event": event},
        )  # fmt: skip
        record.about("history_event", row)
        return row


def _untold(sources: Sequence[UUID]) -> Iterator[str]:
    if not sources:
        yield "Say who told it: history without a source is nobody's word."


def _to_come(on: str) -> Iterator[str]:
    if on > today().isoformat():
        yield f"{on} has not come yet. History is what happened before."


def _nobody_alone(of: UUID, to: UUID) -> Iterator[str]:
    if of == to:
        yield "A relation is between two people. Choose somebody else."


def _ends_early(since: str, until: str) -> Iterator[str]:
    shortest = min(len(since), len(until))
    if since and until and until[:shortest] < since[:shortest]:
        yield f"It ends ({until}) before it begins ({since}). Put one of the two right."
