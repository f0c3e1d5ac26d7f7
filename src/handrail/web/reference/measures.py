"""The instruments: those that ship, those that are score-only, those not to use."""

from __future__ import annotations

from collections.abc import Iterator

from handrail.core.measures.catalogue import Catalogue, catalogue
from handrail.core.measures.instrument import Ages, Computed, Instrument, Scale
from handrail.core.measures.reliable import smallest_change
from handrail.web.reference.markdown import code, table
from handrail.web.reference.markdown import page as whole

_FOLDER = "../../src/handrail/core/measures/instruments"
_SHELVES = (
    ("A", "ships with its text and scoring"),
    ("B", "a pack the practice loads under its own terms; here score-only"),
    ("C", "score-only: name, date, person and points, no item text anywhere"),
    ("D", "not to be used with these families"),
)


def page() -> str:
    """Every instrument with its licence."""
    known = catalogue()
    return whole(
        "Instruments",
        "An instrument ships only with a note of its licence and of where its text comes from,"
        " both in its folder. None of them is covered by the licence of this project. Change labels"
        " are `reliable improvement`, `no reliable change`, `reliable worsening` and"
        " `not computable`; different people's scores are never averaged.",
        table(("Shelf", "What it means"), _SHELVES),
        "## With their text",
        *(_instrument(one) for one in known.instruments.values()),
        "## Score-only",
        _score_only(known),
        "## Not to be used",
        table(
            ("Id", "Name", "Why", "Source"),
            ((code(one.id), one.name, one.why, one.source) for one in known.do_not_use.values()),
        ),
        source="src/handrail/core/measures/instruments/",
    )


def _instrument(one: Instrument) -> str:
    folder = f"{_FOLDER}/{one.id}"
    facts = (
        ("About", one.about),
        ("Answered by", one.respondents),
        ("Ages", _ages(one.ages) if one.ages else ""),
        ("When", one.when),
        ("Items", len(one.items)),
        ("Languages", one.languages),
        ("Validated", one.validated),
        ("Only if the person opts in", one.opt_in),
        ("Results for", one.results_for),
        ("Needs contact in the time asked about", one.needs_contact_in_window),
        ("Held beside the other parent's answer by AL8", one.compared),
        ("Blanks", f"{one.missing.way}, at most {one.missing.most}"),
        ("Items that alert at once", [risk.item for risk in one.risk_items]),
        ("Source", one.source),
        ("Licence", f"[note]({folder}/LICENCE), [where it comes from]({folder}/PROVENANCE.md)"),
    )
    shown = ((name, value) for name, value in facts if value not in ("", (), []))
    return "\n\n".join(
        [f"### {one.name['en']}", f"`{one.id}`, version {one.version}", _facts(shown), _scales(one)]
    )


def _ages(ages: Ages) -> str:
    span = f"{ages.youngest} to {ages.oldest}" if ages.oldest else f"from {ages.youngest}"
    return f"{span} ({ages.source})"


def _facts(facts: Iterator[tuple[str, object]]) -> str:
    return table(("Fact", "Value"), facts)


def _scales(one: Instrument) -> str:
    rows = (
        (
            scale.name["en"],
            f"{scale.minimum} to {scale.maximum}",
            scale.direction.replace("_", " "),
            "; ".join(f"{cut.at_or_above}: {cut.meaning} ({cut.source})" for cut in scale.cutoffs),
            _change(scale),
        )
        for scale in one.scales
    )
    return table(("Scale", "Points", "Direction", "Cut-offs, at or above", "Reliable change"), rows)


def _change(scale: Scale) -> str:
    rule = scale.reliable_change
    if rule is None:
        return "not computable"
    if isinstance(rule, Computed):
        points = smallest_change(rule)
        return f"{points} points (SD {rule.sd:g}, r {rule.r:g}; {rule.source})"
    return f"{rule.points} points ({rule.source})"


def _score_only(known: Catalogue) -> str:
    rows = (
        (
            code(one.id),
            one.name,
            one.shelf,
            one.respondent,
            f"{one.minimum} to {one.maximum}" if one.maximum is not None else "",
            one.why,
            one.note,
            one.source,
        )
        for one in known.score_only.values()
    )
    headings = ("Id", "Name", "Shelf", "Answered by", "Points", "Why no text", "Note", "Source")
    return table(headings, rows)
