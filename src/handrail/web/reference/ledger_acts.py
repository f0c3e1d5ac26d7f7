"""The acts of the ledger: the list that every line is held against, and who writes them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import handrail
from handrail.store.ledger.acts import ACTS
from handrail.web.reference.markdown import code, table
from handrail.web.reference.markdown import page as whole

_PACKAGE = Path(handrail.__file__).parent


def page() -> str:
    """Every act with its meaning and the modules that write it."""
    rows = (
        (code(act), what, ", ".join(map(code, writers().get(act, ()))))
        for act, what in sorted(ACTS.items())
    )
    return whole(
        "Acts of the ledger",
        "What a ledger line can say was done; a line with any other act is refused. A line holds"
        " ids and codes, never words. [How the ledger works](../explanation/ledger.md)",
        table(("Act", "Somebody …", "Written by"), rows),
        source="src/handrail/store/ledger/acts.py",
    )


@cache
def writers() -> dict[str, list[str]]:
    """Act -> the modules that hand it to a call or a decorator, or keep it as `act` for one."""
    found: dict[str, list[str]] = {}
    for floor in ("store", "rooms", "web"):
        for path in sorted((_PACKAGE / floor).rglob("*.py")):
            if not {"migrations", "reference"} & set(path.parts):
                for act in _acts(path):
                    found.setdefault(act, []).append(path.relative_to(_PACKAGE).as_posix())
    return {act: sorted(set(modules)) for act, modules in found.items()}


def _acts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from _known(given)
        elif isinstance(node, ast.Assign) and any(_is_act(target) for target in node.targets):
            yield from _known(node.value)


def _is_act(target: ast.expr) -> bool:
    """`act = …` or `record.act = …`"""
    name = getattr(target, "id", None) or getattr(target, "attr", None)
    return name == "act"


def _known(given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.IfExp):
        yield from (*_known(given.body), *_known(given.orelse))
    elif isinstance(given, ast.Constant) and given.value in ACTS:
        yield str(given.value)
