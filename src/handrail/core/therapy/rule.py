"""The pacing rule's parameters and the rungs of a ladder, read from ladder.toml.

Every number is a practice setting (clinical §0, finding 2; §2.4 HR-1).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from handrail.core.datafile import Mistake, read_toml
from handrail.core.therapy.views import ASKED as VIEWS
from handrail.core.therapy.views import NOT_AT_EASE

NOBODY_BESIDE = ("in_person_unsupervised", "in_person_overnight")
PACKAGED = Path(__file__).with_name("ladder.toml")


@dataclass(frozen=True)
class AlarmLimits:
    """When an alarm rings (clinical §5.4, AL2-AL10)."""

    distress_rise: float = 2.0
    distress_rise_over: int = 3
    after_effect: int = 2
    stalled_contacts: int = 8
    stalled_weeks: int = 10
    too_fast_times: int = 2
    felt_safe: int = 4
    missed_in_a_row: int = 2
    attendance_share: float = 0.75
    attendance_over: int = 6
    splitting_points: int = 4
    splitting_weeks: int = 3
    silence_note_hours: int = 24
    silence_answer_hours: int = 72
    drift_share: float = 0.8
    drift_times: int = 2


@dataclass(frozen=True)
class Rule:
    """HR-1 or a practice's own pacing rule. Distress 0-10, adherence 1-5, after-effect 0-3."""

    id: str = "HR-1"
    status: str = "practice setting"
    peak_limit: int = 6
    after_limit: int = 3
    adherence_minimum: int = 4
    after_effect_limit: int = 1
    informants_apart: int = 2
    settled_for_up: int = 3
    unsettled_for_down: int = 2
    notice_hours: float = 24
    views_that_hold: tuple[str, ...] = ("no", "not_yet")
    not_clear_signs: tuple[str, ...] = ("frozen", "flat", "overcompliant", "body_pain")
    sign_off_from: str = "R8"
    alarms: AlarmLimits = field(default_factory=AlarmLimits)

    @property
    def holding(self) -> tuple[str, ...]:
        """The views that turn "up" into "hold": the answers named here, and of a child too young to
        be asked, always, that it was not at ease."""
        return (*self.views_that_hold, NOT_AT_EASE)

    @property
    def version(self) -> str:
        """The hash of all parameters: the same numbers are the same version."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "alarms"}
        plain["alarms"] = {f.name: getattr(self.alarms, f.name) for f in fields(self.alarms)}
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Rung:
    """One step of a ladder. `minutes` is () or (least, most); `needs` are requirement ids.

    in_words: the step as one would say it to a child, "an outing".
    """

    id: str
    name: str
    modality: str
    minutes: tuple[int, ...] = ()
    support: str = ""
    setting: str = ""
    handover: str = ""
    needs: tuple[str, ...] = ()
    in_words: str = ""

    @property
    def is_alone(self) -> bool:
        """Whether nobody is beside the two: no supervision, or a night."""
        return self.modality in NOBODY_BESIDE


class RuleMistakes(ValueError):
    """A rule or ladder file is wrong; `mistakes` lists everything that is."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


# name -> (least, most); the type of the bounds is the type asked for
RULE_RANGES: dict[str, tuple[float, float]] = {
    "peak_limit": (0, 10),
    "after_limit": (0, 10),
    "adherence_minimum": (1, 5),
    "after_effect_limit": (0, 3),
    "informants_apart": (1, 3),
    "settled_for_up": (1, 20),
    "unsettled_for_down": (1, 20),
    "notice_hours": (0, 336),
}
ALARM_RANGES: dict[str, tuple[float, float]] = {
    "distress_rise": (0.5, 10),
    "distress_rise_over": (1, 20),
    "after_effect": (1, 3),
    "stalled_contacts": (1, 100),
    "stalled_weeks": (1, 104),
    "too_fast_times": (1, 20),
    "felt_safe": (0, 10),
    "missed_in_a_row": (1, 20),
    "attendance_share": (0, 1),
    "attendance_over": (1, 50),
    "splitting_points": (1, 50),
    "splitting_weeks": (1, 52),
    "silence_note_hours": (1, 336),
    "silence_answer_hours": (48, 336),
    "drift_share": (0, 1),
    "drift_times": (1, 20),
}
_MAY_BE_PART = {"notice_hours", "distress_rise", "attendance_share", "drift_share"}
_RUNG_TEXTS = ("support", "setting", "handover", "in_words")


def read_rule(table: Mapping[str, Any]) -> Rule | list[Mistake]:
    """A `[rule]` table as a Rule, or every mistake in it. Missing parameters keep HR-1's value."""
    mistakes: list[Mistake] = []
    plain = {key: value for key, value in table.items() if key != "alarms"}
    alarms = table.get("alarms", {})
    if not isinstance(alarms, Mapping):
        mistakes.append(Mistake("rule.alarms", "is not a table", "[rule.alarms]"))
        alarms = {}
    mistakes += _unknown("rule", plain, {f.name for f in fields(Rule)} - {"alarms"})
    mistakes += _unknown("rule.alarms", alarms, set(ALARM_RANGES))
    mistakes += _out_of_range("rule", plain, RULE_RANGES)
    mistakes += _out_of_range("rule.alarms", alarms, ALARM_RANGES)
    mistakes += _wrong_words(plain)
    if mistakes:
        return mistakes
    for name in ("views_that_hold", "not_clear_signs"):
        if name in plain:
            plain[name] = tuple(plain[name])
    return Rule(**plain, alarms=AlarmLimits(**alarms))


def read_rungs(tables: Any) -> tuple[Rung, ...] | list[Mistake]:
    """The `[[rung]]` tables as rungs in their order, or every mistake in them."""
    if not isinstance(tables, list) or not tables:
        return [Mistake("rung", "there is no rung", "one [[rung]] table for each step, in order")]
    mistakes: list[Mistake] = []
    seen: set[str] = set()
    for index, table in enumerate(tables):
        path = f"rung[{index}]"
        if not isinstance(table, Mapping):
            mistakes.append(Mistake(path, "is not a table"))
            continue
        mistakes += _rung_mistakes(path, table)
        if isinstance(table.get("id"), str):
            if table["id"] in seen:
                mistakes.append(Mistake(f"{path}.id", f"{_shown(table['id'])} stands twice"))
            seen.add(table["id"])
    if mistakes:
        return mistakes
    return tuple(_rung(table) for table in tables)


def load_rule(path: Path = PACKAGED) -> Rule:
    """The rule in a TOML file; raises DataFileError or RuleMistakes."""
    content = read_toml(path)
    mistakes = [
        Mistake(key, "is not a known table", "[rule], and [[rung]] if you like")
        for key in content
        if key not in ("rule", "rung")
    ]
    rungs = read_rungs(content["rung"]) if "rung" in content else ()
    if isinstance(rungs, list):
        mistakes += rungs
    rule: Rule | list[Mistake] = [Mistake("rule", "is missing", "a [rule] table")]
    if isinstance(content.get("rule"), Mapping):
        rule = read_rule(content["rule"])
    if isinstance(rule, list):
        mistakes += rule
    elif not mistakes:
        return rule
    raise RuleMistakes([Mistake(f"{path.name}: {m.path}", m.what, m.right) for m in mistakes])


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _unknown(where: str, table: Mapping[str, Any], known: set[str]) -> list[Mistake]:
    return [
        Mistake(f"{where}.{key}", "is not a parameter", "one of " + ", ".join(sorted(known)))
        for key in table
        if key not in known
    ]


def _out_of_range(
    where: str, table: Mapping[str, Any], ranges: Mapping[str, tuple[float, float]]
) -> list[Mistake]:
    mistakes = []
    for name, (least, most) in ranges.items():
        value = table.get(name, least)
        kinds = (int, float) if name in _MAY_BE_PART else (int,)
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
            kind = "a number" if name in _MAY_BE_PART else "a whole number"
            right = f"{kind} from {least:g} to {most:g}"
            mistakes.append(Mistake(f"{where}.{name}", f"is {_shown(value)}", right))
    return mistakes


def _wrong_words(table: Mapping[str, Any]) -> list[Mistake]:
    mistakes = []
    for name in ("id", "status", "sign_off_from"):
        if not isinstance(table.get(name, "x"), str) or not table.get(name, "x"):
            mistakes.append(Mistake(f"rule.{name}", "is not a text", "a word or a short text"))
    for name in ("views_that_hold", "not_clear_signs"):
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            right = 'a list such as ["no", "not_yet"]'
            mistakes.append(Mistake(f"rule.{name}", "is not a list of words", right))
    return mistakes + _wrong_views(table.get("views_that_hold", ["no"]))


def _wrong_views(views: Any) -> list[Mistake]:
    if not isinstance(views, list):
        return []
    path = "rule.views_that_hold"
    unknown = [view for view in views if view not in VIEWS]
    mistakes = [Mistake(path, f"{_shown(view)} is no answer", ", ".join(VIEWS)) for view in unknown]
    if "no" not in views:
        mistakes.append(Mistake(path, "leaves out “no”", "a child's no always holds"))
    return mistakes


def _rung_mistakes(path: str, table: Mapping[str, Any]) -> list[Mistake]:
    mistakes = _unknown(path, table, {f.name for f in fields(Rung)})
    for name in ("id", "name", "modality"):
        if not isinstance(table.get(name), str) or not table.get(name):
            mistakes.append(Mistake(f"{path}.{name}", "is missing or not a text"))
    for name in _RUNG_TEXTS:
        if not isinstance(table.get(name, ""), str):
            mistakes.append(Mistake(f"{path}.{name}", "is not a text"))
    minutes = table.get("minutes", [])
    if not _is_minutes(minutes):
        mistakes.append(Mistake(f"{path}.minutes", f"is {_shown(minutes)}", "[] or [least, most]"))
    needs = table.get("needs", [])
    if not isinstance(needs, list) or not all(isinstance(need, str) for need in needs):
        mistakes.append(Mistake(f"{path}.needs", "is not a list of words"))
    return mistakes


def _is_minutes(value: Any) -> bool:
    if not isinstance(value, list) or any(type(part) is not int or part < 0 for part in value):
        return False
    return not value or (len(value) == 2 and value[0] <= value[1])


def _rung(table: Mapping[str, Any]) -> Rung:
    given = dict(table)
    for name in ("minutes", "needs"):
        given[name] = tuple(given.get(name, ()))
    return Rung(**given)
