"""What a protocol file must look like, said once as data, and every way in which one does not.

A shape has `mistakes(value, path)`, which finds everything wrong below a path. Paths are written
as `entry[0].text`, counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from handrail.core.datafile import Mistake

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
TEXT_LIMIT = 4_000
LIST_LIMIT = 500


def shown(value: Any) -> str:
    """A value in a sentence: a text in quotation marks, anything else as it stands."""
    return f"“{value}”" if isinstance(value, str) else repr(value)


class Shape(Protocol):
    """Anything that can say what is wrong with a value."""

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]: ...


@dataclass(frozen=True)
class Text:
    """A text that says something: not empty, at most 4,000 characters; perhaps one of a few."""

    one_of: tuple[str, ...] = ()
    may_be_empty: bool = False

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]:
        if value == "" and self.may_be_empty:
            return
        if not isinstance(value, str) or not value.strip():
            yield Mistake(path, "is not a text", "a text in quotation marks, not empty")
        elif len(value) > TEXT_LIMIT:
            yield Mistake(path, f"is {len(value)} characters long", f"at most {TEXT_LIMIT}")
        elif self.one_of and value not in self.one_of:
            yield Mistake(path, f"{shown(value)} is not known", "one of " + ", ".join(self.one_of))


@dataclass(frozen=True)
class Id:
    """A stable id: letters without accents, figures, point, dash and underscore."""

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]:
        if not isinstance(value, str) or not _ID.fullmatch(value):
            right = "letters without accents, figures, _ . -; at most 80, no space"
            yield Mistake(path, f"{shown(value)} is not an id", right)


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]:
        if not isinstance(value, bool):
            yield Mistake(path, f"is {shown(value)}", "true or false, without quotation marks")


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds, both included."""

    least: int
    most: int

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]:
        if type(value) is not int or not self.least <= value <= self.most:
            right = f"a whole number from {self.least} to {self.most}"
            yield Mistake(path, f"is {shown(value)}", right)


@dataclass(frozen=True)
class Many:
    """A list whose parts all have one shape."""

    part: Shape
    least: int = 0

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]:
        if not isinstance(value, list):
            yield Mistake(path, "is not a list")
            return
        if not self.least <= len(value) <= LIST_LIMIT:
            right = f"from {self.least} to {LIST_LIMIT} entries"
            yield Mistake(path, f"has {len(value)} entries", right)
        for index, part in enumerate(value[:LIST_LIMIT]):
            yield from self.part.mistakes(part, f"{path}[{index}]")


@dataclass(frozen=True)
class Span:
    """`[]`, or `[least, most]` in whole numbers."""

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]:
        if not (isinstance(value, list) and all(type(part) is int for part in value)):
            fits = False
        else:
            fits = not value or (len(value) == 2 and 0 <= value[0] <= value[1])
        if not fits:
            yield Mistake(path, f"is {shown(value)}", "[] or [least, most] in whole numbers")


@dataclass(frozen=True)
class Table:
    """A table with keys that must and keys that may be there, and no others."""

    must: Mapping[str, Shape] = field(default_factory=dict)
    may: Mapping[str, Shape] = field(default_factory=dict)

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]:
        if not isinstance(value, Mapping):
            yield Mistake(path, "is not a table")
            return
        known = {**self.must, **self.may}
        for key in self.must:
            if key not in value:
                yield Mistake(_below(path, key), "is missing")
        for key, inner in value.items():
            if key in known:
                yield from known[key].mistakes(inner, _below(path, key))
            else:
                right = "one of " + ", ".join(sorted(known))
                yield Mistake(_below(path, key), "is not a known key", right)


@dataclass(frozen=True)
class Named:
    """A table of ids with one shape behind each, in the order of the file."""

    part: Shape

    def mistakes(self, value: Any, path: str) -> Iterator[Mistake]:
        if not isinstance(value, Mapping) or not value:
            yield Mistake(path, "is not a table with at least one entry")
            return
        for key, inner in value.items():
            yield from Id().mistakes(key, _below(path, key))
            yield from self.part.mistakes(inner, _below(path, key))


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


WORDS = Table(must={"en": Text()}, may={"es": Text()})
"""A text in English and, for families, in Spanish."""


@dataclass(frozen=True)
class Words:
    """A text in English, and in Spanish where there is one."""

    en: str
    es: str = ""

    def in_language(self, language: str) -> str:
        """The Spanish text for "es" or "es-…" where there is one, else the English."""
        return self.es if self.es and language.split("-")[0] == "es" else self.en


def words(table: Mapping[str, str]) -> Words:
    """A checked {en, es} table as Words."""
    return Words(en=table["en"], es=table.get("es", ""))
