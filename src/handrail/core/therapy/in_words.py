"""The protocol in force as plain text, for whoever would rather read than click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handrail.core.therapy.phase import Phase
from handrail.core.therapy.protocol import Protocol
from handrail.core.therapy.requirements import ASKED_OF, Requirement
from handrail.core.therapy.rule import Rung


def in_words(protocol: Protocol) -> Iterator[str]:
    """Line by line: principles, phases, gates, ladder, rule, endings, library, forms."""
    yield f"The protocol in force, version {protocol.version}"
    yield "Numbers and checklists are settings of the practice, not a published standard."
    yield from _principles(protocol)
    for phase in protocol.phases:
        yield from _phase(phase, protocol)
    for gate in protocol.gates:
        yield from ("", f"Gate: {gate.name.en} ({gate.when})", *_asked(gate.requirements))
    yield from ("", "The ladder, from the bottom", *map(_rung, protocol.rungs))
    yield from ("", *_rule(protocol))
    yield from ("", "How the work can end")
    yield from (f"  {ending.name.en}. {ending.text}" for ending in protocol.endings)
    yield from ("", "Library")
    yield from (f"  {card.id}: {card.en.title}" for card in protocol.cards)
    if protocol.forms:
        yield from ("", "Own forms (unvalidated, no cut-offs)")
        yield from (f"  {form.id}: {form.name.en}" for form in protocol.forms)


def _principles(protocol: Protocol) -> Iterator[str]:
    says = {rule.id: rule.says for rule in protocol.rules}
    yield from ("", "Principles, and the rules that enforce them")
    for principle in protocol.principles:
        yield f"  {principle.name.en}. {principle.text.en}"
        yield from (f"    {id_}: {says[id_]}" for id_ in principle.enforced_by)


def _phase(phase: Phase, protocol: Protocol) -> Iterator[str]:
    yield from ("", f"Phase {phase.number}: {phase.name.en}", f"  {phase.purpose.en}")
    for title, gate in (("To begin", "entry"), ("To close", "exit")):
        yield f"  {title}"
        yield from _asked(protocol.needed_for(f"{phase.id}.{gate}"), indent="    ")


def _asked(requirements: Iterable[Requirement], indent: str = "  ") -> Iterator[str]:
    for asked in requirements:
        yield f"{indent}{asked.id}: {ASKED_OF[asked.per]}{asked.text} {_waiving(asked)}"


def _waiving(asked: Requirement) -> str:
    if not asked.waivable:
        return "[cannot be waived]"
    return "[two people may waive it]" if asked.two_people else "[may be waived]"


def _rung(rung: Rung) -> str:
    minutes = f", {rung.minutes[0]}-{rung.minutes[1]} minutes" if rung.minutes else ""
    needs = f"; needs {', '.join(rung.needs)}" if rung.needs else ""
    return f"  {rung.id} {rung.name} ({rung.modality}{minutes}){needs}"


def _rule(protocol: Protocol) -> Iterator[str]:
    rule = protocol.rule
    yield f"The pacing rule {rule.id} ({rule.status})"
    yield f"  settled: distress at most {rule.peak_limit} at its worst, {rule.after_limit} after;"
    yield f"    adherence at least {rule.adherence_minimum};"
    yield f"    after 48 hours at most {rule.after_effect_limit}; nothing critical, not ended early"
    yield f"  up is proposed after {rule.settled_for_up} settled in a row"
    yield f"  down after {rule.unsettled_for_down} not settled in a row, or one ended for distress"
    yield f"  a child's view that holds: {', '.join(rule.views_that_hold)}"
    yield f"  the supervisor signs off from {rule.sign_off_from} on"
