"""The ladder picture: a family's whole way on the stairs, and today's step.

For clinic pages only: no family is shown contacts, distress or alarms as a picture.
"""

from __future__ import annotations

from handrail.core.figures.figure import Figure, Key
from handrail.core.figures.ladder import telling
from handrail.core.figures.ladder.history import Alarm, Ceiling, Contact, Ladder, Move, Rung
from handrail.core.figures.ladder.narrow import draw_narrow
from handrail.core.figures.ladder.wide import draw_wide
from handrail.core.figures.ladder.words import LadderWords
from handrail.core.figures.legend import key_of
from handrail.core.figures.lettering import plain

__all__ = ["Alarm", "Ceiling", "Contact", "Ladder", "LadderWords", "Move", "Rung", "draw"]


def draw(ladder: Ladder, *, uid: str, words: LadderWords | None = None) -> Figure:
    """The picture, wide (1152 and more) and turned for a phone (354 and more), and its table.

    uid: begins the ids inside the page, unique there. Raises ValueError when it cannot be one.
    """
    words = words or LadderWords()
    ladder = plain(ladder)
    return Figure(
        title=telling.title(ladder, words),
        svg_wide=draw_wide(ladder, words, uid=uid),
        svg_narrow=draw_narrow(ladder, words, uid=f"{uid}-n"),
        summary=telling.summary(ladder, words),
        description=telling.description(ladder, words),
        table=telling.table(ladder, words),
        keys=_keys(ladder, words),
        notes=tuple(telling.note(contact, ladder, words) for contact in ladder.flagged),
    )


def _keys(ladder: Ladder, words: LadderWords) -> tuple[Key, ...]:
    """The marks everybody meets, and the rarer ones that are in this picture."""
    kinds = {contact.kind for contact in ladder.contacts}
    shown = {
        "contact": True,
        "unsettled": True,
        "not_held": "not_held" in kinds,
        "not_held_none": "not_held" not in kinds,
        "waiting": "waiting" in kinds,
        "stopped": ladder.is_stopped or any(contact.stopped for contact in ladder.contacts),
        "unplanned": "unplanned" in kinds,
        "flag": bool(ladder.flagged),
        "rail": True,
        "undecided": ladder.next_rung is not None,
        "closed": ladder.is_closed(len(ladder.rungs) - 1),
    }
    limit = ladder.rail_limit
    return tuple(
        key_of(mark, words.marks, limit=limit) for mark, is_shown in shown.items() if is_shown
    )
