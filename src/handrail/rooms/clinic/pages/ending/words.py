"""Letters, ways and endings in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic.pages.co_signs.words import Told, tells
from handrail.rooms.clinic.pages.gates.told import in_language
from handrail.rooms.shared.parts import Text
from handrail.store.records.actions.endings import ending_of
from handrail.store.records.actions.letters import SUMMARY
from handrail.store.records.reading.co_signs import Asked
from handrail.store.records.reading.family import StoredCase

LETTERS: Mapping[str, Text] = {
    "closing": lazy("Letter at the end"),
    "declined": lazy("Letter: the family is declined"),
    "on_hold": lazy("Letter about a pause"),
    "court_notice": lazy("Notice to the court or whoever referred"),
    "summary": lazy("Written summary"),
}
WAYS: Mapping[str, Text] = {
    "in_person": lazy("in person"),
    "post": lazy("by post, to the safe address"),
    "safe_mail": lazy("by the safe mail that was agreed"),
    "through_lawyer": lazy("through their lawyer"),
    "read_aloud": lazy("read aloud, with time for questions"),
}


def ending_name(ending: str) -> str:
    """An ending by its name; of a file before endings had names, its code."""
    known = ending_of(ending)
    return in_language(known.name) if known else ending.replace("_", " ")


@tells(SUMMARY)
def _summary(asked: Asked, stored: StoredCase) -> Told:
    address = reverse("clinic:letter", args=[asked.case_id, asked.object_id])
    return Told(_("Sign the written summary as the second person"), (), address)
