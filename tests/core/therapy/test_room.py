"""Taps in the room: behaviour with its time, and questions for a person; never a decision."""

from __future__ import annotations

import re
from datetime import time

import pytest

from handrail.core.language.review import review
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.contact import STOP_CARD
from handrail.core.therapy.room import Tap, buttons, signs, suggested_contact, summary_of
from handrail.core.therapy.rule import Rule
from handrail.rooms.shared.icons import ICONS
from handrail.store.records.models.contacts import Contact

WREN = {"child": "Wren", "parent": "Theo"}
INFERENCE = re.compile(
    r"\b(happy|sad|warm\w*|cold|angry|calm\w*|afraid|anxious|want\w*|felt|feel\w*|enjoy\w*|"
    r"seem\w*|appear\w*|refus\w*|good|bad)\b",
    re.IGNORECASE,
)


def tap(seen: str, minute: int = 7, text: str = "", **more: object) -> Tap:
    return Tap(seen, time(14, minute), text, **more)  # type: ignore[arg-type]


def taps(*seen: str) -> list[Tap]:
    return [tap(one, minute) for minute, one in enumerate(seen)]


def suggested(*seen: str) -> dict[str, object]:
    return {one.field: one.value for one in suggested_contact(taps(*seen), **WREN)}


def test_about_eight_buttons_each_with_both_languages_and_an_icon() -> None:
    assert list(buttons()) == [
        "spoke_first", "moved_closer", "moved_away", "stop_card", "pause", "pressure_topic",
        "adult_stepped_in", "recording_seen", "ended",
    ]  # fmt: skip
    for button in buttons().values():
        assert button.name.es
        assert button.in_note.es
        assert button.icon in ICONS


@pytest.mark.parametrize("id_", list(buttons()))
def test_a_button_tells_behaviour_and_uses_no_loaded_word(id_: str) -> None:
    button = buttons()[id_]
    for language, text in (("en", button.in_note.en), ("es", button.in_note.es)):
        assert review(text, language) == []
    assert INFERENCE.findall(f"{button.name.en} {button.in_note.en}") == []


def test_what_a_tap_bears_on_exists() -> None:
    fields = {field.name for field in Contact._meta.get_fields()} | {"order"}
    items = {item.id for item in catalogue().instruments["ho8"].items} | {""}
    for button in buttons().values():
        assert set(button.asks) <= fields
        assert button.observer in items


def test_the_signs_are_those_the_rule_looks_at() -> None:
    assert tuple(sign.id for sign in signs()) == Rule().not_clear_signs
    assert all(sign.name.es and sign.means for sign in signs())


def test_taps_become_sentences_in_the_order_of_time() -> None:
    summary = summary_of(
        [
            tap("stop_card", 12),
            tap("moved_closer", 7),
            tap("adult_stepped_in", 13, "asked for a change of game"),
            tap("", 14, "Card game begun."),
        ],
        **WREN,
    )
    assert [fact.sentence for fact in summary.facts] == [
        "14:07 Wren moved closer.",
        "14:12 Wren showed the stop card.",
        "14:13 the therapist stepped in: asked for a change of game.",
        "14:14 Card game begun.",
    ]


def test_a_slip_is_left_out_but_counted() -> None:
    summary = summary_of([tap("moved_away", corrected=True), tap("moved_closer")], **WREN)
    assert [fact.seen for fact in summary.facts] == ["moved_closer"]
    assert summary.corrected == 1
    assert suggested_contact([tap("stop_card", corrected=True)], **WREN) == ()


def test_what_came_late_says_so() -> None:
    late = summary_of([tap("pause", came="later"), tap("pause", came="paper")], **WREN)
    assert [fact.sentence for fact in late.facts] == [
        "14:07 a pause was taken (sent later).",
        "14:07 a pause was taken (entered later from paper).",
    ]


def test_in_spanish_too() -> None:
    summary = summary_of([tap("moved_closer")], child="Wren", language="es")
    assert summary.facts[0].sentence == "14:07 Wren se acercó."


@pytest.mark.parametrize(
    ("seen", "stop_card", "early"),
    [
        (("moved_closer", "stop_card", "ended"), "used_and_ended", True),
        (("stop_card", "pause", "adult_stepped_in", "ended"), "used_and_ended", True),
        (("stop_card", "pause", "moved_closer", "ended"), "used_and_went_on", None),
        (("stop_card", "spoke_first"), "used_and_went_on", None),
        (("stop_card", "spoke_first", "stop_card", "ended"), "used_and_ended", True),
        (("stop_card",), None, None),
        (("stop_card", "", "ended"), "used_and_ended", True),
    ],
)
def test_the_stop_card_suggests_what_followed(
    seen: tuple[str, ...], stop_card: str | None, early: bool | None
) -> None:
    found = suggested(*seen)
    assert (found["stop_card"], found["ended_early"]) == (stop_card, early)
    assert stop_card is None or stop_card in STOP_CARD


def test_all_else_is_a_question_and_no_value() -> None:
    found = suggested("adult_stepped_in", "recording_seen", "pressure_topic", "ended")
    assert found == {
        "critical_incident": None, "order": None, "adherence": None, "ended_early": None,
    }  # fmt: skip
    assert suggested("moved_closer", "moved_away", "spoke_first", "pause") == {}


def test_a_suggestion_shows_the_facts_it_rests_on() -> None:
    (topic,) = suggested_contact([tap("pressure_topic", 3), tap("pressure_topic", 9)], **WREN)
    assert topic.question == "How far did Theo keep to the plan, 1 to 5?"
    assert [fact.sentence[:5] for fact in topic.because] == ["14:03", "14:09"]


def test_an_unknown_button_is_no_fact() -> None:
    with pytest.raises(KeyError):
        summary_of([tap("smiled")], **WREN)
