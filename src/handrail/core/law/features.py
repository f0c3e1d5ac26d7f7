"""Does a plan or a step hold a feature that a reunification-treatment law names? (law §3.2, §3.3)

A match on a plan blocks it until a supervisor and a lawyer have looked. A match on an order is
told to the clinician only: the program never tells a family that an order is unlawful.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handrail.core.datafile import read_toml
from handrail.core.law.packs import Mark, Pack

HOUSE = "house"
_QUALIFICATIONS = frozenset({"family_therapy", "masters_licence"})
_VIOLENCE_TRAINING = "family_violence_training"
_LONGEST_TERM = 365


class Outcome(StrEnum):
    """What the check says of one feature under one pack."""

    MATCH = "MATCH"
    NO_MATCH = "NO_MATCH"
    INSUFFICIENT_FACTS = "INSUFFICIENT_FACTS"


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """What is known of a plan, an order or one step; None means not known.

    follows_order: this is parenting time an order gives, the treatment arranges none of it.
    contact_rule_with_other_parent: "unrestricted", "limited" or "none".
    location_state, home_state: such as "US-CA". transport_provider: "none", "parent", "private".
    """

    follows_order: bool = False
    stay_nights: int | None = None
    location_state: str | None = None
    home_state: str | None = None
    days_continuous: int | None = None
    contact_rule_with_other_parent: str | None = None
    custody_change: bool | None = None
    transport_provider: str | None = None
    transport_force: bool | None = None
    sanctions_text: str | None = None
    isolation_rules: tuple[str, ...] | None = None
    distressing_circumstances: tuple[str, ...] | None = None
    evidence_refs: tuple[str, ...] | None = None
    burdens_other_parent_first: bool | None = None
    abuse_allegation: bool | None = None
    credible_violence_finding: bool | None = None
    joint_sessions: bool | None = None
    harmed_person_pays: bool | None = None
    therapist_quals: frozenset[str] | None = None
    term_days: int | None = None
    findings_made: bool | None = None
    no_harm_finding: bool | None = None
    both_parents_consent: bool | None = None


@dataclass(frozen=True)
class Feature:
    """One row of the table: what it is, the facts it asks for, where it applies."""

    id: str
    text: str
    asks: tuple[str, ...]
    order_time: bool = False
    house: bool = False


@dataclass(frozen=True)
class Finding:
    """One feature under one pack ("house": the program's own rule).

    certainty: how sure the pack is that its law names the feature (see Mark). missing: facts to
    ask for when the outcome is INSUFFICIENT_FACTS.
    """

    outcome: Outcome
    feature: str
    pack: str
    text: str
    citation: str = ""
    certainty: str = ""
    missing: tuple[str, ...] = ()


@cache
def features() -> Mapping[str, Feature]:
    """F1 to F17 by id."""
    tables = read_toml(Path(__file__).parent / "features.toml")
    return MappingProxyType(
        {id_: Feature(id=id_, **{**t, "asks": tuple(t["asks"])}) for id_, t in tables.items()}
    )


def matches(facts: PlanFacts, packs: Iterable[Pack], *, on: date) -> tuple[Finding, ...]:
    """Every feature the house rule or a pack in force on that day names, with its outcome.

    Source: law §3.3. Order time alone is never a match for F2 to F5, so the steps that follow an
    order save under every pack.
    """
    found = [
        _finding(feature, facts, Mark("named", HOUSE), HOUSE)
        for feature in features().values()
        if feature.house
    ]
    for pack in packs:
        found += _under_pack(facts, pack, on)
    return tuple(found)


def _under_pack(facts: PlanFacts, pack: Pack, on: date) -> Iterator[Finding]:
    law = pack.treatment_law
    if law is None or not law.in_force(on):
        return
    for feature_id, mark in law.features.items():
        finding = _finding(features()[feature_id], facts, mark, pack.id)
        finding = _with_other_feature(finding, mark, facts)
        yield _within_scope(finding, law.scope, law.clears_with, facts)


def _finding(feature: Feature, facts: PlanFacts, mark: Mark, pack: str) -> Finding:
    missing = tuple(name for name in feature.asks if getattr(facts, name) is None)
    held = False if feature.order_time and facts.follows_order else _HOLDS[feature.id](facts)
    outcome = Outcome.INSUFFICIENT_FACTS
    if held is not None:
        outcome, missing = (Outcome.MATCH if held else Outcome.NO_MATCH), ()
    return Finding(outcome, feature.id, pack, feature.text, mark.citation, mark.certainty, missing)


def _with_other_feature(finding: Finding, mark: Mark, facts: PlanFacts) -> Finding:
    """Some laws name a feature only together with another (TX: overnight out of state)."""
    if not mark.together_with or finding.outcome is Outcome.NO_MATCH:
        return finding
    other = _finding(features()[mark.together_with], facts, mark, finding.pack)
    if other.outcome is Outcome.MATCH:
        return finding
    return replace(finding, outcome=other.outcome, missing=other.missing)


def _within_scope(finding: Finding, scope: str, clears_with: str, facts: PlanFacts) -> Finding:
    """A law for cases with abuse in them says nothing of others; a consent may clear the flag."""
    if finding.outcome is not Outcome.MATCH:
        return finding
    if clears_with and getattr(facts, clears_with) is True:
        return replace(finding, outcome=Outcome.NO_MATCH)
    if scope == "abuse" and not facts.abuse_allegation and not facts.credible_violence_finding:
        if facts.abuse_allegation is None:
            missing = ("abuse_allegation",)
            return replace(finding, outcome=Outcome.INSUFFICIENT_FACTS, missing=missing)
        return replace(finding, outcome=Outcome.NO_MATCH)
    return finding


Held = bool | None


def _both(first: Held, second: Held) -> Held:
    """And, where a thing not known stays not known unless the other is false."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _not(value: Held) -> Held:
    return None if value is None else not value


def _any_of(value: Iterable[str] | None) -> Held:
    return None if value is None else any(one.strip() for one in value)


def _stays(facts: PlanFacts, nights: int = 1) -> Held:
    return None if facts.stay_nights is None else facts.stay_nights >= nights


def _out_of_state(facts: PlanFacts) -> Held:
    if facts.location_state is None or facts.home_state is None:
        return None
    return facts.location_state != facts.home_state


def _several_days(facts: PlanFacts) -> Held:
    return None if facts.days_continuous is None else facts.days_continuous > 1


def _forced_transport(facts: PlanFacts) -> Held:
    provider = facts.transport_provider
    return _both(None if provider is None else provider == "private", facts.transport_force)


def _contact_rule(facts: PlanFacts, *rules: str) -> Held:
    rule = facts.contact_rule_with_other_parent
    return None if rule is None else rule in rules


def _unqualified(facts: PlanFacts) -> Held:
    if facts.therapist_quals is None:
        return None
    needed = set(_QUALIFICATIONS)
    if facts.abuse_allegation is not False or facts.credible_violence_finding:
        needed.add(_VIOLENCE_TRAINING)
    return not needed <= facts.therapist_quals


def _too_long(facts: PlanFacts) -> Held:
    too_long = None if facts.term_days is None else facts.term_days > _LONGEST_TERM
    in_order = _both(_not(too_long), facts.findings_made)
    return _not(in_order)


_HOLDS: Mapping[str, Callable[[PlanFacts], Held]] = {
    "F1": lambda f: _contact_rule(f, "none"),
    "F2": _stays,
    "F3": lambda f: _both(_stays(f), _out_of_state(f)),
    "F4": _several_days,
    "F5": lambda f: f.custody_change,
    "F6": _forced_transport,
    "F7": lambda f: _any_of(None if f.sanctions_text is None else [f.sanctions_text]),
    "F8": lambda f: _any_of(f.isolation_rules),
    "F9": lambda f: _any_of(f.distressing_circumstances),
    "F10": lambda f: _not(_any_of(f.evidence_refs)),
    "F11": lambda f: _contact_rule(f, "limited", "none"),
    "F12": lambda f: f.burdens_other_parent_first,
    "F13": lambda f: _both(f.credible_violence_finding, f.joint_sessions),
    "F14": lambda f: _both(f.credible_violence_finding, f.harmed_person_pays),
    "F15": _unqualified,
    "F16": _too_long,
    "F17": lambda f: _both(f.credible_violence_finding, _not(f.no_harm_finding)),
}
