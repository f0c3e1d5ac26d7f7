"""Gates, requirements and phases as the pages say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.therapy.came_in import CONTRAINDICATIONS
from handrail.core.therapy.phase import Phase
from handrail.core.therapy.protocol import Protocol, load
from handrail.core.therapy.shape import Words
from handrail.core.therapy.tracks import MOVES, Track
from handrail.rooms.clinic import words
from handrail.rooms.clinic.pages.co_signs.words import Told, tells
from handrail.rooms.clinic.pages.contacts.pair import pair_of
from handrail.rooms.clinic.pages.gates.ways import way_to
from handrail.rooms.shared.parts import Cell, Chip, Column, Fact, Link, Notice, Row, Table, Text
from handrail.store.records.actions.gates import WAIVER
from handrail.store.records.chart.gates_now import (
    STEP,
    GateNow,
    GatesNow,
    RequirementNow,
    Standing,
)
from handrail.store.records.reading.co_signs import Asked
from handrail.store.records.reading.family import StoredCase

EVENTS: Mapping[str, Text] = {
    "start": lazy("Start"),
    "hold": lazy("Hold"),
    "resume": lazy("Resume"),
    "close": lazy("Close"),
    "reopen": lazy("Reopen"),
}
STANDINGS: Mapping[Standing, Text] = {
    "met": lazy("Met:"),
    "missing": lazy("Missing:"),
    "not_on_record": lazy("Not on record here:"),
    "not_asked": lazy("Not asked now:"),
}
LOOKED_AT: Mapping[Standing, Text] = {
    **STANDINGS,
    "met": lazy("Looked at, and so it is:"),
    "missing": lazy("Not looked at yet:"),
}
STATES: Mapping[str, Text] = {
    "not_started": lazy("not started"),
    "active": lazy("active"),
    "on_hold": lazy("on hold"),
    "done": lazy("done"),
}


def in_language(text: Words) -> str:
    """A text of the protocol in the reader's language, as far as there is one."""
    return text.in_language(get_language() or "en")


def as_slug(gate: str) -> str:
    """A gate's id as it stands in an address."""
    return gate.replace(".", "-")


def gate_of(slug: str) -> str:
    """The gate an address names."""
    return slug.replace("-", ".")


def gate_name(protocol: Protocol, id_: str) -> str:
    """A gate by its name: "Before the work begins", "Individual work: to begin"."""
    phase, _dot, end = id_.partition(".")
    for one in protocol.phases:
        if one.id == phase:
            told = _("%s: to begin") if end == "entry" else _("%s: to close")
            return told % in_language(one.name)
    return next((in_language(one.name) for one in protocol.gates if one.id == id_), id_)


def state_chip(gate: GateNow) -> Chip:
    """How a gate stands, in a word or two. What may lie elsewhere is told apart from closed, and
    what only closes something asks for no care today."""
    if not gate.applies:
        return Chip(_("not asked here"), "outline")
    against = gate.id == CONTRAINDICATIONS
    if gate.is_open:
        return Chip(_("nothing speaks against it") if against else _("open"), "done")
    if gate.count("missing"):
        ahead = gate.id.endswith(".exit") or gate.id == "closure"
        told = _("not looked at yet") if against else _("closed")
        return Chip(told, "plain" if ahead else "care")
    if gate.count("not_on_record"):
        return Chip(_("not on record here"), "outline")
    return Chip(_("nothing missing now"), "outline")


def gates_table(now: GatesNow, gates: Iterable[GateNow], case_id: object) -> Table:
    """One row a gate, each with the way to it; what speaks against contact stands by itself."""
    columns = (Column(_("Gate")), Column(_("State")), Column(_("Met")), Column(_("Until")))
    rows = tuple(
        Row(
            (
                Cell(
                    gate_name(now.protocol, gate.id),
                    href=reverse("clinic:gate", args=[case_id, as_slug(gate.id)]),
                    strong=True,
                ),
                Cell("", chip=state_chip(gate)),
                Cell(_met(gate), second=_elsewhere(gate)),
                Cell(_until(gate, now.today)),
            )
        )
        for gate in gates
        if gate.id != CONTRAINDICATIONS
    )
    return Table(_("Gates of this case"), columns, rows, narrow="stack")


def _met(gate: GateNow) -> str:
    if not gate.applies:
        return ""
    asked = len(gate.requirements) - gate.count("not_asked")
    if not asked:
        return ""
    return _("%(met)d of %(all)d") % {"met": gate.met, "all": asked}


def _elsewhere(gate: GateNow) -> str:
    """ "8 not on record here"."""
    count = gate.count("not_on_record") if gate.applies else 0
    return _("%d not on record here") % count if count else ""


def came_in_told(now: GatesNow) -> str:
    """Why this record holds less than was done, for a case that was brought in; else ""."""
    phase = now.came_in.phase
    if phase is None:
        return ""
    return _(
        "This case came in at phase %(number)d, %(phase)s. What was done before stands with "
        "whoever had it then. Where this record holds nothing of it, it says “not on record here”: "
        "that is not met and opens nothing, and it can be entered when the papers are at hand."
    ) % {"number": phase, "phase": words.said_phase(phase)}


def against_contact(now: GatesNow, case_id: object, stopped: Sequence[str]) -> Notice:
    """What speaks against contact now, by itself: that nothing does is good news.

    stopped: the pairs whose ladder is stopped; while one is, that comes first.
    """
    gate = now.gate(CONTRAINDICATIONS)
    if stopped:
        return Notice(
            _("Stopped: %s") % words.joined(stopped),
            _("A stop speaks against contact, whatever else was looked at."),
            "stop",
            Link(_("Stops"), reverse("clinic:stops", args=[case_id])),
        )
    link = Link(
        _("What was looked at"), reverse("clinic:gate", args=[case_id, as_slug(CONTRAINDICATIONS)])
    )
    if gate.is_open:
        text = _("Each of the %d things that would speak against it was looked at.")
        until = getattr(gate.answer, "until", None)
        told = text % len(gate.requirements)
        if until:
            told += " " + _("One rests on a waiver, until %s.") % words.day(until, now.today)
        return Notice(_("Nothing speaks against it"), told, "done", link)
    return Notice(_not_looked_at(gate), _against_text(now, gate), _against_kind(gate), link)


def _not_looked_at(gate: GateNow) -> str:
    told = {"open": len(gate.requirements) - gate.met, "all": len(gate.requirements)}
    if gate.count("missing"):
        return _("%(open)d of %(all)d not looked at yet") % told
    return _("%(open)d of %(all)d not on record here") % told


def _against_text(now: GatesNow, gate: GateNow) -> str:
    if gate.count("missing"):
        return _(
            "That nothing was found is no finding. Contact begins once each was looked at, or set "
            "aside by two people for a time."
        )
    return _(
        "The case came in at phase %d, and whoever had it before may have looked. Nothing here "
        "says so: look at each when you can."
    ) % (now.came_in.phase or 0)


def _against_kind(gate: GateNow) -> Literal["info", "care"]:
    return "care" if gate.count("missing") else "info"


def _until(gate: GateNow, today: date) -> str:
    until = getattr(gate.answer, "until", None)
    return words.day(until, today) if until else ""


def tracks_table(
    now: GatesNow, tracks: Mapping[int, Track], case_id: object, *, turns: bool
) -> Table:
    """The five tracks with their state, and what can be done with each."""
    columns = (
        Column(_("Phase")), Column(_("State")), Column(_("Since")),
        Column(_("Turn it"), label=False), Column(_("Or"), label=False),
    )  # fmt: skip
    rows = tuple(
        _track_row(phase, tracks[phase.number], now.today, case_id if turns else None)
        for phase in now.protocol.phases
    )
    return Table(_("Five tracks, side by side"), columns, rows, narrow="stack")


def _track_row(phase: Phase, track: Track, today: date, case_id: object) -> Row:
    links = []
    for event in sorted(MOVES[track.state], key=list(EVENTS).index) if case_id else ():
        address = reverse("clinic:phase_turn", args=[case_id, phase.id, event])
        links.append(Cell(str(EVENTS[event]), href=address))
    first, second = (*links, Cell(""), Cell(""))[:2]
    return Row(
        (
            Cell(words.said_phase(phase.number), strong=True),
            Cell(words.said(STATES, track.state)),
            Cell(words.day(track.since, today) if track.since else ""),
            first,
            second,
        )
    )


ORDER: tuple[Standing, ...] = ("missing", "not_on_record", "met", "not_asked")
"""What is to be done comes first, what is not asked now last."""


def requirements(
    now: GatesNow, gate: GateNow, stored: StoredCase, ladders: Mapping[tuple[str, str], UUID]
) -> list[dict[str, Any]]:
    """Each requirement of a gate: what meets it, or what would, and where that is done."""
    names = staff_names(stored)
    against = gate.id == CONTRAINDICATIONS
    every = sorted(gate.requirements, key=lambda one: ORDER.index(one.standing))
    return [
        {
            **_requirement(now, one, names),
            "icon": "check" if one.standing == "met" else "ring",
            "said": str((LOOKED_AT if against else STANDINGS)[one.standing]),
            "note": _note(now, one),
            "way": way_to(one.asked, stored.id, ladders),
        }
        for one in every
    ]


def next_steps(now: GatesNow, gate: GateNow) -> list[str]:
    """Before which step each ladder stands, at the gate of what steps ask."""
    if gate.id != STEP:
        return []
    return [
        _("%(pair)s: next is %(step)s.") % {"pair": pair_of(one.now), "step": one.name(one.ahead)}
        for one in now.steps
    ]


def _note(now: GatesNow, one: RequirementNow) -> str:
    """Why it is not simply missing."""
    if one.standing == "not_on_record":
        return _("Not on record here (the case came in at phase %d).") % (now.came_in.phase or 0)
    if one.standing != "not_asked" or one.ahead is None:
        return ""
    if not one.ahead.asked_at:
        return _("No further step of this ladder asks for it.")
    return _("The first step that asks for it is %s.") % one.ahead.asked_at


def _requirement(now: GatesNow, one: RequirementNow, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.asked.id,
        "text": one.asked.text,
        "met": one.missing is None,
        "is_asked": one.standing != "not_asked",
        "would_satisfy": one.missing.what_would_satisfy if one.missing else "",
        "support": [
            {
                "text": _("%(day)s: %(source)s") % {
                    "day": words.day(item.on, now.today), "source": item.source,
                },
                "by": names.get(item.by, ""),
                "id": item.id,
            }
            for item in one.support
        ],
        "waivers": [
            {
                "id": waiver.id,
                "text": _waiver(waiver, now.today, names),
                "in_force": waiver.ended_on is None and waiver.until >= now.today,
            }
            for waiver in one.waivers
        ],
        "waivable": one.asked.waivable and one.missing is not None,
        "askable": not one.asked.id.endswith(":"),
        "by_hand": one.asked.by_hand,
        "has_list": bool(one.asked.card),
        "two_people": one.asked.two_people,
    }  # fmt: skip


def _waiver(waiver: Any, today: date, names: Mapping[str, str]) -> str:
    people = [names.get(one, "") for one in (waiver.by, waiver.second_by) if one]
    told = {
        "until": words.day(waiver.until, today),
        "reason": waiver.reason,
        "who": words.joined([name for name in people if name]),
    }
    if waiver.ended_on is not None:
        return _("Waiver ended before its last day: %(reason)s (%(who)s)") % told
    if waiver.until < today:
        return _("Waiver until %(until)s, now past: %(reason)s (%(who)s)") % told
    return _("Waived until %(until)s: %(reason)s (%(who)s)") % told


def in_short(now: GatesNow, gate: GateNow) -> str:
    """ "Three things are missing. Eight are not on record here." """
    if not gate.applies:
        return _("No reason of the referral asks for this.")
    missing, elsewhere = gate.count("missing"), gate.count("not_on_record")
    against = gate.id == CONTRAINDICATIONS
    told = []
    if missing and against:
        told.append(
            ngettext("%d thing is not looked at yet.", "%d things are not looked at yet.", missing)
            % missing
        )
    elif missing:
        told.append(ngettext("%d thing is missing.", "%d things are missing.", missing) % missing)
    if elsewhere:
        told.append(
            ngettext(
                "%(count)d is not on record here: the case came in at phase %(phase)d.",
                "%(count)d are not on record here: the case came in at phase %(phase)d.",
                elsewhere,
            )
            % {"count": elsewhere, "phase": now.came_in.phase or 0}
        )
    if gate.is_open:
        return _("Each was looked at.") if against else _("Everything is here.")
    return " ".join(told) or _("Nothing more is asked before the next step.")


def staff_names(stored: StoredCase) -> dict[str, str]:
    """Person id -> given name of everybody on the team."""
    return {one.person: one.given for one in stored.team}


@tells(WAIVER)
def _tell_waiver(asked: Asked, stored: StoredCase) -> Told:
    """A waiver that takes two people, with what it lets go."""
    id_, _colon, of = str(asked.detail["requirement"]).partition(":")
    known = load().requirements.get(id_)
    names = words.joined([stored.family.given(one) for one in of.split("/") if one])
    what = known.text if known else id_
    return Told(
        _("Let a requirement go for a time"),
        (
            Fact(_("Requirement"), f"{names}: {what}" if names else what),
            Fact(_("Last day"), words.day(date.fromisoformat(asked.detail["until"]))),
        ),
    )
