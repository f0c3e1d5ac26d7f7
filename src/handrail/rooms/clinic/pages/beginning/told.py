"""The check of names, and what a therapist's papers say, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.rooms.clinic import words
from handrail.rooms.shared.parts import Notice
from handrail.store.accounts.conflicts import NameCheck


def name_check(found: NameCheck) -> Notice:
    """What came of comparing names; nothing of a case the reader does not sit on."""
    if found.clear:
        compared = ngettext("%d name compared", "%d names compared", found.compared)
        return Notice(
            _("%s: none is known in the practice") % (compared % found.compared), kind="done"
        )
    told = []
    if found.colleagues:
        told.append(_("A colleague has this name: %s.") % words.joined(found.colleagues))
    if found.own_cases:
        numbers = words.joined([f"{number:03d}" for number in found.own_cases])
        told.append(_("The name stands in a case of yours: %s.") % numbers)
    if found.elsewhere:
        told.append(_("The privacy officer has to look at one of the names."))
    text = _("Enter at the gate who looked, on which day, and what came of it.")
    return Notice(" ".join(told), text, "care")
