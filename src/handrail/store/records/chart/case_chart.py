"""The chart of a case on a day: everything the clinic's pages of one case show, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handrail.core.family_file.replay import Replay, replay
from handrail.core.family_file.values import Family, Person
from handrail.core.law.duties import Duty, DutyEvent, duties
from handrail.core.measures.catalogue import Catalogue
from handrail.core.therapy.next_step import NextStep, next_step
from handrail.core.therapy.protocol import Protocol
from handrail.store.records.chart.case_facts import case_facts
from handrail.store.records.chart.ladder_now import LadderNow, ladders_now
from handrail.store.records.reading.family import StoredCase, VersionDays

REVIEW_EVERY = timedelta(weeks=4)
"""A progress review every four to six sessions of about a week each (clinical §1.5): for plans
that name no day themselves, as those of family files do."""


@dataclass(frozen=True)
class CaseChart:
    """today: the practice's local day. review_due_on: of the next progress review, if any."""

    stored: StoredCase
    today: date
    result: Replay
    ladders: tuple[LadderNow, ...]
    duties: tuple[Duty, ...]
    review_due_on: date | None
    next_step: NextStep | None

    @property
    def family(self) -> Family:
        return self.stored.family

    @property
    def children(self) -> tuple[Person, ...]:
        """The children a ladder is about, in the family's order."""
        wanted = {ladder.ladder.child for ladder in self.ladders}
        return tuple(person for person in self.family.people if person.id in wanted) or tuple(
            person for person in self.family.people if person.seat == "child"
        )


def chart_of(
    stored: StoredCase, *, today: date, protocol: Protocol, catalogue: Catalogue
) -> CaseChart:
    """Judge every contact by the rule in force and say what is next; decides nothing.

    Worked out once for the same content, day and protocol.
    """
    key = (today, protocol.version)
    if key not in stored.worked_out:
        stored.worked_out[key] = _worked_out(stored, today, protocol, catalogue)
    chart: CaseChart = stored.worked_out[key]
    return replace(chart, stored=stored)


def _worked_out(
    stored: StoredCase, today: date, protocol: Protocol, catalogue: Catalogue
) -> CaseChart:
    result = replay(stored.family, protocol.rule, catalogue)
    ladders = ladders_now(stored, result, today)
    due = case_duties(stored.family, today)
    reviewed_on = last_review(stored.family)
    review_due = review_day(stored.versions, reviewed_on)
    signed = max((one.signed_on for one in stored.versions if one.signed_on), default=None)
    facts = case_facts(
        stored, ladders, due, today=today, protocol=protocol, reviewed_on=reviewed_on or signed,
        review_due=review_due,
    )  # fmt: skip
    return CaseChart(
        stored=stored,
        today=today,
        result=result,
        ladders=ladders,
        duties=due,
        review_due_on=review_due,
        next_step=next_step(facts),
    )


def case_duties(family: Family, today: date) -> tuple[Duty, ...]:
    """What falls due under the orders; sessions held count as begun."""
    events = []
    held = [session.on for session in family.sessions if not session.planned]
    if held:
        events.append(DutyEvent("first_session", min(held)))
    return duties(
        family.orders,
        opened_on=family.case.opened_on or today,
        events=events,
        today=today,
        names={person.id: person.given for person in family.people},
    )


def review_day(versions: Sequence[VersionDays], reviewed_on: date | None) -> date | None:
    """When the next progress review is due: the day the plan names, whoever asks.

    That is the day of the version in force; once a review was held after it was signed, the day
    that review gave, which stands in its draft. REVIEW_EVERY after the last review where the plan
    names none.
    """
    signed = [one for one in versions if one.signed_on is not None]
    if signed and signed[-1].signed_on is not None:
        held_since = reviewed_on is not None and reviewed_on > signed[-1].signed_on
        named = versions[-1] if held_since else signed[-1]
        if named.review_on is not None:
            return named.review_on
    return None if reviewed_on is None else reviewed_on + REVIEW_EVERY


def last_review(family: Family) -> date | None:
    """The day of the last review: a review session, or the last goals scored by week."""
    days = [s.on for s in family.sessions if s.type == "REV" and not s.planned]
    weeks = [_week(label) for goal in family.goals for label in goal.scores]
    first = min((session.on for session in family.sessions), default=None)
    if first is not None:
        monday = first - timedelta(days=first.weekday())
        days += [monday + timedelta(weeks=week - 1) for week in weeks if week]
    return max(days, default=None)


def _week(label: str) -> int | None:
    word, _, number = label.partition(" ")
    return int(number) if word == "week" and number.isdigit() else None
