"""The ladder page, and the ladder picture wherever it is shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.replay import ReplayedContact
from handrail.core.figures import ladder as drawing
from handrail.core.figures.figure import Figure
from handrail.core.law.modalities import plain_name
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.alarms import CATALOGUE
from handrail.core.therapy.protocol import load
from handrail.core.therapy.rule import Rule, Rung
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.orders.time import order_time_facts
from handrail.rooms.shared.parts import Action, Column, Fact, Notice, Row, Table
from handrail.store.records.chart.case_chart import CaseChart, chart_of
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.family import StoredCase, stored_case

FIGURES = (3, 4, 5, 6)
"""Columns of the ladder's table that hold figures."""


def chart(opened: Opened, stored: StoredCase | None = None) -> CaseChart:
    """The chart of the opened case, as of today."""
    return chart_of(
        stored or stored_case(opened.case_id),
        today=opened.today,
        protocol=load(),
        catalogue=catalogue(),
    )


@case_page("ladder.viewed", *TAB_KINDS["ladder"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Each ladder of the case as a picture with its table, its steps, and the rule in force."""
    charted = chart(opened)
    return "clinic/ladder.html", {
        **case_frame(opened, charted.stored, "ladder"),
        "ladders": [ladder_section(charted, one) for one in charted.ladders],
        "order_time": order_time_facts(charted.family, charted.today),
        "actions": (
            Action(_("Contacts: plan, record, decide"), _to(opened, "contacts")),
            Action(_("Stops"), _to(opened, "stops"), kind="second"),
            Action(_("Sessions"), _to(opened, "sessions"), kind="second"),
        ),
        "rule": rule_facts(charted.result.rule),
        "rule_version": charted.result.rule.version[:12],
        "numbers": FIGURES,
    }


def _to(opened: Opened, route: str) -> str:
    return reverse(f"clinic:{route}", args=[opened.case_id])


def ladder_section(charted: CaseChart, one: LadderNow) -> dict[str, Any]:
    """One ladder: heading, picture, steps, what the child said, why it is stopped."""
    pair = _("%(child)s with %(parent)s") % {"child": one.child.given, "parent": one.parent.given}
    return {
        "pair": pair,
        "figure": picture(charted, one),
        "steps": steps_table(one, pair),
        "views": views_table(one, charted, pair),
        "stopped": stopped_notice(one, charted),
    }


def stopped_notice(one: LadderNow, charted: CaseChart) -> Notice | None:
    """Says in words what is locked, and that order time is not the program's to change."""
    if not one.stopped:
        return None
    since = words.day(one.stopped_on, charted.today) if one.stopped_on else ""
    people = (
        _("Two people must look before it changes.")
        if one.people_needed > 1
        else _("The therapist may look and clear it, with a reason.")
    )
    text = _(
        "Every contact the practice arranges on this ladder is locked. %(people)s "
        "Time that an order gives is not changed here; the court and counsel can act on it."
    ) % {"people": people}
    why = words.stopped(one.stopped)
    return Notice(_("%(why)s since %(day)s") % {"why": why, "day": since}, text, "stop")


def picture(charted: CaseChart, one: LadderNow) -> Figure:
    """The ladder as a drawing, with its table and a line in words."""
    ceiling = None
    if one.ceiling.signed_on is not None and one.ceiling.highest is not None:
        ceiling = drawing.Ceiling(one.ceiling.highest, one.ceiling.signed_on)
    drawn = drawing.Ladder(
        child=one.child.given,
        parent=one.parent.given,
        rungs=tuple(
            drawing.Rung(number=index + 1, name=rung.name, line=rung_line(rung))
            for index, rung in enumerate(one.rungs)
        ),
        contacts=drawn_contacts(one),
        rail_limit=charted.result.rule.peak_limit,
        ceiling=ceiling,
        now=one.now if one.contacts else None,
        now_since=one.since,
        proposed=one.proposed,
        stopped=bool(one.stopped),
    )
    return drawing.draw(drawn, uid=f"ladder-{charted.ladders.index(one)}")


def drawn_contacts(one: LadderNow) -> tuple[drawing.Contact, ...]:
    """Every contact of the ladder as the pictures want it."""
    return tuple(_contact(one, contact) for contact in one.contacts)


def rung_line(own: Rung) -> str:
    """A few words under the rung's name: minutes and support, or how it is held.

    What the case's own ladder leaves open is told by the protocol's rung of the same id.
    """
    protocol = {rung.id: rung for rung in load().rungs}
    rung = own if own.support or own.minutes else protocol.get(own.id, own)
    told = []
    if len(rung.minutes) == 2 and rung.minutes[1] < 400:
        told.append(
            _("%(least)d–%(most)d min") % {"least": rung.minutes[0], "most": rung.minutes[1]}
        )
    told.append(rung.support or plain_name(rung.modality))
    return ", ".join(told) if rung.modality == own.modality else plain_name(own.modality)


def _contact(one: LadderNow, replayed: ReplayedContact) -> drawing.Contact:
    judged = replayed.proposal.judgement
    seen = judged.contact
    codes = {reason.code for reason in judged.reasons}
    return drawing.Contact(
        session=replayed.session,
        on=replayed.on,
        rung=one.ladder.index(replayed.rung),
        held=seen.held,
        before=seen.before,
        peak=seen.peak,
        after=seen.after,
        settled=replayed.proposal.settled,
        waiting_48h="waiting_48h" in codes,
        reason=_why(replayed),
        ended_early=seen.ended_for_distress,
        after_effect=seen.after_effect,
        proposal=replayed.proposal.move,
        decided=replayed.decided or "",  # type: ignore[arg-type]
        alarms=tuple(
            drawing.Alarm(CATALOGUE[alarm.id].name, alarm.text) for alarm in replayed.alarms
        ),
        stopped=replayed.proposal.move == "STOP",
        unplanned=seen.unplanned,
    )


def _why(replayed: ReplayedContact) -> str:
    """Why a contact was not held or not settled, in words."""
    if replayed.proposal.settled:
        return ""
    told = [r.text for r in replayed.proposal.judgement.reasons if r.code != "ended_early"]
    return "; ".join(told)


def steps_table(one: LadderNow, pair: str) -> Table:
    """Every step of this ladder with how it is held and whether the order permits it."""
    rows = []
    for index, rung in enumerate(one.rungs):
        refused = rung.id in one.ceiling.refused
        state = _("now") if index == one.now and one.contacts else ""
        if index == one.proposed:
            state = _("proposed, not decided")
        if refused:
            state = _("not permitted by the order")
        name = _("step %(number)s, %(name)s") % {"number": one.step(index), "name": rung.name}
        rows.append(Row((name, plain_name(rung.modality), rung_line(rung), state)))
    columns = (Column(_("Step")), Column(_("How")), Column(_("With")), Column(_("State")))
    return Table(_("The steps, %s") % pair, columns, tuple(rows), narrow="stack")


def views_table(one: LadderNow, charted: CaseChart, pair: str) -> Table | None:
    """The child's view of each step, asked or observed; a no holds."""
    if not one.views:
        return None
    rows = tuple(
        Row(
            (
                words.day(view.on, charted.today),
                _("step %s") % one.step(one.ladder.index(view.rung)),
                words.said(words.VIEWS, view.answer),
                view.asked_by,
                words.how_asked(view.answer, alone=view.alone is True),
            )
        )
        for view in reversed(one.views)
    )
    columns = (
        Column(_("Asked on")),
        Column(_("About")),
        Column(_("Answer")),
        Column(_("By")),
        Column(_("How")),
    )
    caption = _("%s’s own view") % one.child.given
    return Table(caption, columns, rows, narrow="stack", caption_shown=True)


def rule_facts(rule: Rule) -> tuple[Fact, ...]:
    """The pacing rule's numbers; every one is a practice setting."""
    return (
        Fact(_("Peak distress at most"), str(rule.peak_limit)),
        Fact(_("Distress after at most"), str(rule.after_limit)),
        Fact(_("Kept to the plan at least"), _("%d of 5") % rule.adherence_minimum),
        Fact(_("48 hours later at most"), _("%d of 3") % rule.after_effect_limit),
        Fact(_("Up is proposed after"), _("%d settled in a row") % rule.settled_for_up),
        Fact(_("Down is proposed after"), _("%d not settled in a row") % rule.unsettled_for_down),
    )
