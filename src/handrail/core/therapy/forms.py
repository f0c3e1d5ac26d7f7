"""A practice's own forms: same shape as the house's own measures, unvalidated, no cut-offs.

Nobody has studied what a score on such a form means, so a form may ask and may not judge
(clinical §4.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handrail.core.datafile import Mistake
from handrail.core.therapy.shape import (
    WORDS,
    Flag,
    Id,
    Many,
    Named,
    Table,
    Text,
    Whole,
    Words,
    words,
)

_ANCHOR = Table(must={"value": Whole(-100, 100), "text": WORDS})
_RESPONSES = Table(
    must={"kind": Text(one_of=("choice", "rating", "text"))},
    may={
        "min": Whole(-100, 100),
        "max": Whole(-100, 100),
        "anchors": Many(_ANCHOR, least=2),
        "not_applicable": Flag(),
    },
)
_ITEM = Table(must={"id": Id(), "text": WORDS, "responses": Id()}, may={"evidence": Flag()})
_SCALE = Table(
    must={
        "id": Id(),
        "name": WORDS,
        "items": Many(Id(), least=1),
        "min": Whole(-1000, 1000),
        "max": Whole(-1000, 1000),
        "direction": Text(one_of=("lower_is_better", "higher_is_better")),
    }
)
FORM = Table(
    must={
        "id": Id(),
        "version": Text(),
        "shelf": Text(one_of=("A",)),
        "validated": Flag(),
        "respondents": Many(Id(), least=1),
        "about": Text(),
        "when": Text(),
        "needs_contact_in_window": Flag(),
        "source": Text(),
        "languages": Many(Text(one_of=("en", "es")), least=1),
        "name": WORDS,
        "instruction": WORDS,
        "missing": Table(must={"rule": Text(one_of=("refuse",)), "source": Text()}),
        "responses": Named(_RESPONSES),
        "items": Many(_ITEM, least=1),
    },
    may={
        "recall_days": Whole(1, 366),
        "compared": Many(Id()),
        "scales": Many(_SCALE),
        "translations": Named(Table(must={"source": Text(), "signed_off": Flag()})),
    },
)
JUDGING = ("cutoffs", "cut_offs", "cutoff", "bands", "norms", "reliable_change")


@dataclass(frozen=True)
class FormItem:
    """One question, by stable id."""

    id: str
    text: Words


@dataclass(frozen=True)
class Form:
    """A practice's own form: what is asked, of whom, about what. It has no limits to cross."""

    id: str
    version: str
    name: Words
    about: str
    respondents: tuple[str, ...]
    items: tuple[FormItem, ...]


def form_mistakes(table: Mapping[str, Any]) -> Iterator[Mistake]:
    """Everything wrong with one form file, as paths below its top."""
    judging = list(_judging(table))
    yield from judging
    said = {mistake.path for mistake in judging}
    wrong = [mistake for mistake in FORM.mistakes(table, "") if mistake.path not in said]
    yield from wrong
    if table.get("validated") is True:
        yield Mistake("validated", "an own form is not a validated one", "validated = false")
    if not wrong:
        yield from _answers(table)
        yield from _loose_ends(table)


def read_form(table: Mapping[str, Any]) -> Form:
    """A checked form file as a Form."""
    return Form(
        id=table["id"],
        version=table["version"],
        name=words(table["name"]),
        about=table["about"],
        respondents=tuple(table["respondents"]),
        items=tuple(FormItem(item["id"], words(item["text"])) for item in table["items"]),
    )


def _judging(value: Any, path: str = "") -> Iterator[Mistake]:
    """Cut-offs and the like, wherever they stand."""
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _judging(part, f"{path}[{index}]")
    if not isinstance(value, Mapping):
        return
    for key, inner in value.items():
        here = f"{path}.{key}" if path else key
        if key in JUDGING:
            yield Mistake(here, "an own form has no cut-offs", "ask, and leave the judging out")
        else:
            yield from _judging(inner, here)


def _answers(table: Mapping[str, Any]) -> Iterator[Mistake]:
    """A rating has two ends, a choice has answers, and no two answers share a number."""
    for name, answers in table["responses"].items():
        path, numbers = f"responses.{name}", [a["value"] for a in answers.get("anchors", ())]
        if len(set(numbers)) < len(numbers):
            yield Mistake(f"{path}.anchors", "two answers have the same value")
        if answers["kind"] == "choice" and not numbers:
            yield Mistake(f"{path}.anchors", "is missing", "two or more answers to choose from")
        if answers["kind"] == "rating":
            least, most = answers.get("min"), answers.get("max")
            if least is None or most is None or least >= most:
                yield Mistake(f"{path}.min", "a rating has two ends", "min below max")
            elif not all(least <= number <= most for number in numbers):
                yield Mistake(f"{path}.anchors", "lie outside the rating", f"{least} to {most}")


def _loose_ends(table: Mapping[str, Any]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for index, item in enumerate(table["items"]):
        if item["id"] in seen:
            yield Mistake(f"items[{index}].id", f"“{item['id']}” stands twice")
        if item["responses"] not in table["responses"]:
            right = "one of " + ", ".join(table["responses"])
            yield Mistake(
                f"items[{index}].responses", f"“{item['responses']}” is not described", right
            )
        seen.add(item["id"])
    for index, scale in enumerate(table.get("scales", ())):
        for item_id in scale["items"]:
            if item_id not in seen:
                yield Mistake(f"scales[{index}].items", f"“{item_id}” is not an item of this form")
