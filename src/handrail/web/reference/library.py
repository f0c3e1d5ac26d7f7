"""The library: every card, by kind."""

from __future__ import annotations

from collections.abc import Iterable

from handrail.core.therapy.card import Card
from handrail.core.therapy.protocol import load
from handrail.web.reference.markdown import code, table
from handrail.web.reference.markdown import page as whole


def page() -> str:
    """The cards in tables of their kind."""
    cards = load().cards
    parts = []
    for kind in dict.fromkeys(card.kind for card in cards):
        parts += [f"## {_plain(kind).capitalize()}", _cards(c for c in cards if c.kind == kind)]
    return whole(
        "The library",
        "Cards for skills, explanations, reflection and preparation. What is written on a"
        " reflection card belongs to the writer; sharing it is an act of its own. A Spanish text"
        " that no clinician has signed is marked as unreviewed wherever it is shown.",
        *parts,
        source="src/handrail/core/therapy/library/**/*.toml",
    )


def _cards(cards: Iterable[Card]) -> str:
    rows = (
        (
            code(card.id),
            card.en.title,
            _plain(card.audience),
            card.ages,
            [_plain(one) for one in card.approaches],
            _spanish(card),
            card.source,
        )
        for card in cards
    )
    return table(("Id", "Title", "For", "Ages", "Approaches", "Spanish", "Source"), rows)


def _spanish(card: Card) -> str:
    if card.es is None:
        return ""
    return "reviewed" if card.es.reviewed else "unreviewed"


def _plain(word: str) -> str:
    return word.replace("_", " ")
