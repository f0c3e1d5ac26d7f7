"""From the tables of an instrument.toml and of score_only.toml to their shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handrail.core.measures.instrument import (
    Ages,
    Anchor,
    Computed,
    Cutoff,
    DoNotUse,
    Instrument,
    Item,
    MissingRule,
    MissingWay,
    Published,
    ReliableChange,
    ResponseKind,
    Responses,
    RiskItem,
    Scale,
    ScoreOnly,
    Translation,
)
from handrail.core.measures.tables import Table

ABOUT = ("child", "self", "parent", "session", "contact", "coparenting", "goal")
RESPONDENTS = ("child", "parent", "caregiver", "adult", "observer", "therapist")
WIDEST_RATING = 100
NO_RESPONSES = Responses("text", frozenset())


def read_instrument(table: Table, content: str) -> Instrument:
    """The instrument a file describes; mistakes are noted in the table and filled harmlessly."""
    languages = table.texts("languages")
    responses = {
        name: _responses(entry, languages) for name, entry in table.named("responses").items()
    }
    instrument = Instrument(
        id=table.identifier("id"),
        version=table.text("version"),
        content=content,
        shelf=table.one_of("shelf", ("A", "B", "C", "D")),
        name=table.words("name", languages),
        instruction=table.words("instruction", languages),
        respondents=_respondents(table),
        about=table.one_of("about", ABOUT),
        ages=_ages(table.table("ages")) if table.has("ages") else None,
        validated=table.flag("validated"),
        opt_in=table.flag("opt_in", False),
        results_for=table.text("results_for", "care team"),
        when=table.text("when"),
        recall_days=table.whole("recall_days") if table.has("recall_days") else None,
        needs_contact_in_window=table.flag("needs_contact_in_window"),
        source=table.text("source"),
        languages=languages,
        translations={name: _translation(t) for name, t in table.named("translations").items()},
        items=tuple(
            _item(entry, languages, responses) for entry in table.tables("items", required=True)
        ),
        scales=tuple(_scale(entry, languages) for entry in table.tables("scales")),
        missing=_missing(table.table("missing")),
        risk_items=tuple(_risk_item(entry) for entry in table.tables("risk_items")),
        compared=table.texts("compared") if table.has("compared") else (),
    )
    table.close()
    return instrument


def read_reliable_change(table: Table) -> ReliableChange:
    """Either `points` as published, or `sd` and `r` to compute from; always a source."""
    source = table.text("source")
    found: ReliableChange
    if table.has("points"):
        found = Published(table.whole("points"), source)
        _above_zero(table, "points", found.points)
    else:
        found = Computed(table.number("sd"), table.number("r"), source)
        _above_zero(table, "sd", found.sd)
        if not 0 <= found.r < 1:
            table.wrong("r", f"is {found.r}", "a reliability lies from 0 to below 1")
    table.close()
    return found


def read_score_only(table: Table) -> ScoreOnly:
    found = ScoreOnly(
        id=table.identifier("id"),
        name=table.text("name"),
        shelf=table.one_of("shelf", ("A", "B", "C")),
        respondent=table.text("respondent"),
        why=table.text("why"),
        source=table.text("source"),
        minimum=table.whole("min") if table.has("min") else None,
        maximum=table.whole("max") if table.has("max") else None,
        note=table.text("note", ""),
    )
    table.close()
    if (found.minimum is None) != (found.maximum is None):
        table.wrong("min", "a range has two ends", "give both min and max, or neither")
    return found


def read_do_not_use(table: Table) -> DoNotUse:
    found = DoNotUse(
        table.identifier("id"), table.text("name"), table.text("why"), table.text("source")
    )
    table.close()
    return found


def _respondents(table: Table) -> tuple[str, ...]:
    found = table.texts("respondents")
    for name in found:
        if name not in RESPONDENTS:
            table.wrong("respondents", f"“{name}” is not known", "of " + ", ".join(RESPONDENTS))
    return found


def _responses(table: Table, languages: Sequence[str]) -> Responses:
    kind: ResponseKind = table.one_of("kind", ("choice", "rating", "text"))
    anchors = tuple(_anchor(entry, languages) for entry in table.tables("anchors"))
    values = frozenset(anchor.value for anchor in anchors)
    if kind == "rating":
        values = _rating_values(table, values)
    elif kind == "choice" and len(values) < max(2, len(anchors)):
        table.wrong("anchors", "do not make a choice", "two or more, each with its own value")
    found = Responses(kind, values, anchors, table.flag("not_applicable", False))
    table.close()
    return found


def _rating_values(table: Table, anchored: frozenset[int]) -> frozenset[int]:
    lowest, highest = table.whole("min"), table.whole("max")
    if not lowest < highest <= lowest + WIDEST_RATING:
        table.wrong("max", f"is {highest}", f"above {lowest}, by at most {WIDEST_RATING}")
        return anchored
    values = frozenset(range(lowest, highest + 1))
    if not anchored <= values:
        table.wrong("anchors", "lie outside the rating", f"values from {lowest} to {highest}")
    return values


def _anchor(table: Table, languages: Sequence[str]) -> Anchor:
    found = Anchor(table.whole("value"), table.words("text", languages), table.text("face", ""))
    table.close()
    return found


def _item(table: Table, languages: Sequence[str], responses: Mapping[str, Responses]) -> Item:
    named = table.text("responses")
    if named and named not in responses:
        table.wrong("responses", f"“{named}” is not described", "of " + ", ".join(responses))
    found = Item(
        table.identifier("id"),
        table.words("text", languages),
        responses.get(named, NO_RESPONSES),
        table.flag("evidence", False),
    )
    table.close()
    return found


def _scale(table: Table, languages: Sequence[str]) -> Scale:
    found = Scale(
        id=table.identifier("id"),
        name=table.words("name", languages),
        items=table.texts("items"),
        minimum=table.whole("min"),
        maximum=table.whole("max"),
        direction=table.one_of("direction", ("lower_is_better", "higher_is_better")),
        cutoffs=tuple(_cutoff(entry) for entry in table.tables("cutoffs")),
        reliable_change=(
            read_reliable_change(table.table("reliable_change"))
            if table.has("reliable_change")
            else None
        ),
    )
    table.close()
    return found


def _cutoff(table: Table) -> Cutoff:
    found = Cutoff(
        table.whole("at_or_above"),
        table.text("meaning"),
        table.text("source"),
        table.flag("for_change", False),
    )
    table.close()
    return found


def _missing(table: Table) -> MissingRule:
    way: MissingWay = table.one_of("rule", ("zero", "prorate", "refuse"))
    most = 0 if way == "refuse" else table.whole("most")
    found = MissingRule(way, most, table.text("source"))
    table.close()
    return found


def _risk_item(table: Table) -> RiskItem:
    found = RiskItem(table.text("item"), table.whole("above"), table.text("source"))
    table.close()
    return found


def _ages(table: Table) -> Ages:
    oldest = table.whole("oldest") if table.has("oldest") else None
    found = Ages(table.whole("youngest"), oldest, table.text("source"))
    table.close()
    return found


def _translation(table: Table) -> Translation:
    found = Translation(table.text("source"), table.flag("signed_off"))
    table.close()
    return found


def _above_zero(table: Table, key: str, value: float) -> None:
    if not value > 0:
        table.wrong(key, f"is {value}", "above 0")
