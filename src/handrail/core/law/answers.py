"""The two answers a predicate may give: never a bare yes or no.

The screen shows the same reasons the rule gave.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes. `reasons` are plain sentences saying on what ground; may be empty."""

    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why: at least one plain sentence.

    Raises ValueError when made without a reason: a refusal nobody can read helps nobody.
    """

    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a refusal says why: give at least one reason")
