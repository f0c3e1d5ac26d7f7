"""The instruments of a practice: one folder each, and the list of those that are score-only.

A folder that may not ship its text, or that says nothing of its licence, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from handrail.core.datafile import DataFileError, Mistake, read_toml, version_of
from handrail.core.measures.coherence import disagreements
from handrail.core.measures.instrument import DoNotUse, Instrument, ScoreOnly
from handrail.core.measures.reading import read_do_not_use, read_instrument, read_score_only
from handrail.core.measures.tables import Table

PACKAGED = Path(__file__).with_name("instruments")
NOTES = {
    "LICENCE": "a short note of the terms as found, with their source",
    "PROVENANCE.md": "where the text comes from, what was checked, what is unverified",
}
FORM = "instrument.toml"
LISTED = "score_only.toml"


class CatalogueError(ValueError):
    """The instruments of a folder are refused whole; `mistakes` holds every reason."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class Catalogue:
    """Instruments by id, those that are score-only, those not to use; version = content hash."""

    version: str
    instruments: Mapping[str, Instrument]
    score_only: Mapping[str, ScoreOnly]
    do_not_use: Mapping[str, DoNotUse]


def catalogue(directory: Path | None = None) -> Catalogue:
    """The packaged instruments, or those of a practice's own folder.

    Raises CatalogueError with every mistake at once.
    """
    return _packaged() if directory is None else _read_whole(directory)


def check(directory: Path) -> list[Mistake]:
    """Every mistake in a folder of instruments at once; empty if there is none."""
    return _read(directory)[1]


@cache
def _packaged() -> Catalogue:
    return _read_whole(PACKAGED)


def _read_whole(directory: Path) -> Catalogue:
    found, mistakes = _read(directory)
    if mistakes:
        raise CatalogueError(mistakes)
    return found


def _read(directory: Path) -> tuple[Catalogue, list[Mistake]]:
    mistakes: list[Mistake] = []
    instruments = [
        found for folder in _folders(directory) if (found := _instrument(folder, mistakes))
    ]
    score_only, do_not_use = _listed(directory, mistakes)
    if not instruments and not mistakes:
        right = f"a folder per instrument, each with {FORM}"
        mistakes.append(Mistake(directory.name, "holds no instrument", right))
    _once([*instruments, *score_only, *do_not_use], mistakes)
    whole = Catalogue(
        version=version_of(_contents(directory)),
        instruments=MappingProxyType({entry.id: entry for entry in instruments}),
        score_only=MappingProxyType({entry.id: entry for entry in score_only}),
        do_not_use=MappingProxyType({entry.id: entry for entry in do_not_use}),
    )
    return whole, mistakes


def _folders(directory: Path) -> list[Path]:
    if not directory.is_dir():
        return []
    return sorted(
        path for path in directory.iterdir() if path.is_dir() and path.name[0] not in "._"
    )


def _contents(directory: Path) -> Iterator[tuple[str, bytes]]:
    for path in [*(folder / FORM for folder in _folders(directory)), directory / LISTED]:
        if path.is_file():
            yield path.relative_to(directory).as_posix(), path.read_bytes()


def _instrument(folder: Path, mistakes: list[Mistake]) -> Instrument | None:
    _notes(folder, mistakes)
    path = f"{folder.name}/{FORM}"
    table = _table(folder / FORM, path, mistakes)
    if table is None:
        return None
    before = len(mistakes)
    found = read_instrument(table, version_of([(FORM, (folder / FORM).read_bytes())]))
    if len(mistakes) == before:  # stand-ins of a half-read file would only echo its mistakes
        mistakes.extend(disagreements(found, path))
    if found.id and found.id != folder.name:
        table.wrong("id", f"is “{found.id}”", f"the name of its folder, {folder.name}")
    return found


def _notes(folder: Path, mistakes: list[Mistake]) -> None:
    for name, right in NOTES.items():
        note = folder / name
        if not note.is_file() or not note.read_bytes().strip():
            mistakes.append(Mistake(f"{folder.name}/{name}", "is missing or empty", right))


def _listed(directory: Path, mistakes: list[Mistake]) -> tuple[list[ScoreOnly], list[DoNotUse]]:
    if not (directory / LISTED).is_file():
        return [], []
    table = _table(directory / LISTED, LISTED, mistakes)
    if table is None:
        return [], []
    score_only = [read_score_only(entry) for entry in table.tables("score_only")]
    do_not_use = [read_do_not_use(entry) for entry in table.tables("do_not_use")]
    table.close()
    return score_only, do_not_use


def _table(file: Path, path: str, mistakes: list[Mistake]) -> Table | None:
    try:
        return Table(read_toml(file), path, mistakes)
    except DataFileError as error:
        mistakes.append(Mistake(path, str(error)))
        return None


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def _once(entries: list[_Named], mistakes: list[Mistake]) -> None:
    """An instrument is shipped, score-only or not to be used: one of these, once."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id and entry.id in seen:
            right = "an instrument is shipped, score-only or not used, once"
            mistakes.append(Mistake(LISTED, f"“{entry.id}” is already described", right))
        seen.add(entry.id)
