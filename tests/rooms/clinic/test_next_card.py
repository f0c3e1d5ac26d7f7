"""Every next step the program can name has a button, and the button leads to a page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from handrail.core import therapy
from handrail.core.therapy.step_words import NextStep
from handrail.rooms.clinic.next_card import DONE_AT, LEADS_TO, next_card
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.chart.arranged import charted
from tests.demo import MOMENT, Demo

THERAPY = Path(therapy.__file__).parent


def hints() -> Iterator[str]:
    """Every hint that stands in the core, read from its source, so that no new one is forgotten."""
    for path in sorted(THERAPY.glob("*.py")):
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.keyword) and one.arg == "link_hint":
                assert isinstance(one.value, ast.Constant), f"{path.name}: a hint is a plain word"
                yield str(one.value.value)


HINTS = sorted(set(hints()))


def test_the_hints_are_found() -> None:
    assert {"disclosures", "contacts", "ladder", "orders", "stops"} <= set(HINTS)


@pytest.mark.parametrize("hint", HINTS)
def test_every_next_step_leads_to_a_page_of_its_case(demo: Demo, hint: str) -> None:
    assert hint in LEADS_TO
    with acting_as(demo.viewer("noa")):
        chart = charted(demo.alder, MOMENT.date())
        card = next_card(chart, NextStep("kind", "Do it", "Because.", link_hint=hint), "Now")
    assert [action.label for action in card.actions] == [LEADS_TO[hint][1]]
    (address,) = [action.href for action in card.actions]
    assert str(demo.alder) in address
    assert demo.client("noa").get(address).status_code == 200


def test_nothing_leads_where_no_step_points() -> None:
    assert set(LEADS_TO) == set(HINTS)


@pytest.mark.parametrize("kind", DONE_AT)
def test_a_step_about_one_ladder_or_contact_leads_straight_to_the_act(
    demo: Demo, kind: str
) -> None:
    with acting_as(demo.viewer("noa")):
        chart = charted(demo.alder, MOMENT.date())
        step = NextStep(
            kind, "Do it", "Because.", link_hint="ladder",
            ladder=chart.ladders[0].ladder.key, contact="A26",
        )  # fmt: skip
        first, *more = next_card(chart, step, "Now").actions
        none = NextStep(kind, "Do it", "Because.", link_hint="ladder", contact="A999")
        (elsewhere,) = next_card(chart, none, "Now").actions
    assert first.label == DONE_AT[kind][2]
    for one in (first, *more, elsewhere):
        assert demo.client("noa").get(one.href).status_code == 200
    assert elsewhere.label == LEADS_TO["ladder"][1]


def test_the_proposal_that_waits_is_one_click_from_its_answer(demo: Demo) -> None:
    with acting_as(demo.viewer("noa")):
        chart = charted(demo.alder, MOMENT.date())
        assert chart.next_step
        view, otherwise = next_card(chart, chart.next_step, "Now").actions
        assert (
            view.href.endswith(f"/ladders/{demo.ladder(demo.alder)}/view/") or "view" in view.href
        )
        assert str(demo.contact(demo.alder, "A26")) in otherwise.href
