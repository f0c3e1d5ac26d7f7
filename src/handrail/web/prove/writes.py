"""What is written while the server is killed: each by its real form, with words of its own.

A further kind of entry is one more line in WRITES.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from handrail.web.trials.visitors import Answer


@dataclass(frozen=True, kw_only=True)
class Write:
    """One kind of entry. address: name of its form's page; needs: what the address names besides.

    words: the field that takes the text. chosen: field -> places among what the form offers.
    table, column: where the sealed text has to be found; act: its line in the ledger.
    is_draft: saved as one types, by the page's script: a line more each time, on the same row.
    """

    name: str
    address: str
    needs: tuple[str, ...] = ()
    words: str
    chosen: Mapping[str, tuple[int, ...]]
    table: str
    column: str
    act: str
    is_draft: bool = False

    def acknowledged(self, answer: Answer) -> str:
        """What an answer promises: where it leads, or which version is saved; "" for nothing."""
        if self.is_draft:
            return f"version {json.loads(answer.page)['version']}" if answer.status == 200 else ""
        return answer.location if answer.status == 303 else ""


WRITES = (
    Write(
        name="concern", address="clinic:concern", words="words", chosen={"person": (0,)},
        table="Concern", column="words", act="concern.recorded",
    ),
    Write(
        name="need", address="clinic:need", words="text", chosen={"person": (1,)},
        table="Need", column="text", act="need.recorded",
    ),
    Write(
        name="pattern", address="clinic:pattern", words="words",
        chosen={"pattern": (0,), "people": (0, 1)},
        table="Pattern", column="words", act="pattern.recorded",
    ),
    Write(
        name="evidence", address="clinic:evidence_new", needs=("gate",), words="source",
        chosen={"requirement": (0,)},
        table="Evidence", column="source", act="evidence.recorded",
    ),
    Write(
        name="child's view", address="clinic:child_view", needs=("ladder",), words="said",
        chosen={"answer": (1,)},
        table="ChildView", column="words", act="child_view.recorded",
    ),
    Write(
        name="draft of a note", address="clinic:note", needs=("session",), words="text-0",
        chosen={}, table="Draft", column="body", act="draft.saved", is_draft=True,
    ),
)  # fmt: skip


@dataclass
class Attempt:
    """One entry that was sent. promised: what its answer said; "" as long as none arrived.

    cycle: in which it was sent first. tries: how often it was sent.
    """

    write: Write
    writer: int
    number: int
    cycle: int
    case: UUID
    path: str
    key: UUID
    line: str
    fields: dict[str, list[str]] = field(repr=False)
    promised: str = ""
    tries: int = 0

    @property
    def is_answered(self) -> bool:
        return bool(self.promised)

    def __str__(self) -> str:
        return (
            f"{self.write.name} {self.number} of writer {self.writer}, sent in cycle {self.cycle}"
        )
