"""When a progress review is due: the day the plan names, and nothing else where it names one."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from handrail import clock
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.protocol import load
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions import plan as acts
from handrail.store.records.actions.reviewing import Review, record_review
from handrail.store.records.chart.case_chart import CaseChart, chart_of, review_day
from handrail.store.records.reading.family import VersionDays, stored_case
from tests.demo import MOMENT, Demo
from tests.store.records.test_plan import REVIEW, draft, filled, new_case, noa, sign

__all__ = ["new_case", "noa"]

JUNE, JULY, AUGUST, SEPTEMBER = (date(2025, month, 3) for month in (6, 7, 8, 9))


@pytest.mark.parametrize(
    ("versions", "reviewed_on", "due"),
    [
        ([], None, None),
        ([], JUNE, JUNE + timedelta(weeks=4)),
        ([(AUGUST, JULY)], None, AUGUST),
        ([(AUGUST, JULY)], JUNE, AUGUST),
        ([(None, JULY)], JUNE, JUNE + timedelta(weeks=4)),
        ([(SEPTEMBER, None)], JUNE, JUNE + timedelta(weeks=4)),
        ([(AUGUST, JUNE), (SEPTEMBER, None)], None, AUGUST),
        ([(AUGUST, JUNE), (SEPTEMBER, None)], JUNE, AUGUST),
        ([(AUGUST, JUNE), (SEPTEMBER, None)], JULY, SEPTEMBER),
        ([(AUGUST, JUNE), (SEPTEMBER, JULY)], JUNE, SEPTEMBER),
    ],
)
def test_the_plan_names_the_day(
    versions: list[tuple[date | None, date | None]], reviewed_on: date | None, due: date | None
) -> None:
    assert review_day([VersionDays(*one) for one in versions], reviewed_on) == due


def charted(case: UUID, on: date) -> CaseChart:
    return chart_of(stored_case(case), today=on, protocol=load(), catalogue=catalogue())


def test_the_day_of_a_signed_version_feeds_the_next_step(
    demo: Demo, noa: Viewer, new_case: UUID
) -> None:
    filled(noa, new_case)
    assert charted(new_case, REVIEW).review_due_on is None, "a draft is no plan"
    sign(demo, noa, new_case)
    assert charted(new_case, REVIEW).review_due_on == REVIEW
    before, on_the_day = (charted(new_case, day).next_step for day in (JULY, REVIEW))
    assert before is None or before.kind != "review_due"
    assert on_the_day is not None
    assert (on_the_day.kind, on_the_day.when) == ("review_due", REVIEW)


def test_a_review_says_when_the_next_one_is_also_in_a_draft_begun_before_it(
    demo: Demo, noa: Viewer, new_case: UUID
) -> None:
    filled(noa, new_case)
    sign(demo, noa, new_case)
    acts.begin_version(by=noa, case_id=new_case, reason="setback", words="x", review_on=AUGUST)
    assert charted(new_case, REVIEW).review_due_on == REVIEW
    next_day = MOMENT + timedelta(days=10)
    with clock.stopped_at(next_day):
        review = Review(
            on=next_day.date(), scores={"G1": 0}, scored_by=noa.person_id, changed="Calmer",
            harm="No", child_view="ok", review_on=SEPTEMBER,
        )  # fmt: skip
        record_review(by=noa, case_id=new_case, review=review)
    assert draft(new_case).review_on == SEPTEMBER
    assert charted(new_case, REVIEW).review_due_on == SEPTEMBER
