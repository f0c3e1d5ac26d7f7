"""Did a score change beyond measurement error? Each scale, each informant, on its own.

Crossing a cut-off is a separate fact beside the label, never merged into it (clinical §5.3).
There is no score across instruments and none across people (clinical §5.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handrail.core.measures.catalogue import Catalogue
from handrail.core.measures.entered import EnteredScore
from handrail.core.measures.instrument import Cutoff, Instrument, ReliableChange, Scale
from handrail.core.measures.reliable import ParameterSet, formula, is_reliable, smallest_change

__all__ = ["Change", "Crossing", "EnteredScore", "Label", "change_label", "series_changes"]


class Label(StrEnum):
    RELIABLE_IMPROVEMENT = "reliable_improvement"
    NO_RELIABLE_CHANGE = "no_reliable_change"
    RELIABLE_WORSENING = "reliable_worsening"
    NOT_COMPUTABLE = "not_computable"


class Crossing(StrEnum):
    """Which way a score crossed the cut-off: a place on the scale, not a judgement."""

    TO_BELOW = "to_below"
    TO_AT_OR_ABOVE = "to_at_or_above"


@dataclass(frozen=True, kw_only=True)
class Change:
    """From the first to the last interpretable score of one scale, in points.

    `threshold`: the fewest whole points that count. `formula`: how it came about, or why there
    is none. `listed`: False for a subscale that stayed below its cut-off and did not change
    reliably; it stays on the chart. `parameters`: version of local values, empty if packaged.
    """

    label: Label
    formula: str
    first: float | None = None
    last: float | None = None
    difference: float | None = None
    threshold: int | None = None
    cutoff: Cutoff | None = None
    crossed_cutoff: Crossing | None = None
    parameters: str = ""
    listed: bool = True


def change_label(
    instrument: Instrument,
    scale_id: str,
    first: float,
    last: float,
    *,
    parameters: ParameterSet | None = None,
) -> Change:
    """The change of one scale between two scores, in points.

    Raises ValueError for a scale the instrument has not, or points outside its range.
    """
    scale = instrument.named_scale(scale_id)
    for points in (first, last):
        if not scale.minimum <= points <= scale.maximum:
            raise ValueError(
                f"{instrument.id} {scale_id} runs from {scale.minimum} to {scale.maximum} "
                f"points; {points:g} lies outside"
            )
    local = parameters.values.get(f"{instrument.id}.{scale_id}") if parameters else None
    threshold = None if len(scale.items) == 1 else local or scale.reliable_change
    difference = last - first
    return Change(
        label=_label(scale, difference, threshold),
        formula=formula(threshold) if threshold else _why_no_threshold(scale),
        first=first,
        last=last,
        difference=difference,
        threshold=smallest_change(threshold) if threshold else None,
        cutoff=scale.change_cutoff,
        crossed_cutoff=_crossing(scale.change_cutoff, first, last),
        parameters=parameters.version if parameters and local and threshold is local else "",
    )


def series_changes(
    scores: Sequence[EnteredScore],
    catalogue: Catalogue,
    *,
    parameters: ParameterSet | None = None,
) -> dict[str, Change]:
    """First against last interpretable score, per instrument × respondent × about × scale.

    Keys: `psc17.total` and `psc17.internalizing` where an instrument has several scales, `gad7`
    where it has one; `@respondent/about` follows when an instrument has several such series.
    """
    series: dict[str, dict[tuple[str, str], list[EnteredScore]]] = {}
    for entry in scores:
        people = series.setdefault(entry.instrument, {})
        people.setdefault((entry.respondent, entry.about), []).append(entry)
    changes: dict[str, Change] = {}
    for instrument_id, people in series.items():
        for (respondent, about), entries in people.items():
            suffix = f"@{respondent}/{about}" if len(people) > 1 else ""
            instrument = catalogue.instruments.get(instrument_id)
            for key, change in _scale_changes(instrument, instrument_id, entries, parameters):
                changes[key + suffix] = change
    return changes


def _scale_changes(
    instrument: Instrument | None,
    instrument_id: str,
    entries: Sequence[EnteredScore],
    parameters: ParameterSet | None,
) -> Iterator[tuple[str, Change]]:
    ordered = sorted(
        (entry for entry in entries if entry.interpretable), key=lambda entry: entry.order_key
    )
    for name in _names(entries):
        scale = _scale(instrument, name)
        found = [entry.subscales.get(name) if name else entry.total for entry in ordered]
        points = [value for value in found if value is not None]
        change = _first_to_last(instrument, scale, points, parameters)
        yield _key(instrument, instrument_id, name, scale), change


def _first_to_last(
    instrument: Instrument | None,
    scale: Scale | None,
    points: Sequence[int],
    parameters: ParameterSet | None,
) -> Change:
    if len(points) < 2:
        why = "fewer than two interpretable scores"
        first = points[0] if points else None
        return Change(label=Label.NOT_COMPUTABLE, formula=why, first=first)
    if instrument is None or scale is None:
        return _score_only(points[0], points[-1])
    change = change_label(instrument, scale.id, points[0], points[-1], parameters=parameters)
    return replace(change, listed=_listed(instrument, scale, change))


def _names(entries: Sequence[EnteredScore]) -> list[str]:
    """The total ("") and the subscales entered at least once, in the order they appear."""
    totals = [""] if any(entry.total is not None for entry in entries) else []
    return totals + list(dict.fromkeys(name for entry in entries for name in entry.subscales))


def _scale(instrument: Instrument | None, name: str) -> Scale | None:
    if instrument is None:
        return None
    return instrument.scale(name) if name else instrument.total


def _key(instrument: Instrument | None, instrument_id: str, name: str, scale: Scale | None) -> str:
    several = instrument is not None and len(instrument.scales) > 1
    if not name and not several:
        return instrument_id
    return f"{instrument_id}.{name or (scale.id if scale else 'total')}"


def _listed(instrument: Instrument, scale: Scale, change: Change) -> bool:
    """False for a subscale below its cut-off at both ends that did not change reliably."""
    limit = change.cutoff.at_or_above if change.cutoff else None
    if scale is instrument.total or limit is None or change.label != Label.NO_RELIABLE_CHANGE:
        return True
    return any(points is not None and points >= limit for points in (change.first, change.last))


def _score_only(first: int, last: int) -> Change:
    why = "a score-only scale: no threshold is described here"
    return Change(
        label=Label.NOT_COMPUTABLE, formula=why, first=first, last=last, difference=last - first
    )


def _label(scale: Scale, difference: float, threshold: ReliableChange | None) -> Label:
    if threshold is None:
        return Label.NOT_COMPUTABLE
    if not is_reliable(difference, threshold):
        return Label.NO_RELIABLE_CHANGE
    better = (difference < 0) == (scale.direction == "lower_is_better")
    return Label.RELIABLE_IMPROVEMENT if better else Label.RELIABLE_WORSENING


def _why_no_threshold(scale: Scale) -> str:
    if len(scale.items) == 1:
        return "a single rating: reliable change is not computed (clinical §5.3)"
    return "no threshold is described for this scale"


def _crossing(cutoff: Cutoff | None, first: float, last: float) -> Crossing | None:
    if cutoff is None or (first >= cutoff.at_or_above) == (last >= cutoff.at_or_above):
        return None
    return Crossing.TO_BELOW if last < first else Crossing.TO_AT_OR_ABOVE
