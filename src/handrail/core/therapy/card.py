"""The library: cards a family or a therapist can work with, one file for each card.

Kinds, topics and modules: clinical §7.3, §7.4, §2.5; seed rows M10, M15, M16, M19, M21.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handrail.core.datafile import Mistake
from handrail.core.therapy.shape import Flag, Id, Many, Named, Table, Text, Whole

KINDS = ("skills", "psycho_education", "reflection", "preparation")
AUDIENCES = ("child", "parent_visiting", "parent_at_home", "both", "caregiver", "therapist")
AGES = ("0-2", "3-5", "6-8", "9-12", "13-17", "adult")
APPROACHES = (
    "attachment_focused",
    "trauma_informed",
    "family_systems",
    "conflict_resolution",
    "emotion_coaching",
)
PARTS = ("steps", "before", "on_the_day", "during", "at_the_end", "afterwards", "two_days_later")
PRIVATE_TO = ("nobody_else", "therapist", "team")

_PARTS = dict.fromkeys(PARTS, Named(Text()))
_WORDING = Table(must={"title": Text(), "text": Text()}, may={"question": Text(), **_PARTS})
CARD = Table(
    must={
        "id": Id(),
        "kind": Text(one_of=KINDS),
        "audience": Text(one_of=AUDIENCES),
        "ages": Many(Text(one_of=AGES), least=1),
        "approaches": Many(Text(one_of=APPROACHES), least=1),
        "rows": Many(Id()),
        "source": Text(),
        "status": Text(),
        "en": _WORDING,
    },
    may={
        "minutes": Whole(1, 240),
        "talk_about_it": Flag(),
        "private_to": Text(one_of=PRIVATE_TO),
        "es": Table(must={**_WORDING.must, "reviewed": Flag()}, may=_WORDING.may),
    },
)


@dataclass(frozen=True)
class Item:
    """One step or one line of a checklist, by stable id."""

    id: str
    text: str


@dataclass(frozen=True)
class Part:
    """The items of one moment: one of PARTS."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Wording:
    """A card in one language. reviewed: whether a clinician has signed the translation."""

    title: str
    text: str
    question: str
    parts: tuple[Part, ...]
    reviewed: bool = True


@dataclass(frozen=True)
class Card:
    """One card.

    ages: the child's ages it is made for; ("adult",) where the child's age does not matter.
    private_to: who reads what is written on it unless the writer shares it.
    talk_about_it: whether a reader can ask to talk about it.
    """

    id: str
    kind: str
    audience: str
    ages: tuple[str, ...]
    approaches: tuple[str, ...]
    rows: tuple[str, ...]
    source: str
    status: str
    en: Wording
    es: Wording | None = None
    minutes: int | None = None
    talk_about_it: bool = False
    private_to: str = "team"

    def in_language(self, language: str) -> Wording:
        """The Spanish wording for "es" or "es-…" where there is one, else the English."""
        return self.es if self.es and language.split("-")[0] == "es" else self.en


def card_mistakes(table: Mapping[str, Any]) -> Iterator[Mistake]:
    """Everything wrong with one card file, as paths below its top."""
    wrong = list(CARD.mistakes(table, ""))
    yield from wrong
    if not wrong and "es" in table:
        yield from _different_items(table["en"], table["es"])


def read_card(table: Mapping[str, Any]) -> Card:
    """A checked card file as a Card."""
    lists = {name: tuple(table[name]) for name in ("ages", "approaches", "rows")}
    es = _wording(table["es"]) if "es" in table else None
    return Card(**{**table, **lists, "en": _wording(table["en"]), "es": es})


def find(
    cards: Iterable[Card],
    *,
    kind: str | None = None,
    audience: str | None = None,
    age: str | None = None,
    approach: str | None = None,
) -> tuple[Card, ...]:
    """The cards that fit everything asked for; a card for both parents fits either of them."""
    return tuple(
        card
        for card in cards
        if (kind is None or card.kind == kind)
        and (audience is None or audience in _readers(card))
        and (age is None or age in card.ages)
        and (approach is None or approach in card.approaches)
    )


def _readers(card: Card) -> tuple[str, ...]:
    if card.audience == "both":
        return ("both", "parent_visiting", "parent_at_home")
    return (card.audience,)


def _wording(table: Mapping[str, Any]) -> Wording:
    parts = tuple(
        Part(name, tuple(Item(key, text) for key, text in table[name].items()))
        for name in table
        if name in PARTS
    )
    return Wording(
        table["title"], table["text"], table.get("question", ""), parts, table.get("reviewed", True)
    )


def _different_items(en: Mapping[str, Any], es: Mapping[str, Any]) -> Iterator[Mistake]:
    """A tick on an item means the same in both languages, so both have the same items."""
    for name in PARTS:
        ours, theirs = list(en.get(name, ())), list(es.get(name, ()))
        if ours != theirs:
            right = "the same items in the same order as in en: " + (", ".join(ours) or "none")
            yield Mistake(f"es.{name}", "has other items than en", right)
    if ("question" in en) != ("question" in es):
        yield Mistake("es.question", "stands in one language only", "in both or in neither")
