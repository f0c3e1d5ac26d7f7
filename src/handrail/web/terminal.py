"""How the command line speaks: what it is doing, and why it will not."""

from __future__ import annotations

import sys
from collections.abc import Iterable


def say(text: str) -> None:
    """One line about what is going on, on standard error."""
    print(f"handrail: {text}", file=sys.stderr, flush=True)


def refuse(what: str, reasons: Iterable[object]) -> int:
    """Every reason on standard error; returns the exit status of a refusal."""
    say(f"{what}:")
    for reason in reasons:
        print(f"  - {reason}", file=sys.stderr)
    return 2
