"""Choosing an instrument and entering its answers; what came of it is said right after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.scores import entered_scores
from handrail.core.family_file.values import Session
from handrail.core.measures.catalogue import catalogue
from handrail.core.measures.change import Label, series_changes
from handrail.core.measures.instrument import Instrument, Scale, ScoreOnly
from handrail.core.measures.scoring import NOT_INTERPRETABLE, Reason, ScoreResult
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame, people_in_order
from handrail.rooms.clinic.language_check import tell_kept
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.measures import instrument_name
from handrail.rooms.clinic.pages.measuring.forms import AnswersForm, TotalForm
from handrail.rooms.shared.parts import Chip, Item
from handrail.store.database.transactions import reading
from handrail.store.records.actions.measuring import (
    Asked,
    enter_answers,
    enter_total,
    offered,
)
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.session_ids import session_ids

KINDS = TAB_KINDS["measures"]
PARTS = (*FRAME, "scores", "sessions")
CHANGES = {
    Label.RELIABLE_IMPROVEMENT: lazy("a reliable improvement since the first score"),
    Label.NO_RELIABLE_CHANGE: lazy("no reliable change since the first score"),
    Label.RELIABLE_WORSENING: lazy("a reliable worsening since the first score"),
}


@case_page("measure_choose.viewed", *KINDS)
def choose(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Every instrument that can be entered, with what it is and whether it is validated."""
    stored = stored_case(opened.case_id, FRAME)
    return "clinic/measuring/choose.html", {
        **case_frame(opened, stored, "measures"),
        "forms": [_offer(opened, one) for one in offered() if isinstance(one, Instrument)],
        "totals": [_offer(opened, one) for one in offered() if isinstance(one, ScoreOnly)],
    }


def _offer(opened: Opened, one: Instrument | ScoreOnly) -> Item:
    address = reverse("clinic:measure_enter", args=[opened.case_id, one.id])
    if isinstance(one, ScoreOnly):
        return Item(one.name, href=address, text=_("answered by: %s") % one.respondent)
    own = Chip(_("our own, unvalidated"), "outline")
    return Item(one.name["en"], href=address, text=one.when, chips=() if one.validated else (own,))


@case_form("measure_enter.viewed", *KINDS)
def enter(request: HttpRequest, opened: Opened, instrument: str) -> Answer:
    """The form of one instrument; after it, its bands and its change."""
    found = next((one for one in offered() if one.id == instrument), None)
    if found is None:
        return None
    with reading():
        stored = stored_case(opened.case_id, PARTS)
        frame = case_frame(opened, stored, "measures")
    form = _form(request, opened, stored, found)
    told: list[tuple[int, str]] = []

    def write() -> str:
        asked = form.asked(instrument)
        if isinstance(found, Instrument) and isinstance(form, AnswersForm):
            session = session_ids(opened.case_id).get(form.cleaned_data.get("session", ""))
            entered = enter_answers(
                by=opened.viewer, case_id=opened.case_id, asked=asked, answers=form.answers(),
                session=session,
            )  # fmt: skip
            assert entered.result is not None
            told.extend(_told(found, entered.result))
        else:
            total = form.cleaned_data["total"]
            enter_total(by=opened.viewer, case_id=opened.case_id, asked=asked, total=total)
        told.extend(_change(opened, asked))
        tell_kept(opened, form)
        return reverse("clinic:measures", args=[opened.case_id])

    done = sent(request, form, write)
    if done is not None:
        messages.success(request, _("The answers are kept."))
        for level, text in told:
            messages.add_message(request, level, text)
        return done
    listed = isinstance(found, ScoreOnly)
    return "clinic/measuring/enter.html", {
        **frame,
        "form": form,
        "title": found.name if isinstance(found, ScoreOnly) else found.name["en"],
        "instruction": "" if isinstance(found, ScoreOnly) else _instruction(found),
        "is_total": listed,
        "validated": listed or (isinstance(found, Instrument) and found.validated),
        "back": reverse("clinic:measures", args=[opened.case_id]),
    }


def _instruction(found: Instrument) -> str:
    return found.instruction.get("en", "")


def _form(
    request: HttpRequest, opened: Opened, stored: StoredCase, found: Instrument | ScoreOnly
) -> AnswersForm | TotalForm:
    people, initial = people_in_order(stored.family), {"on": opened.today}
    if isinstance(found, ScoreOnly):
        return TotalForm(bound(request), people=people, instrument=found, initial=initial)
    held: list[Session] = [one for one in stored.family.sessions if not one.planned]
    return AnswersForm(
        bound(request), people=people, instrument=found, sessions=held[::-1], initial=initial
    )


def _told(instrument: Instrument, result: ScoreResult) -> Iterator[tuple[int, str]]:
    """A risk first, then each scale with its band, then what could not be read and why."""
    if result.risk_items:
        yield (
            messages.ERROR,
            _(
                "An item that asks about harm to oneself was answered above “not at all”. Every"
                " clinician of the team is told now. Talk with the person today."
            ),
        )
    elif result.risk_unanswered:
        yield (
            messages.WARNING,
            _("The item that asks about harm to oneself was left open. That is not a no: ask."),
        )
    for scale in instrument.scales:
        points = result.scales[scale.id]
        if points.value is not None:
            yield messages.INFO, _band(scale, points.value)
        elif points.reason in NOT_INTERPRETABLE:
            yield messages.WARNING, _("Not interpretable: no contact in the time asked about.")
            return
        elif points.reason is Reason.TOO_MANY_BLANKS:
            name = {"scale": scale.name["en"]}
            yield (
                messages.WARNING,
                _("%(scale)s has no score: too many items were left open.") % name,
            )


def _band(scale: Scale, value: int) -> str:
    reached = [cut for cut in scale.cutoffs if value >= cut.at_or_above]
    told = _("%(scale)s: %(points)d") % {"scale": scale.name["en"], "points": value}
    if not reached:
        return told
    highest = max(reached, key=lambda cut: cut.at_or_above)
    return f"{told}, {highest.meaning}"


def _change(opened: Opened, asked: Asked) -> Iterator[tuple[int, str]]:
    """The change of this series' total since its first score, right after saving."""
    family = stored_case(opened.case_id, (*FRAME, "scores")).family
    series = (asked.instrument, str(asked.respondent), str(asked.about))
    scores = [m for m in family.measures if (m.instrument, m.respondent, m.about) == series]
    if len(scores) < 2:
        return
    known = catalogue()
    instrument = known.instruments.get(asked.instrument)
    for key, change in series_changes(entered_scores(scores), known).items():
        label = CHANGES.get(change.label)
        if label is not None:
            scale = key.partition(".")[2].partition("@")[0].replace("_", " ")
            name = instrument_name(instrument, asked.instrument)
            yield messages.INFO, f"{name} {scale}".strip() + ": " + str(label)
