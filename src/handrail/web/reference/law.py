"""Clause types of orders; features of treatment laws; jurisdiction packs."""

from __future__ import annotations

from collections.abc import Iterable

from handrail.core.law.clauses import ClauseType, clause_types
from handrail.core.law.features import Feature, features
from handrail.core.law.packs import Number, Pack, Rule, TreatmentLaw, shipped
from handrail.web.reference.markdown import code, table
from handrail.web.reference.markdown import page as whole


def clauses_page() -> str:
    """What an order can say, and what falls due under it."""
    return whole(
        "Clause types",
        "A clause may hold more than is listed: what is not known is kept and shown as written."
        " Every clause may also say from when (`effective`) until when (`expires`) it holds, and"
        " where it stands (`source_page`).",
        *(_clause(one) for one in clause_types().values()),
        source="src/handrail/core/law/clauses.toml",
    )


def _clause(one: ClauseType) -> str:
    parameters = (
        (code(name), spec.type, name in one.required, spec.says, [code(word) for word in spec.of])
        for name, spec in one.parameters.items()
    )
    duties = (
        (
            duty.what,
            duty.when,
            code(duty.parameter),
            ", ".join(map(str, duty.days)),
            code(duty.done),
        )
        for duty in one.duties
    )
    return "\n\n".join(
        part
        for part in (
            f"## {one.name}",
            f"`{one.id}`. {one.says}",
            table(("Parameter", "Type", "Required", "Shown as", "One of"), parameters),
            table(("Duty", "When", "From", "Days before", "Done by"), duties),
        )
        if part
    )


def jurisdictions_page() -> str:
    """Every pack: its rules, its treatment law, and which feature which law names."""
    packs = list(shipped().values())
    return whole(
        "Jurisdictions",
        "Starting points read from secondary sources. **Nothing here was reviewed by a lawyer.**"
        " A rule says where it comes from and since when it holds; an empty pack asks a person.",
        "## Features of treatment laws",
        "What is switched off as a feature of treatment everywhere is marked *house*. Parenting"
        " time an order gives is not a feature of treatment.",
        _features(packs),
        *(_pack(pack) for pack in packs),
        source="src/handrail/core/law/features.toml and jurisdictions/*.toml",
    )


def _features(packs: Iterable[Pack]) -> str:
    rows = (
        (one.id, one.text, "house" if one.house else "", _named_by(one, packs))
        for one in features().values()
    )
    return table(("Feature", "What it is", "Everywhere", "Named by"), rows)


def _named_by(feature: Feature, packs: Iterable[Pack]) -> str:
    named = []
    for pack in packs:
        mark = pack.treatment_law and pack.treatment_law.features.get(feature.id)
        if mark:
            sure = "" if mark.certainty == "named" else f" ({mark.certainty.replace('_', ' ')})"
            named.append(f"{pack.id}{sure}")
    return ", ".join(named)


def _pack(pack: Pack) -> str:
    parts = [
        f"## {pack.name}",
        f"`{pack.id}`{'; a place that does not exist, for the demo' if pack.fictional else ''}.",
        _treatment_law(pack.treatment_law) if pack.treatment_law else "",
        table(("Call", "Number", "Name", "Source", "Status"), map(_number, pack.numbers)),
        table(("Topic", "Rule", "When", "Numbers", "Source", "Status"), map(_rule, pack.rules)),
    ]
    return "\n\n".join(part for part in parts if part)


def _treatment_law(law: TreatmentLaw) -> str:
    cleared = f" Cleared by: {law.clears_with.replace('_', ' ')}." if law.clears_with else ""
    cases = f"{law.nature.replace('_', ' ')}; cases: {law.scope}"
    return f"{law.citation}: {cases}. {law.status}. Source: {law.source}.{cleared}"


def _number(one: Number) -> tuple[object, ...]:
    return one.kind, one.number, one.name, one.source, one.status


def _rule(rule: Rule) -> tuple[object, ...]:
    numbers = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in rule.numbers.items())
    text = f"**{rule.answer}** {rule.text}" if rule.answer else rule.text
    topic = rule.topic.replace("_", " ")
    return topic, text, rule.when, numbers, rule.source, rule.status
