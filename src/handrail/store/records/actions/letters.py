"""Letters on paper: begun from a start text, edited, signed, given in a safe way.

The program sends nothing. Signed, a letter is frozen. Source: clinical §1.6 [SVN18], §6.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from handrail.core.family_file.values import Person
from handrail.core.therapy.endings import Ending, gaps_in, letter_start
from handrail.core.therapy.pause import pause_sentence, reads_as_leave
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.co_signing import ask_second, carries_out
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.models import CoSign, Letter
from handrail.store.records.reading.endings import LetterRead, letters, named_ending
from handrail.store.records.reading.family import FRAME, stored_case

SUMMARY = "closing_summary"
WAYS = ("in_person", "post", "safe_mail", "through_lawyer", "read_aloud")
_TO = {"parent": "parent", "child": "child"}
_NEUTRAL = "stopped_for_safety"


def begin_letters(record: Record, ending: Ending, *, anew: bool = False) -> None:
    """Begin each person's letter, the notice and the summary of an ending: both parents the same
    text. A letter that is begun already stays.

    anew: another ending than before was named. What nobody has written on begins with its text;
    where the letter about the first is signed, a further one is begun.
    """
    known = {(one.letter, one.person): one for one in letters(record.case_id)}
    for (kind, person), text in _starts(record.case_id, ending):
        one = known.get((kind, person))
        if one is None or (anew and one.signed_at):
            to = UUID(person) if person else None
            record.add(Letter, letter=kind, person_id=to, texts={"text": text})
        elif anew and one.version == 1:
            record.change(Letter, one.id, version=1, texts={"text": text})


def _starts(case_id: UUID, ending: Ending) -> Iterator[tuple[tuple[str, str], str]]:
    """((kind, person or ""), the text to begin with) of every letter of an ending."""
    for person in stored_case(case_id, FRAME).family.people:
        if reader := _TO.get(person.seat):
            yield ("closing", person.id), letter_start(ending, to=reader).en
    for kind in ("court_notice", "summary"):
        yield (kind, ""), letter_start(ending, to="court").en


def open_letters(case_id: UUID, kind: str) -> list[LetterRead]:
    """The letters of one kind that are begun and not signed: one round of them at a time."""
    return [one for one in letters(case_id) if one.letter == kind and one.signed_at is None]


def begin_hold_letters(*, by: Viewer, case_id: UUID) -> None:
    """Begin the letter about a pause for each parent, and for the court where the work rests on
    its order: one and the same sentence, whatever the reason (clinical §10.2).

    Raises RefusedByRule while letters about a pause are begun and not signed.
    """
    with recording(by=by, case_id=case_id, act="letter.begun") as record:
        refuse(*_against_another_pause(case_id))
        family = stored_case(case_id, FRAME).family
        to = [UUID(person.id) for person in family.people if person.seat == "parent"]
        court = [None] if family.case.basis == "court_order" else []
        for person_id in (*to, *court):
            record.add(
                Letter, letter="on_hold", person_id=person_id,
                texts={"text": pause_sentence().en},
            )  # fmt: skip


def _against_another_pause(case_id: UUID) -> Iterator[str]:
    if waiting := open_letters(case_id, "on_hold"):
        told = "One letter" if len(waiting) == 1 else f"{len(waiting)} letters"
        yield (
            f"{told} about a pause wait{'s' if len(waiting) == 1 else ''} to be signed. Sign what "
            "is begun; a further pause has its own letters then."
        )


def write_letter(*, by: Viewer, case_id: UUID, letter: UUID, text: str, version: int) -> int:
    """Keep the text of a letter that is not signed. Returns the new version; raises Stale."""
    with recording(by=by, case_id=case_id, act="letter.written") as record:
        row = _unsigned(record, letter)
        if not text.strip():
            refuse("A letter says something. Write it, or leave it unsigned.")
        record.about("letter", row.id)
        return record.change(Letter, row.id, version=version, texts={"text": text.strip()})


def sign_letter(*, by: Viewer, case_id: UUID, letter: UUID) -> UUID | None:
    """Sign a letter, which freezes it. The summary waits for the supervisor, or, signed by the
    supervisor, for the therapist; then what waits is returned. Raises RefusedByRule."""
    with recording(by=by, case_id=case_id, act="letter.signed") as record:
        row = _unsigned(record, letter)
        refuse(*_against_signing(record, row.id))
        record.about("letter", row.id)
        if row.letter == "summary":
            asks = "therapist" if record.seat == "supervisor" else "supervisor"
            return ask_second(record, SUMMARY, object_id=row.id, asks=asks)
        _sign(record, row, signed_by=by.person_id)
        return None


@carries_out(SUMMARY)
def _sign_for_two(record: Record, asked: CoSign, words: str) -> None:
    if asked.object_id is None or asked.recorded_by is None:
        raise Refused("gone")
    row = _unsigned(record, asked.object_id)
    refuse(*_against_signing(record, row.id))
    _sign(record, row, signed_by=asked.recorded_by, co_signed_by=record.by.person_id)


def _sign(record: Record, row: Any, **signers: UUID) -> None:
    signed = Letter.objects.filter(id=row.id, signed_at=None).update(signed_at=record.at, **signers)
    if signed != 1:
        raise Refused("gone")


def give_letter(*, by: Viewer, case_id: UUID, letter: UUID, given_on: date, way: str) -> None:
    """That a signed letter was given, on which day and in which way. Raises RefusedByRule."""
    with recording(by=by, case_id=case_id, act="letter.given") as record:
        row = one_of_case(Letter, case_id, letter)
        found = []
        if row.signed_at is None:
            found.append("A letter is signed before it is given. Sign it first.")
        if row.given_on is not None:
            found.append("This letter was given already.")
        if given_on > record.today:
            found.append("The day lies ahead. Enter it once the letter was given.")
        if way not in WAYS:
            found.append("Say in which way it was given. Choose one of the list.")
        refuse(*found)
        Letter.objects.filter(id=row.id).update(given_on=given_on, way=way)
        record.about("letter", row.id, way=way)


def _unsigned(record: Record, letter: UUID) -> Any:
    row = one_of_case(Letter, record.case_id, letter)
    if row.signed_at is not None:
        refuse("This letter is signed, and stays as it is. Write another one.")
    return row


def _against_signing(record: Record, letter: UUID) -> Iterator[str]:
    every = {one.id: one for one in letters(record.case_id)}
    own = every[letter]
    if gaps := gaps_in(own.text):
        yield f"Something is still to be filled in: {', '.join(gaps)}."
    if leave := reads_as_leave(own.text):
        yield (
            f"“{'”, “'.join(leave)}” could be read as leave to keep a child from order time. "
            "Say it another way: what an order says stays as it is."
        )
    yield from _against_difference(record, own, list(every.values()))


def _against_difference(record: Record, own: LetterRead, every: list[LetterRead]) -> Iterator[str]:
    """About a pause, a family that is declined, and after a stop for safety both parents read the
    same words; only their names may differ."""
    named = named_ending(record.case_id)
    same = own.letter in ("on_hold", "declined") or (named and named.ending == _NEUTRAL)
    people = {one.id: one for one in stored_case(record.case_id, FRAME).family.people}
    names = [word for one in people.values() for word in (one.given, one.family) if word]
    alike = _newest(one for one in every if one.letter == own.letter and _read_alike(one, people))
    if not same or alike.get(own.person) != own:
        return
    for person, other in alike.items():
        if _without(own.text, names) != _without(other.text, names):
            told = people[person].given if person else "the court"
            yield (
                f"The letter to {told} reads otherwise. Here both parents read the same "
                "words: two texts would tell by their difference what happened."
            )


def _newest(every: Iterable[LetterRead]) -> dict[str, LetterRead]:
    """Addressee -> their last letter, of letters in the order in which they were begun: what was
    signed about an earlier pause is read beside nothing of today."""
    return {one.person: one for one in every}


def _read_alike(one: LetterRead, people: Mapping[str, Person]) -> bool:
    """A parent's letter; about a pause also the court's, which both sides read."""
    if not one.person:
        return one.letter == "on_hold"
    return one.person in people and people[one.person].seat == "parent"


def _without(text: str, names: list[str]) -> str:
    """The text with every name, and every gap for a name, taken out."""
    bare = re.sub(r"\[[Nn]ame\]", " ", text)
    for name in sorted(names, key=len, reverse=True):
        bare = re.sub(rf"\b{re.escape(name)}\b", " ", bare)
    return " ".join(bare.split())
