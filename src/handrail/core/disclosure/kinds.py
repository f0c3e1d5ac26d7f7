"""Kinds of record: what each holds and in which store it lives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handrail.core.datafile import DataFileError, Mistake, read_toml

SHIPPED = Path(__file__).parent / "kinds.toml"
STORES = ("record", "safety", "reporting", "psychotherapy", "hatch", "ledger")
_FIELDS = ("name", "store", "holds")


@dataclass(frozen=True)
class Kind:
    """One kind of record. store: one of STORES, each sealed with its own key."""

    id: str
    name: str
    store: str
    holds: str


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by id, in the order of the table (law §8)."""
    tables = read_toml(SHIPPED).items()
    return MappingProxyType({id_: Kind(id=id_, **table) for id_, table in tables})


def check(path: Path = SHIPPED) -> list[Mistake]:
    """Every mistake in a file of kinds."""
    try:
        tables = read_toml(path)
    except DataFileError as error:
        return [Mistake(path.name, str(error))]
    return [mistake for id_, table in tables.items() for mistake in _mistakes(id_, table)]


def _mistakes(id_: str, table: object) -> Iterator[Mistake]:
    if not isinstance(table, Mapping):
        yield Mistake(id_, "is no kind", "a table with name, store and holds")
        return
    for field in _FIELDS:
        if not isinstance(table.get(field), str) or not table[field].strip():
            yield Mistake(f"{id_}.{field}", "is missing", "a text")
    for key in table:
        if key not in _FIELDS:
            yield Mistake(f"{id_}.{key}", "is not known here", f"one of {', '.join(_FIELDS)}")
    if table.get("store") not in STORES:
        yield Mistake(f"{id_}.store", f"{table.get('store')!r} is no store", ", ".join(STORES))
