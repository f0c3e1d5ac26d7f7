"""Jurisdiction packs: dated, sourced rules of one place, loaded from one TOML file each.

Nothing here is legal advice and nothing shipped is reviewed: every rule says who looked at it and
when, and until somebody has, the program shows it as unverified (law, preamble and §10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from handrail.core.datafile import Mistake, read_toml
from handrail.core.law.pack_check import mistakes_in_pack, pack_files, table_or_mistake

SHIPPED = Path(__file__).parent / "jurisdictions"


class PacksRefused(ValueError):
    """A folder of packs is wrong; nothing of it was used. `mistakes` lists everything found."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, kw_only=True)
class Dated:
    """From when to when a rule holds (half-open), where it stands, who has looked at it.

    effective_from None: not known, taken to hold. status: unverified or reviewed.
    """

    source: str
    effective_from: date | None = None
    effective_to: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    status: str = "unverified"

    def in_force(self, on: date) -> bool:
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_to is None or on < self.effective_to)


@dataclass(frozen=True, kw_only=True)
class Rule(Dated):
    """One rule. answer: what the topic asks for, such as REQUIRE, PERMIT, PROHIBIT, SILENT for
    parent_access. when: the case it is for; empty is the rule for every other. numbers: ages,
    years, days or hours by name."""

    id: str
    topic: str
    text: str
    answer: str = ""
    when: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Mark:
    """How sure it is that a law names a feature: named, inferred, verify, general_knowledge.

    together_with: it is named only where this other feature is there too.
    """

    certainty: str
    citation: str = ""
    together_with: str = ""


@dataclass(frozen=True, kw_only=True)
class TreatmentLaw(Dated):
    """A law on reunification treatment (law §3.1): how it binds, which cases, which features.

    clears_with: the fact that lifts the flag when it is documented.
    """

    citation: str
    nature: str
    scope: str
    clears_with: str = ""
    features: Mapping[str, Mark] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, kw_only=True)
class Number(Dated):
    """A number to call. kind: hotline (to report harm to a child) or police."""

    kind: str
    name: str
    number: str


@dataclass(frozen=True)
class Pack:
    """Everything one place says. hotline: where to report, as the practice filled it in, or "".

    numbers: what the pack itself says about whom to call.
    """

    id: str
    name: str
    rules: tuple[Rule, ...] = ()
    treatment_law: TreatmentLaw | None = None
    hotline: str = ""
    fictional: bool = False
    numbers: tuple[Number, ...] = ()

    def rules_on(self, topic: str, on: date) -> tuple[Rule, ...]:
        """The rules of one topic that hold on a day, in the order of the file."""
        return tuple(rule for rule in self.rules if rule.topic == topic and rule.in_force(on))


def check(directory: Path) -> list[Mistake]:
    """Every mistake in every pack of a folder, each with its file and path."""
    files = pack_files(directory)
    if not files:
        return [Mistake(directory.name, "holds no pack", "one .toml file for each jurisdiction")]
    found: list[Mistake] = []
    for path in files:
        raw = table_or_mistake(path)
        found += [raw] if isinstance(raw, Mistake) else mistakes_in_pack(raw, path)
    return found


def load(directory: Path = SHIPPED) -> Mapping[str, Pack]:
    """The packs of a folder by id; raises PacksRefused listing every mistake."""
    mistakes = check(directory)
    if mistakes:
        raise PacksRefused(mistakes)
    packs = [_pack(read_toml(path)) for path in pack_files(directory)]
    return MappingProxyType({pack.id: pack for pack in packs})


@cache
def shipped() -> Mapping[str, Pack]:
    """The packs this program comes with: starting points, none of them reviewed."""
    return load()


def packs_for(jurisdiction: str, packs: Mapping[str, Pack]) -> tuple[Pack, ...]:
    """The packs that bear on a case: its own and the federal one above it, as far as there are."""
    country = jurisdiction.partition("-")[0]
    return tuple(packs[id_] for id_ in dict.fromkeys((country, jurisdiction)) if id_ in packs)


def numbers_for(jurisdiction: str, packs: Mapping[str, Pack], on: date) -> tuple[Number, ...]:
    """Whom to call in a place on a day: the practice's own entry, the place's, the country's.

    Each says how sure it is; empty when no pack knows any.
    """
    found: list[Number] = []
    for pack in reversed(packs_for(jurisdiction, packs)):
        if pack.hotline:
            source = "filled in by the practice"
            found.append(Number(kind="hotline", name="", number=pack.hotline, source=source))
        found += [number for number in pack.numbers if number.in_force(on)]
    return tuple(found)


def _pack(raw: Mapping[str, Any]) -> Pack:
    law = raw.get("treatment_law")
    return Pack(
        id=raw["id"],
        name=raw["name"],
        rules=tuple(_rule(one) for one in raw.get("rules", ())),
        treatment_law=None if law is None else _treatment_law(law),
        hotline=raw["hotline"],
        fictional=raw.get("fictional", False),
        numbers=tuple(_number(one) for one in raw.get("numbers", ())),
    )


def _dated(raw: Mapping[str, Any]) -> dict[str, Any]:
    days = ("effective_from", "effective_to", "reviewed_on")
    return {
        **{key: raw[key] if isinstance(raw[key], date) else None for key in days},
        **{key: raw[key] for key in ("source", "reviewed_by", "status")},
    }


def _rule(raw: Mapping[str, Any]) -> Rule:
    texts = {key: raw[key] for key in ("id", "topic", "text", "answer", "when") if key in raw}
    numbers = {key: value for key, value in raw.items() if isinstance(value, int)}
    return Rule(**_dated(raw), **texts, numbers=MappingProxyType(numbers))


def _number(raw: Mapping[str, Any]) -> Number:
    return Number(**_dated(raw), **{key: raw[key] for key in ("kind", "name", "number")})


def _treatment_law(raw: Mapping[str, Any]) -> TreatmentLaw:
    texts = {key: raw[key] for key in ("citation", "nature", "scope", "clears_with") if key in raw}
    marks = {id_: _mark(mark, raw["citation"]) for id_, mark in raw["features"].items()}
    return TreatmentLaw(**_dated(raw), **texts, features=MappingProxyType(marks))


def _mark(raw: str | Mapping[str, str], citation: str) -> Mark:
    given = {"certainty": raw} if isinstance(raw, str) else dict(raw)
    return Mark(**{"citation": citation, **given})
