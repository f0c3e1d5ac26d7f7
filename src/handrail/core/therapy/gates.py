"""Is a gate open on a day? Requirement -> evidence, or a waiver in force.

Evidence has a date and a source. A waiver has a reason, a person and a last day; the gate closes
again the day after. Pure: the day is an argument. Source: clinical §1.5, §3.6; seed row M27.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from handrail.core.law.answers import Allowed, Refused
from handrail.core.therapy.requirements import Requirement

__all__ = ["Closed", "Evidence", "Missing", "Open", "Requirement", "Waiver", "as_answer", "gate"]


@dataclass(frozen=True)
class Evidence:
    """That a requirement is met: on which day, from what, recorded by whom (a person id).

    lacks: what is still open of it, as sentences; then it does not count. "" for nothing.
    """

    requirement: str
    on: date
    source: str
    by: str
    lacks: str = ""


@dataclass(frozen=True)
class Waiver:
    """That a requirement is let go until a last day, which is included.

    by, second_by: person ids; the second is needed where the requirement asks for two people.
    """

    requirement: str
    reason: str
    by: str
    until: date
    second_by: str | None = None


@dataclass(frozen=True)
class Missing:
    """One requirement that keeps the gate closed, and what would open it."""

    requirement_id: str
    text: str
    what_would_satisfy: str


@dataclass(frozen=True)
class Open:
    """The gate is open; `waived` are the waivers it rests on."""

    waived: tuple[Waiver, ...] = ()

    @property
    def until(self) -> date | None:
        """The last day on which it is open without anything new; None: no end is set."""
        return min((waiver.until for waiver in self.waived), default=None)


@dataclass(frozen=True)
class Closed:
    """The gate is closed, and everything that is missing, in the order of the protocol."""

    missing: tuple[Missing, ...]


def gate(
    requirements: Iterable[Requirement],
    evidence: Iterable[Evidence],
    waivers: Iterable[Waiver],
    on: date,
) -> Open | Closed:
    """Whether a gate is open on a day, and what is missing if it is not.

    Raises ValueError for a requirement that is asked of each person and was not spread
    (`requirements.spread`): one parent's paper must not open the gate for both.
    """
    evidence, waivers = tuple(evidence), tuple(waivers)
    missing: list[Missing] = []
    waived: list[Waiver] = []
    for asked in requirements:
        if asked.per != "case":
            raise ValueError(f"{asked.id} is asked of each {asked.per}: spread it first")
        if any(_counts(item, on) for item in evidence if item.requirement == asked.id):
            continue
        own = [waiver for waiver in waivers if waiver.requirement == asked.id]
        in_force = [waiver for waiver in own if not _void_because(waiver, asked, on)]
        if in_force:
            waived.append(max(in_force, key=lambda waiver: waiver.until))
        else:
            missing.append(_missing(asked, evidence, own, on))
    return Closed(tuple(missing)) if missing else Open(tuple(waived))


def as_answer(result: Open | Closed) -> Allowed | Refused:
    """The gate as the answer every predicate gives, each missing thing as one reason."""
    if isinstance(result, Open):
        return Allowed(tuple(f"Waived until {w.until}: {w.reason}" for w in result.waived))
    return Refused(tuple(f"{each.text} {each.what_would_satisfy}" for each in result.missing))


def _counts(item: Evidence, on: date) -> bool:
    return not item.lacks and item.on <= on and bool(item.source.strip()) and bool(item.by.strip())


def _void_because(waiver: Waiver, asked: Requirement, on: date) -> str:
    """Why a waiver does not hold on that day; empty when it does."""
    people = {person.strip() for person in (waiver.by, waiver.second_by or "")} - {""}
    if not asked.waivable:
        return "This cannot be waived."
    if not waiver.reason.strip() or not waiver.by.strip():
        return "A waiver on record has no reason or no name."
    if asked.two_people and len(people) < 2:
        return "A waiver on record has one name; two different people are needed."
    if waiver.until < on:
        return f"A waiver ended on {waiver.until}."
    return ""


def _missing(
    asked: Requirement, evidence: tuple[Evidence, ...], waivers: list[Waiver], on: date
) -> Missing:
    notes = [_void_because(waiver, asked, on) for waiver in waivers]
    begun = [item for item in evidence if item.requirement == asked.id and item.lacks]
    own = [item for item in evidence if item.requirement == asked.id and not item.lacks]
    notes += [item.lacks for item in begun]
    notes += [
        f"What is on record is dated {item.on}, still to come." for item in own if item.on > on
    ]
    if any(item.on <= on for item in own):
        notes.append("What is on record has no source or no name.")
    way_out = [_waiver_way(asked)] if asked.waivable else []
    parts = dict.fromkeys([asked.satisfied_by, *way_out, *notes])
    return Missing(asked.id, asked.text, " ".join(part for part in parts if part))


def _waiver_way(asked: Requirement) -> str:
    who = "two people" if asked.two_people else "one person"
    return f"Or a waiver with a reason and a last day, by {who}."
