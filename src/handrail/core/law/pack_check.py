"""What can be wrong in a jurisdiction pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, TypeGuard

from handrail.core.datafile import DataFileError, Mistake, read_toml

ACCESS_ANSWERS = ("REQUIRE", "PERMIT", "PROHIBIT", "SILENT")
_WARN_ANSWERS = ("mandatory", "permissive", "none", "unknown")
# topic -> (answers it allows, numbers it may hold)
TOPICS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "parent_access": (ACCESS_ANSWERS, ()),
    "minor_consent": ((), ("age",)),
    "majority": ((), ("age",)),
    "records_retention": (
        (),
        ("years_after_end", "until_age", "years_after_majority", "longest_years"),
    ),
    "report_clock": ((), ("written_hours",)),
    "duty_to_warn": (_WARN_ANSWERS, ()),
    "privilege": ((), ()),
    "access_response": ((), ("days", "extension_days")),
    "accounting": ((), ("years", "days", "extension_days")),
    "counselling_order": ((), ("longest_days",)),
}
_NEEDS_NUMBER = ("minor_consent", "majority", "records_retention", "access_response")
_CERTAINTIES = ("named", "inferred", "verify", "general_knowledge")
_NATURES = ("court_may_not_order", "court_limits", "grant_incentive")
_SCOPES = ("any", "abuse")
_STATUSES = ("unverified", "reviewed")
FEATURES = tuple(f"F{number}" for number in range(1, 18))
_DATED = ("effective_from", "effective_to", "source", "reviewed_by", "reviewed_on", "status")
_RULE = ("id", "topic", "text", "answer", "when", *_DATED)
_LAW = ("citation", "nature", "scope", "clears_with", "features", *_DATED)
_NUMBER = ("kind", "name", "number", *_DATED)
_NUMBER_KINDS = ("hotline", "police")
_PACK = ("id", "name", "hotline", "fictional", "rules", "treatment_law", "numbers")

Table = Mapping[str, Any]


def pack_files(directory: Path) -> list[Path]:
    """The packs in a folder, by name."""
    return sorted(directory.glob("*.toml"))


def table_or_mistake(path: Path) -> dict[str, Any] | Mistake:
    """The file's table, or why it cannot be read."""
    try:
        return read_toml(path)
    except DataFileError as error:
        return Mistake(path.name, str(error), "a TOML file")


def mistakes_in_pack(raw: Table, path: Path) -> Iterator[Mistake]:
    """Every mistake in one pack; paths begin with the file's name."""
    for mistake in _pack_mistakes(raw, path.stem):
        yield Mistake(f"{path.name}: {mistake.path}", mistake.what, mistake.right)


def _pack_mistakes(raw: Table, stem: str) -> Iterator[Mistake]:
    yield from _unknown_keys(raw, _PACK, "")
    for key in ("id", "name", "hotline"):
        if not isinstance(raw.get(key), str):
            right = 'a text; hotline may be "" until the practice fills it in'
            yield Mistake(key, "is missing or no text", right)
    if raw.get("id") != stem:
        yield Mistake("id", f"{raw.get('id')!r} is not the file's name", repr(stem))
    if not isinstance(raw.get("fictional", False), bool):
        yield Mistake("fictional", "does not fit", "true or false")
    if "treatment_law" in raw:
        yield from _law_mistakes(raw["treatment_law"])
    yield from _rules_mistakes(raw.get("rules", []))
    yield from _numbers_mistakes(raw.get("numbers", []))


def _unknown_keys(raw: Table, known: tuple[str, ...], path: str) -> Iterator[Mistake]:
    for key in raw:
        if key not in known:
            yield Mistake(f"{path}{key}", "is not known here", f"one of {', '.join(known)}")


def _rules_mistakes(rules: object) -> Iterator[Mistake]:
    if not isinstance(rules, list) or not all(isinstance(rule, Mapping) for rule in rules):
        yield Mistake("rules", "is no list of rules", "[[rules]] tables")
        return
    for index, rule in enumerate(rules):
        yield from _rule_mistakes(rule, f"rules[{index}].")
    for (i, one), (j, other) in combinations(enumerate(rules), 2):
        if one.get("id") == other.get("id"):
            yield Mistake(f"rules[{j}].id", f"{other.get('id')!r} stands twice", f"see rules[{i}]")
        if _contradict(one, other):
            what = "two rules of one topic hold at the same time for every case"
            yield Mistake(f"rules[{j}]", what, f"say `when`, or end rules[{i}] first")


def _numbers_mistakes(numbers: object) -> Iterator[Mistake]:
    if not isinstance(numbers, list) or not all(isinstance(one, Mapping) for one in numbers):
        yield Mistake("numbers", "is no list of numbers", "[[numbers]] tables")
        return
    for index, one in enumerate(numbers):
        path = f"numbers[{index}]."
        yield from _unknown_keys(one, _NUMBER, path)
        for key in ("name", "number"):
            if not _is_text(one.get(key)):
                yield Mistake(f"{path}{key}", "is missing", "a text")
        if one.get("kind") not in _NUMBER_KINDS:
            right = f"one of {', '.join(_NUMBER_KINDS)}"
            yield Mistake(f"{path}kind", f"{one.get('kind')!r} is not known", right)
        yield from _dated_mistakes(one, path)


def _contradict(one: Table, other: Table) -> bool:
    """Two access rules without a `when`, whose times overlap."""
    if any(rule.get("topic") != "parent_access" or rule.get("when") for rule in (one, other)):
        return False
    begins = [rule.get("effective_from") for rule in (one, other)]
    ends = [rule.get("effective_to") for rule in (one, other)]
    starts = [day if _is_day(day) else date.min for day in begins]
    stops = [day if _is_day(day) else date.max for day in ends]
    return max(starts) < min(stops)


def _rule_mistakes(rule: Table, path: str) -> Iterator[Mistake]:
    for key in ("id", "text"):
        if not _is_text(rule.get(key)):
            yield Mistake(f"{path}{key}", "is missing", "a text")
    yield from _dated_mistakes(rule, path)
    topic = rule.get("topic")
    if not isinstance(topic, str) or topic not in TOPICS:
        yield Mistake(f"{path}topic", f"{topic!r} is not known", f"one of {', '.join(TOPICS)}")
        return
    answers, numbers = TOPICS[topic]
    yield from _unknown_keys(rule, (*_RULE, *numbers), path)
    if rule.get("answer", "") not in (answers or ("",)):
        right = f"one of {', '.join(answers)}" if answers else "no answer for this topic"
        yield Mistake(f"{path}answer", f"{rule.get('answer')!r} does not fit", right)
    yield from _number_mistakes(rule, numbers, path)


def _number_mistakes(rule: Table, numbers: tuple[str, ...], path: str) -> Iterator[Mistake]:
    for key in numbers:
        value = rule.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 5000:
            yield Mistake(f"{path}{key}", f"{value!r} does not fit", "a whole number")
    if rule["topic"] in _NEEDS_NUMBER and not any(key in rule for key in numbers):
        yield Mistake(path.rstrip("."), "says no number", f"one of {', '.join(numbers)}")


def _is_day(value: object) -> TypeGuard[date]:
    return type(value) is date  # a time of day is a date too, and does not compare with one


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _dated_mistakes(raw: Table, path: str) -> Iterator[Mistake]:
    if not _is_text(raw.get("source")):
        yield Mistake(f"{path}source", "is missing", 'where it stands, or "GK" for not verified')
    for key, open_word in (("effective_from", "unknown"), ("effective_to", "open")):
        if not _is_day(raw.get(key)) and raw.get(key) != open_word:
            yield Mistake(f"{path}{key}", "is missing or no day", f'a day or "{open_word}"')
    begins, ends = raw.get("effective_from"), raw.get("effective_to")
    if _is_day(begins) and _is_day(ends) and ends <= begins:
        yield Mistake(f"{path}effective_to", "is not after effective_from", "a later day")
    yield from _review_mistakes(raw, path)


def _review_mistakes(raw: Table, path: str) -> Iterator[Mistake]:
    if raw.get("status") not in _STATUSES:
        right = f"one of {', '.join(_STATUSES)}"
        yield Mistake(f"{path}status", f"{raw.get('status')!r} does not fit", right)
    if not isinstance(raw.get("reviewed_by"), str):
        yield Mistake(f"{path}reviewed_by", "is missing or no text", 'a name, or ""')
    if not _is_day(raw.get("reviewed_on")) and raw.get("reviewed_on") != "":
        yield Mistake(f"{path}reviewed_on", "is missing or no day", 'a day, or ""')
    if raw.get("status") == "reviewed" and not (raw.get("reviewed_by") and raw.get("reviewed_on")):
        yield Mistake(f"{path}status", "is reviewed by nobody", "reviewed_by and reviewed_on")


def _law_mistakes(law: object) -> Iterator[Mistake]:
    path = "treatment_law."
    if not isinstance(law, Mapping):
        yield Mistake("treatment_law", "is no table", "[treatment_law]")
        return
    yield from _unknown_keys(law, _LAW, path)
    yield from _dated_mistakes(law, path)
    if not _is_text(law.get("citation")):
        yield Mistake(f"{path}citation", "is missing", "a text")
    for key, words in (("nature", _NATURES), ("scope", _SCOPES)):
        if law.get(key) not in words:
            yield Mistake(f"{path}{key}", f"{law.get(key)!r} does not fit", f"one of {words}")
    if law.get("clears_with", "both_parents_consent") != "both_parents_consent":
        yield Mistake(f"{path}clears_with", "is not known", "both_parents_consent")
    features = law.get("features")
    if not isinstance(features, Mapping) or not features:
        yield Mistake(f"{path}features", "is missing", "the features the law names, F1 to F17")
        return
    for id_, mark in features.items():
        yield from _mark_mistakes(mark, id_, f"{path}features.{id_}")


def _mark_mistakes(mark: object, id_: str, path: str) -> Iterator[Mistake]:
    table = {"certainty": mark} if isinstance(mark, str) else mark
    if id_ not in FEATURES:
        yield Mistake(path, "is no feature", "F1 to F17")
    if not isinstance(table, Mapping):
        yield Mistake(path, f"{mark!r} does not fit", f"one of {', '.join(_CERTAINTIES)}")
        return
    yield from _unknown_keys(table, ("certainty", "citation", "together_with"), f"{path}.")
    if table.get("certainty") not in _CERTAINTIES:
        right = f"one of {', '.join(_CERTAINTIES)}"
        yield Mistake(path, f"{table.get('certainty')!r} does not fit", right)
    if table.get("together_with", "F1") not in FEATURES:
        yield Mistake(f"{path}.together_with", "is no feature", "F1 to F17")
