"""Why an act was refused."""

from __future__ import annotations

from handrail.store.accounts.seats import KEEPS_THE_DOOR
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import staff_seats


class Refused(Exception):
    """The act is not allowed now. `reasons` are codes; the text is for the command line."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


def refuse_unless_administrator(by: Viewer) -> None:
    """Raises Refused for everybody but whoever keeps the door of the practice."""
    if not staff_seats(by, KEEPS_THE_DOOR).exists():
        raise Refused("administrators_only")
