"""The page of one contact: before it the plan and the preparation, after it what follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.replay import ReplayedContact
from handrail.core.therapy.alarms import CATALOGUE
from handrail.core.therapy.deciding import step_name
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, case_form
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.contacts import told
from handrail.rooms.clinic.pages.contacts.forms import RATINGS
from handrail.rooms.clinic.pages.contacts.lists import Checklist, checklists, keep_ticks
from handrail.rooms.clinic.pages.contacts.pair import ladder_or_none, pair_of
from handrail.rooms.shared.parts import Action, Chip, Fact, Item
from handrail.store.database.transactions import reading
from handrail.store.records.actions.preparing import ticked_lines
from handrail.store.records.actions.starting import against_start
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.contact_file import CARD, ContactFile, contact_file

KINDS = TAB_KINDS["ladder"]
CARD_TERMS = {
    "activity": lazy("What they will do"),
    "topics": lazy("Topics agreed"),
    "barred": lazy("Topics that stay outside"),
    "gifts": lazy("Gifts cleared"),
    "exit_plan": lazy("How the child can stop"),
}


@case_form("contact.viewed", *KINDS, after_closing=True)
def page(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """Everything about one contact; a POST keeps the ticks of one preparation card."""
    with reading():
        found = contact_file(opened.case_id, contact)
        if found is None:
            return None
        chart = charted(opened.case_id, opened.today)
        now = ladder_or_none(chart, found.ladder)
        if now is None:
            return None
        lists = _checklists(request, opened, found, now, chart)
    back = reverse("clinic:contact", args=[opened.case_id, contact]) + "#preparation"
    done = keep_ticks(request, opened, lists, back=back, contact=contact)
    if done is not None:
        return done
    with reading():
        context = _context(opened, found, now, chart)
    return "clinic/contacts/one.html", {**context, "lists": lists}


def _checklists(
    request: HttpRequest, opened: Opened, found: ContactFile, now: LadderNow, chart: CaseChart
) -> list[Checklist]:
    if found.state != "planned":
        return []
    rung = now.rungs[now.ladder.index(found.rung)]
    return checklists(
        request, chart, now, modality=rung.modality,
        ticked=ticked_lines(opened.case_id, contact=found.id),
    )  # fmt: skip


def _context(
    opened: Opened, found: ContactFile, now: LadderNow, chart: CaseChart
) -> dict[str, Any]:
    judged = judged_contact(chart, found.ref)
    index = now.ladder.index(found.rung)
    return {
        **case_frame(opened, chart.stored, "ladder"),
        "file": found,
        "pair": pair_of(now),
        "when": words.day(found.on, opened.today),
        "step": step_name(index, now.rungs),
        "state": state_chip(found, judged),
        "against": against_start(opened.case_id, found.id, opened.today)
        if found.state == "planned"
        else (),
        "actions": tuple(_actions(opened, found, now, judged)),
        "card": tuple(_card(found)),
        "seen": tuple(_seen(found)),
        "proposal": proposal_item(judged) if judged else None,
        "opens": opened_by(chart, found),
        "sheets": [_sheet(one, chart) for one in found.sheets],
        "effects": [
            Fact(chart.family.given(str(one["by_id"])) or _("Somebody"),
                 told.AFTER[one["value"]], note=one["words"])
            for one in found.effects
        ],
        "consults": [_consult(one, opened, found, chart) for one in found.consults],
        "decisions": [decision_item(one, chart.today) for one in reversed(found.decisions)],
        "back": reverse("clinic:contacts", args=[opened.case_id]),
    }  # fmt: skip


def judged_contact(chart: CaseChart, ref: str) -> ReplayedContact | None:
    """What the rule in force says of a contact; None while it is planned."""
    return next((one for one in chart.result.contacts if one.session == ref), None)


def state_chip(found: ContactFile, judged: ReplayedContact | None) -> Chip:
    """How a contact stands, in a word or two."""
    if found.state == "planned":
        return Chip(_("under way") if found.columns["started_at"] else _("planned"), "outline")
    if found.state == "unplanned":
        return Chip(_("nobody planned it; not counted"), "care")
    if found.state == "not_held":
        return Chip(words.said(words.NOT_HELD, found.columns["not_held_because"]), "plain")
    if judged is None or judged.proposal.settled is None:
        return Chip(_("held; not settled yet"), "care")
    return Chip(_("settled"), "done") if judged.proposal.settled else Chip(_("not settled"), "care")


def _actions(
    opened: Opened, found: ContactFile, now: LadderNow, judged: ReplayedContact | None
) -> Iterator[Action]:
    def to(route: str) -> str:
        return reverse(f"clinic:{route}", args=[opened.case_id, found.id])

    if found.state == "planned":
        here = found.on == opened.today
        if here:
            yield Action(_("Go into the room"), to("room_before"))
        kind: Any = "second" if here else "main"
        yield Action(_("It took place: record it"), to("contact_record"), kind=kind)
        yield Action(_("It did not take place"), to("contact_not_held"), kind="second")
        yield Action(_("Change what is agreed"), to("contact_card"), kind="second")
        session = reverse("clinic:session", args=[opened.case_id, found.session])
        yield Action(_("Change the time, or call it off"), session, kind="quiet")
        return
    last = now.last is not None and now.last.session == found.ref
    if last:
        yield Action(_("Decide"), to("decision"))
    if found.state in ("held", "unplanned"):
        yield Action(_("How the 48 hours after were"), to("after_effect"), kind="second")
    if found.state == "held":
        yield Action(_("Add ratings"), to("contact_rate"), kind="second")
    yield Action(_("Ask the supervisor"), to("consult_ask"), kind="second")
    yield Action(_("Review sheet"), to("review_sheet"), kind="second")


def _card(found: ContactFile) -> Iterator[Fact]:
    if found.card is None:
        return
    change = found.card["one_change"]
    yield Fact(_("The one change"), words.said(told.ONE_CHANGE, change))
    for name in CARD:
        if found.card[name]:
            yield Fact(CARD_TERMS[name], found.card[name])


def _seen(found: ContactFile) -> Iterator[Fact]:
    if found.state == "planned":
        return
    for name, (label, _least, _most) in RATINGS.items():
        value = found.columns[name]
        if found.state == "held":
            yield Fact(label, _("not known yet") if value is None else str(value))
    if found.state in ("held", "unplanned"):
        yield Fact(_("The stop card"), words.said(told.STOP_CARDS, found.columns["stop_card"]))
    if found.columns["signs"]:
        signs = ", ".join(words.said(told.SIGNS, one) for one in found.columns["signs"])
        yield Fact(_("What the child showed"), signs)
    if found.columns["ended_early"]:
        yield Fact(_("Ended early"), _("for distress"))
    if found.columns["critical_incident"]:
        yield Fact(_("Critical incident"), _("yes"))


def proposal_item(judged: ReplayedContact) -> Item:
    """What the rule says of the contact, with every reason."""
    move = words.said(words.MOVES, judged.proposal.move)
    reasons = [reason.text for reason in judged.proposal.reasons]
    codes = {reason.code for reason in judged.proposal.reasons}
    reasons += [r.text for r in judged.proposal.judgement.reasons if r.code not in codes]
    text = ". ".join(f"{one[:1].upper()}{one[1:].rstrip('.')}" for one in reasons)
    return Item(title=_("The rule says: %s") % move, text=f"{text}." if text else "")


def opened_by(chart: CaseChart, found: ContactFile) -> list[tuple[str, str]]:
    """What asks for a review sheet: (code, sentence) of each alarm and each doubt."""
    judged = judged_contact(chart, found.ref)
    alarms = [(one["alarm"], one["figures"]) for one in found.alarms]
    opens = [(id_, _alarm(id_, figures)) for id_, figures in alarms]
    reviews = judged.proposal.judgement.reviews if judged else ()
    return opens + [(code, _capital(words.said(told.REVIEWS, code))) for code in reviews]


def _alarm(id_: str, figures: str) -> str:
    name = next((one.name for key, one in CATALOGUE.items() if key == id_), id_)
    return f"{name}: {figures}." if figures else f"{name}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _sheet(one: Any, chart: CaseChart) -> Item:
    weighed = ", ".join(words.said(told.ALTERNATIVES, code) for code in one["alternatives"])
    look = words.day(one["next_on"], chart.today) if one["next_on"] else ""
    return Item(
        title=one["decision"],
        text=one["changed"],
        meta=_("Weighed: %(what)s. Next look: %(day)s.") % {"what": weighed, "day": look},
    )


def _consult(one: Any, opened: Opened, found: ContactFile, chart: CaseChart) -> Item:
    asks = next((m.given for m in chart.stored.team if m.person == str(one["asks_id"])), "")
    if one["answered_on"]:
        on = words.day(one["answered_on"], chart.today)
        return Item(title=one["question"], text=one["answer"],
                    meta=_("%(who)s, %(day)s") % {"who": asks, "day": on})  # fmt: skip
    href = ""
    if opened.case.seat == "supervisor":
        href = reverse("clinic:consult", args=[opened.case_id, found.id, one.id])
    return Item(title=one["question"], meta=_("%s has not answered yet") % asks, href=href)


def decision_item(one: Any, today: date) -> Item:
    """A decision: by whom, when, why, and in which words."""
    who = [one["decided_by"], one["co_signed_by"]]
    meta = ", ".join(part for part in (words.joined([w for w in who if w]),
                                       words.day(one["decided_on"], today)) if part)  # fmt: skip
    waits = ", ".join(words.said(told.WAITS_FOR, code) for code in one["waiting_for"])
    text = one["words"]
    if waits:
        text = _("Waits for %s.") % waits + (f" {text}" if text else "")
    if one["told_child"]:
        text = f"{text} " + _("The child was told: %s") % one["told_child"]
    reason = words.said(told.REASONS, one["reason"]) if one["reason"] else ""
    return Item(
        title=words.said(told.DECISIONS, one["move"]) + (f": {reason.lower()}" if reason else ""),
        text=text,
        meta=meta,
    )
