"""Entering an order clause by clause, its end, and a duty that it opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.law.clauses import clause_types
from handrail.core.law.modalities import plain_name
from handrail.core.law.suspension import suspension
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.orders.forms import EndForm, OrderForm, OutcomeForm, chosen_types
from handrail.rooms.shared.parts import Notice
from handrail.store.database.transactions import reading
from handrail.store.records.actions.orders import close_conflict, end_order, enter_order
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.order_files import conflicts_of, order_rows

KINDS = (*TAB_KINDS["order"], *TAB_KINDS["ladder"])
USUAL = ("CONTACT_LADDER", "PARENTING_TIME", "PARTICIPANTS", "REPORTING")
"""Clauses that are ticked to begin with."""


@case_form("order_form.viewed", *KINDS)
def new(request: HttpRequest, opened: Opened) -> Answer:
    """First which clauses it has, then what each of them says; of a kind there may be several."""
    more = request.POST.getlist("more")
    asked = request.POST.getlist("clause") or request.GET.getlist("clause")
    types = chosen_types([*asked, *more])
    with reading():
        stored = stored_case(opened.case_id, FRAME)
        frame = case_frame(opened, stored, "order")
    if not types:
        return "clinic/orders/clauses.html", {
            **frame,
            "clauses": [(one.id, one.name, one.says) for one in clause_types().values()],
            "usual": USUAL,
            "back": _home(opened),
        }
    about: dict[str, Any] = {"types": types, "family": stored.family, "team": stored.team}
    form = as_typed(request, OrderForm(**about)) if more else OrderForm(bound(request), **about)

    def write() -> str:
        enter_order(
            by=opened.viewer, case_id=opened.case_id, raw=form.written(),
            named=UUID(form.cleaned_data["named"]),
        )  # fmt: skip
        messages.success(request, _entered(opened))
        return _home(opened)

    if not more and (done := sent(request, form, write)):
        return done
    return "clinic/orders/new.html", {
        **frame,
        "form": form,
        "note": Notice(
            _("A new order stops contact"),
            _("Where there is a ladder already, it waits until somebody has looked at the order."),
            "care",
        ),
        "back": _home(opened),
    }


def as_typed(request: HttpRequest, form: OrderForm) -> OrderForm:
    """The form with what was typed so far, judged by nobody yet."""
    for name, field in form.fields.items():
        if name != "idempotency_key":
            form.initial[name] = field.widget.value_from_datadict(request.POST, {}, name)
    return form


def _entered(opened: Opened) -> str:
    with reading():
        family = stored_case(opened.case_id, FRAME).family
    if suspension(family.orders, opened.today):
        return _("The order is on record. It suspends the work: everything is on hold now.")
    return _("The order is on record.")


def _home(opened: Opened) -> str:
    return reverse("clinic:order", args=[opened.case_id])


@case_form("order_form.viewed", *KINDS)
def end(request: HttpRequest, opened: Opened, order: str) -> Answer:
    """The end of an order that has none yet."""
    with reading():
        row = order_rows(opened.case_id).get(order)
    if row is None or row.ended:
        return None
    form = EndForm(bound(request))

    def write() -> str:
        end_order(
            by=opened.viewer, case_id=opened.case_id, order=row.id,
            expires_on=form.cleaned_data["expires_on"],
        )  # fmt: skip
        return _home(opened)

    done = sent(request, form, write, said=_("The end of the order is on record."))
    return done or asking_in_case(
        opened, form, "order", title=_("When does this order end?"), button=_("Record its end"),
        back=_home(opened),
    )  # fmt: skip


@case_form("order_conflict.viewed", *KINDS)
def conflict(request: HttpRequest, opened: Opened, conflict: UUID) -> Answer:
    """An order that asks for more than the plan: what came of it."""
    with reading():
        found = [one for one in conflicts_of(opened.case_id) if one.id == conflict]
    if not found or found[0]["closed_on"] is not None:
        return None
    form = OutcomeForm(bound(request))

    def write() -> str:
        close_conflict(
            by=opened.viewer, case_id=opened.case_id, conflict=conflict,
            outcome=form.cleaned_data["outcome"],
        )  # fmt: skip
        return _home(opened)

    done = sent(request, form, write, said=_("The duty is done."))
    gives: dict[str, Any] = {
        "form": plain_name(found[0]["asks_for"]),
        "day": words.day(found[0]["due_on"], opened.today),
    }
    return done or asking_in_case(
        opened, form, "order", title=_("The order asks for more than the plan"),
        button=_("The duty is done"), back=_home(opened),
        texts=[
            _("It gives: %(form)s. To be cleared up by %(day)s.") % gives,
            _("The order stands as it is; the program changes neither it nor the plan."),
        ],
    )  # fmt: skip
