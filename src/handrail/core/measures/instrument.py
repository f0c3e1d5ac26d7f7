"""What an instrument is: its items by stable id, its scales, its rules, each with a source.

Shapes only; the files behind them stand in instruments/<id>/ (clinical §4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Words = Mapping[str, str]  # language code -> text
Shelf = Literal["A", "B", "C", "D"]  # ship, pack, score-only, do not use (clinical §4.1)
Direction = Literal["lower_is_better", "higher_is_better"]
MissingWay = Literal["zero", "prorate", "refuse"]
ResponseKind = Literal["choice", "rating", "text"]

FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True)
class Anchor:
    """One printed answer and the number it stands for; `face` names a drawing, if there is one."""

    value: int
    text: Words
    face: str = ""


@dataclass(frozen=True)
class Responses:
    """How an item is answered: a choice of anchors, a whole number in a range, or free text."""

    kind: ResponseKind
    values: frozenset[int]
    anchors: tuple[Anchor, ...] = ()
    not_applicable: bool = False

    @property
    def minimum(self) -> int:
        return min(self.values)

    @property
    def maximum(self) -> int:
        return max(self.values)


@dataclass(frozen=True)
class Item:
    """One question. Its id never changes; its place on the page may."""

    id: str
    text: Words
    responses: Responses
    evidence: bool = False  # asks for what was seen, and at what time


@dataclass(frozen=True)
class Cutoff:
    """A published limit: a score at or above it carries `meaning`. Never without a source."""

    at_or_above: int
    meaning: str
    source: str
    for_change: bool = False  # the one whose crossing is reported beside a change


@dataclass(frozen=True)
class Computed:
    """Reliable change from a standard deviation and a reliability (clinical §5.3)."""

    sd: float
    r: float
    source: str


@dataclass(frozen=True)
class Published:
    """Reliable change as a published number of points."""

    points: int
    source: str


ReliableChange = Computed | Published


@dataclass(frozen=True)
class Scale:
    """A sum of items. Range in points; direction says which way is better."""

    id: str
    name: Words
    items: tuple[str, ...]
    minimum: int
    maximum: int
    direction: Direction
    cutoffs: tuple[Cutoff, ...] = ()
    reliable_change: ReliableChange | None = None

    @property
    def change_cutoff(self) -> Cutoff | None:
        return next((cutoff for cutoff in self.cutoffs if cutoff.for_change), None)


@dataclass(frozen=True)
class MissingRule:
    """What blanks mean: `zero` and `prorate` allow `most` blanks on the whole form,
    `refuse` gives a scale with any blank no value."""

    way: MissingWay
    most: int
    source: str


@dataclass(frozen=True)
class RiskItem:
    """An item whose answer above `above` alerts staff in the same minute, whatever the score."""

    item: str
    above: int
    source: str


@dataclass(frozen=True)
class Ages:
    """Years of age of the person the form is about."""

    youngest: int
    oldest: int | None
    source: str


@dataclass(frozen=True)
class Translation:
    """A language version is an instrument version of its own (clinical §4.2)."""

    source: str
    signed_off: bool  # by a clinician; machine translation is never used


@dataclass(frozen=True)
class Instrument:
    """One instrument that may ship, as its folder says."""

    id: str
    version: str
    content: str  # hash of instrument.toml, kept beside every set of answers
    shelf: Shelf
    name: Words
    instruction: Words
    respondents: tuple[str, ...]
    about: str
    ages: Ages | None
    validated: bool
    opt_in: bool
    results_for: str
    when: str
    recall_days: int | None
    needs_contact_in_window: bool
    source: str
    languages: tuple[str, ...]
    translations: Mapping[str, Translation]
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    missing: MissingRule
    risk_items: tuple[RiskItem, ...]
    compared: tuple[str, ...] = ()  # scales on which two parents answer about the same thing

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def scale(self, scale_id: str) -> Scale | None:
        return next((scale for scale in self.scales if scale.id == scale_id), None)

    def named_scale(self, scale_id: str) -> Scale:
        """The scale; a ValueError names the scales there are."""
        scale = self.scale(scale_id)
        if scale is None:
            known = ", ".join(known.id for known in self.scales) or "none"
            raise ValueError(f"{self.id} has no scale “{scale_id}”; its scales: {known}")
        return scale

    def language_for(self, asked: str) -> str:
        """The whole form in the asked language, else the whole form in English: never a mixture."""
        return asked if asked in self.languages else FALLBACK_LANGUAGE

    @property
    def total(self) -> Scale | None:
        """The scale an entered total belongs to: the one called total, or the only one."""
        only = self.scales[0] if len(self.scales) == 1 else None
        return self.scale("total") or only

    @property
    def parts(self) -> tuple[Scale, ...]:
        """The subscales that together make up the total, each item once; empty if none do."""
        total, others = self.total, [scale for scale in self.scales if scale is not self.total]
        items = sorted(item for scale in others for item in scale.items)
        return tuple(others) if total and items == sorted(total.items) else ()


@dataclass(frozen=True)
class ScoreOnly:
    """An instrument whose scores staff may enter and whose items stand nowhere here."""

    id: str
    name: str
    shelf: Shelf
    respondent: str
    why: str
    source: str
    minimum: int | None = None
    maximum: int | None = None
    note: str = ""


@dataclass(frozen=True)
class DoNotUse:
    """An instrument that does not fit these families, and why."""

    id: str
    name: str
    why: str
    source: str
