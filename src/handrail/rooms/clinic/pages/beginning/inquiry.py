"""A new inquiry, entered by staff: it opens the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic.acting import Answer, bound, seat_page, sent
from handrail.rooms.clinic.frame import practice_frame
from handrail.rooms.clinic.opening import may_read, today
from handrail.rooms.clinic.pages.beginning.forms import InquiryForm
from handrail.rooms.clinic.pages.beginning.told import name_check
from handrail.store.accounts.reading import seats_of
from handrail.store.accounts.seats import OPENS_CASES
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading
from handrail.store.records.actions.beginning import begin_case


@seat_page("inquiry.viewed", OPENS_CASES)
def page(request: HttpRequest, viewer: Viewer) -> Answer:
    """Who comes, why, what it rests on. The desk leaves out what is clinical."""
    with reading():
        seats = seats_of(viewer)
        frame = practice_frame(viewer, seats, "cases")
    clinical = any(may_read("parent_individual_note", seat) for seat in seats)
    form = InquiryForm(bound(request), clinical=clinical, initial={"received_on": today()})

    def write() -> str:
        begun = begin_case(by=viewer, inquiry=form.inquiry(), today=today())
        messages.success(request, _("The case is open."))
        if begun.seat != "coordinator":
            return reverse("clinic:referral", args=[begun.case_id])
        messages.info(request, name_check(begun.names).title)  # the desk has no page that says it
        return reverse("clinic:team", args=[begun.case_id])

    if done := sent(request, form, write):
        return done
    return "clinic/beginning/inquiry.html", {
        **frame,
        "form": form,
        "people": form.people(),
        "clinical": clinical,
        "back": reverse("clinic:cases"),
    }
