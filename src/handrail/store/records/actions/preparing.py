"""Preparation: the lines of the library's cards, ticked for each person.

Before one contact, or before any contact on a ladder. A list that is whole is evidence
(`chart.prepared`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handrail.core.family_file.values import Family, Person
from handrail.core.law.modalities import NONE
from handrail.core.therapy.card import Card
from handrail.core.therapy.preparing import lines_of as lines_in
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.people_and_days import not_of_family
from handrail.store.records.actions.recording import Record, one_of_case, recording
from handrail.store.records.models import Contact, Ladder, PreparedLine

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
    ticked = {line for one, _who, line in ticked_lines(case_id, contact=contact) if one == card.id}
    lines = lines_in(card)
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
    contact: UUID | None = None,
    ladder: UUID | None = None,
    card: str,
    person: UUID | None,
    lines: Collection[int],
) -> None:
    """These lines of a card are ticked for somebody, and no others; a tick can be taken back.

    contact: before this contact; ladder: before any on this ladder; one of the two. lines: counted
    from 0 through the parts of the card. Raises Refused("gone") for no such line, card, contact,
    ladder or person of the case.
    """
    with recording(by=by, case_id=case_id, act="preparation.ticked") as record:
        before = _before(case_id, contact, ladder)
        every = range(lines_of(card))
        stranger = person is not None and any(not_of_family(case_id, [person]))
        if not every or not set(lines) <= set(every) or stranger:
            raise Refused("gone")
        known = {
            row.line: row
            for row in PreparedLine.objects.filter(**before, card=card, person_id=person)
        }
        for line in every:
            _set(record, known.get(line), line in lines, **before, card=card, line=line,
                 person_id=person)  # fmt: skip
        (named, row_id), *_none = before.items()
        record.about(named.removesuffix("_id"), row_id, card=card, ticked=len(lines), of=len(every))


def _before(case_id: UUID, contact: UUID | None, ladder: UUID | None) -> dict[str, UUID]:
    """Before what a list is gone through, as the columns of its lines."""
    if contact is not None and ladder is None:
        return {"contact_id": one_of_case(Contact, case_id, contact).id}
    if ladder is not None and contact is None:
        return {"ladder_id": one_of_case(Ladder, case_id, ladder).id}
    raise ValueError("a list is gone through before one contact or before any on a ladder")


def _set(record: Record, row: PreparedLine | None, ticked: bool, **of: Any) -> None:
    now: dict[str, Any] = {"ticked": ticked}
    if ticked:
        now |= {"ticked_on": record.today, "ticked_by": record.by.person_id}
    if row is None and ticked:
        record.add(PreparedLine, **of, **now)
    elif row is not None and row.ticked != ticked:
        record.change(PreparedLine, row.id, version=row.version, **now)


def lines_of(card: str) -> int:
    """How many lines a card has; 0 for no such card."""
    return next((len(lines_in(one)) for one in load().cards if one.id == card), 0)


def ticked_lines(
    case_id: UUID, *, contact: UUID | None = None, ladder: UUID | None = None
) -> frozenset[tuple[str, str, int]]:
    """(card, person id or "", line) of every line that is ticked before a contact, or before any on
    a ladder."""
    rows = PreparedLine.objects.filter(
        case_id=case_id, contact_id=contact, ladder_id=ladder, ticked=True
    )
    return frozenset(
        (card, str(person or ""), line)
        for card, person, line in rows.values_list("card", "person_id", "line")
    )
