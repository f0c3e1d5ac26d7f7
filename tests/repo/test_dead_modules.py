"""Every module can be reached from a door of the program; what cannot be reached is dead."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.repo.tree import module_of, parsed, report, text, under

# What is run or found by name, and by whom.
DOORS = re.compile(
    r"^handrail\.__main__$"  # the command line
    r"|^handrail\.web\.commands\.\w+$"  # its verbs, by name
    r"|^handrail\.web\.(settings|wsgi|urls)$"  # the server
    r"|\.apps$|\.migrations\.\w+$|\.templatetags\.\w+$"  # found by Django
)
# Built ahead of their first caller: module -> what will call it.
PLACED_AHEAD: dict[str, str] = {
    "handrail.store.keys.rotation": "the administrator's command that turns a ring over",
}
_DOTTED = re.compile(r"handrail(\.\w+)+")


@cache
def modules() -> dict[str, Path]:
    return {module_of(path): path for path in under("src", ".py")}


def named_in(path: Path) -> Iterator[str]:
    """Modules a file imports or names in a text (settings, urls): `handrail.a.b` or `….b.c`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (match.group() for match in _DOTTED.finditer(node.value))


def reached(doors: set[str]) -> set[str]:
    """The modules that can be reached from these, with the packages they lie in."""
    known, seen, open_ = modules(), set[str](), list(doors)
    while open_:
        name = open_.pop()
        while name not in known and "." in name:
            name = name.rpartition(".")[0]  # handrail.a.b.function -> handrail.a.b
        if name in seen or name not in known:
            continue
        seen.add(name)
        open_ += named_in(known[name])
        open_.append(name.rpartition(".")[0] or name)
    return seen


def test_no_module_is_dead() -> None:
    doors = {name for name in modules() if DOORS.search(name)}
    dead = set(modules()) - reached(doors) - set(PLACED_AHEAD)
    # A room or piece that is placed but still empty holds nothing but its sentence.
    dead -= {name for name in dead if is_empty(modules()[name])}
    report(
        dead,
        "Every module is reached from the command line, the server or Django.",
        instead="call it, remove it, or name its future caller in PLACED_AHEAD.",
    )


def is_empty(path: Path) -> bool:
    """Only a docstring, or nothing."""
    return all(isinstance(node, ast.Expr) for node in parsed(path).body)


def test_nothing_is_placed_ahead_that_has_come() -> None:
    doors = {name for name in modules() if DOORS.search(name)}
    come = set(PLACED_AHEAD) & (reached(doors) | (set(PLACED_AHEAD) - set(modules())))
    report(come, "PLACED_AHEAD names modules that wait.", instead="take the line out.")


def test_settings_name_modules_that_exist() -> None:
    """A dotted name that leads nowhere would be found only when it is used."""
    wrong = [
        f"{module_of(path)}: {name}"
        for path in under("src", ".py")
        if path.name in ("settings.py", "urls.py")
        for name in set(_dotted_texts(path))
        if name not in modules() and not _holds(*name.rpartition(".")[::2])
    ]
    report(wrong, "A module named in a text exists.", instead="its present name.")


def _holds(module: str, name: str) -> bool:
    """Whether a module defines or imports this name."""
    path = modules().get(module)
    said = rf"^(?:def |class |from .* import .*\b){name}\b|^{name}\b"
    return path is not None and re.search(said, text(path), re.MULTILINE) is not None


def _dotted_texts(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            value = node.value
            if _DOTTED.fullmatch(value) and value in text(path):
                yield value
