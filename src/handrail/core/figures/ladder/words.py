"""Every word a person sees on the ladder picture and in its table. Defaults are English."""

from __future__ import annotations

from dataclasses import dataclass, field

from handrail.core.figures.legend import MarkWords
from handrail.core.figures.wording import ENGLISH, Language

_Forms = tuple[str, ...]


def _moves() -> dict[str, str]:
    return {
        "": "",
        "UP": "up",
        "HOLD": "hold",
        "DOWN": "down",
        "STOP": "stop",
        "NOT_COUNTED": "not counted",
        "PENDING": "waiting",
    }


@dataclass(frozen=True, kw_only=True)
class LadderWords:
    """Patterns hold names in braces; forms are for one and for many (`Language.form_of`)."""

    language: Language = ENGLISH
    marks: MarkWords = field(default_factory=MarkWords)

    # in the picture
    title: str = "Contact ladder, {child} with {parent}"
    step: str = "step {number}"
    rail: str = "the rail: peak {limit}"
    ceiling: str = "Ceiling of the order, {date}"
    ceiling_rule: str = "Nothing above this line without a further order"
    ceiling_short: str = "Ceiling of the order: step {number}"
    now: str = "Now: step {number}"
    stopped_now: str = "Stopped: step {number}"
    step_down: str = "Step down"
    proposed_step: str = "Step {number}"
    proposed: str = "proposed, not decided"
    empty: str = "No contact yet"
    steps_header: str = "Step"
    distress_header: str = "Distress"
    not_held: str = "not held"

    # what happened at a setback
    setback: str = "{session}, {date}: {what}"
    what_stopped: str = "stopped"
    what_down: str = "step down"
    what_down_proposed: str = "the rule proposes a step down"
    what_stop_proposed: str = "the rule proposes a stop"
    alarm: str = "{name} ({figure})"
    alarms: _Forms = ("one alarm", "{n} alarms")
    note: str = "{setback}. {alarms}"

    # summary and description
    contacts: _Forms = ("one contact", "{n} contacts")
    not_held_count: _Forms = ("one not held", "{n} not held")
    unplanned_count: _Forms = ("one unplanned", "{n} unplanned")
    steps_down: _Forms = ("one step down", "{n} steps down")
    now_on: str = "now on step {number}"
    now_on_since: str = "now on step {number} since {date}"
    stopped_on: str = "stopped on step {number}"
    stopped: str = "stopped"
    one_day: str = "{contacts} on {first}"
    from_to: str = "{contacts} from {first} to {last}"
    no_setback: str = "No setback"
    setback_with_alarms: str = "{setback}: {alarms}"
    rung_now: str = "{now}, {name}"
    rung_proposed: str = "{now}, {name}; step {number} is proposed, not decided"
    permits: str = "The order of {date} permits steps up to {number}"
    permits_not_proposed: str = (
        "The order of {date} permits steps up to {number}, so step {proposed} is not drawn"
    )
    no_ceiling: str = "No order sets a ceiling here"

    # the table
    headers: tuple[str, ...] = (
        "Contact",
        "Date",
        "Step",
        "Before",
        "Peak",
        "After",
        "48 h",
        "Settled",
        "Rule",
        "Decided",
        "Alarms",
    )
    yes: str = "yes"
    no: str = "no"
    why: str = "{answer}: {reason}"
    ended_early: str = "ended early"
    not_counted: str = "not counted"
    waiting: str = "waiting for the 48-hour answer"
    awaited: str = "awaited"
    unplanned: str = "not planned"
    moves: dict[str, str] = field(default_factory=_moves)
