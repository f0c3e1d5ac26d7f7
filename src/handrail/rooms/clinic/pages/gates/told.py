"""Gates, requirements and phases as the pages say them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.therapy.phase import Phase
from handrail.core.therapy.protocol import Protocol, load
from handrail.core.therapy.shape import Words
from handrail.core.therapy.tracks import MOVES, Track
from handrail.rooms.clinic import words
from handrail.rooms.clinic.pages.co_signs.words import Told, tells
from handrail.rooms.shared.parts import Cell, Chip, Column, Fact, Row, Table, Text
from handrail.store.records.actions.gates import WAIVER
from handrail.store.records.chart.gates_now import GateNow, GatesNow, RequirementNow
from handrail.store.records.reading.co_signs import Asked
from handrail.store.records.reading.family import StoredCase

EVENTS: Mapping[str, Text] = {
    "start": lazy("Start"),
    "hold": lazy("Hold"),
    "resume": lazy("Resume"),
    "close": lazy("Close"),
    "reopen": lazy("Reopen"),
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
    """Whether a gate is open, in a word."""
    if not gate.applies:
        return Chip(_("not asked here"), "outline")
    return Chip(_("open"), "done") if gate.is_open else Chip(_("closed"), "care")


def gates_table(now: GatesNow, gates: list[GateNow], case_id: object) -> Table:
    """One row a gate, each with the way to it."""
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
                Cell(_met(gate)),
                Cell(_until(gate, now.today)),
            )
        )
        for gate in gates
    )
    return Table(_("Gates of this case"), columns, rows, narrow="stack")


def _met(gate: GateNow) -> str:
    if not gate.applies:
        return ""
    return _("%(met)d of %(all)d") % {"met": gate.met, "all": len(gate.requirements)}


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


def requirements(
    now: GatesNow, gate: GateNow, stored: StoredCase, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each requirement of a gate: what meets it, or what would."""
    return [_requirement(now, one, names) for one in gate.requirements]


def _requirement(now: GatesNow, one: RequirementNow, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.asked.id,
        "text": one.asked.text,
        "met": one.missing is None,
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


def in_short(gate: GateNow) -> str:
    """ "Three things are missing." """
    count = len(gate.requirements) - gate.met
    if not gate.applies:
        return _("No reason of the referral asks for this.")
    if not count:
        return _("Everything is here.")
    return ngettext("%d thing is missing.", "%d things are missing.", count) % count


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
