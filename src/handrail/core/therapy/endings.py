"""How the work can end, and the start of the letters that say so (clinical §1.6, §6.2; row M2).

Every ending is of equal worth. A start is no letter: a clinician edits, fills in and signs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from handrail.core.therapy.requirements import Requirement
from handrail.core.therapy.shape import WORDS, Id, Many, Table, Text, Words, words

CLOSURES = (
    "planned", "court_directed", "stopped_for_safety", "unsuitable", "non_participation",
    "childs_sustained_refusal", "move", "other",
)  # fmt: skip
"""The ids an ending may have: the file format's closure reasons."""
READERS = ("parent", "child", "court")
_GAP = re.compile(r"\[[^\[\]]*\]")

ENDINGS = Table(
    must={
        "letter": Table(
            must=dict.fromkeys(READERS, Table(must={"opening": WORDS, "closing": WORDS}))
        ),
        "ending": Many(
            Table(
                must={"id": Text(one_of=CLOSURES), "name": WORDS, "text": Text()},
                may={
                    "letter": Table(may=dict.fromkeys(READERS, WORDS)),
                    "leaves_out": Many(Id()),
                    "after_care": Many(Text()),
                },
            ),
            least=1,
        ),
    }
)


@dataclass(frozen=True)
class Ending:
    """One way in which the work can end. None counts for or against anybody (seed row M2).

    letters: reader -> the start of the whole letter. leaves_out: requirements of the closure gate
    that make no sense here. after_care: what to think of for afterwards.
    """

    id: str
    name: Words
    text: str
    letters: Mapping[str, Words] = field(default_factory=dict, hash=False)
    leaves_out: tuple[str, ...] = ()
    after_care: tuple[str, ...] = ()


def read_endings(table: Mapping[str, Any]) -> tuple[Ending, ...]:
    """A checked endings file as endings, in their order, each with its letters put together."""
    return tuple(_ending(row, table["letter"]) for row in table["ending"])


def _ending(row: Mapping[str, Any], frames: Mapping[str, Any]) -> Ending:
    own = row.get("letter", {})
    letters = {reader: _letter(frames[reader], own.get(reader)) for reader in READERS}
    return Ending(
        id=row["id"],
        name=words(row["name"]),
        text=row["text"],
        letters=MappingProxyType(letters),
        leaves_out=tuple(row.get("leaves_out", ())),
        after_care=tuple(row.get("after_care", ())),
    )


def _letter(frame: Mapping[str, Any], own: Mapping[str, str] | None) -> Words:
    parts = [frame["opening"], *([own] if own else []), frame["closing"]]
    spanish = [part.get("es", "") for part in parts]
    return Words(
        en="\n\n".join(part["en"] for part in parts),
        es="\n\n".join(spanish) if all(spanish) else "",
    )


def letter_start(ending: Ending, *, to: str) -> Words:
    """The text a clinician begins with; to: one of READERS, else KeyError.

    Both parents get the same. The court's is in English alone.
    """
    return ending.letters[to]


def gaps_in(text: str) -> tuple[str, ...]:
    """What is still to be filled in, in [square brackets]: while there is any, nobody signs."""
    return tuple(dict.fromkeys(_GAP.findall(text)))


def asked_at_the_end(closure: Iterable[Requirement], ending: Ending) -> tuple[Requirement, ...]:
    """What the closure gate asks for with this ending.

    closure: `protocol.needed_for("closure")`, spread over people or not.
    """
    return tuple(asked for asked in closure if asked.id.partition(":")[0] not in ending.leaves_out)
