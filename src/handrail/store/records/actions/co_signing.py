"""Acts that take two people: asked by one, answered by another, done in the same moment.

Nothing is done before the second person has agreed; then the act is carried out in that
transaction. Both entered their second factor again: whoever calls has confirmed it
(`accounts.second_factor`). Protective acts never come here: they wait for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import case_seats
from handrail.store.keys.sealing import key_of
from handrail.store.keys.stores import Store
from handrail.store.records.actions.recording import CLINICIANS, Record, one_of_case, recording
from handrail.store.records.models import CoSign
from handrail.store.records.reading.opened import open_word

CarryOut = Callable[[Record, CoSign, str], None]
"""(record of the answer, what was asked, its words) -> the act is done; may raise Refused"""

_carried_out_by: dict[str, CarryOut] = {}


def carries_out(act: str) -> Callable[[CarryOut], CarryOut]:
    """Declare what is done once the second person has agreed to this act."""

    def declare(function: CarryOut) -> CarryOut:
        if act in _carried_out_by:
            raise ValueError(f"{act} is carried out elsewhere already")
        _carried_out_by[act] = function
        return function

    return declare


def ask_second(
    record: Record,
    act: str,
    *,
    object_id: UUID | None = None,
    asks: str = "",
    detail: Mapping[str, Any] | None = None,
    words: str = "",
) -> UUID:
    """Keep an act until somebody else has agreed. `asks`: the seat that must, "" any clinician.

    Raises KeyError for an act that nothing carries out.
    """
    _carried_out_by[act]
    row = record.add(
        CoSign, act=act, object_id=object_id, asks=asks, detail=dict(detail or {}),
        texts={"words": words},
    )  # fmt: skip
    record.also("co_sign.asked", "co_sign", row, for_act=act)
    return row


def agree(*, by: Viewer, case_id: UUID, co_sign: UUID) -> None:
    """The second person agrees, and the act is done. Raises Refused: "same_person",
    "already_answered", "not_your_seat", "gone", "asker_left" where whoever asked treats here no
    more, and whatever the act itself refuses."""
    with recording(by=by, case_id=case_id, act="co_sign.agreed") as record:
        asked = _open(record, co_sign)
        if asked.recorded_by == by.person_id:
            raise Refused("same_person")
        if asked.asks and record.seat != asked.asks:
            raise Refused("not_your_seat")
        if not _still_seated(record, asked.recorded_by):
            raise Refused("asker_left")
        _answer(record, asked, "agreed", "")
        _carried_out_by[asked.act](record, asked, words_of(asked))


def decline(*, by: Viewer, case_id: UUID, co_sign: UUID, words: str) -> None:
    """The second person does not agree; nothing is done. Raises as `agree`."""
    with recording(by=by, case_id=case_id, act="co_sign.declined") as record:
        asked = _open(record, co_sign)
        if asked.recorded_by == by.person_id:
            raise Refused("same_person")
        _answer(record, asked, "declined", words)


def take_back(*, by: Viewer, case_id: UUID, co_sign: UUID) -> None:
    """Whoever asked takes it back; nothing is done. Raises Refused."""
    with recording(by=by, case_id=case_id, act="co_sign.taken_back") as record:
        asked = _open(record, co_sign)
        if asked.recorded_by != by.person_id:
            raise Refused("not_yours_to_give")
        _answer(record, asked, "withdrawn", "")


def words_of(asked: CoSign) -> str:
    """The reason that was given with the request."""
    if asked.words is None:
        return ""
    key = key_of(Store.RECORD, asked.case_id)
    return open_word(key, bytes(asked.words), "co_sign", asked.id, "words")


def _open(record: Record, co_sign: UUID) -> CoSign:
    asked: CoSign = one_of_case(CoSign, record.case_id, co_sign)
    if asked.answer:
        raise Refused("already_answered")
    return asked


def _still_seated(record: Record, person: UUID | None) -> bool:
    """Whether somebody still has a clinician's seat on the team. Nobody who has left decides."""
    if person is None:
        return False
    who = Viewer(person_id=person, practice_id=record.by.practice_id)
    return case_seats(who).filter(case_id=record.case_id, seat__in=CLINICIANS).exists()


def _answer(record: Record, asked: CoSign, answer: str, words: str) -> None:
    sealed = record.sealed(CoSign, asked.id, {"answer_words": words})
    changed = CoSign.objects.filter(id=asked.id, answer="").update(
        answer=answer, answered_by=record.by.person_id, answered_at=record.at, **sealed
    )
    if changed != 1:
        raise Refused("already_answered")
    record.about("co_sign", asked.id, for_act=asked.act)
