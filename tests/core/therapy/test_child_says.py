"""A child says something: the words are kept, the child is not questioned, the duty stays."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from handrail.core.therapy.child_says import (
    REPORTED_TO,
    SAFE,
    Call,
    Told,
    fields,
    listen,
    still_due,
    supervisor_now,
)
from handrail.store.records.models.safety import REPORT_CALLS

AT = datetime(2025, 7, 7, 14, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
BY_ID = {field.id: field for field in fields()}
QUESTIONS = re.compile(
    r"\b(why|how often|what (?:else|happened)|did (?:he|she|they|your|mum|dad)|tell me|"
    r"ask (?:the child|him|her|them)|por qu[eé]|qu[eé] (?:más|pasó)|pregunte|pregúntele)\b",
    re.IGNORECASE,
)


def due(*calls: Call, safe: str = "yes", written_hours: int | None = 36, **more: str) -> list[str]:
    told = Told(at=AT, safe_to_leave=safe, calls=calls, **more)  # type: ignore[arg-type]
    return [one.id for one in still_due(told, written_hours=written_hours)]


def test_the_fields_are_those_of_the_page() -> None:
    assert list(BY_ID) == ["words", "at", "just_before", "heard_by", "collects", "safe_to_leave"]
    assert BY_ID["safe_to_leave"].options == SAFE
    assert all(field.prompt.es for field in fields())


def test_no_field_invites_to_question_the_child() -> None:
    for field in fields():
        for prompt in (field.prompt.en, field.prompt.es):
            assert QUESTIONS.findall(prompt) == []
        asks = "?" in field.prompt.en
        assert asks == (field.id == "safe_to_leave"), "the one question is to the adult who stays"
    assert "Ask nothing more" in listen().en


@pytest.mark.parametrize(("safe", "now"), [("yes", False), ("no", True), ("not_sure", True)])
def test_unless_it_is_a_plain_yes_the_supervisor_is_called_now(safe: str, now: bool) -> None:
    assert supervisor_now(safe) is now
    assert ("supervisor" in due(safe=safe)) is now
    assert "supervisor" not in due(Call("supervisor", AT), safe=safe)


def test_an_answer_not_given_is_no_yes() -> None:
    assert supervisor_now("")


def test_to_report_stays_due_until_a_call_or_a_reason_is_on_record() -> None:
    assert due() == ["report"]
    assert due(Call("supervisor", AT), Call("other", AT)) == ["report"], "no report by that"
    assert due(not_reported_because="  ") == ["report"]
    assert due(not_reported_because="A scraped knee at school, seen by the teacher.") == []
    for called in REPORTED_TO:
        assert "report" not in due(Call(called, AT + HOUR))


def test_the_reference_and_the_written_report_stay_due() -> None:
    call = Call("hotline", AT + HOUR)
    told = Told(at=AT, safe_to_leave="yes", calls=[call])
    assert [(one.id, one.by) for one in still_due(told, written_hours=36)] == [
        ("reference", AT + 25 * HOUR),
        ("written", AT + 37 * HOUR),
    ]
    assert due(Call("hotline", AT, "00-TEST-118")) == ["written"]
    (unknown,) = still_due(Told(at=AT, safe_to_leave="yes", calls=[Call("police", AT, "Ray")]))
    assert (unknown.id, unknown.by) == ("written", None)


def test_nothing_is_due_any_more_when_all_is_on_record() -> None:
    told = Told(
        at=AT, safe_to_leave="no", written_at=AT + 30 * HOUR,
        calls=[Call("supervisor", AT), Call("hotline", AT, "00-TEST-118")],
    )  # fmt: skip
    assert still_due(told) == ()


def test_the_clock_runs_from_the_first_call() -> None:
    calls = [Call("police", AT + 5 * HOUR), Call("hotline", AT + HOUR)]
    reference, *_ = still_due(Told(at=AT, safe_to_leave="yes", calls=calls))
    assert reference.by == AT + 25 * HOUR


def test_the_calls_are_those_of_the_record() -> None:
    assert {*REPORTED_TO, "supervisor", "other"} == set(REPORT_CALLS)
