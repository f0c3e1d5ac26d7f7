"""Who can see a note, and why: the table of disclosure for the people of one case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from handrail.core.disclosure.matrix import Cell, default, staff_may_read
from handrail.core.disclosure.seats import age_band
from handrail.core.family_file.values import Person
from handrail.core.law.answers import Allowed
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import people_in_order
from handrail.rooms.shared.parts import Link, Notice, Reader, WhoCanSee
from handrail.store.records.reading.drafts import Piece
from handrail.store.records.reading.family import Member, StoredCase
from handrail.store.records.reading.notes import NoteSession

CHILDREN = ("child", "sibling")
_OF_A_CHILD, _OF_A_PARENT = "child_individual_note", "parent_individual_note"


def record_kind(session: NoteSession) -> str:
    """Which kind of record of the table a note of this session is."""
    if session.rung:
        return "contact_observation"
    if session.kind == "IC":
        return _OF_A_CHILD
    return _OF_A_PARENT if session.kind.startswith("IP") else "conjoint_note"


def panel(
    stored: StoredCase,
    session: NoteSession,
    pieces: Sequence[Piece],
    *,
    me: str,
    today: date,
    own_notes: str,
) -> WhoCanSee:
    """Everybody of the team and of the family, with what the table says and why.

    own_notes: the address of one's own notes, "" for whoever keeps none.
    """
    kind = record_kind(session)
    touches = {person for one in pieces for person in (*one.about, *one.told_by)}
    family = (person for person in people_in_order(stored.family))
    own = Notice(
        _("Your own thoughts belong in a psychotherapy note."),
        _("You alone can open it."),
        link=Link(_("Go to it"), own_notes),
    )
    return WhoCanSee(
        about=_("For the whole note, segment by segment. Nothing is handed out by itself."),
        readers=(
            *_team(stored.team, kind, me),
            *(_relative(person, kind, touches, today) for person in family if _counts(person)),
            Reader(
                _("Court, counsel"), _("by an order"), "cannot",
                _("They get what is released to everybody at once, not notes."),
            ),
        ),
        notice=own if own_notes else None,
    )  # fmt: skip


def _counts(person: Person) -> bool:
    return person.seat in ("child", "parent")


def _team(team: Sequence[Member], kind: str, me: str) -> Iterator[Reader]:
    for member in sorted(team, key=lambda one: one.person != me):
        allowed = staff_may_read(kind, member.seat, assigned=True, is_author=member.person == me)
        seat = words.said(words.SEATS, member.seat)
        if member.person == me:
            yield Reader(member.given, _("you"), "can", _("You write it."))
        elif isinstance(allowed, Allowed):
            yield Reader(member.given, seat, "can", _("Sits on the team of this case."))
        else:
            yield Reader(member.given, seat, "cannot", _("Sees times and doors, never notes."))
    if all(member.seat != "coordinator" for member in team):
        yield Reader(_("Coordinator"), _("desk"), "cannot", _("Sees times and doors, never notes."))


def _relative(person: Person, kind: str, touches: Collection[str], today: date) -> Reader:
    about_them = person.id in touches
    seat = words.said(words.SEATS, person.seat)
    years = words.age(person.born, today)
    if person.seat == "child":
        of = age_band(years) if years is not None else age_band(0)
        seat = seat if years is None else f"{seat}, {years}"
    else:
        of = "own" if about_them else "other_parent"
    answer, because = _because(default(kind, person.seat, of=of), about_them=about_them)
    return Reader(person.given, seat, answer, because)


def _because(cell: Cell, *, about_them: bool) -> tuple[Literal["can", "could", "cannot"], str]:
    """The strictest way that could open it; without any it stays closed."""
    letters = cell.letters
    if cell.never or not letters - {"N"}:
        text = _("Nothing in it is about them or told by them.")
        return "cannot", _("The table keeps it closed.") if about_them else text
    if "S" in letters:
        return "could", _("Could get a summary you write, never the note.")
    if "R" in letters:
        return "could", _("Their own segments, others taken out. You read it again first.")
    if letters & {"A", "E"}:
        return "could", _("Somebody of the practice has to look at it first.")
    return "cannot", _("Only with written consent, or as an order expressly says.")


def in_short(piece: Piece, stored: StoredCase) -> str:
    """One line under a segment: the team, and whoever of the family could ask."""
    given = {person.id: person for person in stored.family.people}
    told_by = [given[one] for one in piece.told_by if one in given]
    if any(person.seat in CHILDREN for person in told_by):
        return _("Your team only. A child’s words are never handed out by default.")
    touched = [given[one] for one in dict.fromkeys((*piece.about, *piece.told_by)) if one in given]
    parents = [person.given for person in touched if person.seat == "parent"]
    if parents:
        return _("Your team on this case. %s, if you hand it out.") % words.joined(parents)
    return _("Your team on this case. Nobody in the family.")
