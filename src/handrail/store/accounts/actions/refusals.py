"""Why an act was refused."""

from __future__ import annotations


class Refused(Exception):
    """The act is not allowed now. `reasons` are codes; the text is for the command line."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons
