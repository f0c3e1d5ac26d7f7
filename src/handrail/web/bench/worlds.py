"""A practice that grows: more therapists, each with a caseload like the first one's.

The first therapist's families come through the ordinary import. Everything of that world (people,
seats, cases, records, keys, ledger lines) is then copied as often as needed, with every id turned
into another one, so that tables and indexes are as full as if each family had been imported. Only
the words of the copies open for nobody, because a sealed text opens in its own place alone; nobody
who is measured can see them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASELOAD = 50

# What belongs to the first world beside every table of the record; what is pointed to comes first.
_OF_THE_WORLD = {
    "person": "SELECT * FROM person WHERE id IN (SELECT person_id FROM membership)",
    "case_header": "SELECT * FROM case_header",
    "membership": "SELECT * FROM membership",
    "staff_seat": "SELECT * FROM staff_seat WHERE person_id IN (SELECT person_id FROM membership)",
    "wrapped_key": "SELECT * FROM wrapped_key",
    "ledger_line": "SELECT * FROM ledger_line WHERE chain_id IN (SELECT id FROM case_header)",
}
_IDS = "char(32)"
_SHARED = {"practice_id", "given_by_id"}
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """The rows of one table that belong to the first world."""

    name: str
    columns: tuple[str, ...]
    ids: frozenset[int]
    rows: list[Row]

    def of_world(self, number: int) -> Iterator[Row]:
        """The same rows in another world."""
        for row in self.rows:
            yield tuple(
                _moved(value, number) if at in self.ids else self._own(at, value, number)
                for at, value in enumerate(row)
            )

    def _own(self, at: int, value: Any, number: int) -> Any:
        """What may stand only once in a practice: case numbers, and the hashes of files."""
        if (self.name, self.columns[at]) == ("case_header", "number"):
            return value + number * CASELOAD
        if self.name == "records_importedfile" and self.columns[at] in {"digest", "name"}:
            return f"{number:08}{value[8:]}"
        return value


def _moved(value: str | None, number: int) -> str | None:
    return None if value is None else f"{int(value, 16) ^ _mask(number):032x}"


_masks: dict[int, int] = {}


def _mask(number: int) -> int:
    if number not in _masks:
        seen = hashlib.sha256(f"world {number}".encode()).digest()
        _masks[number] = int.from_bytes(seen[:16], "big")
    return _masks[number]


def grow(file: Path, worlds: int) -> None:
    """Add so many worlds like the first to a SQLite database that nobody has open."""
    from sqlite3 import connect

    plain = connect(file, isolation_level=None)
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -200000"):
        plain.execute(f"PRAGMA {pragma}")
    tables = list(_tables(plain))
    plain.execute("BEGIN IMMEDIATE")
    for number in range(1, worlds + 1):
        for table in tables:
            marks = ", ".join("?" * len(table.columns))
            plain.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.of_world(number))
    plain.execute("COMMIT")
    broken = plain.execute("PRAGMA foreign_key_check").fetchone()
    assert broken is None, f"a copied row points nowhere: {broken}"
    plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    plain.close()


def _tables(plain: Any) -> Iterator[Table]:
    names = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    records = {name: f"SELECT * FROM {name}" for (name,) in names if name.startswith("records_")}
    for name, selected in (_OF_THE_WORLD | records).items():
        described: Sequence[Row] = plain.execute(f"PRAGMA table_info({name})").fetchall()
        columns = tuple(one[1] for one in described)
        ids = frozenset(_ids(described))
        yield Table(name, columns, ids, plain.execute(selected).fetchall())


def _ids(described: Iterable[Row]) -> Iterator[int]:
    for at, (_number, name, type_, *_rest) in enumerate(described):
        if type_ == _IDS and name not in _SHARED:
            yield at
