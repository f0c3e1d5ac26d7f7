"""Signed notes as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.store.records.reading.family import StoredCase
from handrail.store.records.reading.notes import SignedNote


@dataclass(frozen=True)
class ShownSegment:
    """A segment with the given names of whom it is about and who told it."""

    text: str
    about: str
    told_by: str


@dataclass(frozen=True)
class ShownNote:
    """A note with its author and day; late: it was entered long after the session."""

    signed: str
    late: bool
    segments: tuple[ShownSegment, ...]


def main_note(signed: Sequence[SignedNote]) -> SignedNote | None:
    """The note of the session itself; what was added to it is an addendum."""
    return next((one for one in signed if one.addendum_to is None), None)


def addenda_of(signed: Iterable[SignedNote], note: SignedNote) -> list[SignedNote]:
    """What was added to a note, oldest first."""
    return [one for one in signed if one.addendum_to == note.id]


def shown(note: SignedNote, stored: StoredCase, today: date) -> ShownNote:
    """A note in words."""
    names = {person.id: person.given for person in stored.family.people}
    names |= {one.person: one.given for one in stored.team}
    return ShownNote(
        signed=_signed(note, names, today),
        late=note.late,
        segments=tuple(
            ShownSegment(one.text, _named(one.about, names), _named(one.told_by, names))
            for one in note.pieces
        ),
    )


def _named(people: Iterable[str], names: dict[str, str]) -> str:
    return words.joined([names.get(one, _("somebody")) for one in people])


def _signed(note: SignedNote, names: dict[str, str], today: date) -> str:
    if note.signed_at is None:
        return _("came in with the family’s file")
    at = note.signed_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return _("signed by %(who)s, %(day)s, %(at)s") % {
        "who": names.get(str(note.author), _("somebody who has left the team")),
        "day": words.day(at.date(), today),
        "at": f"{at:%H:%M}",
    }
