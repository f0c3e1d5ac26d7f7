"""A child said something: the words, the stop, the calls. Anybody of the team does it alone.

The words go into the mandated-report file under its own key, found by their reporter alone; the
case's own chain of the ledger holds the stop and nothing else. What is done later with an entry
stands in a chain of the entry's own. Nothing is sent, cancelled or changed in any family's queue
(clinical §2.4 (i), §6.6; law §8).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Membership
from handrail.store.accounts.reading import case_for
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import in_force
from handrail.store.database import identity
from handrail.store.database.transactions import writing
from handrail.store.keys.stores import Store
from handrail.store.ledger.appending import append
from handrail.store.records.actions.recording import TEAM, Record, one_of_case, recording
from handrail.store.records.actions.stops import add_stop
from handrail.store.records.models import (
    ReportCall,
    ReportEntry,
    Session,
    StaffNotice,
)
from handrail.store.records.models.safety import REPORT_CALLS
from handrail.store.records.reading.reports import AT_ONCE, NO_QUESTIONS, WANTED

CALLS = REPORT_CALLS
SAFE = ("yes", "no", "not_sure")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is written down. words: verbatim. minute: HH:MM. before: what was said just before.

    heard_by: given names. collecting: who collects the child today, a person of the case; safe:
    one of SAFE.
    """

    words: str
    minute: str = ""
    before: str = ""
    heard_by: Sequence[str] = ()
    collecting: UUID | None = None
    safe: str = "not_sure"

    def as_told(self) -> dict[str, Any]:
        """As the entry keeps it; what was left empty is left out."""
        told = {
            "words": self.words,
            "minute": self.minute,
            "before": self.before,
            "heard_by": list(self.heard_by),
            "collecting": str(self.collecting or ""),
            "safe": self.safe,
        }
        return {name: value for name, value in told.items() if value}


def write_down(
    *,
    by: Viewer,
    case_id: UUID,
    said: Said,
    child: UUID | None = None,
    about: UUID | None = None,
    session: UUID | None = None,
) -> UUID:
    """Keep what a child said and stop contact; returns the entry, which its reporter alone finds.

    child, about: people of the case, None where it is not known whom it concerns: then the stop
    holds for the whole case. Where the child may not be safe, the supervisors are wanted at once.
    Raises Refused: "no_such_case", "not_your_seat", "gone".
    """
    with recording(by=by, case_id=case_id, act="stop.made", seats=TEAM) as record:
        for person in (child, about, said.collecting):
            _of_the_family(record, person)
        if session is not None:
            one_of_case(Session, case_id, session)
        entry = record.add(
            ReportEntry, session_id=session, child_id=child, reporter=by.person_id,
            texts={"told": _sealed_as(said.as_told())}, store=Store.REPORTING,
        )  # fmt: skip
        stop = add_stop(record, reason="disclosure", child=child, about=about)
        record.about("stop", stop, reason="disclosure")
        if said.safe != "yes":
            want_supervisors(record, about=stop)
    return entry


def add_call(
    *, by: Viewer, case_id: UUID, entry: UUID, called: str, at: datetime, told: Mapping[str, str]
) -> UUID:
    """One call, or a later addition: when, whom, the reference, in the reporter's words.

    called: one of REPORT_CALLS. Raises Refused("gone") for anybody but the reporter.
    """
    with _with_entry(by, case_id, entry, "report.added_to") as record:
        return record.add(
            ReportCall, entry_id=entry, reporter=by.person_id, called=called, at=at,
            texts={"told": _sealed_as(dict(told))}, store=Store.REPORTING,
        )  # fmt: skip


def ask_no_questions(*, by: Viewer, case_id: UUID, entry: UUID) -> None:
    """An agency asked not to go on asking: everybody of the team is reminded, with no reason.

    Raises Refused("gone") for anybody but the reporter.
    """
    with _with_entry(by, case_id, entry, "report.no_questions") as record:
        if _reminders(record).exists():
            return
        record.add(StaffNotice, to=by.person_id, code=NO_QUESTIONS)


def allow_questions(*, by: Viewer, case_id: UUID, entry: UUID) -> None:
    """The reminder ends. Raises Refused("gone") for anybody but the reporter."""
    with _with_entry(by, case_id, entry, "report.questions_again") as record:
        _reminders(record).update(seen_at=record.at)


def see_notice(*, by: Viewer, notice: UUID) -> None:
    """Whoever is wanted has seen it. Raises Refused("gone") for a notice to somebody else."""
    with writing():
        row = StaffNotice.objects.filter(
            id=notice, to=by.person_id, code__in=AT_ONCE, seen_at=None
        ).first()
        if row is None or case_for(by, row.case_id) is None:
            raise Refused("gone")
        with recording(by=by, case_id=row.case_id, act="staff_notice.seen", seats=TEAM) as record:
            StaffNotice.objects.filter(id=notice).update(seen_at=record.at)
            record.about("staff_notice", notice)


def _sealed_as(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _of_the_family(record: Record, person: UUID | None) -> None:
    members = Membership.objects.filter(case_id=record.case_id)
    if person is not None and not members.filter(person_id=person).exists():
        raise Refused("gone")


def want_supervisors(record: Record, *, about: UUID) -> None:
    """Nobody is wanted by themself. The notice leads to the stop, which everybody sees anyway."""
    seats = Membership.objects.filter(in_force(), seat="supervisor", case_id=record.case_id)
    wanted = seats.values_list("person_id", flat=True)
    for person in sorted(set(wanted) - {record.by.person_id}):
        record.add(StaffNotice, to=person, code=WANTED, about=about)


def _reminders(record: Record) -> Any:
    return StaffNotice.objects.filter(case_id=record.case_id, code=NO_QUESTIONS, seen_at=None)


@contextmanager
def _with_entry(by: Viewer, case_id: UUID, entry: UUID, act: str) -> Iterator[Record]:
    """An act of the reporter on their entry; its line goes into the entry's own chain."""
    with writing():
        case = case_for(by, case_id)
        if case is None:
            raise Refused("no_such_case")
        mine = ReportEntry.objects.filter(id=entry, case_id=case_id, reporter=by.person_id)
        if not mine.exists():
            raise Refused("gone")
        record = Record(by, case, act, identity.moment())
        yield record
        append(
            by=by, chain=entry, act=act, seat=case.seat, object_kind="report_entry",
            object_id=entry, at=record.at,
        )  # fmt: skip
