"""Clauses of court orders: the types there are, one clause, and how it reads on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from handrail.core.datafile import read_toml
from handrail.core.law.days import as_day, in_words
from handrail.core.law.modalities import plain_name

Names = Mapping[str, str]
NO_NAMES: Names = MappingProxyType({})
# what every clause may hold beside its own parameters (law §4.1)
COMMON = ("type", "effective", "expires", "source_page", "quote_hash", "verified_by")


@dataclass(frozen=True)
class Parameter:
    """One known parameter: its type, the sentence that shows it, the words a choice allows.

    says_not: the sentence of a flag that is false; of a list that may be there and hold nothing.
    """

    type: str
    says: str
    says_not: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyRule:
    """What falls due under a clause; `when` is one of the five ways in clauses.toml."""

    id: str
    when: str
    parameter: str
    what: str
    done: str
    because: tuple[str, ...]
    days: tuple[int, ...] = ()
    days_from: str = ""


@dataclass(frozen=True)
class ClauseType:
    """One kind of clause. `restricts`: it only takes away, so a vague end is read late."""

    id: str
    name: str
    says: str
    parameters: Mapping[str, Parameter]
    duties: tuple[DutyRule, ...]
    required: tuple[str, ...] = ()
    restricts: bool = True
    source: str = "law §4.1"


@dataclass(frozen=True)
class Clause:
    """One clause of an order. `params` holds everything else it says, known or not.

    effective, expires: half-open; on the day of `expires` it is no longer in force.
    """

    type: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    effective: date | None = None
    expires: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def holds_on(self, on: date) -> bool:
        """Whether the clause's own dates include the day."""
        begun = self.effective is None or self.effective <= on
        return begun and (self.expires is None or on < self.expires)

    def listed(self, *names: str) -> tuple[str, ...]:
        """The values of the named parameters as one tuple; a single value counts as a list."""
        return tuple(text for name in names for text in as_texts(self.params.get(name)))


def as_texts(value: object) -> tuple[str, ...]:
    """A list of texts, or one text, as a tuple; anything else as nothing."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(one for one in value if isinstance(one, str))
    return ()


@cache
def _data() -> dict[str, Any]:
    return read_toml(Path(__file__).parent / "clauses.toml")


@cache
def clause_types() -> Mapping[str, ClauseType]:
    """Every clause type by its id, as clauses.toml holds it."""
    return MappingProxyType({id_: _type(id_, table) for id_, table in _data()["clause"].items()})


def _type(id_: str, table: Mapping[str, Any]) -> ClauseType:
    parameters = {
        name: Parameter(**{**spec, "of": tuple(spec.get("of", ()))})
        for name, spec in table["parameters"].items()
    }
    return ClauseType(
        id=id_,
        name=table["name"],
        says=table["says"],
        parameters=MappingProxyType(parameters),
        duties=tuple(_duty_rule(rule) for rule in table.get("duties", ())),
        required=tuple(table.get("required", ())),
        restricts=table.get("restricts", True),
    )


def _duty_rule(table: Mapping[str, Any]) -> DutyRule:
    because, days = tuple(table["because"]), tuple(table.get("days", ()))
    return DutyRule(**{**table, "because": because, "days": days})


def reporting_levels() -> Mapping[str, str]:
    """L0 to L4 and what a report of that level holds (law §4.1)."""
    levels: dict[str, str] = _data()["levels"]
    return MappingProxyType(levels)


def reading_of(clause: Clause, names: Names = NO_NAMES) -> str:
    """The clause in plain sentences, every parameter shown, also those nobody knows.

    They come in the order of the clause type, the unknown ones last: a database may have kept
    them in any. `names` puts given names in the place of ids.
    """
    kind = clause_types().get(clause.type)
    sentences = [f"{kind.name}. {kind.says}" if kind else f"{clause.type}."]
    told = [name for name in kind.parameters if name in clause.params] if kind else []
    told += sorted(set(clause.params) - set(told))
    sentences += [sentence_of(clause, name, names) for name in told]
    if clause.effective:
        sentences.append(f"In force from {in_words(clause.effective)}.")
    if clause.expires:
        sentences.append(f"In force until {in_words(clause.expires)}, that day not included.")
    return " ".join(sentence for sentence in sentences if sentence)


def sentence_of(clause: Clause, name: str, names: Names = NO_NAMES) -> str:
    """One parameter as a sentence; empty when the clause does not hold it."""
    if name not in clause.params:
        return ""
    value = clause.params[name]
    kind = clause_types().get(clause.type)
    known = kind.parameters.get(name) if kind else None
    if known is None:
        return f"{name.replace('_', ' ')}: {in_text(value, names)}."
    if known.type == "flag" and value is False:
        return known.says_not or f"Not: {known.says[:1].lower()}{known.says[1:]}"
    if known.type == "modality list" and known.says_not and not as_texts(value):
        return known.says_not
    return known.says.replace("{}", _worded(known.type, value, names))


def _worded(type_: str, value: object, names: Names) -> str:
    if type_ == "recipients":
        return recipients_in_words(as_texts(value), names)
    if type_ == "modality list":
        return joined([plain_name(one) for one in as_texts(value)]) or "nothing"
    if type_ == "level" and isinstance(value, str):
        return f"{value}, {reporting_levels().get(value, 'not known')}"
    if type_ == "split" and isinstance(value, Mapping):
        shares = {names.get(who, who): share for who, share in value.items()}
        return joined([f"{who} {shares[who]} %" for who in sorted(shares)])
    if type_ == "day":
        return _day_in_words(value)
    return in_text(value, names)


def _day_in_words(value: object) -> str:
    if isinstance(value, str) and len(value) < len("2026-04-30"):
        return value
    try:
        return in_words(as_day(value))
    except ValueError:
        return str(value)


def in_text(value: object, names: Names = NO_NAMES) -> str:
    """Any value an order may hold, as words: lists joined, maps as `key: value`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return "; ".join(f"{names.get(k, k)}: {in_text(v, names)}" for k, v in value.items())
    if isinstance(value, Sequence):
        return joined([in_text(one, names) for one in value])
    return str(value)


def joined(words: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


_WHO = {
    "court": "the court",
    "guardian_ad_litem": "the guardian ad litem",
    "gal": "the guardian ad litem",
}


def recipients_in_words(ids: Sequence[str], names: Names = NO_NAMES) -> str:
    """`the court and both counsel` for court, counsel_a, counsel_b."""
    counsel = [one for one in ids if one.startswith("counsel")]
    words = [names.get(one) or _WHO.get(one, one) for one in ids if one not in counsel]
    if len(counsel) == 2:
        words.append("both counsel")
    elif counsel:
        words.append("counsel" if len(counsel) == 1 else "all counsel")
    return joined(words)
