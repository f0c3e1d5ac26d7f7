"""Answers and totals of instruments, as staff enter them (clinical §4).

Two people's scores are never averaged: every row is one person's answers about one person.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.core.measures.catalogue import catalogue
from handrail.core.measures.instrument import Instrument, ScoreOnly
from handrail.core.measures.scoring import ScoreResult, problems_with_entered, score
from handrail.store.accounts.models import Membership
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import in_force
from handrail.store.records.actions.people_and_days import not_of_family, not_yet
from handrail.store.records.actions.recording import (
    CLINICIANS,
    Record,
    one_of_case,
    recording,
    refuse,
)
from handrail.store.records.models import Score, Session, SessionCheck, StaffNotice
from handrail.store.records.reading.reports import RISK_ITEM

PACES = {-1: "too_slow", 0: "right", 1: "too_fast"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who answered about whom, when. had_contact: in the time asked about, None: nobody said."""

    instrument: str
    respondent: UUID
    about: UUID
    on: date
    had_contact: bool | None = None
    remark: str = ""


@dataclass(frozen=True)
class Entered:
    """What became of it: the row, and the result for the screen (None for a bare total)."""

    id: UUID
    result: ScoreResult | None


def enter_answers(
    *,
    by: Viewer,
    case_id: UUID,
    asked: Asked,
    answers: Mapping[str, int | None],
    session: UUID | None = None,
) -> Entered:
    """Score one person's answers by item id and keep them, sealed.

    A risk item answered above its limit wants every clinician of the team in the same moment.
    session: the one a session check is about. Raises RefusedByRule: an instrument that does not
    ship, answers outside the form, the same answers twice.
    """
    with recording(by=by, case_id=case_id, act="score.entered") as record:
        instrument = catalogue().instruments.get(asked.instrument)
        if instrument is None:
            refuse(_not_shipped(asked.instrument))
            raise AssertionError
        result = score(instrument, answers, had_contact_in_window=asked.had_contact)
        refuse(*result.problems, *_against(case_id, asked))
        row = _keep(record, asked, instrument, result, answers)
        if session is not None:
            _session_check(record, session, asked.respondent, answers)
        if result.risk_items:
            _want_clinicians(record, row)
        return Entered(row, result)


def enter_total(
    *,
    by: Viewer,
    case_id: UUID,
    asked: Asked,
    total: int,
    subscales: Mapping[str, int] | None = None,
) -> Entered:
    """Keep points that were added up elsewhere, for an instrument whose items stand nowhere here.

    Raises RefusedByRule: points outside the range, an instrument not to be used, twice the same.
    """
    with recording(by=by, case_id=case_id, act="score.entered") as record:
        known = catalogue()
        wrong = problems_with_entered(known, asked.instrument, total, subscales or {})
        if asked.instrument not in known.score_only and asked.instrument not in known.instruments:
            wrong.append(_not_shipped(asked.instrument))
        refuse(*wrong, *_against(case_id, asked))
        listed = known.instruments.get(asked.instrument)
        needs = listed is not None and listed.needs_contact_in_window
        row = record.add(
            Score, instrument=asked.instrument, respondent_id=asked.respondent,
            about_id=asked.about, on=asked.on, total=total, subscales=dict(subscales or {}),
            interpretable=asked.had_contact is True if needs else asked.had_contact is not False,
            texts={"remark": asked.remark},
        )  # fmt: skip
        record.about("score", row, instrument=asked.instrument)
        return Entered(row, None)


def offered() -> tuple[Instrument | ScoreOnly, ...]:
    """What staff can enter by hand: forms about people, and those by total alone.

    Ratings of a contact and of goals have their own places.
    """
    known = catalogue()
    about_people = ("self", "child", "session", "coparenting")
    shipped = [
        one
        for one in known.instruments.values()
        if one.about in about_people and one.id not in ("ha2",)
    ]
    return (*shipped, *known.score_only.values())


def _not_shipped(instrument: str) -> str:
    unused = catalogue().do_not_use.get(instrument)
    if unused is not None:
        return f"{unused.name} is not used here: {unused.why}."
    return f"“{instrument}” is no instrument of this program. Choose one of the list."


def _against(case_id: UUID, asked: Asked) -> Iterator[str]:
    yield from not_of_family(case_id, [asked.respondent, asked.about])
    yield from not_yet(asked.on)
    there = Score.objects.filter(
        case_id=case_id, instrument=asked.instrument, respondent_id=asked.respondent,
        about_id=asked.about, on=asked.on,
    )  # fmt: skip
    if there.exists():
        yield "Their answers of that day are on record already. A score stays as it was entered."


def _keep(
    record: Record,
    asked: Asked,
    instrument: Instrument,
    result: ScoreResult,
    answers: Mapping[str, int | None],
) -> UUID:
    total = instrument.total
    points = {id_: one.value for id_, one in result.scales.items() if one.value is not None}
    whole = points.pop(total.id, None) if total is not None else None
    row = record.add(
        Score, instrument=instrument.id, respondent_id=asked.respondent, about_id=asked.about,
        on=asked.on, total=whole, subscales=points, form=instrument.content[:64],
        interpretable=bool(points) or whole is not None or not instrument.scales,
        texts={"remark": asked.remark, "answers": json.dumps(dict(answers), sort_keys=True)},
    )  # fmt: skip
    record.about("score", row, instrument=instrument.id)
    return row


def _session_check(
    record: Record, session: UUID, respondent: UUID, answers: Mapping[str, int | None]
) -> None:
    """What a session check says of pace and safety goes where the alarms look for it."""
    one_of_case(Session, record.case_id, session)
    pace, safe = answers.get("pace"), answers.get("safe")
    record.add(
        SessionCheck, session_id=session, by_id=respondent, felt_safe=safe,
        pace="" if pace is None else PACES[pace],
    )  # fmt: skip


def _want_clinicians(record: Record, row: UUID) -> None:
    """A notice to every clinician of the team, whoever entered it included."""
    seats = Membership.objects.filter(
        in_force(), case_id=record.case_id, seat__in=CLINICIANS
    ).values_list("person_id", flat=True)
    for person in sorted(set(seats)):
        record.add(StaffNotice, to=person, code=RISK_ITEM, about=row)
    record.also("team.alerted", "score", row)
