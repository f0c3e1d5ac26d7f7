"""The overview of a case: the next step, duties, five tracks, the ladders, how the child is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.core.family_file.values import Family, Session
from handrail.core.figures import tracks as drawing
from handrail.core.figures.curves.distress import Distress, DistressWords, draw_distress
from handrail.core.figures.figure import Figure
from handrail.core.law.modalities import plain_name
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.tracks import Track
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.next_card import next_card
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages import ladder as ladder_page
from handrail.rooms.clinic.pages import measures as measures_page
from handrail.rooms.clinic.pages.order import dated
from handrail.rooms.shared.parts import Dated, Link, Notice
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.phase_tracks import phase_tracks


@case_page("case.viewed", *TAB_KINDS["overview"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Everything about the case on one page, the one next step first."""
    charted = ladder_page.chart(opened)
    step = charted.next_step
    return "clinic/case.html", {
        **case_frame(opened, charted.stored, "overview"),
        "card": next_card(charted, step, _("Your next step in this case")) if step else None,
        "duties": duties(charted),
        "ceiling": ceiling_notice(charted),
        "stopped": stopped_before_a_ladder(charted),
        "tracks": tracks(charted),
        "ladders": [ladder_section(charted, index) for index in range(len(charted.ladders))],
        "ladder_address": reverse("clinic:ladder", args=[opened.case_id]),
        "trends": trends(charted),
        "numbers": ladder_page.FIGURES,
    }


def ladder_section(charted: CaseChart, index: int) -> dict[str, Any]:
    """One ladder with its distress curve."""
    one = charted.ladders[index]
    section = ladder_page.ladder_section(charted, one)
    rule = charted.result.rule
    if one.contacts:
        section["distress"] = draw_distress(
            Distress(
                contacts=ladder_page.drawn_contacts(one),
                peak_limit=rule.peak_limit,
                after_limit=rule.after_limit,
            ),
            uid=f"distress-{index}",
            words=DistressWords(title=_("Distress in each contact, %s") % section["pair"]),
        )
    return section


def duties(charted: CaseChart) -> list[Dated]:
    """What an order asks for, and the next review."""
    found = [(duty.due_on, dated(duty, charted.today, short=True)) for duty in charted.duties]
    found += [(on, beyond_plan(form, on, charted)) for form, on in charted.stored.beyond]
    due = charted.review_due_on
    if due is not None:
        found.append((due, review(due, charted.today)))
    return [line for _due, line in sorted(found, key=lambda pair: pair[0] or date.max)]


def beyond_plan(form: str, on: date, charted: CaseChart) -> Dated:
    """The duty about an order that asks for more than the present step."""
    return Dated(
        words.short_day(on, charted.today),
        _("The order asks for more than the plan: %s") % plain_name(form),
        _("a named person clears it up; nothing is locked by it"),
        reverse("clinic:order", args=[charted.stored.id]),
    )


def review(due: date, today: date) -> Dated:
    """The next progress review, or the one that is late."""
    late = (today - due).days
    note = _("after four to six sessions; it makes a new version of the plan")
    if late > 0:
        overdue = ngettext("%d day overdue", "%d days overdue", late) % late
        note = f"{overdue}. {note[:1].upper()}{note[1:]}"
    return Dated(words.short_day(due, today), _("Progress review"), note)


def ceiling_notice(charted: CaseChart) -> Notice | None:
    """Where the order stops, when it stops below the top of a ladder."""
    for one in charted.ladders:
        top = one.ceiling
        if top.highest is not None and top.highest < len(one.rungs) - 1:
            title = _("The order stops at step %s") % one.step(top.highest)
            return Notice(title, _("A step above it needs a further order."))
        if top.highest is None and top.reasons:
            return Notice(_("The order permits no contact"), top.reasons[0].text, "care")
    return None


def stopped_before_a_ladder(charted: CaseChart) -> Notice | None:
    """Contact is locked and no ladder is there yet that could say so."""
    if charted.ladders or not charted.stored.stops:
        return None
    since = words.day(min(on for on, _stop in charted.stored.stops), charted.today)
    return Notice(
        _("Contact is stopped since %s") % since,
        _("There is no ladder yet. One that is planned stays locked until it is looked at."),
        "stop",
        Link(_("Stops"), reverse("clinic:stops", args=[charted.stored.id])),
    )


def tracks(charted: CaseChart) -> Figure:
    """The five phases as tracks over time."""
    drawn = tuple(_track(charted, number) for number in words.PHASES)
    return drawing.draw(drawing.Tracks(drawn, charted.today), uid="tracks")


def _track(charted: CaseChart, number: int) -> drawing.Track:
    family = charted.family
    planned_from = _first_active(family, 2)
    sessions = tuple(
        s.on for s in family.sessions if not s.planned and phase_of(s, planned_from) == number
    )
    if number == 5:
        sessions = tuple(sorted({*sessions, *(measure.on for measure in family.measures)}))
    track = phase_tracks(family.phases)[number]
    spans = _spans(track) or _worked(sessions)
    down = tuple(c.on for c in charted.result.contacts if number == 3 and c.decided == "DOWN")
    return drawing.Track(
        number=number,
        name=words.said_phase(number),
        state=_state(charted, number, track, spans),
        spans=spans,
        sessions=tuple(on for on in sessions if on not in down),
        steps_down=down,
    )


def _first_active(family: Family, number: int) -> date:
    days = [c.on for c in family.phases if c.phase == number and c.state == "active"]
    return min(days, default=date.min)


def phase_of(session: Session, individual_from: date) -> int:
    """Which track a session belongs to, by its kind and what was done in it.

    Individual sessions up to the day individual work began belong to assessment.
    """
    if session.contact is not None:
        return 3
    if session.type in ("IC", "IP", "IP-A", "IP-B") and session.on <= individual_from:
        return 1
    return {"CP": 4, "WF": 4, "SIB": 4, "EXT": 4, "REV": 5, "CONS": 1, "COLL": 1}.get(
        session.type, 2
    )


def _spans(track: Track) -> tuple[drawing.Span, ...]:
    return tuple(drawing.Span(one.since, one.until) for one in track.active)


def _worked(sessions: tuple[date, ...]) -> tuple[drawing.Span, ...]:
    """A phase nobody recorded the start of is open since its first session."""
    return (drawing.Span(min(sessions)),) if sessions else ()


def _state(charted: CaseChart, number: int, track: Track, spans: tuple[drawing.Span, ...]) -> str:
    since = words.day(track.since or charted.today, charted.today)
    if track.state == "done":
        return _("closed %s") % since
    if track.state == "on_hold":
        return _("on hold since %s") % since
    if track.state == "not_started" and not spans:
        return _("not started")
    if number == 3 and charted.ladders:
        steps = [one.step(one.now) for one in charted.ladders if one.contacts]
        if steps:
            told = ngettext("open, step %s", "open, steps %s", len(steps))
            return told % words.joined(steps)
        return _("open")
    if number == 5 and charted.review_due_on is not None:
        on = words.day(charted.review_due_on, charted.today)
        late = charted.review_due_on < charted.today
        return _("review due since %s") % on if late else _("next review %s") % on
    return _("open")


def trends(charted: CaseChart) -> list[dict[str, Any]]:
    """The total of every measure about a child of the case, by who answered it.

    Whoever has given no score that can be read yet has no picture here.
    """
    known = catalogue()
    children = {child.id for child in charted.children}
    found = []
    for one in measures_page.series(charted.family):
        if one[2] in children and any(
            m.interpretable and (m.instrument, m.respondent, m.about) == one
            for m in charted.family.measures
        ):
            section = measures_page.section(charted.family, one, known)
            title = measures_page.asked_about(charted.family, one)
            found.append({"title": title[:1].upper() + title[1:], **section})
    return found
