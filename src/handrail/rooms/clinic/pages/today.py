"""Today: who comes, which decisions wait, the next step in each case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail import clock
from handrail.core.law.modalities import plain_name
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.next_step import NextStep
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import opens, practice_frame
from handrail.rooms.clinic.next_card import next_card
from handrail.rooms.clinic.opening import practice_page
from handrail.rooms.clinic.opening import today as local_today
from handrail.rooms.clinic.pages.arrivals import arrivals_of, board_of
from handrail.rooms.clinic.pages.cases import family_names
from handrail.rooms.clinic.pages.co_signs.waiting import waits_for
from handrail.rooms.clinic.pages.notes.owed import overdue
from handrail.rooms.shared.parts import (
    Cell,
    Chip,
    Column,
    Condition,
    Empty,
    Item,
    NextCard,
    Row,
    Table,
)
from handrail.store.accounts.reading import OpenCase, cases_of
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import CLINICIANS
from handrail.store.records.chart.case_chart import CaseChart, chart_of
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.day import DaySession, sessions_on
from handrail.store.records.reading.family import stored_cases
from handrail.store.records.reading.in_the_room import ContactOfTheDay, contacts_of_the_day
from handrail.store.records.reading.reports import wanted_now

# The most pressing first: the order in which `therapy.next_step` asks its questions.
PRESSING = (
    "disclosure_duty", "stopped", "alarm_review", "contact_today", "after_effect", "step_down",
    "order_refuses", "child_view", "child_view_holds", "consult", "order_check", "decision",
    "duty_overdue", "measure_due", "review_due",
)  # fmt: skip


@practice_page("today.viewed")
def page(request: HttpRequest, viewer: Viewer, seats: frozenset[str]) -> tuple[str, dict[str, Any]]:
    """One's own cases, charted as of today. The desk sees arrivals and no clinical word.

    Of a closed case nothing is due; whoever is still expected is shown all the same.
    """
    on = local_today()
    own = cases_of(viewer)
    every = _charts([one for one in own if clinical(one)], on)
    desk = [one.case.id for one in own if not clinical(one)]
    arrivals = arrivals_of(_sessions(every, on, desk))
    charts = [chart for chart in every if chart.stored.status != "closed"]
    every_stored = [chart.stored for chart in every]
    steps = _steps(charts)
    return "clinic/today.html", {
        **practice_frame(viewer, seats, "today"),
        "heading": words.weekday(on),
        "in_short": in_short(len(arrivals), charts),
        "card": first_step(steps, on),
        "wanted": wanted_now() if any(one.seat in CLINICIANS for one in own) else (),
        "contacts": [contact_item(one) for one in contacts_of_the_day(on, _today_in(charts))],
        "board": board_of(arrivals, clock.now()),
        "nobody": Empty(_("Nobody is expected today"), _("Arrivals stand here by door and time.")),
        "unsigned": overdue(own, every_stored, now=clock.now(), today=on),
        "second": waits_for(viewer, own, every_stored),
        "decisions": [item for chart in charts for item in decisions(chart)],
        "waiting": [one for chart in charts for one in waiting_for(chart)],
        "steps": steps_table(steps, on),
        "is_clinical": bool(every) or bool(seats & {"therapist", "supervisor"}),
    }


def _today_in(charts: Sequence[CaseChart]) -> list[UUID]:
    """The cases with a contact planned for today: on other days nothing is asked."""
    return [
        chart.stored.id
        for chart in charts
        if any(s.on == chart.today for ladder in chart.ladders for s in ladder.planned)
    ]


def contact_item(one: ContactOfTheDay) -> Item:
    """A contact of the day, leading into the room."""
    route = "room" if one.started else "room_before"
    return Item(
        title=_("%(child)s with %(parent)s") % {"child": one.child, "parent": one.parent},
        text=_("Under way: go on in the room.") if one.started else _("Before, during and after."),
        href=reverse(f"clinic:{route}", args=[one.case_id, one.contact]),
        chips=(Chip(_("Contact"), phase=3),),
        meta=f"{one.at:%H:%M}" if one.at else "",
    )


def clinical(one: OpenCase) -> bool:
    """Whether the seat may read what a next step rests on."""
    return opens(one.seat, "overview")


def _charts(own: Sequence[OpenCase], on: date) -> list[CaseChart]:
    protocol, known = load(), catalogue()
    stored = stored_cases([one.case.id for one in own]) if own else []
    return [chart_of(one, today=on, protocol=protocol, catalogue=known) for one in stored]


def _sessions(charts: Sequence[CaseChart], on: date, desk: Sequence[UUID]) -> list[DaySession]:
    found = [session for chart in charts for session in DaySession.of(chart.stored, on)]
    return found + (sessions_on(on, desk) if desk else [])


def in_short(arrivals: int, charts: Sequence[CaseChart]) -> str:
    """ "Five arrivals today. Three decisions wait for you." """
    told = [_("Nobody is expected today.")]
    if arrivals:
        told = [ngettext("%d arrival today.", "%d arrivals today.", arrivals) % arrivals]
    if charts:
        count = sum(len(decisions(chart)) for chart in charts)
        wait = ngettext("%d decision waits for you.", "%d decisions wait for you.", count) % count
        told.append(wait if count else _("No decision waits."))
    return " ".join(told)


def _steps(charts: Sequence[CaseChart]) -> list[tuple[CaseChart, NextStep]]:
    found = [(chart, chart.next_step) for chart in charts if chart.next_step is not None]
    return sorted(found, key=lambda pair: (pair[1].when or date.max, pressing(pair[1])))


def pressing(step: NextStep) -> int:
    """The place of a step among those of all cases; unknown kinds last."""
    return PRESSING.index(step.kind) if step.kind in PRESSING else len(PRESSING)


def first_step(steps: Sequence[tuple[CaseChart, NextStep]], on: date) -> NextCard | None:
    """The one step that hangs from the rail: of those for today, the most pressing."""
    due = [pair for pair in steps if pair[1].when is not None and pair[1].when <= on]
    if not due:
        return None
    chart, step = min(due, key=lambda pair: pressing(pair[1]))
    return next_card(chart, step, _("Now, in case %03d") % chart.stored.number, open_label=True)


def decisions(chart: CaseChart) -> list[Item]:
    """What waits for the therapist's decision in one case."""
    address = reverse("clinic:ladder", args=[chart.stored.id])
    found = [_decision(chart, ladder, address) for ladder in chart.ladders]
    items = [item for item in found if item is not None]
    items += [
        Item(
            title=_("The order asks for more than the plan: %s") % plain_name(form),
            text=_("A named person clears it up with counsel or the court. Nothing is locked."),
            href=reverse("clinic:order", args=[chart.stored.id]),
            chips=(Chip(_("Order"), "outline"),),
            meta=_("by %s") % words.day(on, chart.today),
        )
        for form, on in chart.stored.beyond
    ]
    due = chart.review_due_on
    if due is not None and due <= chart.today and not any(one.stopped for one in chart.ladders):
        items.append(
            Item(
                title=_("%s: progress review")
                % words.joined([child.given for child in chart.children]),
                text=_("Due since %s. Score the goals and look at the plan.")
                % words.day(due, chart.today),
                href=reverse("clinic:plan", args=[chart.stored.id]),
                chips=(Chip(_("Review"), phase=5),),
            )
        )
    return items


def _decision(chart: CaseChart, ladder: LadderNow, address: str) -> Item | None:
    pair = _("%(child)s with %(parent)s") % {
        "child": ladder.child.given,
        "parent": ladder.parent.given,
    }
    if ladder.stopped:
        return Item(
            title=_("%s: stopped") % pair,
            text=_("Look at the stop, and say whether after-care starts."),
            href=address,
            chips=(Chip(words.stopped(ladder.stopped), "stop"),),
        )
    last = ladder.undecided
    if last is None or ladder.proposed is None:
        return None
    rung = ladder.rungs[ladder.proposed]
    return Item(
        title=_("%(pair)s: step %(step)s?") % {"pair": pair, "step": ladder.step(ladder.proposed)},
        text=_("The rule proposes “%s”. It is yours to accept, wait or refuse.") % rung.name,
        href=address,
        chips=(Chip(_("Contact"), phase=3),),
        meta=_("since %s") % words.day(last.on, chart.today),
    )


def waiting_for(chart: CaseChart) -> Iterable[Condition]:
    """Who still has to answer what: a consult, the 48 hours after."""
    case = _("case %03d") % chart.stored.number
    for ladder in chart.ladders:
        last = ladder.undecided or ladder.last
        if last is None or ladder.stopped:
            continue
        codes = {reason.code for reason in last.proposal.judgement.reasons}
        if "waiting_48h" in codes:
            text = _("how the 48 hours after %s were") % last.session
            yield Condition(False, _("One home in %s:") % case, text)
    for session in chart.family.sessions:
        decision = session.contact.decision if session.contact else None
        answered = any(one.answered_on for one in chart.stored.consults.get(session.id, ()))
        if decision is None or answered:
            continue
        if "supervisor_consult" in decision.waiting_for:
            asked = words.day(decision.on or session.on, chart.today)
            text = _("a consult on %(case)s, asked on %(day)s") % {"case": case, "day": asked}
            yield Condition(False, _supervisor(chart), text)


def _supervisor(chart: CaseChart) -> str:
    names = [one.given for one in chart.stored.team if one.seat == "supervisor"]
    return _("%s, supervisor:") % words.joined(sorted(names)) if names else _("A supervisor:")


def steps_table(steps: Sequence[tuple[CaseChart, NextStep]], on: date) -> Table | None:
    """One row per case, always with its reason."""
    if not steps:
        return None
    columns = (
        Column(_("Family")),
        Column(_("Next step")),
        Column(_("Because")),
        Column(_("When")),
    )
    rows = tuple(_step_row(chart, step, on) for chart, step in steps)
    return Table(_("The next step in each case"), columns, rows, narrow="stack")


def _step_row(chart: CaseChart, step: NextStep, on: date) -> Row:
    because = Cell(step.in_short or step.reason)
    if step.kind == "stopped":
        text = _("Look before anything changes; two people where the concern is about this parent.")
        why = words.stopped(stop.reason for _on, stop in chart.stored.stops)
        because = Cell(text, chip=Chip(why, "stop"))
    family = Cell(
        family_names(chart.stored), strong=True, second=_("case %03d") % chart.stored.number
    )
    return Row(
        (
            family,
            Cell(step.text, href=reverse("clinic:case", args=[chart.stored.id])),
            because,
            words.when(step.when, on),
        )
    )
