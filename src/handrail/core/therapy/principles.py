"""The principles of the work, and the rules that enforce each (seed rows M9, M22-M24)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handrail.core.therapy.shape import WORDS, Id, Many, Table, Text, Words, words

PRINCIPLES = Table(
    must={
        "principle": Many(
            Table(
                must={
                    "id": Id(),
                    "rows": Many(Id(), least=1),
                    "enforced_by": Many(Id(), least=1),
                    "name": WORDS,
                    "text": WORDS,
                }
            ),
            least=1,
        )
    }
)
_RULE = Table(must={"id": Id(), "says": Text()}, may={"test": Text(may_be_empty=True)})
RULES = Table(must={"rule": Many(_RULE, least=1)})


@dataclass(frozen=True)
class Principle:
    """A principle; rows: its seed lines; enforced_by: ids of house rules."""

    id: str
    rows: tuple[str, ...]
    enforced_by: tuple[str, ...]
    name: Words
    text: Words


@dataclass(frozen=True)
class HouseRule:
    """One rule the program keeps. test: path::name of the test that proves it, "" if none yet."""

    id: str
    says: str
    test: str = ""


def read_principle(table: Mapping[str, Any]) -> Principle:
    """A checked `[[principle]]` table as a Principle."""
    return Principle(
        table["id"],
        tuple(table["rows"]),
        tuple(table["enforced_by"]),
        words(table["name"]),
        words(table["text"]),
    )


def read_house_rule(table: Mapping[str, Any]) -> HouseRule:
    """A checked `[[rule]]` table as a HouseRule."""
    return HouseRule(**table)
