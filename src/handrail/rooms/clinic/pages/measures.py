"""Measures: each respondent's scores over time, with reliable change said in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.scores import entered_scores
from handrail.core.family_file.values import Family, Measure
from handrail.core.figures.curves.trend import Change as DrawnChange
from handrail.core.figures.curves.trend import CutOff, Score, Trend, draw_trend
from handrail.core.figures.figure import Figure
from handrail.core.measures.catalogue import Catalogue, catalogue
from handrail.core.measures.change import Change, Label, series_changes
from handrail.core.measures.instrument import Instrument, Scale
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.shared.parts import Empty
from handrail.store.records.reading.family import FRAME, stored_case

VERDICTS = {
    Label.RELIABLE_IMPROVEMENT: "reliable",
    Label.RELIABLE_WORSENING: "reliable",
    Label.NO_RELIABLE_CHANGE: "not_reliable",
    Label.NOT_COMPUTABLE: "not_computable",
}
Series = tuple[str, str, str]
"""(instrument, respondent, about)"""


@case_page("measures.viewed", *TAB_KINDS["measures"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """One section per respondent and instrument; informants are never averaged."""
    stored = stored_case(opened.case_id, (*FRAME, "scores"))
    known = catalogue()
    sections = [section(stored.family, one, known) for one in series(stored.family)]
    return "clinic/measures.html", {
        **case_frame(opened, stored, "measures"),
        "sections": sections,
        "enter": reverse("clinic:measure_choose", args=[opened.case_id]),
        "nothing": Empty(
            _("No measure yet"),
            _("Scores stand here by who answered and about whom, each with its change in words."),
        ),
    }


def series(family: Family) -> list[Series]:
    """Every (instrument, respondent, about) with a score, in the order they began."""
    found = dict.fromkeys((m.instrument, m.respondent, m.about) for m in family.measures)
    return list(found)


def section(family: Family, one: Series, known: Catalogue) -> dict[str, Any]:
    """All scales of one series: heading, (scale, figure) each, notes on what cannot be read."""
    instrument_id, _respondent, _about = one
    instrument = known.instruments.get(instrument_id)
    scores = [m for m in family.measures if (m.instrument, m.respondent, m.about) == one]
    changes = series_changes(entered_scores(scores), known)
    left_out = [m for m in scores if not m.interpretable]
    return {
        "title": heading(family, one, instrument),
        "figures": [
            (_scale_name(instrument, scale), figure(family, one, scores, instrument, scale, change))
            for scale, change in scales(instrument, changes)
        ],
        "left_out": len(left_out),
        "unvalidated": instrument is None,
    }


def heading(family: Family, one: Series, instrument: Instrument | None) -> str:
    """ "PSC-17: how Wren is, as Mara answers it"."""
    name = instrument_name(instrument, one[0])
    if one[1] == one[2]:
        return _("%(name)s, %(who)s") % {"name": name, "who": family.given(one[1])}
    return f"{name}: {asked_about(family, one)}"


def asked_about(family: Family, one: Series) -> str:
    """ "how Wren is, as Mara answers it"."""
    names = {"whom": family.given(one[2]), "who": family.given(one[1])}
    return _("how %(whom)s is, as %(who)s answers it") % names


def instrument_name(instrument: Instrument | None, instrument_id: str) -> str:
    """Its usual short name: "PSC-17"; the id for one that is only scored here."""
    if instrument is None:
        return instrument_id.upper()
    before, _open, short = instrument.name["en"].partition(" (")
    return short.rstrip(")") if short[:1].isupper() else before


def scales(
    instrument: Instrument | None, changes: dict[str, Change]
) -> Iterator[tuple[str, Change]]:
    """(scale id, change): the total first, then the others in the instrument's order."""
    total = instrument.total if instrument is not None else None
    found = {}
    for key, change in changes.items():
        _instrument, _dot, scale = key.partition("@")[0].partition(".")
        found[scale or (total.id if total is not None else "total")] = change
    order = [scale.id for scale in instrument.scales] if instrument is not None else []
    first = [total.id] if total is not None else ["total"]
    for scale in dict.fromkeys([*first, *order, *sorted(found)]):
        if scale in found:
            yield scale, found[scale]


def figure(
    family: Family,
    one: Series,
    scores: list[Measure],
    instrument: Instrument | None,
    scale_id: str,
    change: Change,
) -> Figure:
    """One scale over time; the label says lower or higher, never better."""
    scale = instrument.named_scale(scale_id) if instrument is not None else None
    is_total = scale is None or (instrument is not None and scale is instrument.total)
    drawn = tuple(
        Score(on=m.on, value=_value(m, scale_id, is_total), label=_when(m)) for m in scores
    )
    values = [score.value for score in drawn if score.value is not None]
    return draw_trend(
        Trend(
            title=_titled(heading(family, one, instrument), _scale_name(instrument, scale_id)),
            measure=_titled(instrument_name(instrument, one[0]), _scale_name(instrument, scale_id)),
            scores=drawn,
            low=scale.minimum if scale is not None else 0,
            high=scale.maximum if scale is not None else max([10.0, *values]),
            cut_off=_cut_off(scale),
            change=_change(change),
        ),
        uid=f"trend-{one[0]}-{scale_id}-{one[1][:6]}-{one[2][:6]}",
    )


def _scale_name(instrument: Instrument | None, scale_id: str) -> str:
    """ "attention"; nothing where an instrument has a single scale."""
    scale = instrument.named_scale(scale_id) if instrument is not None else None
    if instrument is None or scale is None or len(instrument.scales) < 2:
        return ""
    return scale.name["en"].lower()


def _titled(heading: str, scale: str) -> str:
    return f"{heading}, {scale}" if scale else heading


def _value(measure: Measure, scale_id: str, is_total: bool) -> float | None:
    if not measure.interpretable:
        return None
    return measure.total if is_total else measure.subscales.get(scale_id)


def _when(measure: Measure) -> str:
    return _("week %d") % measure.week if measure.week else ""


def _cut_off(scale: Scale | None) -> CutOff | None:
    found = scale.change_cutoff if scale is not None else None
    if found is None:
        return None
    return CutOff(found.at_or_above, _("%d and over: look closer") % found.at_or_above)


def _change(change: Change) -> DrawnChange | None:
    if change.first is None or change.last is None:
        return None
    return DrawnChange(
        change.first,
        change.last,
        VERDICTS[change.label],  # type: ignore[arg-type]
        change.threshold,
    )
