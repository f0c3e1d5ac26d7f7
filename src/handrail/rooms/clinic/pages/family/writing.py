"""Adding people, homes, relations and history, and ending what holds no longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS, people_in_order
from handrail.rooms.clinic.language_check import WordedForm, tell_kept
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.family.forms import (
    EndForm,
    HistoryForm,
    HomeForm,
    PersonForm,
    RelationForm,
)
from handrail.rooms.clinic.pages.family_map import home_names
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Text
from handrail.store.database.transactions import reading
from handrail.store.records.actions import family as acts
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.family_map import cover_of_person, dated_map

KINDS = TAB_KINDS["people"]


def _read(opened: Opened) -> StoredCase:
    with reading():
        return stored_case(opened.case_id, FRAME)


def _home(opened: Opened) -> str:
    return reverse("clinic:people", args=[opened.case_id])


def _kept(
    request: HttpRequest,
    opened: Opened,
    form: HandrailForm,
    act: Callable[..., object],
    told: Text,
    **more: Any,
) -> Answer:
    """Act with everything that was sent, and go back to the family; None to show the form."""

    def write() -> str:
        given = {
            name: value
            for name, value in form.cleaned_data.items()
            if name not in ("idempotency_key", "keep_wording")
        }
        act(by=opened.viewer, case_id=opened.case_id, **given, **more)
        if isinstance(form, WordedForm):
            tell_kept(opened, form)
        return _home(opened)

    return sent(request, form, write, said=told)


def _asked(
    opened: Opened,
    stored: StoredCase,
    form: HandrailForm,
    title: str,
    button: str,
    texts: tuple[str, ...] = (),
) -> Answer:
    return asking_in_case(
        opened, form, "people", title=title, texts=texts, button=button, back=_home(opened),
        stored=stored,
    )  # fmt: skip


@case_form("person_add.viewed", *KINDS)
def person(request: HttpRequest, opened: Opened) -> Answer:
    """Somebody who is not on the map yet."""
    form = PersonForm(bound(request))
    done = _kept(request, opened, form, acts.add_to_family, _("They are on the map."))
    return done or _asked(opened, _read(opened), form, _("Somebody of the family"), _("Add them"))


@case_form("person_correct.viewed", *KINDS)
def correct(request: HttpRequest, opened: Opened) -> Answer:
    """The name or birth date of somebody of this family (?person=)."""
    who = _id(request.GET.get("person", ""))
    with reading():
        cover = cover_of_person(opened.case_id, who) if who else None
    if cover is None:
        return None
    initial = {
        "given": cover.given, "family": cover.family, "born_on": cover.born_on,
        "version": cover.version,
    }  # fmt: skip
    form = PersonForm(bound(request), is_new=False, initial=initial)
    done = _kept(request, opened, form, acts.correct_family, _("It is put right."), person=who)
    return done or _asked(opened, _read(opened), form, _("Put right"), _("Put it right"))


@case_form("home_add.viewed", *KINDS)
def home(request: HttpRequest, opened: Opened) -> Answer:
    """Who lives where; somebody may live in two homes."""
    stored = _read(opened)
    form = HomeForm(
        bound(request), people=people_in_order(stored.family), homes=home_names(stored.family)
    )
    done = _kept(request, opened, form, acts.add_home, _("The home is on the map."))
    texts = (_("A home is named after who lives there. No address is asked for."),)
    return done or _asked(opened, stored, form, _("Who lives where"), _("Keep it"), texts)


@case_form("relation_add.viewed", *KINDS)
def relation(request: HttpRequest, opened: Opened) -> Answer:
    """Who is what to whom, as somebody told it."""
    stored = _read(opened)
    form = RelationForm(bound(request), people=people_in_order(stored.family))
    done = _kept(request, opened, form, acts.add_relation, _("The relation is on the map."))
    return done or _asked(opened, stored, form, _("A relation"), _("Keep it"))


@case_form("family_end.viewed", *KINDS)
def ending(request: HttpRequest, opened: Opened) -> Answer:
    """The end of a stay (?stay=) or of a relation (?relation=)."""
    with reading():
        known = dated_map(opened.case_id)
    stay, row = request.GET.get("stay", ""), request.GET.get("relation", "")
    form = EndForm(bound(request))
    act: Callable[..., object]
    if any(one.id == stay for one in known.stays):
        act, more, title = acts.end_home, {"stay": UUID(stay)}, _("They live there no longer")
    elif any(one.id == row for one in known.relations):
        act, more, title = acts.end_relation, {"relation": UUID(row)}, _("It holds no longer")
    else:
        return None
    done = _kept(request, opened, form, act, _("The end is kept."), **more)
    texts = (_("The map of the days before still shows it."),)
    return done or _asked(opened, _read(opened), form, title, _("Keep the end"), texts)


@case_form("history_add.viewed", *KINDS)
def history(request: HttpRequest, opened: Opened) -> Answer:
    """Something that happened before, with who told it."""
    stored = _read(opened)
    form = HistoryForm(bound(request), people=people_in_order(stored.family))
    done = _kept(request, opened, form, acts.add_history, _("It is kept, with who told it."))
    return done or _asked(
        opened, stored, form, _("Something that happened before"), _("Write it down")
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
