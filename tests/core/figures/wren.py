"""The ladder every reader of these tests knows: Wren with Theo, one setback, recovery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handrail.core.figures.ladder import Alarm, Ceiling, Contact, Ladder, Move, Rung

RUNGS = tuple(
    Rung(number=i, name=name, line=line)
    for i, (name, line) in enumerate(
        (
            ("Letter, card, photo", "read with the therapist"),
            ("Recorded message", "seen with the therapist"),
            ("First guided meeting", "10–20 min, guided"),
            ("Longer guided session", "30–50 min, steps back"),
            ("Outing with therapist", "therapist alongside"),
            ("Observed time", "third-party supervisor"),
        ),
        1,
    )
)
ALARMS = (
    Alarm("Distress rising", "peak 8; the three before: 5"),
    Alarm("After-effect", "3 of 3 within 48 hours"),
)
# session, day, rung (from 1), before, peak, after, rule, decision
_HISTORY: tuple[tuple[str, tuple[int, int], int, int, int, int, Move, Move], ...] = (
    ("A6", (3, 24), 1, 5, 6, 3, "HOLD", "HOLD"),
    ("A7", (3, 31), 1, 4, 5, 2, "HOLD", "HOLD"),
    ("A8", (4, 7), 1, 4, 4, 2, "UP", "UP"),
    ("A9", (4, 14), 2, 5, 6, 3, "HOLD", "HOLD"),
    ("A10", (4, 21), 2, 4, 5, 2, "HOLD", "HOLD"),
    ("A11", (4, 28), 2, 3, 4, 1, "UP", "UP"),
    ("A13", (5, 5), 3, 6, 6, 3, "HOLD", "HOLD"),
    ("A14", (5, 12), 3, 5, 8, 5, "DOWN", "DOWN"),
    ("A17", (5, 26), 2, 5, 5, 2, "HOLD", "HOLD"),
    ("A18", (6, 2), 2, 3, 4, 1, "HOLD", "HOLD"),
    ("A19", (6, 9), 2, 3, 3, 1, "UP", "UP"),
    ("A20", (6, 16), 3, 5, 5, 2, "HOLD", "HOLD"),
    ("A21", (6, 23), 3, 4, 5, 2, "HOLD", "HOLD"),
    ("A22", (6, 30), 3, 3, 4, 1, "UP", "UP"),
    ("A23", (7, 7), 4, 4, 5, 2, "HOLD", "HOLD"),
    ("A25", (7, 14), 4, 3, 4, 1, "HOLD", "HOLD"),
    ("A26", (7, 21), 4, 3, 3, 1, "UP", "PENDING"),
)


def _contact(
    session: str, day: tuple[int, int], rung: int, before: int, peak: int, after: int,
    proposal: Move, decided: Move,
) -> Contact:  # fmt: skip
    return Contact(
        session=session,
        on=date(2025, *day),
        rung=rung - 1,
        before=before,
        peak=peak,
        after=after,
        settled=session != "A14",
        after_effect=3 if session == "A14" else 0,
        proposal=proposal,
        decided=decided,
    )


CONTACTS = tuple(
    replace(contact, ended_early=True, alarms=ALARMS) if contact.session == "A14" else contact
    for contact in (_contact(*row) for row in _HISTORY)
)


def wren(**changes: Any) -> Ladder:
    """Wren's ladder with Theo on 22 July 2025, or with some of it changed."""
    given: dict[str, Any] = {
        "child": "Wren",
        "parent": "Theo",
        "rungs": RUNGS,
        "contacts": CONTACTS,
        "ceiling": Ceiling(4, date(2025, 2, 20)),
        "now": 3,
        "proposed": 4,
    }
    return Ladder(**(given | changes))


def contact(number: int, rung: int = 0, peak: float = 5, **changes: Any) -> Contact:
    """A settled contact in week `number`, unless it is said to be otherwise."""
    given: dict[str, Any] = {
        "session": f"B{number}",
        "on": date(2025, 3, 3) + timedelta(weeks=number),
        "rung": rung,
        "before": min(peak, 4),
        "peak": peak,
        "after": min(peak, 2),
        "settled": peak <= 6,
        "proposal": "HOLD",
        "decided": "HOLD",
    }
    return Contact(**(given | changes))


def not_held(number: int, rung: int = 0, **changes: Any) -> Contact:
    """A planned contact that did not take place; not counted unless it is said to be."""
    unrated = replace(
        contact(number, rung), held=False, before=None, peak=None, after=None, settled=None
    )
    return replace(unrated, **changes)
