"""The command line, printed from its parsers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from handrail.web.commands import VERBS, module_of
from handrail.web.reference.markdown import code, table
from handrail.web.reference.markdown import page as whole


def page() -> str:
    """Every verb with its arguments. Verbs that are not built yet are left out."""
    return whole(
        "The command line",
        "`./handrail VERB …` sets up its own environment first, when it has to. Exit status: 0"
        " done, 1 it failed, 2 the input was refused, with every mistake on standard error.",
        *(part for verb in VERBS for part in _verb(verb)),
        source="src/handrail/web/commands/",
    )


def _verb(verb: str) -> Iterator[str]:
    module = module_of(verb)
    if module is None:
        return
    parser = argparse.ArgumentParser(prog=f"./handrail {verb}")
    module.add_arguments(parser)
    yield f"## `./handrail {verb}`"
    yield " ".join((module.__doc__ or "").split())
    yield from _arguments(parser, "")


def _arguments(parser: argparse.ArgumentParser, below: str) -> Iterator[str]:
    """One table for a parser, then those of its own verbs."""
    actions = [a for a in parser._actions if a.dest != "help"]  # argparse has no public list
    rows = [_row(action) for action in actions if not isinstance(action.choices, dict)]
    if rows:
        yield table((f"{below}Argument".strip(), "What it is for"), rows)
    for action in actions:
        if isinstance(action.choices, dict):
            for name, inner in action.choices.items():
                yield from _arguments(inner, f"`{name}`: ")


def _row(action: argparse.Action) -> tuple[str, str]:
    shown = ", ".join(code(option) for option in action.option_strings)
    many = " …" if action.nargs in ("*", "+") else ""
    return (shown or f"{code(action.metavar or action.dest.upper())}{many}"), action.help or ""
