"""The child's view: asked, or of a child too young to be asked, observed and marked so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handrail.core.law.answers import Allowed, Refused
from handrail.core.law.contact import Permitted
from handrail.core.therapy.arranging import ContactFacts, may_plan_contact, may_start_contact
from handrail.core.therapy.contact import judge
from handrail.core.therapy.deciding import DecisionFacts, may_decide, needs_second_person
from handrail.core.therapy.gates import Open
from handrail.core.therapy.ladder import NextRung, Standing, consider
from handrail.core.therapy.protocol import load
from handrail.core.therapy.views import (
    ANSWERS,
    AT_EASE,
    NOT_AT_EASE,
    against_view,
    too_young,
    years_old,
)
from tests.core.therapy.contacts import GOOD, HR1

RUNGS = load().rungs
R3 = next(at for at, rung in enumerate(RUNGS) if rung.id == "R3")
HERE = ContactFacts(
    rung=R3, current=R3, rungs=RUNGS, basis=Permitted(), needs=Open(), stopped=(), observed=True
)
UP = DecisionFacts(
    index=R3, rungs=RUNGS, stopped=(), above_refused=(), proposal="UP", observed=True
)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2023-07-24", date(2025, 7, 23), 1),
        ("2023-07-23", date(2025, 7, 23), 2),
        ("2022-07", date(2025, 7, 23), 2),
        ("2022-07", date(2025, 7, 31), 3),
        ("2022", date(2025, 12, 30), 2),
        ("", date(2025, 7, 23), None),
    ],
)
def test_nobody_is_made_older_than_they_are(born: str, on: date, years: int | None) -> None:
    assert years_old(born, on) == years
    assert too_young(born, on, 3) is (years is not None and years < 3)


@pytest.mark.parametrize(
    ("answer", "young", "words", "told"),
    [
        ("yes", False, "", ""),
        ("no", False, "", ""),
        ("yes", True, "She nodded", "observed, not asked"),
        ("no", True, "", ""),
        ("not_yet", True, "", ""),
        (AT_EASE, True, "Sat on the mat and built", ""),
        (NOT_AT_EASE, True, "Turned away and cried", ""),
        (AT_EASE, True, "  ", "Say what you saw"),
        (AT_EASE, False, "Sat on the mat", "is asked"),
        (NOT_AT_EASE, False, "Turned away", "is asked"),
        ("perhaps", False, "", "no answer here"),
    ],
)
def test_what_may_stand_on_record(answer: str, young: bool, words: str, told: str) -> None:
    found = list(against_view(answer, words=words, young=young, asked_from_age=3))
    assert bool(found) is bool(told)
    assert told in " ".join(found)


def test_without_what_was_seen_nothing_goes_up_or_begins_and_the_way_is_said() -> None:
    for answer in (
        may_plan_contact(facts=HERE, rule=HR1),
        may_decide(move="UP", facts=UP, rule=HR1, reason="clinical_judgement"),
    ):
        assert isinstance(answer, Refused)
        assert "Observe, since the child is too young to be asked" in answer.reasons[0]


def test_seen_at_ease_is_a_path_up_by_one_person_and_to_a_contact() -> None:
    seen = replace(UP, view_of_next=AT_EASE)
    assert may_decide(move="UP", facts=seen, rule=HR1, reason="clinical_judgement") == Allowed()
    assert needs_second_person(move="UP", facts=seen, rule=HR1) == ()
    begins = may_start_contact(facts=replace(HERE, view=AT_EASE), rule=HR1, asked_today=AT_EASE)
    assert begins == Allowed()


def test_seen_not_at_ease_holds_as_a_no_does() -> None:
    seen = replace(UP, view_of_next=NOT_AT_EASE)
    quick = may_decide(move="UP", facts=seen, rule=HR1, reason="clinical_judgement", in_words="…")
    assert isinstance(quick, Refused)
    assert "too young to be asked, was seen not at ease before step" in quick.reasons[0]
    (second,) = needs_second_person(move="UP", facts=seen, rule=HR1)
    assert second.code == "against_view"
    assert isinstance(may_plan_contact(facts=replace(HERE, view=NOT_AT_EASE), rule=HR1), Refused)
    went_on = replace(HERE, view=NOT_AT_EASE, went_on=True)
    today = may_start_contact(facts=went_on, rule=HR1, asked_today=NOT_AT_EASE)
    assert isinstance(today, Refused)
    assert "seen not to be at ease today" in today.reasons[0]


@pytest.mark.parametrize(("view", "move"), [(AT_EASE, "UP"), (NOT_AT_EASE, "HOLD"), ("no", "HOLD")])
def test_the_rule_proposes_up_on_an_observed_view_and_holds_on_distress(
    view: str, move: str
) -> None:
    settled = tuple(judge(GOOD, HR1) for _ in range(2))
    standing = Standing(stay=settled, above=NextRung("R4", (), view))
    assert consider(standing, GOOD, HR1).move == move


def test_no_setting_of_a_practice_lets_go_of_distress_that_was_seen() -> None:
    lenient = replace(HR1, views_that_hold=("no",))
    assert set(lenient.holding) == {"no", NOT_AT_EASE}
    assert set(HR1.holding) | {"yes", AT_EASE} == set(ANSWERS)
