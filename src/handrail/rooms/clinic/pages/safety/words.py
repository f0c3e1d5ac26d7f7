"""Outcomes and decisions about safety in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.pages.co_signs.words import Told, tells
from handrail.rooms.shared.parts import Fact, Text
from handrail.store.records.actions.safety import OUTCOME, SUITABILITY
from handrail.store.records.reading.co_signs import Asked
from handrail.store.records.reading.family import StoredCase

OUTCOMES: Mapping[str, Text] = {
    "no_concern": lazy("No concern"),
    "concern_manageable": lazy("A concern that can be managed with measures"),
    "contact_contraindicated": lazy("Contact is contraindicated now"),
    "refer_out": lazy("Refer to others: the risk is more than the practice can carry"),
}
SUITABLE: Mapping[str, Text] = {
    "proceed": lazy("Go on"),
    "proceed_with_conditions": lazy("Go on with conditions"),
    "not_suitable": lazy("Not suitable, with other help named"),
}


def measures_told(measures: tuple[str, ...] | list[str]) -> str:
    """ "separate arrivals, code word"."""
    return ", ".join(words.said(words.SEPARATION, one) for one in measures)


@tells(OUTCOME)
def _outcome(asked: Asked, stored: StoredCase) -> Told:
    detail = asked.detail
    facts = [Fact(_("Outcome"), words.said(OUTCOMES, detail["outcome"]))]
    if detail["measures"]:
        facts.append(Fact(_("Measures"), measures_told(detail["measures"])))
    if detail["review_on"]:
        day = words.day(date.fromisoformat(detail["review_on"]))
        facts.append(Fact(_("Looked at again on"), day))
    return Told(_("Decide a milder outcome of the safety interviews"), tuple(facts))


@tells(SUITABILITY)
def _suitability(asked: Asked, stored: StoredCase) -> Told:
    decision = words.said(SUITABLE, asked.detail["decision"])
    return Told(
        _("Decide that the work goes on while a safety concern is open"),
        (Fact(_("Decision"), decision),),
    )
