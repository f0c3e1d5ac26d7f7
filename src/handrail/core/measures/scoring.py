"""From answers to scores, keyed by stable item id, never by place on the page (clinical §4.4).

Scores of two people are never averaged: nothing here takes more than one person's answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from handrail.core.measures.entered import problems_with_entered
from handrail.core.measures.instrument import Instrument, Item, Scale

__all__ = [
    "NOT_INTERPRETABLE",
    "Reason",
    "ScaleScore",
    "ScoreResult",
    "problems_with_entered",
    "score",
]


class Reason(StrEnum):
    """Why a scale has no value."""

    UNKNOWN_ITEM = "unknown_item"
    OUT_OF_RANGE = "out_of_range"
    NO_CONTACT_IN_WINDOW = "no_contact_in_window"
    CONTACT_NOT_STATED = "contact_not_stated"
    NOT_APPLICABLE = "not_applicable"
    TOO_MANY_BLANKS = "too_many_blanks"


NOT_INTERPRETABLE = frozenset({Reason.NO_CONTACT_IN_WINDOW, Reason.CONTACT_NOT_STATED})


@dataclass(frozen=True)
class ScaleScore:
    """A value in points, or none and the reason why; `blanks` are the ids left open."""

    value: int | None
    reason: Reason | None
    blanks: tuple[str, ...]

    @property
    def interpretable(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class ScoreResult:
    """One person's answers scored: which version of the form, and a score per scale.

    `risk_items` were answered above their limit and alert staff at once, even when no scale
    has a value; `risk_unanswered` were left open, which is not a no. `problems` are sentences.
    """

    instrument: str
    version: str
    content: str
    scales: Mapping[str, ScaleScore]
    risk_items: tuple[str, ...]
    risk_unanswered: tuple[str, ...]
    problems: tuple[str, ...]


def score(
    instrument: Instrument,
    answers: Mapping[str, int | None],
    *,
    had_contact_in_window: bool | None,
) -> ScoreResult:
    """Score answers by item id; None or an absent id is a blank.

    `had_contact_in_window`: did the respondent have contact with the child in the time asked
    about? Only read where the instrument needs it; None there means nobody said, and the score
    is not interpretable either (clinical §4.4).
    """
    unknown = sorted(name for name in answers if instrument.item(name) is None)
    wrong = tuple(item.id for item in instrument.items if not _fits(item, answers.get(item.id)))
    overall = _overall_reason(instrument, unknown, had_contact_in_window)
    return ScoreResult(
        instrument=instrument.id,
        version=instrument.version,
        content=instrument.content,
        scales=MappingProxyType(
            {
                scale.id: _scale_score(instrument, scale, answers, wrong, overall)
                for scale in instrument.scales
            }
        ),
        risk_items=_risk_items(instrument, answers),
        risk_unanswered=tuple(
            risk.item for risk in instrument.risk_items if answers.get(risk.item) is None
        ),
        problems=_problems(instrument, unknown, wrong, answers),
    )


def _fits(item: Item, answer: int | None) -> bool:
    # type(), because True would pass for 1
    return answer is None or (type(answer) is int and answer in item.responses.values)


def _overall_reason(
    instrument: Instrument, unknown: list[str], had_contact: bool | None
) -> Reason | None:
    """What takes every scale its value."""
    if unknown:  # answers to another version of the form
        return Reason.UNKNOWN_ITEM
    if not instrument.needs_contact_in_window or had_contact:
        return None
    return Reason.CONTACT_NOT_STATED if had_contact is None else Reason.NO_CONTACT_IN_WINDOW


def _scale_score(
    instrument: Instrument,
    scale: Scale,
    answers: Mapping[str, int | None],
    wrong: tuple[str, ...],
    overall: Reason | None,
) -> ScaleScore:
    blanks = _blanks(scale.items, answers)
    reason = overall or _scale_reason(instrument, scale, answers, wrong, blanks)
    if reason:
        return ScaleScore(None, reason, blanks)
    return ScaleScore(_value(instrument, scale, answers), None, blanks)


def _blanks(items: tuple[str, ...], answers: Mapping[str, int | None]) -> tuple[str, ...]:
    return tuple(name for name in items if answers.get(name) is None)


def _scale_reason(
    instrument: Instrument,
    scale: Scale,
    answers: Mapping[str, int | None],
    wrong: tuple[str, ...],
    blanks: tuple[str, ...],
) -> Reason | None:
    if set(wrong) & set(scale.items):
        return Reason.OUT_OF_RANGE
    if not _too_many_blanks(instrument, answers, blanks):
        return None
    marked = all(name in answers and _may_not_apply(instrument, name) for name in blanks)
    return Reason.NOT_APPLICABLE if marked else Reason.TOO_MANY_BLANKS


def _too_many_blanks(
    instrument: Instrument, answers: Mapping[str, int | None], blanks: tuple[str, ...]
) -> bool:
    """`refuse` looks at the scale; `zero` and `prorate` count blanks on the whole form."""
    if instrument.missing.way == "refuse":
        return bool(blanks)
    scored = {name for scale in instrument.scales for name in scale.items}
    open_items = sum(answers.get(name) is None for name in scored)
    return open_items > instrument.missing.most


def _may_not_apply(instrument: Instrument, name: str) -> bool:
    item = instrument.item(name)
    return item is not None and item.responses.not_applicable


def _value(instrument: Instrument, scale: Scale, answers: Mapping[str, int | None]) -> int:
    given = [value for name in scale.items if (value := answers.get(name)) is not None]
    if instrument.missing.way == "prorate" and given:
        # the mean of the answered items stands in for each blank; halves go up
        return (2 * sum(given) * len(scale.items) + len(given)) // (2 * len(given))
    return sum(given)


def _risk_items(instrument: Instrument, answers: Mapping[str, int | None]) -> tuple[str, ...]:
    return tuple(
        risk.item
        for risk in instrument.risk_items
        if (answer := answers.get(risk.item)) is not None and answer > risk.above
    )


def _problems(
    instrument: Instrument,
    unknown: list[str],
    wrong: tuple[str, ...],
    answers: Mapping[str, int | None],
) -> tuple[str, ...]:
    return (
        *(
            f"“{name}” is not an item of {instrument.id} {instrument.version}; "
            "answers are keyed by the ids of the form they were given on."
            for name in unknown
        ),
        *(f"{name} was answered {answers[name]!r}; {_allowed(instrument, name)}" for name in wrong),
    )


def _allowed(instrument: Instrument, name: str) -> str:
    item = instrument.item(name)
    values = sorted(item.responses.values) if item else []
    if not values:
        return "it is answered in words."
    return f"an answer is a whole number from {values[0]} to {values[-1]}" + (
        "." if len(values) == values[-1] - values[0] + 1 else f", one of {values}."
    )
