"""What the next step looks at: plain values about one case on one day.

Whoever reads the record fills these in. Names are given names; steps are the numbers people use
("5"); days are local days of the practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handrail.core.law.answers import Allowed, Refused
from handrail.core.therapy.shape import Flag, Table, Text, Whole
from handrail.core.therapy.views import NOT_AT_EASE

SETTINGS = Table(
    must={
        "status": Text(),
        "source": Text(),
        "view_good_for_days": Whole(1, 365),
        "view_asked_alone": Flag(),
        "asked_from_age": Whole(0, 12),
        "review_due_after_sessions": Whole(1, 52),
        "review_late_after_sessions": Whole(1, 52),
    }
)


@dataclass(frozen=True)
class Settings:
    """When the next step asks for something; practice settings (next_step.toml)."""

    view_good_for_days: int = 30
    view_asked_alone: bool = True
    asked_from_age: int = 3
    review_due_after_sessions: int = 4
    review_late_after_sessions: int = 6
    status: str = "practice setting"
    source: str = ""


def read_settings(table: Mapping[str, Any]) -> Settings:
    """A checked next_step.toml as Settings."""
    return Settings(**table)


@dataclass(frozen=True)
class View:
    """The child's view of a step: answer is one of views.ANSWERS."""

    of_step: str
    on: date
    answer: str
    alone: bool = True


@dataclass(frozen=True)
class Consult:
    """A question put to the supervisor; asked_on None: not asked yet."""

    asked_on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True)
class Proposed:
    """What the rule proposed and nobody has decided yet.

    move: UP, DOWN or HOLD. to_step: the step it proposes, "5".
    contact: the contact after which it was proposed, "A26". settled: the contacts it rests on.
    in_words: that step as one would say it to a child, "an outing".
    form: how it is held, "in person, with the therapist".
    consult None: none is asked for. order None: not looked at yet. by_agreement: what `order` says
    comes from the signed agreement, on which contact rests here.
    """

    move: str
    to_step: str
    contact: str = ""
    in_words: str = ""
    form: str = ""
    settled: tuple[str, ...] = ()
    view: View | None = None
    consult: Consult | None = None
    order: Allowed | Refused | None = None
    by_agreement: bool = False


@dataclass(frozen=True)
class Stopped:
    """A stop that locks a ladder. for_safety: not only because a new order has to be looked at.

    people_needed: two, or one where the concern is about somebody else (clinical §2.4 (i)).
    look_again_on: the day on which it is looked at again; None: now.
    """

    since: date
    people_needed: int = 2
    looked_by: tuple[str, ...] = ()
    look_again_on: date | None = None
    for_safety: bool = True


@dataclass(frozen=True)
class ContactToday:
    """A contact planned for today; open_lines: what is not ticked on its preparation lists."""

    open_lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Awaited:
    """The 48-hour answer to a contact: how many homes were asked, how many have not answered."""

    contact: str
    due_on: date
    homes_asked: int = 2
    homes_missing: int = 1


@dataclass(frozen=True)
class LadderFacts:
    """One child with one parent. is_open: contact is being worked on in this case now.

    observed: the child is too young to be asked. unsigned: why the agreement on contact does not
    permit the present step, where contact rests on one. refused: why the orders do not. key: ids
    of the child and the parent.
    """

    child: str
    parent: str
    step: str = ""
    is_open: bool = True
    stopped: Stopped | None = None
    contact_today: ContactToday | None = None
    awaited: Awaited | None = None
    proposed: Proposed | None = None
    next_contact_on: date | None = None
    child_alone_on: date | None = None
    observed: bool = False
    unsigned: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    key: tuple[str, str] | None = None

    @property
    def pair(self) -> str:
        return f"{self.child} with {self.parent}"


@dataclass(frozen=True)
class OpenAlarm:
    """An alarm whose review sheet is not answered; name: "distress rising"."""

    child: str
    name: str
    since: date
    contact: str = ""


@dataclass(frozen=True)
class Disclosure:
    """A child told of harm, and what follows from it is not finished."""

    child: str
    on: date
    due_on: date | None = None


@dataclass(frozen=True)
class Duty:
    """Something an order or a law asks for; text begins with a verb."""

    text: str
    due_on: date


@dataclass(frozen=True)
class MeasureDue:
    """A form that somebody should fill in; name: "PSC-17"."""

    name: str
    respondent: str
    due_on: date


@dataclass(frozen=True)
class Review:
    """The progress review to come."""

    sessions_since: int
    due_on: date | None = None
    goals_without_score: int = 0


@dataclass(frozen=True)
class CaseFacts:
    """Everything the next step of one case looks at, on one day.

    disclosures: only those the reader of the page may know of.
    after_care_by: the work ends, and after-care is to be decided by that day.
    views_that_hold: views that turn a proposal up into a hold (Rule.holding).
    """

    on: date
    ladders: tuple[LadderFacts, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    alarms: tuple[OpenAlarm, ...] = ()
    duties: tuple[Duty, ...] = ()
    measures: tuple[MeasureDue, ...] = ()
    review: Review | None = None
    after_care_by: date | None = None
    views_that_hold: tuple[str, ...] = ("no", "not_yet", NOT_AT_EASE)
    settings: Settings = field(default_factory=Settings)
