"""The figures as a page of the reference: a section for each engine, written after a proof."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handrail.web.prove.findings import Figures
from handrail.web.prove.writes import WRITES
from handrail.web.reference import MEASURED
from handrail.web.reference.markdown import table

FILE = Path("docs/reference/proof.md")
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
ABOUT = """<!-- Written by ./handrail prove --write. -->

# {title}

`./handrail prove` serves a fictional practice on a real server and lets several people write in it
at once through its own forms: {kinds}.
At a moment the seed names, the server and its workers are killed (`kill -9`) in the middle of their
saves. It is started again, and then:

- every entry that was acknowledged is there word for word, once;
- every entry that was cut off is there whole (row, sealed words, ledger lines, memory of its key)
  or not at all;
- sent again under the same key, an entry acts once and is answered as before;
- every line of the ledger holds, and SQLite finds its file sound;
- nobody has to sign in again.

Whatever does not hold ends the proof, keeps its folder and prints the seed. The seed fixes what
each person writes and when the server is killed; which save is under way at that moment is the
machine's own chance, so a run is never the same twice.

A full proof is 200 kills on each engine. Where `--minutes` ended a run before, the figure says how
many it had.

What is killed is the server, not the machine and not a PostgreSQL server: that a committed
transaction outlives a power cut is the database's own promise.
"""


@dataclass(frozen=True)
class Run:
    """One proof that holds. version: of the engine, as it names itself."""

    engine: str
    version: str
    on: date
    figures: Figures

    @property
    def rows(self) -> list[tuple[str, object]]:
        """Every figure with its name."""
        found = self.figures
        return [
            ("Day", self.on.isoformat()),
            ("Engine", f"{self.version}, Python {platform.python_version()}"),
            ("Seed", found.seed),
            ("Kills", found.cycles),
            ("People writing at once", found.writers),
            ("Entries sent, each acknowledged in the end", found.sent),
            ("Cut off before their answer", found.cut),
            ("… of them there whole after the kill", found.cut_and_kept),
            ("… of them not there at all", found.cut - found.cut_and_kept),
            ("Sent again under the same key", found.replayed),
            ("Lost", 0),
            ("Doubled", 0),
            ("There in part", 0),
            ("Chains and lines of the ledger, every line recomputed after every kill",
             f"{found.chains} and {found.lines}"),
            ("Checks of the database file", found.checked if self.engine == "sqlite" else "none"),
            ("Minutes", found.minutes),
        ]  # fmt: skip


def write(file: Path, run: Run) -> None:
    """Put the figures of one engine into the page; those of the other stay."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    sections = {name: _section(before, name) for name in ENGINES.values()}
    name = ENGINES[run.engine]
    command = (
        f"`./handrail prove --engine {run.engine} --cycles {run.figures.cycles}"
        f" --seed {run.figures.seed}`"
    )
    sections[name] = "\n\n".join([f"## {name}", command, table(("Figure", "Value"), run.rows)])
    kinds = ", ".join(write.name for write in WRITES)
    parts = [
        ABOUT.format(title=MEASURED[FILE.name], kinds=kinds).strip(),
        *(text for text in sections.values() if text),
    ]
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _section(page: str, name: str) -> str:
    """What stands under this heading, the heading included; "" when it is not there."""
    found = re.search(rf"^## {name}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found.group().strip() if found else ""
