"""What waits for a second person, for Today: whoever may answer finds it at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic.pages.co_signs.words import told
from handrail.rooms.shared.parts import Chip, Item
from handrail.store.accounts.reading import OpenCase
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.reading.family import StoredCase


def waits_for(viewer: Viewer, own: Sequence[OpenCase], stored: Sequence[StoredCase]) -> list[Item]:
    """What waits for this person in their own cases, read whole; the oldest first."""
    seats = {one.case.id: one.seat for one in own}
    every = [asked for case in stored for asked in case.asked]
    cases = {case.id: case for case in stored}
    return [
        Item(
            title=told(asked, cases[asked.case_id]).title,
            text=_("Asked by %s. Nothing is done before you have answered.")
            % _name(cases[asked.case_id], asked.asked_by),
            href=reverse("clinic:co_sign", args=[asked.case_id, asked.id]),
            chips=(Chip(_("Two people"), "care"),),
            meta=_("case %03d") % cases[asked.case_id].number,
        )
        for asked in sorted(every, key=lambda one: one.asked_at)
        if asked.may_answer(viewer.person_id, seats[asked.case_id])
    ]


def _name(stored: StoredCase, person: str) -> str:
    found = [one.given for one in stored.team if one.person == person]
    return found[0] if found else _("a former colleague")
