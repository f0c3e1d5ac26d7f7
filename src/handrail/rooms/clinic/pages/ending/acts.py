"""Naming an ending, writing, signing and giving letters, after-care, closing the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import case_frame
from handrail.rooms.clinic.language_check import tell_kept
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.ending.forms import (
    AfterCareForm,
    CloseForm,
    EndingForm,
    GivenForm,
    LetterForm,
)
from handrail.rooms.clinic.pages.ending.page import (
    KINDS,
    TAB,
    calendar_notice,
    letter_chip,
    letter_state,
    to_whom,
)
from handrail.rooms.clinic.pages.ending.words import LETTERS
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Notice
from handrail.rooms.shared.second_factor import SecondFactorForm
from handrail.store.accounts.second_factor import confirm_second_factor
from handrail.store.database.transactions import reading
from handrail.store.records.actions.endings import (
    close_case,
    name_ending,
    plan_after_care,
    still_planned_in,
)
from handrail.store.records.actions.letters import (
    begin_hold_letters,
    give_letter,
    sign_letter,
    write_letter,
)
from handrail.store.records.reading.endings import LetterRead, letters
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case


def _form_page(
    request: HttpRequest,
    opened: Opened,
    form: HandrailForm,
    act: Callable[[dict[str, Any]], str | None],
    *,
    title: str,
    button: str,
    done: str,
    texts: tuple[str, ...] = (),
    notice: Notice | None = None,
    back: str = "",
) -> Answer:
    """One form of the ending; `act` may return another message than `done`."""
    home = back or reverse("clinic:ending", args=[opened.case_id])

    def write() -> str:
        messages.success(request, act(form.cleaned_data) or done)
        return home

    return sent(request, form, write) or asking_in_case(
        opened, form, TAB, title=title, button=button, back=home, texts=texts, notice=notice
    )


@case_form("ending_name.viewed", *KINDS)
def name(request: HttpRequest, opened: Opened) -> Answer:
    """How the work ends, and why. It waits for nobody."""
    notice = Notice(
        _("Every ending is of equal worth"),
        _("None is counted for or against anybody. Most hold every track at once; the letters"
          " are begun, and the case closes when they are given."),
    )  # fmt: skip
    return _form_page(
        request, opened, EndingForm(bound(request)),
        lambda given: name_ending(
            by=opened.viewer, case_id=opened.case_id, ending=given["ending"],
            reason=given["reason"],
        ),
        title=_("Name the ending"), button=_("Name it"),
        done=_("It is named. The letters are begun."), notice=notice,
    )  # fmt: skip


@case_form("letters_hold.viewed", *KINDS)
def hold(request: HttpRequest, opened: Opened) -> Answer:
    """The same sentence to both parents and the court about a pause, whatever the reason."""
    return _form_page(
        request, opened, HandrailForm(bound(request)),
        lambda given: begin_hold_letters(by=opened.viewer, case_id=opened.case_id),
        title=_("Begin the letters about a pause?"), button=_("Begin the letters"),
        done=_("The letters are begun, in the same words. Nothing is sent."),
        texts=(_("Both parents, and the court where there is an order, read the same sentence."),),
    )  # fmt: skip


@case_form("after_care.viewed", *KINDS, after_closing=True)
def care(request: HttpRequest, opened: Opened) -> Answer:
    """Who helps whom afterwards."""
    with reading():
        people = stored_case(opened.case_id, FRAME).family.people
    return _form_page(
        request, opened, AfterCareForm(bound(request), people=people),
        lambda given: _none(plan_after_care(
            by=opened.viewer, case_id=opened.case_id, person_id=given["person"],
            helper=given["helper"], follow_up_on=given["follow_up_on"],
        )),
        title=_("Who helps whom afterwards?"), button=_("Keep it"), done=_("It is planned."),
    )  # fmt: skip


@case_form("case_close.viewed", *KINDS)
def close(request: HttpRequest, opened: Opened) -> Answer:
    """Closing; refused with everything that is missing."""
    with reading():
        planned = tuple(still_planned_in(opened.case_id))
    return _form_page(
        request, opened, CloseForm(bound(request)),
        lambda given: close_case(
            by=opened.viewer, case_id=opened.case_id, words=given["words"]
        ),
        title=_("Close the case?"), button=_("Close the case"), done=_("The case is closed."),
        texts=(
            _("Afterwards it is read-only. Addenda, letters and after-care can still be added."),
        ),
        notice=calendar_notice(planned, opened),
    )  # fmt: skip


def _none(_made: object) -> None:
    """A verb's id tells nobody anything."""


# --- letters ------------------------------------------------------------------------------------


def _found(opened: Opened, letter: UUID) -> tuple[LetterRead, StoredCase] | None:
    with reading():
        stored = stored_case(opened.case_id, FRAME)
        one = next((one for one in letters(opened.case_id) if one.id == letter), None)
    return (one, stored) if one else None


@case_form("letter.viewed", *KINDS, after_closing=True)
def letter(request: HttpRequest, opened: Opened, letter: UUID) -> Answer:
    """One letter: its text to edit until it is signed, then as it was signed."""
    found = _found(opened, letter)
    if found is None:
        return None
    one, stored = found
    here = reverse("clinic:letter", args=[opened.case_id, letter])
    form = None
    if not one.signed_at:
        initial = {"text": one.text, "version": one.version}
        form = LetterForm(bound(request), initial=initial)

        def write() -> str:
            given = form.cleaned_data
            write_letter(
                by=opened.viewer, case_id=opened.case_id, letter=letter, text=given["text"],
                version=given["version"],
            )  # fmt: skip
            tell_kept(opened, form)
            messages.success(request, _("The text is kept."))
            return here

        if done := sent(request, form, write):
            return done
    with reading():
        frame = case_frame(opened, stored, TAB)
    return "clinic/ending/letter.html", {
        **frame,
        "form": form,
        "title": words.said(LETTERS, one.letter),
        "to": to_whom(one, stored),
        "chip": letter_chip(one),
        "state": letter_state(one, opened),
        "lines": one.text.split("\n"),
        "acts": _letter_acts(one, opened),
        "back": reverse("clinic:ending", args=[opened.case_id]),
    }


def _letter_acts(one: LetterRead, opened: Opened) -> tuple[Action, ...]:
    if one.given_on:
        return ()
    route, label = ("letter_give", _("It was given")) if one.signed_at else (
        "letter_sign", _("Sign this letter")
    )  # fmt: skip
    return (Action(label, reverse(f"clinic:{route}", args=[opened.case_id, one.id]), "second"),)


@case_form("letter_sign.viewed", *KINDS, after_closing=True)
def sign(request: HttpRequest, opened: Opened, letter: UUID) -> Answer:
    """Signing freezes a letter; the summary takes two people and their second factor."""
    found = _found(opened, letter)
    if found is None:
        return None
    one, stored = found
    for_two = one.letter == "summary"
    form = (SecondFactorForm if for_two else HandrailForm)(bound(request))

    def act(given: dict[str, Any]) -> str | None:
        if for_two:
            confirm_second_factor(opened.viewer, given["code"])
        waits = sign_letter(by=opened.viewer, case_id=opened.case_id, letter=letter)
        return _("It waits for the second signature.") if waits else None

    texts = [_("Signed, it stays as it is. The program sends nothing.")]
    if for_two:
        texts.append(_("The summary is signed by the therapist and the supervisor."))
    return _form_page(
        request, opened, form, act,
        title=_("Sign the letter to %s?") % to_whom(one, stored), button=_("Sign it"),
        done=_("The letter is signed."), texts=tuple(texts),
    )  # fmt: skip


@case_form("letter_give.viewed", *KINDS, after_closing=True)
def give(request: HttpRequest, opened: Opened, letter: UUID) -> Answer:
    """That a signed letter was given, and how."""
    found = _found(opened, letter)
    if found is None:
        return None
    one, stored = found
    return _form_page(
        request, opened, GivenForm(bound(request), initial={"given_on": opened.today}),
        lambda given: give_letter(
            by=opened.viewer, case_id=opened.case_id, letter=letter,
            given_on=given["given_on"], way=given["way"],
        ),
        title=_("How was the letter to %s given?") % to_whom(one, stored), button=_("Keep it"),
        done=_("It is on record."),
    )  # fmt: skip
