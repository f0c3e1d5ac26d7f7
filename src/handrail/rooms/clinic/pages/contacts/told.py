"""What the pages of contacts say for codes, and how their acts of two people are told."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.pages.co_signs.words import Told, tells
from handrail.rooms.shared.parts import Fact, Text
from handrail.store.records.reading.co_signs import Asked
from handrail.store.records.reading.family import StoredCase

DECISIONS: Mapping[str, Text] = {
    "UP": lazy("One step up"),
    "HOLD": lazy("Stay on this step"),
    "PENDING": lazy("Wait before deciding"),
    "DOWN": lazy("One step down"),
    "STOP": lazy("Stop contact"),
}
REASONS: Mapping[str, Text] = {
    "child_view": lazy("What the child says"),
    "clinical_judgement": lazy("Clinical judgement"),
    "order": lazy("The order"),
    "safety": lazy("Safety"),
    "practical": lazy("Practical"),
    "other": lazy("Another reason, in words"),
}
WAITS_FOR: Mapping[str, Text] = {
    "supervisor_consult": lazy("a consult with the supervisor"),
    "child_view": lazy("the child’s view"),
    "after_effect": lazy("the 48 hours after"),
    "order": lazy("a word of the court or counsel"),
    "other": lazy("something else"),
}
STOP_CARDS: Mapping[str, Text] = {
    "": lazy("Not used"),
    "used_and_went_on": lazy("Used, honoured, and the contact went on"),
    "used_and_ended": lazy("Used, and the contact ended"),
}
SIGNS: Mapping[str, Text] = {
    "frozen": lazy("went still, frozen"),
    "flat": lazy("flat, no feeling to be seen"),
    "overcompliant": lazy("did everything asked, at once"),
    "body_pain": lazy("tummy ache, headache or the like"),
    "tearful": lazy("cried"),
    "clinging": lazy("held on to somebody"),
    "withdrew": lazy("moved away"),
    "playful": lazy("played"),
    "spoke_first": lazy("spoke first"),
    "asked_questions": lazy("asked questions"),
}
ONE_CHANGE: Mapping[str, Text] = {
    "": lazy("Nothing: as the last time"),
    "modality": lazy("the form of contact"),
    "direction": lazy("who speaks to whom"),
    "minutes": lazy("how long"),
    "frequency": lazy("how often"),
    "support": lazy("who is there to support"),
    "setting": lazy("where"),
    "handover": lazy("the handover"),
    "participants": lazy("who takes part"),
    "topics": lazy("what may be talked of"),
    "exit_control": lazy("how the child can leave"),
}
NOT_HELD: Mapping[str, Text] = {
    "visiting_parent_absent": lazy("The visiting parent did not come"),
    "visiting_parent_cancelled": lazy("The visiting parent cancelled"),
    "other_parent_did_not_bring": lazy("The other parent did not bring the child"),
    "child_ill": lazy("The child was ill"),
    "child_declined": lazy("The child declined"),
    "practice_closed": lazy("The practice was closed"),
    "other": lazy("Another reason"),
}
AFTER: Mapping[int, Text] = {
    0: lazy("0, none: as always"),
    1: lazy("1, mild"),
    2: lazy("2, moderate"),
    3: lazy("3, marked"),
}
ALTERNATIVES: Mapping[str, Text] = {
    "hold": lazy("stay on this step"),
    "step_down": lazy("go down a step"),
    "individual_work": lazy("more individual work"),
    "consult": lazy("ask the supervisor"),
    "notify": lazy("tell somebody who has to know"),
    "go_on": lazy("go on as planned"),
}
REVIEWS: Mapping[str, Text] = {
    "informants_differ": lazy("the answers about the 48 hours differ"),
    "not_clear": lazy("low ratings may not mean calm"),
    "unplanned": lazy("contact nobody planned"),
    "not_held_twice": lazy("not held for the second time in a row"),
}


@tells("up_without_proposal")
def _without_proposal(asked: Asked, stored: StoredCase) -> Told:
    return _step_up(_("Go up a step that the rule does not propose"), asked)


@tells("on_against_no")
def _against_no(asked: Asked, stored: StoredCase) -> Told:
    return _step_up(_("Go up a step although the child did not say yes"), asked)


@tells("rung_sign_off")
def _sign_off(asked: Asked, stored: StoredCase) -> Told:
    return _step_up(_("Sign off on a step that the supervisor decides with the therapist"), asked)


def _step_up(title: str, asked: Asked) -> Told:
    reason = Fact(_("Reason"), words.said(REASONS, asked.detail["reason"]))
    look = reverse("clinic:decision", args=[asked.case_id, asked.object_id])
    return Told(title, (reason,), look)


@tells("stop_clearing")
def _clearing(asked: Asked, stored: StoredCase) -> Told:
    return Told(_("Lift what stops a ladder"), (), reverse("clinic:stops", args=[asked.case_id]))
