"""The work ends in eight ways, each with its letters; none of them succeeds or fails."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import handrail
from handrail.core.language.review import review
from handrail.core.therapy.endings import (
    CLOSURES,
    READERS,
    Ending,
    asked_at_the_end,
    gaps_in,
    letter_start,
)
from handrail.core.therapy.pause import reads_as_leave
from handrail.core.therapy.protocol import load
from handrail.core.therapy.requirements import spread
from handrail.core.therapy.shape import Words
from handrail.store.records.models.endings import CLOSURE_REASONS
from tests.core.therapy.test_library import grade

SCHEMA = Path(handrail.__file__).parent / "core/family_file/handrail-case-1.schema.json"
ENDINGS = {ending.id: ending for ending in load().endings}
LETTERS = [(ending, to) for ending in ENDINGS.values() for to in READERS]
VERDICTS = re.compile(
    r"\b(success\w*|succeed\w*|fail\w*|fault|blame\w*|refus\w+|non-?complian\w*|uncooperative|"
    r"éxito|fracas\w+|culpa\w*|neg[oó]\w*)\b",
    re.IGNORECASE,
)


def letter(id_: str, to: str = "parent") -> Words:
    return letter_start(ENDINGS[id_], to=to)


def test_the_ids_are_those_of_the_family_file_and_of_the_record() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    codes = schema["properties"]["case"]["properties"]["closure_reason"]["enum"]
    assert set(ENDINGS) == set(CLOSURES) == set(codes) == set(CLOSURE_REASONS) - {""}


@pytest.mark.parametrize(("ending", "to"), LETTERS, ids=lambda part: getattr(part, "id", part))
def test_no_letter_judges_loads_or_gives_leave(ending: Ending, to: str) -> None:
    words = letter_start(ending, to=to)
    for language, text in (("en", words.en), ("es", words.es)):
        assert [found.word for found in review(text, language)] == []
        assert VERDICTS.findall(text) == []
        assert reads_as_leave(text, language) == ()


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=lambda ending: ending.id)
def test_each_letter_to_a_family_is_in_both_languages_and_leaves_the_order_alone(
    ending: Ending,
) -> None:
    for to in ("parent", "child"):
        assert letter_start(ending, to=to).es
    assert "What a court order says stays as it is." in letter_start(ending, to="parent").en
    assert "sigue igual" in letter_start(ending, to="parent").es


def test_after_a_stop_for_safety_the_letter_says_nothing_but_that_it_ends() -> None:
    """The neutral text: no other ending's text is shorter, and no reason can be read from it."""
    others = [id_ for id_ in CLOSURES if id_ != "stopped_for_safety"]
    for to in READERS:
        own = letter("stopped_for_safety", to)
        assert all(len(own.en) < len(letter(id_, to).en) for id_ in others)
        for word in ("safe", "report", "concern", "harm", "stop", "segur", "daño"):
            assert word not in (own.en + own.es).lower()


def test_what_the_child_said_reaches_nobody_by_a_start() -> None:
    """A child's words are handed out by the child's leave or an order, not by a template (§6.2)."""
    ending = ENDINGS["childs_sustained_refusal"]
    for to in ("parent", "court"):
        written = re.sub(r"\[[^]]*\]", "", letter_start(ending, to=to).en).lower()
        for word in ("said", "asked", "wish", "want", " no "):
            assert word not in written.replace("no judgement", "").replace("no recommendation", "")


def test_the_court_is_told_facts_and_no_recommendation() -> None:
    for id_ in CLOSURES:
        text = letter(id_, "court").en
        assert "no recommendation on custody" in text
        assert "not an evaluation" in text
        assert "Sessions offered and held" in text


def test_a_letter_to_a_child_is_easy_to_read_and_takes_the_weight_off() -> None:
    for id_ in CLOSURES:
        text = letter(id_, "child").en
        assert "It did not end because of anything you did or said." in text
        assert grade(re.sub(r"\[[^]]*\]", "", text)) <= 5, id_


def test_a_start_is_no_letter_while_gaps_are_open() -> None:
    for ending, to in LETTERS:
        assert gaps_in(letter_start(ending, to=to).en), (ending.id, to)
    assert gaps_in("Dear [name], it ends on [date]. [date]") == ("[name]", "[date]")
    assert gaps_in("Dear Mara, it ends on 3 March.") == ()


def test_nobody_else_gets_a_letter() -> None:
    with pytest.raises(KeyError):
        letter("planned", "neighbour")


def test_a_closing_session_is_not_asked_for_where_it_makes_no_sense() -> None:
    closure = load().needed_for("closure")
    at_the_end = {
        id_: {asked.id for asked in asked_at_the_end(closure, ending)}
        for id_, ending in ENDINGS.items()
    }
    without = {id_ for id_, asked in at_the_end.items() if "closing_session_offered" not in asked}
    assert without == {"stopped_for_safety", "court_directed", "unsuitable"}
    assert all({"ending_named", "child_told", "closing_summary"} <= a for a in at_the_end.values())
    asked_of_each = spread(closure, {"parent": {"a": "Mara", "b": "Theo"}})
    spread_ids = {one.id for one in asked_at_the_end(asked_of_each, ENDINGS["unsuitable"])}
    assert "closing_session_offered:a" not in spread_ids
    assert "parent_told_in_writing:a" in spread_ids


def test_every_ending_thinks_of_afterwards() -> None:
    assert all(ending.after_care for ending in ENDINGS.values())
    safety = " ".join(ENDINGS["stopped_for_safety"].after_care)
    assert "advocate" in safety
    assert "Trauma-informed help" in safety
