"""The command line: one module for each `./handrail` verb.

A verb module has `HELP` (one line), `add_arguments(parser)` and `run(arguments) -> int` (exit
status: 0 done, 1 it failed, 2 the input was refused). Modules import Django only inside `run`,
so that verbs of the pure core start fast.
"""

from __future__ import annotations

import importlib
from types import ModuleType

VERBS = [
    "demo", "test", "run", "replay", "import", "protocol", "verify", "bench", "prove", "docs",
]  # fmt: skip


def module_of(verb: str) -> ModuleType | None:
    """The module behind a verb; None as long as it is not built."""
    name = f"{__name__}.{verb}_" if verb == "import" else f"{__name__}.{verb}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        return None
