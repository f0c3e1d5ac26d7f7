"""Reading one TOML table: typed values out, every mistake noted with its path, none raised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from handrail.core.datafile import Mistake

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=str)

KINDS = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
ID = re.compile(r"[a-z][a-z0-9_]*")


class Table:
    """A table being read. A wrong or absent value is noted and a harmless stand-in returned."""

    def __init__(self, raw: Mapping[str, Any], path: str, mistakes: list[Mistake]) -> None:
        self.raw = raw
        self.path = path
        self.mistakes = mistakes
        self._known: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self.path}{'.' if '.toml ' in self.path else ' '}{key}"

    def wrong(self, key: str, what: str, right: str = "") -> None:
        self.mistakes.append(Mistake(self.at(key), what, right))

    def has(self, key: str) -> bool:
        return key in self.raw

    def text(self, key: str, default: str | None = None) -> str:
        found = self._take(key, str, "", default)
        if found == "" and default is None and self.raw.get(key) == "":
            self.wrong(key, "is empty", "give " + KINDS[str])
        return found

    def identifier(self, key: str) -> str:
        found = self.text(key)
        if found and not ID.fullmatch(found):
            self.wrong(
                key, f"“{found}” is not an id", "small letters, digits and _, a letter first"
            )
        return found

    def whole(self, key: str, default: int | None = None) -> int:
        return self._take(key, int, 0, default)

    def number(self, key: str) -> float:
        if type(self.raw.get(key)) is int:
            return float(self.whole(key))
        return self._take(key, float, 0.0, None)

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self._take(key, bool, False, default)

    def one_of(self, key: str, allowed: Sequence[Choice], default: Choice | None = None) -> Choice:
        found = self.text(key, default)
        for choice in allowed:
            if choice == found:
                return choice
        if found:
            self.wrong(key, f"“{found}” is not known", "one of " + ", ".join(allowed))
        return allowed[0]

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._take(key, list, [], None)
        if any(not isinstance(entry, str) or not entry for entry in found):
            self.wrong(key, "holds something else than text", "a list of texts in quotes")
            return ()
        return tuple(found)

    def words(self, key: str, languages: Sequence[str]) -> Mapping[str, str]:
        """One text per language of the form; one too few or too many is a mistake."""
        table = self.table(key)
        found = {language: table.text(language) for language in languages}
        table.close()
        return found

    def table(self, key: str, *, required: bool = True) -> Table:
        default: dict[str, Any] | None = None if required else {}
        return Table(self._take(key, dict, {}, default), self.at(key), self.mistakes)

    def named(self, key: str) -> dict[str, Table]:
        """A table of tables, by name; absent means none."""
        table = self.table(key, required=False)
        return {name: table.table(name) for name in table.raw}

    def tables(self, key: str, *, required: bool = False) -> list[Table]:
        found = self._take(key, list, [], None if required else [])
        wrong = [entry for entry in found if not isinstance(entry, dict)]
        if wrong:
            self.wrong(key, "holds something else than tables", "a list of tables")
            return []
        return [
            Table(entry, f"{self.at(key)}[{place}]", self.mistakes)
            for place, entry in enumerate(found)
        ]

    def close(self) -> None:
        """Note every key nobody asked for: a misspelt key must not be passed over in silence."""
        for key in self.raw:
            if key not in self._known:
                right = "known here: " + ", ".join(sorted(self._known))
                self.wrong(key, "is not a known key", right)

    def _take(self, key: str, kind: type[Value], stand_in: Value, default: Value | None) -> Value:
        self._known.add(key)
        if key not in self.raw:
            if default is None:
                self.wrong(key, "is missing", "give " + KINDS[kind])
                return stand_in
            return default
        found = self.raw[key]
        if type(found) is not kind:
            self.wrong(key, f"is {found!r}", "give " + KINDS[kind])
            return stand_in
        return found
