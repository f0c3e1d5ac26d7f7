"""The library: what each reader finds, in words they can read, without pressure or reward."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from handrail.core.language.review import review
from handrail.core.therapy import protocol
from handrail.core.therapy.card import AGES, APPROACHES, KINDS, PARTS, Card, Wording, find
from handrail.core.therapy.phase import Phase

CARDS = protocol.load().cards
FAMILY = [card for card in CARDS if card.audience != "therapist"]
BY_ID = {card.id: card for card in CARDS}


def texts(wording: Wording) -> Iterator[str]:
    yield wording.title
    yield wording.text
    if wording.question:
        yield wording.question
    for part in wording.parts:
        yield from (item.text for item in part.items)


def grade(text: str) -> float:
    """Flesch-Kincaid grade of an English text."""
    sentences = [part for part in re.split(r"[.!?:…]+", text) if part.strip()]
    said = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(said) / len(sentences) + 11.8 * syllables(said) / len(said) - 15.59


def syllables(said: list[str]) -> int:
    stems = [re.sub("(?<!l)e$", "", word.lower()) for word in said]
    return sum(max(1, len(re.findall("[aeiouy]+", stem))) for stem in stems)


def items(card_id: str) -> set[str]:
    return {item.id for part in BY_ID[card_id].en.parts for item in part.items}


def each(cards: list[Card]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("card", cards, ids=lambda card: card.id)


def test_every_topic_of_the_brief_has_its_card() -> None:
    skills = (
        "emotion_coaching", "co_regulation", "distress_tolerance", "emotion_regulation",
        "listening_to_hard_feelings", "sending_off", "repair",
    )  # fmt: skip
    topics = (
        "how_children_react", "loyalty", "triangulation", "stress_and_the_body", "why_small_steps",
        "supporting_contact", "repair_after_rupture", "memory", "grief_and_shame",
        "anxiety_at_home", "handovers", "new_partners", "when_not_to_push", "court_and_therapy",
        "self_care", "siblings_differ", "safety_planning",
    )  # fmt: skip
    reflections = (
        "my_part_this_week", "my_childs_view", "one_thing_well", "feared_and_happened",
        "letter_not_sent", "own_childhood", "workbook_safe_to_say", "workbook_what_happened",
        "workbook_new_ways",
    )  # fmt: skip
    wanted = {f"skills.{name}" for name in skills}
    wanted |= {f"psycho_education.{name}" for name in topics}
    wanted |= {f"reflection.{name}" for name in reflections}
    assert wanted <= set(BY_ID)


@pytest.mark.parametrize(
    "audience", ["child", "parent_visiting", "parent_at_home", "caregiver", "therapist"]
)
def test_everybody_has_a_list_to_prepare_with(audience: str) -> None:
    assert find(CARDS, kind="preparation", audience=audience)


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize("kind", ["skills", "reflection", "psycho_education"])
def test_every_approach_is_met_by_what_one_learns_and_looks_at(kind: str, approach: str) -> None:
    assert find(CARDS, kind=kind, approach=approach)


@pytest.mark.parametrize("age", AGES)
def test_every_age_is_thought_of(age: str) -> None:
    assert find(CARDS, age=age)


def test_the_youngest_get_no_cards_of_their_own() -> None:
    assert not find(CARDS, audience="child", age="0-2"), "there are cards for their parents"
    assert find(CARDS, audience="both", age="0-2")


@each(FAMILY)
def test_families_read_in_english_and_spanish_and_the_spanish_says_it_is_not_reviewed(
    card: Card,
) -> None:
    assert card.es is not None
    assert not card.es.reviewed
    assert card.in_language("es-MX") is card.es
    assert card.in_language("fr") is card.en
    assert list(texts(card.es)) != list(texts(card.en))


@each(list(CARDS))
def test_cards_are_written_in_neutral_words(card: Card) -> None:
    assert [f.word for text in texts(card.en) for f in review(text)] == []
    assert [f.word for text in texts(card.es or card.en) for f in review(text, "es")] == []


@each(FAMILY)
def test_families_can_read_their_cards(card: Card) -> None:
    limit = 4.0 if card.audience == "child" else 6.0
    assert grade(" ".join(texts(card.en))) <= limit


@pytest.mark.parametrize("phase", protocol.load().phases, ids=lambda phase: phase.id)
def test_families_can_read_the_phase_pages(phase: Phase) -> None:
    assert grade(phase.pages["child"].en) <= 4.0
    assert grade(phase.pages["parent"].en) <= 6.0
    for audience in ("parent", "child"):
        assert phase.pages[audience].es, "families read Spanish too"


@each([card for card in CARDS if card.kind == "preparation" and card.audience == "child"])
def test_every_list_for_a_child_says_how_to_stop_or_say_no(card: Card) -> None:
    said = " ".join(texts(card.en))
    assert re.search(r"\bstop\b", said)
    assert re.search(r"say no|yes, not yet or no|do not have to", said)


def test_feelings_are_neither_good_nor_bad() -> None:
    card = BY_ID["skills.feeling_words"]
    assert "two things at the same time" in card.en.text
    for wording in (card.en, card.es):
        assert wording is not None
        said = " ".join(texts(wording)).lower()
        assert not re.search(
            r"\b(good|positive|negative|buenos?|malos?) (feelings?|sentimientos?)", said
        )
        assert not re.search(r"(feelings?|sentimientos?) (are|son) (good|bad|buenos?|malos?)", said)


REWARD = re.compile(
    r"\b(rewards?|well done|good (boy|girl|job)|proud of|bravo|streaks?|badges?|points|earn\w*"
    r"|premios?|muy bien hecho|felicidades|te lo ganas|puntos|insignias?)\b|!",
    re.IGNORECASE,
)


@each(FAMILY)
def test_no_card_rewards_or_praises_contact(card: Card) -> None:
    for wording in (card.en, card.es or card.en):
        assert [text for text in texts(wording) if REWARD.search(text)] == []


@pytest.mark.parametrize("audience", ["parent_visiting", "parent_at_home"])
def test_each_parent_finds_cards_of_every_kind(audience: str) -> None:
    for kind in KINDS:
        assert find(CARDS, kind=kind, audience=audience)
    own = [card for card in CARDS if card.audience == audience]
    assert {"skills", "psycho_education", "preparation"} <= {card.kind for card in own}


def test_both_parents_have_as_many_cards_of_their_own() -> None:
    counted = Counter(card.audience for card in CARDS)
    assert counted["parent_visiting"] == counted["parent_at_home"]


@each([card for card in CARDS if card.kind == "reflection"])
def test_reflection_is_private_until_it_is_shared(card: Card) -> None:
    assert card.private_to in ("nobody_else", "therapist")
    if card.audience in ("both", "parent_visiting", "parent_at_home", "caregiver"):
        assert card.private_to == "nobody_else"


def test_the_safety_plan_is_for_nobody_else() -> None:
    assert BY_ID["psycho_education.safety_planning"].private_to == "nobody_else"


def test_adults_are_offered_a_look_at_their_own_childhood() -> None:
    card = BY_ID["reflection.own_childhood"]
    assert card.audience == "both"
    assert card.private_to == "nobody_else"
    assert "You can stop after any line." in card.en.text


@each(list(CARDS))
def test_items_have_stable_ids_that_are_the_same_in_both_languages(card: Card) -> None:
    for wording in (card.en, card.es or card.en):
        ids = [(part.name, item.id) for part in wording.parts for item in part.items]
        assert len(ids) == len(set(ids))
        assert all(name in PARTS for name, _ in ids)
        assert ids == [(part.name, item.id) for part in card.en.parts for item in part.items]


def test_the_letter_list_holds_every_point_that_is_screened() -> None:
    screened, told = items("preparation.letter_screening"), items("preparation.letter_writer")
    shared = {"no_blame", "no_court", "no_pressure", "no_promise", "no_gift_price", "no_hidden"}
    assert shared <= screened & told, "nobody is measured by what they were not told"
