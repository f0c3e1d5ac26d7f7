"""Log lines carry ids, never content."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Wordless(logging.Formatter):
    """Says where an error happened and of which kind, not what its message quoted.

    The message of a database error holds the values of the row it is about.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: ExcInfo) -> str:
        kind, _error, frames = ei
        calls = traceback.extract_tb(frames)
        places = [f"  {call.filename}:{call.lineno} {call.name}" for call in calls]
        return "\n".join([*places, f"  {kind.__name__ if kind else 'error'} (message withheld)"])
