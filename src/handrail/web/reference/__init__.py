"""docs/reference, printed from the data files, the registries and the command line itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from handrail.web.reference import (
    columns,
    commands,
    disclosure,
    families,
    index,
    law,
    ledger_acts,
    library,
    measures,
    principles,
    protocol,
    words,
)

PAGES: Mapping[str, Callable[[], str]] = {
    "protocol.md": protocol.page,
    "library.md": library.page,
    "principles.md": principles.page,
    "instruments.md": measures.page,
    "disclosure.md": disclosure.page,
    "clauses.md": law.clauses_page,
    "jurisdictions.md": law.jurisdictions_page,
    "neutral-language.md": words.page,
    "family-file.md": families.page,
    families.SCHEMA: families.schema,
    "command-line.md": commands.page,
    "ledger-acts.md": ledger_acts.page,
    "field-classes.md": columns.page,
}

MEASURED = {"proof.md": "Proof: killed while people write"}
"""Written by verbs of their own: file name -> title. `docs` lists them and leaves them alone."""


def pages() -> dict[str, str]:
    """File name -> its text, the index included. Needs Django to be set up (columns)."""
    printed = {name: page() for name, page in PAGES.items()}
    measured = {name: f"# {title}" for name, title in MEASURED.items()}
    return {"README.md": index.page({**printed, **measured}), **printed}


def stale(folder: Path) -> list[str]:
    """The files in the folder that are missing, different or printed by nobody."""
    printed = pages()
    different = [name for name, text in printed.items() if _read(folder / name) != text]
    known = {*printed, *MEASURED}
    left_over = [path.name for path in folder.iterdir() if path.name not in known]
    return sorted(different + left_over)


def write(folder: Path) -> list[str]:
    """Print every page that is stale; returns what was written or taken away."""
    printed = pages()
    folder.mkdir(parents=True, exist_ok=True)
    changed = stale(folder)
    for name in changed:
        if name in printed:
            (folder / name).write_text(printed[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
