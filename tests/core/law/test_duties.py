"""What falls due under an order, and when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handrail.core.law.duties import Duty, DutyEvent, duties
from handrail.core.law.orders import Order
from tests.core.law.examples import day, no_contact, order, orders_of

REPORT = {"type": "REPORTING", "recipients": ["court"], "every_days": 90}
HOLDER = {"type": "PRIVILEGE", "holder": "guardian_ad_litem"}


def due(
    orders: list[Order], today: str, *events: DutyEvent, opened_on: str = "2025-02-20", **more: Any
) -> list[Duty]:
    return list(duties(orders, opened_on=day(opened_on), events=events, today=day(today), **more))


def days(found: list[Duty]) -> list[date | None]:
    return [one.due_on for one in found]


def one_order(clause: dict[str, Any], signed_on: str = "2025-02-20") -> list[Order]:
    """The clause in an order that names the privilege holder, so that nothing else is due."""
    return [order("one", signed_on, clause, HOLDER)]


def test_alder_report_is_due_on_19_august() -> None:
    found = due(orders_of("alder"), "2025-07-23")
    (report,) = [one for one in found if one.clause_type == "REPORTING"]
    assert (report.due_on, report.days_left) == (day("2025-08-19"), 27)
    assert report.what == "Report to the court and both counsel"
    assert "Every 90 days" in report.because
    assert "No recommendations." in report.because
    assert "No report is on record for 21 May 2025." in report.because


def test_alder_asks_who_holds_the_privilege_without_a_day() -> None:
    found = due(orders_of("alder"), "2025-07-23")
    (ask,) = [one for one in found if one.clause_type == "PRIVILEGE"]
    assert (ask.what, ask.due_on, ask.days_left) == ("Ask who holds the privilege", None, None)
    assert found[0].due_on is not None, "what has a day stands before what has none"


def test_the_first_report_is_due_one_period_after_signing() -> None:
    assert days(due(one_order(REPORT), "2025-02-21")) == [day("2025-05-21")]


def test_a_report_due_today_is_due_today() -> None:
    (report,) = due(one_order(REPORT), "2025-05-21")
    assert (report.due_on, report.days_left) == (day("2025-05-21"), 0)


@pytest.mark.parametrize("sent_on", ["2025-05-12", "2025-05-21", "2025-05-30"])
def test_a_report_sent_moves_the_next_one_on(sent_on: str) -> None:
    sent = DutyEvent("report_sent", day(sent_on))
    assert days(due(one_order(REPORT), "2025-06-01", sent)) == [day("2025-08-19")]


def test_a_report_not_sent_is_overdue_once_one_was_ever_sent() -> None:
    sent = DutyEvent("report_sent", day("2025-05-20"))
    (report,) = due(one_order(REPORT), "2025-09-01", sent)
    assert (report.due_on, report.days_left) == (day("2025-08-19"), -13)


def test_a_report_not_sent_is_overdue_where_the_duties_are_kept_here() -> None:
    (report,) = due(one_order(REPORT), "2025-07-23", kept_since=day("2025-02-20"))
    assert (report.due_on, report.days_left) == (day("2025-05-21"), -63)


def test_what_fell_due_before_the_case_came_in_is_not_asked_for() -> None:
    (report,) = due(one_order(REPORT), "2025-12-01", kept_since=day("2025-07-01"))
    assert (report.due_on, report.days_left) == (day("2025-08-19"), -104)
    (report,) = due(one_order(REPORT), "2025-07-23", opened_on="2025-07-01")
    assert "on record" not in report.because


def test_a_report_settled_by_its_own_id_counts_for_that_day_alone() -> None:
    (report,) = due(one_order(REPORT), "2025-05-01")
    settled = DutyEvent("done", day("2025-03-01"), duty_id=report.id)
    assert days(due(one_order(REPORT), "2025-05-01", settled)) == [day("2025-08-19")]


def test_an_event_in_the_future_settles_nothing() -> None:
    sent = DutyEvent("report_sent", day("2025-05-20"))
    assert days(due(one_order(REPORT), "2025-05-01", sent)) == [day("2025-05-21")]


@pytest.mark.parametrize(
    ("clause", "event"),
    [
        ({"type": "APPOINTMENT", "contact_by": "2025-03-10"}, "first_contact_made"),
        ({"type": "INTAKE", "due_by": "2025-03-10"}, "intake_complete"),
        ({"type": "GOALS", "review_on": "2025-03-10"}, "goals_reviewed"),
        ({"type": "RELEASES_REQUIRED", "sign_by": "2025-03-10"}, "releases_signed"),
        ({"type": "COLLATERAL_INPUT", "receive_by": "2025-03-10"}, "collateral_received"),
        ({"type": "SUSPEND_TERMINATE", "notice_by": "2025-03-10"}, "ending_notice_given"),
        ({"type": "NONCOMPLIANCE", "report_by": "2025-03-10"}, "noncompliance_report_sent"),
        ({"type": "SAFETY_CONDITION", "recheck_on": "2025-03-10"}, "safety_rechecked"),
    ],
)
def test_a_duty_with_a_day_is_due_goes_overdue_and_is_settled(
    clause: dict[str, Any], event: str
) -> None:
    orders = one_order(clause)
    (ahead,) = due(orders, "2025-03-01")
    (late,) = due(orders, "2025-03-12")
    assert (ahead.due_on, ahead.days_left, late.days_left) == (day("2025-03-10"), 9, -2)
    assert ahead.source == "law §4.1"
    assert "Order of 20 February 2025." in ahead.because
    assert due(orders, "2025-03-12", DutyEvent(event, day("2025-03-11"))) == []


def test_a_term_is_announced_30_and_14_days_before_and_on_its_day() -> None:
    orders = one_order({"type": "TERM", "end": "2025-08-31"})
    assert days(due(orders, "2025-07-01")) == [
        day("2025-08-01"), day("2025-08-17"), day("2025-08-31"),
    ]  # fmt: skip
    assert days(due(orders, "2025-08-10")) == [day("2025-08-17"), day("2025-08-31")]
    (over,) = due(orders, "2025-09-05")
    assert (over.due_on, over.days_left) == (day("2025-08-31"), -5)
    assert due(orders, "2025-09-05", DutyEvent("term_settled", day("2025-09-01"))) == []


def test_a_term_of_so_many_days_is_counted_from_signing() -> None:
    orders = one_order({"type": "TERM", "max_days": 365})
    assert days(due(orders, "2025-07-01"))[-1] == day("2026-02-20")


def test_a_hearing_asks_for_its_report_and_for_its_outcome() -> None:
    orders = one_order(
        {"type": "RETURN_TO_COURT", "hearing_on": "2025-09-30", "report_days_before": 14}
    )
    found = due(orders, "2025-09-20")
    assert [(one.what, one.days_left) for one in found] == [
        ("Report for the hearing", -4),
        ("Hearing: find out what was decided", 10),
    ]


def test_a_no_contact_order_is_asked_about_before_and_after_it_ends() -> None:
    orders = one_order(no_contact("kid", "pa", expires="2025-08-31"))
    assert days(due(orders, "2025-07-01")) == [day("2025-08-01"), day("2025-08-31")]
    (over,) = due(orders, "2025-09-02")
    assert over.days_left == -2


def test_a_retainer_before_the_first_session() -> None:
    orders = one_order({"type": "FEES", "retainer_before_first_session": True})
    planned = DutyEvent("first_session", day("2025-03-03"))
    assert days(due(orders, "2025-02-25")) == [None]
    assert days(due(orders, "2025-02-25", planned)) == [day("2025-03-03")]
    assert due(orders, "2025-03-20", planned) == []
    (late,) = due(orders, "2025-03-20", planned, kept_since=day("2025-02-20"))
    assert late.days_left == -17
    paid = DutyEvent("retainer_received", day("2025-02-28"))
    assert due(orders, "2025-03-20", planned, paid, kept_since=day("2025-02-20")) == []


def test_no_retainer_is_due_where_the_order_says_so() -> None:
    assert (
        due(one_order({"type": "FEES", "retainer_before_first_session": False}), "2025-03-01") == []
    )


def test_the_privilege_is_asked_about_also_when_no_clause_names_it() -> None:
    silent = [order("one", "2025-02-20", {"type": "GOALS"})]
    assert [one.what for one in due(silent, "2025-03-01")] == ["Ask who holds the privilege"]


def test_the_privilege_is_settled_by_any_order_or_by_an_answer() -> None:
    unknown = order("one", "2025-02-20", {"type": "PRIVILEGE", "holder": "unknown"})
    assert due([unknown, order("two", "2025-03-01", HOLDER)], "2025-03-02") == []
    assert (
        due([unknown], "2025-03-02", DutyEvent("privilege_holder_known", day("2025-03-01"))) == []
    )


def test_without_orders_nothing_is_due() -> None:
    assert due([], "2025-07-23") == []


def test_a_superseded_order_asks_for_nothing_more() -> None:
    orders = [
        *one_order(REPORT),
        order("two", "2025-06-01", HOLDER, supersedes="one"),
    ]
    assert due(orders, "2025-07-23") == []


def test_reports_end_with_their_clause() -> None:
    orders = one_order({**REPORT, "expires": "2025-06-01"})
    assert len(due(orders, "2025-05-31")) == 1
    assert due(orders, "2025-06-01") == []
