"""The protocol: phases, gates, ladder, pacing rule, alarms, endings; library; principles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from handrail.core.therapy.alarms import CATALOGUE, REVIEW_SHEET
from handrail.core.therapy.pause import pause_sentence
from handrail.core.therapy.phase import Gate, Phase
from handrail.core.therapy.protocol import Protocol, load
from handrail.core.therapy.requirements import Requirement
from handrail.core.therapy.room import buttons, signs
from handrail.core.therapy.rule import ALARM_RANGES, RULE_RANGES, AlarmLimits, Rule, Rung
from handrail.core.therapy.shape import Words
from handrail.web.reference.markdown import bullets, code, table
from handrail.web.reference.markdown import page as whole

_FILES = "src/handrail/core/therapy/*.toml"
_SETTINGS = (
    "Every number on this page is a **practice setting**: no published source states a numeric"
    " pacing rule for this work. See"
    " [why](../explanation/pacing.md) and [what is and is not known](../explanation/evidence.md)."
)


def page() -> str:
    """Everything a clinician agrees to when they work by the packaged protocol."""
    protocol = load()
    return whole(
        "The protocol",
        f"Version `{protocol.version[:12]}` (the first digits of its content hash).",
        _SETTINGS,
        "## Phases",
        "Five tracks that run side by side; each is not started, active, on hold or done.",
        *(_phase(phase, protocol) for phase in protocol.phases),
        "## Gates outside the phases",
        *(_gate(gate) for gate in protocol.gates),
        "## The ladder",
        "One ladder for each child with each parent. A family's own ladder may skip, add or"
        " reorder rungs; siblings share none.",
        _ladder(protocol.rungs),
        "## The pacing rule",
        _rule(protocol.rule),
        "## Alarms",
        _alarms(protocol.rule),
        "## Kinds of session",
        _session_kinds(protocol),
        "## Endings",
        "All of equal worth; none counts for or against anybody.",
        table(
            ("Id", "Ending", "What it means", "To think of afterwards"),
            ((code(e.id), e.name.en, e.text, " ".join(e.after_care)) for e in protocol.endings),
        ),
        "## The closing letters",
        "Each is only a start: a clinician edits it, fills what stands in brackets and signs it."
        " This is the neutral one, for a parent after a stop for safety.",
        _quoted(next(e for e in protocol.endings if e.id == "stopped_for_safety").letters),
        "## A pause",
        "Whatever the reason, a family reads one sentence:",
        f"> {pause_sentence().en}",
        "## In the room",
        "What one tap notes. It becomes a sentence with its time, and a question for afterwards.",
        _room(),
        "## Fidelity",
        "Answered done, partly, no or does not apply; for supervision alone (AL10).",
        bullets(item.text for item in protocol.fidelity),
        "## The next step",
        _next_step(protocol),
        source=_FILES,
    )


def _phase(phase: Phase, protocol: Protocol) -> str:
    also = protocol.requirements
    span = _span(phase.weeks, "weeks") or "as long as the work"
    parts = [
        f"### {phase.number} {phase.name.en}",
        phase.purpose.en,
        bullets(activity.text for activity in phase.activities),
        "Opens when",
        _requirements((*phase.entry, *(also[id_] for id_ in phase.entry_also))),
        "Is done when",
        _requirements((*phase.exit, *(also[id_] for id_ in phase.exit_also))),
        f"Usual span: {span}. Source: {phase.source}.",
    ]
    return "\n\n".join(parts)


def _gate(gate: Gate) -> str:
    title = f"### {gate.name.en}"
    return "\n\n".join([title, f"When: {gate.when}.", _requirements(gate.requirements)])


def _requirements(asked: Sequence[Requirement]) -> str:
    rows = (
        (code(one.id), one.text, one.satisfied_by, _shown(one), one.per, _waiver(one), one.source)
        for one in asked
    )
    columns = (
        "Id",
        "Requirement",
        "What satisfies it",
        "Shown by",
        "Asked per",
        "Waiver",
        "Source",
    )
    return table(columns, rows)


def _shown(asked: Requirement) -> str:
    """Who shows that it is met: a person who enters it, or the record and the acts in it alone."""
    if asked.per == "contact":
        return "the contact's own card"
    return "record or by hand" if asked.by_hand else "record alone"


def _waiver(asked: Requirement) -> str:
    if not asked.waivable:
        return "none"
    return "by two people" if asked.two_people else "with a reason, until a day"


def _ladder(rungs: Iterable[Rung]) -> str:
    rows = (
        (
            rung.id,
            rung.name,
            rung.modality.replace("_", " "),
            _span(rung.minutes, ""),
            rung.support,
            rung.setting,
            rung.handover,
            ", ".join(code(need) for need in rung.needs),
        )
        for rung in rungs
    )
    headings = ("Rung", "Name", "Form", "Minutes", "Support", "Setting", "Handover", "Needs")
    return table(headings, rows)


def _rule(rule: Rule) -> str:
    about = (
        f"`{rule.id}`, {rule.status}, version `{rule.version[:12]}`. Distress 0 to 10, adherence"
        " 1 to 5, after-effect 0 to 3. It proposes; a clinician decides. Its wording, with points"
        " (a) to (j): [principles, rules, tests](principles.md)."
    )
    parameters = table(("Parameter", "Value", "May be"), _parameters(rule, RULE_RANGES))
    return f"{about}\n\n{parameters}"


def _alarms(rule: Rule) -> str:
    opened = ((o.number, o.name, code(id_), o.opens) for id_, o in CATALOGUE.items())
    return "\n\n".join(
        [
            table(("Alarm", "Name", "Id", "Opens"), opened),
            "A review sheet asks: " + " ".join(REVIEW_SHEET),
            table(("Parameter", "Value", "May be"), _parameters(rule.alarms, ALARM_RANGES)),
        ]
    )


def _parameters(
    values: Rule | AlarmLimits, bounds: Mapping[str, tuple[float, float]]
) -> Iterable[tuple[object, ...]]:
    for name in (field.name for field in fields(values)):
        if name not in ("id", "status", "alarms"):
            may_be = "{:g} to {:g}".format(*bounds[name]) if name in bounds else ""
            yield code(name), getattr(values, name), may_be


def _session_kinds(protocol: Protocol) -> str:
    rows = (
        (kind.id, kind.name.en, kind.present, _span(kind.minutes, ""), kind.family_sees, kind.note)
        for kind in protocol.session_kinds
    )
    headings = ("Id", "Name", "Who is there", "Minutes", "In the family's calendar", "Note")
    return table(headings, rows)


def _next_step(protocol: Protocol) -> str:
    settings = protocol.next_step
    named = ((code(f.name), getattr(settings, f.name)) for f in fields(settings))
    return table(("Setting", "Value"), named)


def _quoted(letters: Mapping[str, Words]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in letters["parent"].en.splitlines())


def _room() -> str:
    rows = [(code(one.id), one.name.en, one.name.es, one.means) for one in buttons().values()]
    rows += [(code(one.id), one.name.en, one.name.es, one.means) for one in signs()]
    return table(("Id", "Button or sign", "In Spanish", "When"), rows)


def _span(least_most: Sequence[int], unit: str) -> str:
    if not least_most:
        return ""
    least, most = least_most
    return f"{least} {unit}".strip() if least == most else f"{least} to {most} {unit}".strip()
