"""THE table: kind of record x seat -> what holds when nothing else is decided (law §8a-8c).

Default deny: an unknown kind, an unknown seat or a seat whose case is not said is never.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from handrail.core.datafile import DataFileError, Mistake, read_toml
from handrail.core.disclosure.kinds import kinds
from handrail.core.disclosure.seats import seats
from handrail.core.law.answers import Allowed, Refused

SHIPPED = Path(__file__).parent / "matrix.toml"
_CODE = re.compile(r"([A-Z])(?:\(([a-z0-9_]+)\))?(?:\[([a-z0-9_]+)\])?")
# conditions that being the author fulfils
_AUTHOR = frozenset({"own", "author", "reporter"})


@dataclass(frozen=True)
class Code:
    """One code of law §8: letter; whose consent, for C; the condition it is tied to."""

    letter: str
    of: str = ""
    only_if: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell. ways: any of them may open it; of one way everything is needed together.

    parts: the cell is about these parts only, the whole is never read.
    """

    ways: tuple[tuple[Code, ...], ...]
    note: str = ""
    parts: tuple[str, ...] = ()

    @property
    def letters(self) -> frozenset[str]:
        """Every code letter in the cell; O also wherever C is, as the law brief says."""
        found = {code.letter for way in self.ways for code in way}
        return frozenset(found | {"O"} if "C" in found else found)

    @property
    def never(self) -> bool:
        """Whether the whole is out of reach whatever else is decided."""
        return bool(self.parts) or self.letters == {"N"}


_PART_ONLY = ((Code("A"),),)  # never the whole, always the part
NEVER = Cell(((Code("N"),),), "not in the table")


@cache
def _data() -> Mapping[str, Any]:
    mistakes = check()
    if mistakes:
        raise DataFileError("; ".join(str(mistake) for mistake in mistakes))
    return MappingProxyType(read_toml(SHIPPED))


@cache
def _table() -> Mapping[tuple[str, str], Cell]:
    return MappingProxyType(
        {
            (kind, column): _cell(written)
            for kind, row in _data()["table"].items()
            for column, written in row.items()
        }
    )


def codes() -> Mapping[str, str]:
    """The code letters and what they mean."""
    meanings: dict[str, str] = _data()["codes"]
    return MappingProxyType(meanings)


def default(kind: str, seat: str, *, of: str = "") -> Cell:
    """The cell for a kind of record and a seat.

    of: for a child its age band (seats.age_band), for a parent whose data it is: own, child,
    other_parent. What is not in the table is NEVER.
    """
    known = seats().get(seat)
    column = known.columns.get(of) if known else None
    return _table().get((kind, column), NEVER) if column else NEVER


def staff_may_read(
    kind: str,
    seat: str,
    *,
    assigned: bool,
    is_author: bool,
    part: str = "",
    meets: Collection[str] = (),
) -> Allowed | Refused:
    """Whether somebody of the practice may read a record of this kind.

    assigned: to this case. is_author: wrote it, made the report, or it is their own. part: only
    this part of it, such as "times". meets: further conditions of the table the caller has
    established, such as "reviewer", "need", "not_sealed". Reading is still logged.
    """
    known = seats().get(seat)
    if kind not in kinds() or known is None:
        return Refused(
            (f"the table holds no {kind if known else seat!r}; what it lacks is closed",)
        )
    if not known.is_staff:
        return Refused((f"a {known.name} does not look into the record; things are handed out",))
    cell = default(kind, seat)
    if cell.parts and part not in cell.parts:
        return Refused((_sentence(kind, seat, f"not the whole, {cell.note}"),))
    ways = _PART_ONLY if cell.parts and cell.letters == {"N"} else cell.ways
    reasons = [_missing(way, assigned, is_author, meets) for way in ways]
    if any(not missing for missing in reasons):
        return Allowed((_sentence(kind, seat, cell.note or "as the table says"),))
    texts = dict.fromkeys(text for missing in reasons for text in missing)
    return Refused(tuple(_sentence(kind, seat, text) for text in texts))


def _sentence(kind: str, seat: str, why: str) -> str:
    return f"{kinds()[kind].name}, {seats()[seat].name}: {why}"


def _missing(
    way: tuple[Code, ...], assigned: bool, is_author: bool, meets: Collection[str]
) -> tuple[str, ...]:
    """What this way still lacks, in words; empty when it is open."""
    lacks = [text for code in way for text in _lacks(code, assigned, is_author, meets)]
    return tuple(lacks)


def _lacks(code: Code, assigned: bool, is_author: bool, meets: Collection[str]) -> Iterator[str]:
    if code.letter not in "AT":
        yield codes()[code.letter]
    if code.letter == "T" and not assigned:
        yield "only when assigned to the case"
    met = code.only_if in meets or (is_author and code.only_if in _AUTHOR)
    if code.only_if and not met:
        yield f"only if {_data()['conditions'][code.only_if]}"


def _cell(written: str | Mapping[str, Any]) -> Cell:
    if isinstance(written, str):
        return Cell(_ways(written))
    return Cell(_ways(written["is"]), written["note"], tuple(written.get("parts", ())))


def _ways(text: str) -> tuple[tuple[Code, ...], ...]:
    """`C(release) + P / A[own]` as ways of codes; raises ValueError on anything else."""
    return tuple(tuple(_code(one) for one in way.split(" + ")) for way in text.split(" / "))


def _code(text: str) -> Code:
    found = _CODE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no code such as A, T[own] or C(release)")
    return Code(found[1], found[2] or "", found[3] or "")


def check(path: Path = SHIPPED) -> list[Mistake]:
    """Every mistake in a matrix file: a missing cell, a code or a word nobody explains."""
    try:
        data = read_toml(path)
    except DataFileError as error:
        return [Mistake(path.name, str(error))]
    lists = ("codes", "consents", "conditions", "table")
    missing = [name for name in lists if not isinstance(data.get(name), dict)]
    if missing:
        return [Mistake(name, "is missing", "a table") for name in missing]
    return [*_missing_cells(data["table"]), *_wrong_cells(data)]


def _columns() -> tuple[str, ...]:
    every = [column for seat in seats().values() for column in seat.columns.values()]
    return tuple(dict.fromkeys(every))


def _missing_cells(table: Mapping[str, Any]) -> Iterator[Mistake]:
    for kind in kinds():
        row = table.get(kind)
        for column in _columns():
            if not isinstance(row, Mapping) or column not in row:
                yield Mistake(f"table.{kind}.{column}", "is missing", "every cell is written out")


def _wrong_cells(data: Mapping[str, Any]) -> Iterator[Mistake]:
    for kind, row in data["table"].items():
        if kind not in kinds():
            yield Mistake(f"table.{kind}", "is no kind of record", "a kind of kinds.toml")
        for column, written in row.items() if isinstance(row, Mapping) else ():
            path = f"table.{kind}.{column}"
            if column not in _columns():
                yield Mistake(path, "is no column", "a column of seats.toml")
            yield from _cell_mistakes(written, data, path)


def _cell_mistakes(written: Any, data: Mapping[str, Any], path: str) -> Iterator[Mistake]:
    try:
        cell = _cell(written)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield Mistake(path, str(error), 'a code, or { is = "…", note = "…" }')
        return
    for code in (code for way in cell.ways for code in way):
        if code.letter not in data["codes"]:
            yield Mistake(
                path, f"unknown code {code.letter!r}", f"one of {', '.join(data['codes'])}"
            )
        if code.of and code.of not in data["consents"]:
            yield Mistake(path, f"nobody explains {code.of!r}", "a word of [consents]")
        if (code.letter == "C") != bool(code.of):
            yield Mistake(path, f"{code.letter} says whose consent or not", "C(whose), and only C")
        if code.only_if and code.only_if not in data["conditions"]:
            yield Mistake(path, f"nobody explains {code.only_if!r}", "a word of [conditions]")
