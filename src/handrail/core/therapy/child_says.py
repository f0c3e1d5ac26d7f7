"""A child says something: what is written down, and what stays due afterwards (clinical §6.6).

The duty to report is a person's own (law S-08). The program reports nothing, tells nobody, and
asks nothing of the child.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from handrail.core.datafile import read_toml
from handrail.core.therapy.shape import Words, words

_DATA = Path(__file__).with_name("child_says.toml")
SAFE = ("yes", "no", "not_sure")
REPORTED_TO = ("hotline", "police", "agency")
"""Calls by which something is reported; a call to the supervisor or somebody else is none."""


@dataclass(frozen=True)
class Field:
    """One field of the page. kind: text, time, people, person or choice; options: for a choice."""

    id: str
    prompt: Words
    kind: str
    required: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """One call that was made: to whom, when, and the reference or name given, "" for none yet."""

    called: str
    at: datetime
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is on record of one such moment. Times are aware.

    safe_to_leave: one of SAFE. not_reported_because: the reason, when the person who heard it
    decided that it need not be reported. written_at: when a written report was sent.
    """

    at: datetime
    safe_to_leave: str
    calls: Sequence[Call] = ()
    not_reported_because: str = ""
    written_at: datetime | None = None

    @property
    def reports(self) -> list[Call]:
        return sorted(
            (call for call in self.calls if call.called in REPORTED_TO), key=lambda call: call.at
        )


@dataclass(frozen=True)
class StillDue:
    """One thing not done yet. by: until when; None: nobody here knows, a person finds out."""

    id: str
    text: str
    by: datetime | None


@cache
def fields() -> tuple[Field, ...]:
    """The fields, in the order of the page."""
    return tuple(
        Field(**{**row, "prompt": words(row["prompt"]), "options": tuple(row.get("options", ()))})
        for row in read_toml(_DATA)["field"]
    )


@cache
def listen() -> Words:
    """What stands above the fields: to listen, and not to question."""
    return words(read_toml(_DATA)["listen"])


def supervisor_now(safe_to_leave: str) -> bool:
    """Whether the supervisor is called at once: unless the answer is a plain yes."""
    return safe_to_leave != "yes"


def still_due(told: Told, *, written_hours: int | None = None) -> tuple[StillDue, ...]:
    """What is still to be done, in order; it stays until it is on record, however old it gets.

    written_hours: the number of the jurisdiction's report_clock rule, None when it has none.
    """
    texts = _due()
    found = []
    called = {call.called for call in told.calls}
    if supervisor_now(told.safe_to_leave) and "supervisor" not in called:
        found.append(StillDue("supervisor", texts["supervisor"][0], told.at))
    if not told.reports:
        if not told.not_reported_because.strip():
            found.append(StillDue("report", texts["report"][0], told.at))
        return tuple(found)
    first = told.reports[0].at
    if not any(call.reference.strip() for call in told.reports):
        text, hours = texts["reference"]
        found.append(StillDue("reference", text, first + timedelta(hours=hours)))
    if told.written_at is None:
        by = None if written_hours is None else first + timedelta(hours=written_hours)
        found.append(StillDue("written", texts["written"][0], by))
    return tuple(found)


@cache
def _due() -> dict[str, tuple[str, int]]:
    """id -> (text, hours)."""
    return {row["id"]: (row["text"], row.get("hours", 0)) for row in read_toml(_DATA)["due"]}
