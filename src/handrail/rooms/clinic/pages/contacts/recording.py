"""What became of a contact: held, not held, not planned by anybody; ratings that come later."""

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
from handrail.rooms.clinic.frame import TAB_KINDS
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.contacts.forms import (
    RATINGS,
    NotHeldForm,
    RatingsForm,
    SeenForm,
    UnplannedForm,
)
from handrail.rooms.clinic.pages.contacts.pair import ladder_or_none, pair_of
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Notice
from handrail.store.database.transactions import reading
from handrail.store.records.actions.contacts import (
    Rated,
    Seen,
    rate_contact,
    record_held,
    record_not_held,
    record_unplanned,
)
from handrail.store.records.chart.arranged import charted
from handrail.store.records.reading.contact_file import ContactFile, contact_file
from handrail.store.records.reading.family import stored_case

KINDS = TAB_KINDS["ladder"]


def _file(opened: Opened, contact: UUID, state: str) -> ContactFile | None:
    with reading():
        found = contact_file(opened.case_id, contact)
    return found if found is not None and found.state == state else None


def _asks(
    request: HttpRequest,
    opened: Opened,
    form: HandrailForm,
    write: Callable[[], None],
    *,
    back: str,
    said: str,
    **page: Any,
) -> Answer:
    """Act, say so and go back; or show the form."""

    def act() -> str:
        write()
        messages.success(request, said)
        return back

    done = sent(request, form, act)
    return done or asking_in_case(opened, form, "ladder", back=back, **page)


def _about(opened: Opened, found: ContactFile, form: HandrailForm) -> dict[str, Any]:
    return {
        "by": opened.viewer, "case_id": opened.case_id, "contact": found.id,
        "version": form.cleaned_data["version"],
    }  # fmt: skip


def _page(opened: Opened, contact: UUID) -> str:
    return reverse("clinic:contact", args=[opened.case_id, contact])


@case_form("contact_record.viewed", *KINDS)
def held(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """A contact that took place, as it was seen; also from the paper sheet."""
    found = _file(opened, contact, "planned")
    if found is None:
        return None
    with reading():
        family = stored_case(opened.case_id, ("members", "sessions")).family
    planned = next((one.present for one in family.sessions if one.id == found.ref), ())
    others = [person for person in family.people if person.id not in planned]
    form = SeenForm(bound(request), others=others, initial={"version": found.version})

    def write() -> None:
        given = form.cleaned_data
        record_held(
            **_about(opened, found, form), seen=form.seen(), minutes=given["minutes"],
            came_along=tuple(given["came_along"]), paper=given["paper"] == "yes",
        )  # fmt: skip

    return _asks(
        request, opened, form, write, back=_page(opened, contact),
        said=_("The contact is recorded, and the rule has judged it. Nobody has decided yet."),
        title=_("The contact on %s took place") % words.day(found.on, opened.today),
        button=_("Record the contact"),
        texts=[_("What is not known yet stays empty; it can be added later.")],
    )  # fmt: skip


@case_form("contact_not_held.viewed", *KINDS)
def not_held(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """A contact that did not take place, and whose doing it was."""
    found = _file(opened, contact, "planned")
    if found is None:
        return None
    form = NotHeldForm(bound(request), initial={"version": found.version})

    def write() -> None:
        given = form.cleaned_data
        record_not_held(
            **_about(opened, found, form), because=given["because"],
            notice_hours=given["notice_hours"],
        )  # fmt: skip

    return _asks(
        request, opened, form, write, back=_page(opened, contact), said=_("It is on record."),
        title=_("The contact on %s did not take place") % words.day(found.on, opened.today),
        button=_("Record it as not held"),
    )  # fmt: skip


@case_form("contact_rate.viewed", *KINDS)
def rate(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """Ratings that come after a contact was recorded."""
    found = _file(opened, contact, "held")
    if found is None:
        return None
    initial = {"version": found.version, **{name: found.columns[name] for name in RATINGS}}
    form = RatingsForm(bound(request), initial=initial)

    def write() -> None:
        given = form.cleaned_data
        rated = Rated(**{name: given[name] for name in RATINGS})
        rate_contact(**_about(opened, found, form), rated=rated)

    return _asks(
        request, opened, form, write, back=_page(opened, contact),
        said=_("The ratings are kept, and the contact is judged again."),
        title=_("Ratings of the contact on %s") % words.day(found.on, opened.today),
        button=_("Keep the ratings"),
    )  # fmt: skip


@case_form("contact_unplanned.viewed", *KINDS)
def unplanned(request: HttpRequest, opened: Opened, ladder: UUID) -> Answer:
    """Contact nobody planned: recorded, not counted, looked at."""
    with reading():
        now = ladder_or_none(charted(opened.case_id, opened.today), ladder)
    if now is None:
        return None
    form = UnplannedForm(bound(request), initial={"on": opened.today})

    def write() -> None:
        given = form.cleaned_data
        incident = given["critical_incident"] == "yes"
        record_unplanned(
            by=opened.viewer, case_id=opened.case_id, ladder=ladder, on=given["on"],
            minutes=given["minutes"],
            seen=Seen(stop_card=given["stop_card"], critical_incident=incident),
        )  # fmt: skip

    return _asks(
        request, opened, form, write, back=reverse("clinic:contacts", args=[opened.case_id]),
        said=_("It is recorded. It does not count, and asks for a look."),
        title=_("Contact nobody planned, %s") % pair_of(now), button=_("Record it"),
        notice=Notice(
            _("It does not count"),
            _("A school concert, a text, a chance meeting: it moves no step, and opens a review."),
        ),
    )  # fmt: skip
