"""The files of the repository as the tests about the code base see them, read once."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "handrail"

# What git ignores, and git's own.
_NOT_OURS = re.compile(
    r"^(\.git|\.venv.*|var|static-built|__pycache__|\.[a-z_]+_cache|\.hypothesis)$"
)
_NOT_TEXT = (".png", ".woff2", ".woff", ".ttf", ".mo", ".pyc", ".ico", ".min.js")


@dataclass(frozen=True)
class Found:
    """One place that breaks a rule. Printed as `file:line: what`."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.what}"


@cache
def files() -> tuple[Path, ...]:
    """Every text file of the project, sorted; pictures, fonts and minified scripts left out."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if not _NOT_OURS.match(name)]
        found += [Path(folder) / name for name in names if not name.endswith(_NOT_TEXT)]
    return tuple(sorted(path for path in found if ".sqlite3" not in path.name))


def under(folder: str, *suffixes: str) -> list[Path]:
    """The files below a folder of the repository ("" for all), perhaps of some suffixes only."""
    top = ROOT / folder
    return [
        path
        for path in files()
        if (top == path or top in path.parents) and (not suffixes or path.suffix in suffixes)
    ]


@cache
def text(path: Path) -> str:
    """The text of a file; a missing one and one that is not UTF-8 count as empty."""
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return ""


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(text(path), str(path))


def lines_with(paths: Iterable[Path], pattern: re.Pattern[str]) -> Iterator[Found]:
    """Every match of a pattern, line by line; the finding quotes what was matched."""
    for path in paths:
        content = text(path)
        if not pattern.search(content):
            continue
        for number, line in enumerate(content.splitlines(), 1):
            for match in pattern.finditer(line):
                yield Found(path, number, match.group().strip())


def module_of(path: Path) -> str:
    """src/handrail/core/law/orders.py -> handrail.core.law.orders"""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def report(found: Iterable[Found | str], rule: str, *, instead: str) -> None:
    """Fail with everything found: what, which rule, what would satisfy it."""
    rows = sorted(str(one) for one in found)
    if rows:
        listed = "\n".join(f"  {row}" for row in rows[:40])
        more = f"\n  … and {len(rows) - 40} more" if len(rows) > 40 else ""
        pytest.fail(f"{rule}\n{listed}{more}\nInstead: {instead}", pytrace=False)
