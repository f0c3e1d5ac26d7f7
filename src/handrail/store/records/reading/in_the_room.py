"""A contact as the pages in the room need it: its card, its people, what was seen so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from handrail.core.therapy import room
from handrail.core.therapy.rule import Rung
from handrail.store.accounts.models import Membership, Person
from handrail.store.accounts.visibility import in_force, visible_case_ids
from handrail.store.database.text import by_name
from handrail.store.records.models import ChildView, Contact, ContactCheck, PlanCard, Session, Tap
from handrail.store.records.models.common import asking
from handrail.store.records.reading.family import rungs_from
from handrail.store.records.reading.opened import Opened, opened

CARD = ("activity", "topics", "barred", "gifts", "exit_plan")
CORRECTION = "correction"
"""What a tap says that takes an earlier one back."""


@dataclass(frozen=True)
class Someone:
    """A person by given name."""

    id: UUID
    given: str
    born: str = ""


@dataclass(frozen=True)
class Coming:
    """Where somebody comes in and waits; times as HH:MM."""

    given: str
    at: str
    door: str
    waits: str


@dataclass(frozen=True)
class Card:
    """What was agreed before; "" where nothing was."""

    one_change: str = ""
    activity: str = ""
    topics: str = ""
    barred: str = ""
    gifts: str = ""
    exit_plan: str = ""


@dataclass(frozen=True, kw_only=True)
class RoomContact:
    """One contact. step: the place of its rung on the ladder, the lowest 0.

    coming: the child and the parent of this ladder: nobody else's times.
    """

    id: UUID
    session_id: UUID
    ladder_id: UUID
    ref: str
    on: date
    at: time | None
    minutes: int | None
    room: str
    state: str
    version: int
    child: Someone
    parent: Someone
    rungs: tuple[Rung, ...]
    step: int
    coming: tuple[Coming, ...]
    started_at: datetime | None
    ended_at: datetime | None
    ended_early: bool
    card: Card

    @property
    def rung(self) -> Rung:
        return self.rungs[self.step]

    @property
    def under_way(self) -> bool:
        return self.started_at is not None and self.ended_at is None and self.state == "planned"


@dataclass(frozen=True)
class KeptTap:
    """One tap. at: when it was seen, by the device's clock if it came late. corrected: taken back.

    corrects: the client id of the tap it takes back.
    """

    id: UUID
    client_id: UUID
    seen: str
    line: str
    at: datetime
    came: str
    corrects: UUID | None
    corrected: bool


@dataclass(frozen=True)
class Asked:
    """The child's answer today, asked alone."""

    answer: str
    words: str


@dataclass(frozen=True)
class Check:
    """What the child said of the contact, 0-10; present: given names."""

    before: int | None
    worst: int | None
    after: int | None
    stop_used: bool | None
    best: str
    change: str
    present: tuple[str, ...]


@dataclass(frozen=True)
class ContactOfTheDay:
    """A contact planned for today, for whoever goes into the room."""

    case_id: UUID
    number: int
    contact: UUID
    child: str
    parent: str
    at: time | None
    started: bool


def room_contact(case_id: UUID, contact: UUID) -> RoomContact | None:
    """The contact with its card, or None. Three queries; four with sealed words."""
    rows = Contact.objects.filter(case_id=case_id, id=contact).select_related(
        "session", "ladder", "ladder__child", "ladder__parent"
    )
    row = rows.first()
    if row is None:
        return None
    return _contact(row, _card(row.case_id, row.id))


def contacts_of_the_day(on: date, case_ids: Sequence[UUID]) -> list[ContactOfTheDay]:
    """Contacts planned for a day in these cases, in time order. One query."""
    who = asking()
    if who is None or not case_ids:
        return []
    rows = Contact.objects.filter(
        session__on=on, state="planned", session__state="planned", case_id__in=case_ids
    ).filter(case_id__in=visible_case_ids(who))
    found = rows.order_by("session__at", "session__position").values_list(
        "case_id", "case__number", "id", "ladder__child__given", "ladder__parent__given",
        "session__at", "started_at",
    )  # fmt: skip
    return [
        ContactOfTheDay(
            case_id=row[0], number=row[1], contact=row[2], child=row[3], parent=row[4], at=row[5],
            started=row[6] is not None,
        )
        for row in found
    ]  # fmt: skip


def taps_of(case_id: UUID, contact: UUID) -> list[KeptTap]:
    """Every tap of a contact in the order it was seen, also those taken back."""
    rows = opened(
        Tap.objects.filter(case_id=case_id, contact_id=contact), "client_id", "seen", "device_at",
        "came", "corrects__client_id", words=("line",), case_id=case_id, table="tap",
    )  # fmt: skip
    taken_back = {row["corrects__client_id"] for row in rows}
    found = [_tap(row, taken_back) for row in rows]
    return sorted(found, key=lambda tap: (tap.at, tap.id))


def seen_in(taps: Iterable[KeptTap]) -> tuple[KeptTap, ...]:
    """What holds: neither a correction nor corrected."""
    return tuple(tap for tap in taps if not tap.corrected and tap.corrects is None)


def as_seen(taps: Iterable[KeptTap]) -> list[room.Tap]:
    """The taps as the core reads them, at the practice's local time; corrections are no taps."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return [
        room.Tap(tap.seen, tap.at.astimezone(zone).time(), tap.line, tap.corrected, tap.came)
        for tap in taps
        if tap.corrects is None
    ]


def facts_of(session: UUID, *, language: str = "en") -> tuple[room.Fact, ...]:
    """What was seen in the room in this session, as sentences with their times, to be confirmed.

    Empty for a session that is no contact or in which nothing was tapped. Three queries.
    """
    row = Contact.objects.filter(session_id=session).select_related(
        "ladder__child", "ladder__parent"
    )
    found = row.first()
    if found is None:
        return ()
    taps = as_seen(taps_of(found.case_id, found.id))
    names = {"child": found.ladder.child.given, "parent": found.ladder.parent.given}
    return room.summary_of(taps, **names, language=language).facts


def asked_today(case_id: UUID, child: UUID, rung: str, on: date) -> Asked | None:
    """What the child answered today about this rung, asked alone; None when not asked."""
    rows = ChildView.objects.filter(
        case_id=case_id, child_id=child, rung=rung, on=on, alone=True
    ).order_by("-recorded_at")[:1]
    found = opened(rows, "answer", words=("words",), case_id=case_id, table="child_view")
    return Asked(found[0]["answer"], found[0]["words"]) if found else None


def last_check(case_id: UUID, contact: UUID) -> Check | None:
    """What the child said last of this contact."""
    figures = ("before", "worst", "after", "stop_used")
    rows = ContactCheck.objects.filter(case_id=case_id, contact_id=contact).order_by("-recorded_at")
    found = opened(
        rows[:1], *figures, "present", words=("best", "change"), case_id=case_id,
        table="contact_check",
    )  # fmt: skip
    if not found:
        return None
    row = found[0]
    people = Person.objects.filter(id__in=row["present"])
    names = tuple(people.order_by("given").values_list("given", flat=True))
    answers = {name: row[name] for name in (*figures, "best", "change")}
    return Check(**answers, present=names)


def collecting_today(case_id: UUID, session: UUID | None, on: date) -> UUID | None:
    """Who brought the child to this session, or to the first of the day; None when not known."""
    rows = Session.objects.filter(case_id=case_id)
    of_it = rows.filter(id=session) if session else rows.filter(on=on).order_by("at")
    for arrivals in of_it.values_list("arrivals", flat=True):
        brought = [one["brought_by"] for one in arrivals if one.get("brought_by")]
        if brought:
            return UUID(brought[0])
    return None


def people_about(case_id: UUID) -> list[tuple[UUID, str, str]]:
    """(person, given name, seat) of everybody with a seat in the case now, by given name."""
    rows = Membership.objects.filter(in_force(), case_id=case_id).select_related("person")
    found = {(row.person_id, row.person.given, row.seat) for row in rows}
    return sorted(found, key=lambda one: (by_name(one[1]), one[2]))


def _contact(row: Any, card: Card) -> RoomContact:
    session, ladder = row.session, row.ladder
    rungs = rungs_from(ladder.rungs)
    child, parent = (_someone(one) for one in (ladder.child, ladder.parent))
    return RoomContact(
        id=row.id, session_id=session.id, ladder_id=ladder.id, ref=session.ref, on=session.on,
        at=session.at, minutes=session.minutes, room=session.room, state=row.state,
        version=row.version, child=child, parent=parent, rungs=rungs,
        step=[rung.id for rung in rungs].index(row.rung),
        coming=_coming(session.arrivals, {child.id: child.given, parent.id: parent.given}),
        started_at=row.started_at, ended_at=row.ended_at, ended_early=row.ended_early, card=card,
    )  # fmt: skip


def _someone(person: Any) -> Someone:
    return Someone(person.id, person.given, person.born_on or "")


def _coming(arrivals: Iterable[dict[str, str]], names: dict[UUID, str]) -> tuple[Coming, ...]:
    """Of child and parent of this ladder alone; never who brought the child."""
    return tuple(
        Coming(names[UUID(one["person"])], one["at"], one["door"], one["waits"])
        for one in arrivals
        if one["person"] and UUID(one["person"]) in names
    )


def _card(case_id: UUID, contact: UUID) -> Card:
    rows = PlanCard.objects.filter(case_id=case_id, contact_id=contact)
    found = opened(rows, "one_change", words=CARD, case_id=case_id, table="plan_card")
    if not found:
        return Card()
    return Card(found[0]["one_change"], **{name: found[0][name] for name in CARD})


def _tap(row: Opened, taken_back: set[Any]) -> KeptTap:
    return KeptTap(
        id=row.id,
        client_id=row["client_id"],
        seen=row["seen"],
        line=row["line"],
        at=row["device_at"] or row.recorded_at,
        came=row["came"],
        corrects=row["corrects__client_id"],
        corrected=row["client_id"] in taken_back,
    )
