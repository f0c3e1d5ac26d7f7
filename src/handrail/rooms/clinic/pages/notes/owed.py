"""Notes that are not signed yet, or not begun: they never run out, they remind (clinical §5.4,
AL9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.pages.days import local_day
from handrail.rooms.clinic.pages.notes.editor import draft_address, local_time
from handrail.rooms.shared.parts import Chip, Item
from handrail.store.accounts.reading import OpenCase
from handrail.store.records.actions.notes import ends_at, grace
from handrail.store.records.reading.drafts import Unsigned
from handrail.store.records.reading.family import StoredCase

REMINDED = ("therapist", "co_therapist")
"""Seats that are reminded of a note; a supervisor finds it on the case."""


def overdue(
    own: Sequence[OpenCase], stored: Iterable[StoredCase], *, now: datetime, today: date
) -> list[Item]:
    """Sessions that took place longer ago than a note may take and have none signed, oldest first:
    their drafts, and those about which nobody has written a word yet."""
    numbers = {one.case.id: one.case.number for one in own if one.seat in REMINDED}
    drafts = [
        draft
        for case in stored
        if case.id in numbers
        for draft in (*case.unsigned, *case.unwritten)
        if is_overdue(draft, now)
    ]
    return items(sorted(drafts, key=lambda draft: draft.on), today, numbers)


def is_overdue(one: Unsigned, now: datetime) -> bool:
    """Whether the session took place and its note should have been signed by now."""
    took_place = one.state == "held" and one.addendum_to is None
    return took_place and now > ends_at(one.on, one.at, one.minutes) + grace()


def items(
    drafts: Iterable[Unsigned], today: date, numbers: Mapping[UUID, int] | None = None
) -> list[Item]:
    """Each draft with a link to where it is written on. numbers: case -> number, to name it."""
    return [_item(one, today, (numbers or {}).get(one.case_id)) for one in drafts]


def _item(one: Unsigned, today: date, number: int | None) -> Item:
    kind = words.said(words.SESSION_KINDS, one.kind)
    what = _("Addendum: %s") % kind if one.addendum_to else kind
    about = _("%(ref)s · %(what)s, %(day)s") % {
        "ref": one.ref, "what": what, "day": words.day(one.on, today),
    }  # fmt: skip
    return Item(
        title=about if one.saved_at else _("No note yet for %s") % about,
        text=_saved(one.saved_at, today)
        if one.saved_at
        else _("It stays here until one is signed."),
        href=draft_address(one.case_id, one.session, one.addendum_to),
        chips=(Chip(_("Not signed yet") if one.saved_at else _("Not begun"), "care"),),
        meta=_("case %03d") % number if number is not None else "",
    )


def _saved(at: datetime, today: date) -> str:
    return _("Last saved %(day)s, %(at)s. It does not run out.") % {
        "day": words.day(local_day(at), today), "at": local_time(at),
    }  # fmt: skip
