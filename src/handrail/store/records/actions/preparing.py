"""Preparation before a contact: the lines of the library's cards, ticked for each person."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from handrail.core.family_file.values import Family, Person
from handrail.core.law.modalities import NONE
from handrail.core.therapy.card import Card
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import Record, one_of_case, recording
from handrail.store.records.models import Contact, PreparedLine

CARDS: Mapping[str, str] = {
    "child": "preparation.child",
    "young": "preparation.child_young",
    "parent": "preparation.parent_visiting",
    "home": "preparation.parent_at_home",
    "therapist": "preparation.therapist",
}
LETTERS: Mapping[str, str] = {
    "child": "preparation.letter_child",
    "young": "preparation.letter_child",
    "parent": "preparation.letter_writer",
    "home": "preparation.letter_at_home",
    "therapist": "preparation.letter_screening",
}
YOUNG = 9
"""Below this age a child has the card for younger children."""


@dataclass(frozen=True)
class Prepared:
    """A card for somebody before a contact. person None: the therapist or observer."""

    card: Card
    person: Person | None


def cards_for(
    family: Family, child: str, parent: str, *, modality: str, age: int | None
) -> tuple[Prepared, ...]:
    """The cards for one contact: the child, the visiting parent, those at home, the therapist."""
    known = {card.id: card for card in load().cards}
    named = LETTERS if is_screened(modality) else CARDS
    people = {person.id: person for person in family.people}
    young = age is not None and age < YOUNG
    wanted: list[tuple[str, Person | None]] = [
        ("young" if young else "child", people.get(child)),
        ("parent", people.get(parent)),
        *(("home", one) for one in family.people if one.seat == "parent" and one.id != parent),
        ("therapist", None),
    ]
    return tuple(Prepared(known[named[who]], person) for who, person in wanted)


def is_screened(modality: str) -> bool:
    """Whether staff read, see or hear it before the child does: a letter, a recording."""
    return not modality.startswith(("in_person", "live", "phone", "video_live"))


def against_screening(case_id: UUID, contact: UUID, modality: str) -> Iterator[str]:
    """What keeps this one letter or recording from the child: lines of its own screening that are
    not ticked. That an earlier one passed says nothing of this one (clinical §2.5, §10.2 C5)."""
    card = screening_of(modality)
    if card is None:
        return
    ticked = {line for one, _who, line in ticked_lines(case_id, contact) if one == card.id}
    lines = [item.text for part in card.en.parts for item in part.items]
    if left := [f"“{text}”" for line, text in enumerate(lines) if line not in ticked]:
        yield (
            f"{len(left)} of {len(lines)} lines of “{card.en.title}” are not ticked for this one: "
            f"{', '.join(left)}. Tick each line that holds. Where one does not hold, the child "
            "does not get it."
        )


def screening_of(modality: str) -> Card | None:
    """The card that is ticked for each contact of this form before the child gets it; or None."""
    if modality == NONE or not is_screened(modality):
        return None
    return next(one for one in load().cards if one.id == LETTERS["therapist"])


def prepare(
    *,
    by: Viewer,
    case_id: UUID,
    contact: UUID,
    card: str,
    person: UUID | None,
    lines: Collection[int],
) -> None:
    """These lines of a card are ticked for somebody, and no others; a tick can be taken back.

    lines: counted from 0 through the parts of the card. Raises Refused("gone") for no such line,
    card or contact.
    """
    with recording(by=by, case_id=case_id, act="preparation.ticked") as record:
        one_of_case(Contact, case_id, contact)
        every = range(lines_of(card))
        if not every or not set(lines) <= set(every):
            raise Refused("gone")
        known = {
            row.line: row
            for row in PreparedLine.objects.filter(contact_id=contact, card=card, person_id=person)
        }
        for line in every:
            _set(record, known.get(line), contact, card, line, person, line in lines)
        record.about("contact", contact, card=card, ticked=len(lines), of=len(every))


def _set(
    record: Record,
    row: PreparedLine | None,
    contact: UUID,
    card: str,
    line: int,
    person: UUID | None,
    ticked: bool,
) -> None:
    if row is None and ticked:
        record.add(
            PreparedLine, contact_id=contact, card=card, line=line, person_id=person, ticked=True
        )
    elif row is not None and row.ticked != ticked:
        record.change(PreparedLine, row.id, version=row.version, ticked=ticked)


def lines_of(card: str) -> int:
    """How many lines a card has; 0 for no such card."""
    return sum(1 for one in load().cards if one.id == card for _ in _lines(one))


def _lines(card: Card) -> Iterator[str]:
    yield from (item.id for part in card.en.parts for item in part.items)


def ticked_lines(case_id: UUID, contact: UUID) -> frozenset[tuple[str, str, int]]:
    """(card, person id or "", line) of every line that is ticked before a contact."""
    rows = PreparedLine.objects.filter(case_id=case_id, contact_id=contact, ticked=True)
    return frozenset(
        (card, str(person or ""), line)
        for card, person, line in rows.values_list("card", "person_id", "line")
    )
