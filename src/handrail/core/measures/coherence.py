"""Does an instrument agree with itself? Every disagreement, as a mistake with its path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from handrail.core.datafile import Mistake
from handrail.core.measures.instrument import FALLBACK_LANGUAGE, Instrument

Found = Iterator[tuple[str, str, str]]  # key, what is wrong, what would be right


def disagreements(instrument: Instrument, path: str) -> list[Mistake]:
    """Mistakes that show only when parts of the file are held against each other."""
    return [
        Mistake(f"{path} {key}", what, right)
        for rule in RULES
        for key, what, right in rule(instrument)
    ]


def _twice(ids: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(ids).items() if times > 1]


def _ids(instrument: Instrument) -> Found:
    for name in _twice(item.id for item in instrument.items):
        yield "items", f"“{name}” stands twice", "every item id once"
    for name in _twice(scale.id for scale in instrument.scales):
        yield "scales", f"“{name}” stands twice", "every scale id once"


def _languages(instrument: Instrument) -> Found:
    if FALLBACK_LANGUAGE not in instrument.languages:
        yield "languages", "has no English", "en, which every other language falls back to"
    for language in set(instrument.languages) - set(instrument.translations) - {"en"}:
        yield f"translations.{language}", "is missing", "say where the translation comes from"
    for language in set(instrument.translations) - set(instrument.languages):
        yield f"translations.{language}", "has no text", "name it in languages and give its text"


def _shelf(instrument: Instrument) -> Found:
    if instrument.shelf not in ("A", "B"):
        right = "item text only on shelf A or, with the owner's terms accepted, B"
        yield "shelf", f"is {instrument.shelf}, yet the file holds items", right


def _scale_items(instrument: Instrument) -> Found:
    for place, scale in enumerate(instrument.scales):
        key = f"scales[{place}].items"
        for name in scale.items:
            item = instrument.item(name)
            if item is None:
                yield key, f"“{name}” is not an item", "ids of items of this instrument"
            elif not item.responses.values:
                yield key, f"“{name}” is answered in words", "items answered by a number"
        for name in _twice(scale.items):
            yield key, f"“{name}” stands twice", "every item once in a scale"
        if not scale.items:
            yield key, "is empty", "one item or more"


def _compared(instrument: Instrument) -> Found:
    for name in instrument.compared:
        if instrument.scale(name) is None:
            yield "compared", f"“{name}” is not a scale", "ids of scales of this instrument"


def _ranges(instrument: Instrument) -> Found:
    for place, scale in enumerate(instrument.scales):
        found = [instrument.item(name) for name in scale.items]
        responses = [item.responses for item in found if item and item.responses.values]
        if len(responses) != len(scale.items):
            continue  # already a mistake of its own
        low, high = sum(r.minimum for r in responses), sum(r.maximum for r in responses)
        if (scale.minimum, scale.maximum) != (low, high):
            what = f"runs from {scale.minimum} to {scale.maximum}"
            yield f"scales[{place}]", what, f"its items add up to {low} to {high}"


def _cutoffs(instrument: Instrument) -> Found:
    for place, scale in enumerate(instrument.scales):
        key = f"scales[{place}].cutoffs"
        if scale.cutoffs and not instrument.validated:
            yield key, "stand on an unvalidated form", "no cut-offs, or a validated instrument"
        for cutoff in scale.cutoffs:
            if not scale.minimum < cutoff.at_or_above <= scale.maximum:
                what = f"{cutoff.at_or_above} lies outside the scale"
                yield key, what, f"above {scale.minimum}, at most {scale.maximum}"
        if sum(cutoff.for_change for cutoff in scale.cutoffs) > 1:
            yield key, "more than one is marked for_change", "at most one per scale"


def _reliable_change(instrument: Instrument) -> Found:
    for place, scale in enumerate(instrument.scales):
        key = f"scales[{place}].reliable_change"
        if scale.reliable_change and len(scale.items) == 1:
            yield (
                key,
                "stands on a single rating",
                "only on scales of several items (clinical §5.3)",
            )
        if scale.reliable_change and not instrument.validated:
            yield key, "stands on an unvalidated form", "no threshold, or a validated instrument"


def _missing_rule(instrument: Instrument) -> Found:
    scored = {name for scale in instrument.scales for name in scale.items}
    rule = instrument.missing
    if rule.way != "refuse" and not 0 < rule.most < len(scored):
        yield "missing.most", f"is {rule.most}", f"from 1 to {len(scored) - 1} scored items"


def _risk_items(instrument: Instrument) -> Found:
    for place, risk in enumerate(instrument.risk_items):
        item = instrument.item(risk.item)
        if item is None or not item.responses.values:
            yield f"risk_items[{place}].item", f"“{risk.item}” is no scored item", "an item's id"
        elif risk.above >= item.responses.maximum:
            what = f"no answer lies above {risk.above}"
            yield f"risk_items[{place}].above", what, f"below {item.responses.maximum}"


def _ages(instrument: Instrument) -> Found:
    ages = instrument.ages
    if ages and ages.oldest is not None and ages.oldest < ages.youngest:
        yield "ages.oldest", f"is {ages.oldest}", f"{ages.youngest} or more"


RULES: tuple[Callable[[Instrument], Found], ...] = (
    _ids,
    _languages,
    _shelf,
    _scale_items,
    _compared,
    _ranges,
    _cutoffs,
    _reliable_change,
    _missing_rule,
    _risk_items,
    _ages,
)
