"""One sentence for every pause; no text a family reads is leave to keep a child from order time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handrail.core.datafile import read_toml
from handrail.core.therapy import files
from handrail.core.therapy.pause import pause_sentence, reads_as_leave
from handrail.core.therapy.protocol import load

LEAVE = {
    "en": [
        "Contact is on hold until further notice.",
        "You do not have to send your child on Saturday.",
        "You don't need to bring her.",
        "You may keep Wren at home.",
        "Please keep your child at home this weekend.",
        "Parenting time is suspended.",
        "There is no contact until the review.",
        "You need not follow the order.",
        "The handover has been cancelled.",
    ],
    "es": [
        "No tiene que llevar a su hijo el sábado.",
        "Puede quedarse con la niña.",
        "Los encuentros están cancelados.",
        "El contacto queda suspendido hasta nuevo aviso.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(lang, text) for lang, texts in LEAVE.items() for text in texts]
)
def test_what_reads_as_leave_is_found(language: str, text: str) -> None:
    assert reads_as_leave(text, language)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def family_texts(language: str) -> Iterator[str]:
    """Everything in the core that a family may read: pause, cards, phase pages, letters."""
    yield pause_sentence().in_language(language)
    for ending in load().endings:
        yield from (ending.letters[to].in_language(language) for to in ("parent", "child"))
    for name, path in files.packaged().items():
        if files.is_card(name):
            yield from strings(read_toml(path).get(language, {}))
    for phase in load().phases:
        for reader in ("parent", "child"):
            yield phase.pages[reader].in_language(language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_text_for_a_family_reads_as_leave(language: str) -> None:
    texts = list(family_texts(language))
    assert len(texts) > 300
    assert {text: found for text in texts if (found := reads_as_leave(text, language))} == {}


def test_the_sentence_tells_no_reason_and_leaves_the_order_alone() -> None:
    sentence = pause_sentence()
    assert sentence.en.count(".") == sentence.es.count(".") == 1
    assert "court order" in sentence.en
    assert "orden judicial" in sentence.es
    for word in ("safety", "disclosure", "report", "concern", "child", "seguridad", "niñ"):
        assert word not in sentence.en + sentence.es
