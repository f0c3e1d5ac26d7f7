"""The act codes of the ledger, as the code that writes them says them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import handrail
from handrail.web.reference.markdown import code, table
from handrail.web.reference.markdown import page as whole

_PACKAGE = Path(handrail.__file__).parent
# What was done, in the past: case.imported, seat.given, key.destroyed_again.
_ACT = re.compile(r"[a-z_]+\.[a-z_]*(ed|given|made)(_again)?")


def page() -> str:
    """Every act with the modules that write it."""
    written: dict[str, list[str]] = {}
    for act, module in _written():
        written.setdefault(act, []).append(module)
    rows = (
        (code(act), ", ".join(map(code, sorted(set(by))))) for act, by in sorted(written.items())
    )
    return whole(
        "Acts of the ledger",
        "What a ledger line can say was done. A line holds ids and codes, never words."
        " [How the ledger works](../explanation/ledger.md)",
        table(("Act", "Written by"), rows),
        source="the calls of the ledger in src/handrail",
    )


def _written() -> Iterator[tuple[str, str]]:
    for floor in ("store", "rooms", "web"):
        for path in sorted((_PACKAGE / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                for act in _acts(path):
                    yield act, path.relative_to(_PACKAGE).as_posix()


def _acts(path: Path) -> Iterator[str]:
    """Codes handed to a call or a decorator: a table of wordings writes nothing."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from _codes(given)


def _codes(given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.IfExp):
        yield from (*_codes(given.body), *_codes(given.orelse))
    elif isinstance(given, ast.Constant) and _ACT.fullmatch(str(given.value)):
        yield str(given.value)
