"""The only clock. Everything that needs the time asks here, so that a test can set it.

The demo practice lives on a fictional day: `HANDRAIL_CLOCK_OFFSET_SECONDS` moves the clock by a
constant; time still passes at its usual speed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_fixed: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    if _fixed is not None:
        return _fixed
    offset = float(os.environ.get("HANDRAIL_CLOCK_OFFSET_SECONDS", "0") or 0)
    return datetime.now(UTC) + timedelta(seconds=offset)


def today(zone: str) -> date:
    """The present day in a named time zone, e.g. "America/Denver"."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Tests: hold the clock at one aware moment."""
    global _fixed
    before, _fixed = _fixed, moment.astimezone(UTC)
    try:
        yield
    finally:
        _fixed = before
