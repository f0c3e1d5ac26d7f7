"""Search: opens and scans what the reader may see, within a date cap. No index holds a word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import opens, practice_frame
from handrail.rooms.clinic.opening import practice_page, today
from handrail.rooms.shared.forms import storable, word
from handrail.rooms.shared.parts import Empty, Item
from handrail.store.accounts.reading import OpenCase, cases_of
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.reading.timeline import Hit, search

MOST = 40
REACH = timedelta(days=400)


class SearchForm(forms.Form):
    """Words to look for; sent by GET from a form that is never cached."""

    use_required_attribute = False
    q = forms.CharField(
        label=lazy("Words"), max_length=100, required=False, validators=[storable], strip=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self.fields["q"], self.fields["q"].label)


@practice_page("search.viewed")
def page(request: HttpRequest, viewer: Viewer, seats: frozenset[str]) -> tuple[str, dict[str, Any]]:
    """Hits in the notes of one's own cases, newest first."""
    cases = {one.case.id: one for one in cases_of(viewer) if opens(one.seat, "timeline")}
    form = SearchForm(request.GET or None)
    asked = form.is_bound and form.is_valid() and form.cleaned_data["q"] and cases
    hits: list[Hit] = []
    if asked:
        since = today() - REACH
        hits = search(list(cases), form.cleaned_data["q"].split(), since=since, most=MOST)
    return "clinic/search.html", {
        **practice_frame(viewer, seats, "search"),
        "form": form,
        "asked": asked,
        "items": [item(hit, cases) for hit in hits],
        "most": MOST if len(hits) == MOST else 0,
        "days": REACH.days,
        "may_search": bool(cases),
        "nothing": Empty(
            _("Nothing found"),
            _("Looked through the notes of your own cases of the last %d days.") % REACH.days,
        ),
        "no_notes": Empty(
            _("No notes to search"),
            _("You have no seat in a case whose notes you may read."),
        ),
    }


def item(hit: Hit, cases: dict[UUID, OpenCase]) -> Item:
    """A hit: which session, the words around it, a link to the timeline."""
    case = cases[hit.case_id].case
    title = f"{hit.session_ref} · {words.said(words.SESSION_KINDS, hit.kind)}"
    return Item(
        title=title,
        text=hit.around,
        href=reverse("clinic:timeline", args=[hit.case_id]),
        meta=_("case %(number)03d · %(day)s")
        % {"number": case.number, "day": words.day(hit.on, today())},
    )
