"""Orders clause by clause in plain sentences, and the duties that follow from them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from handrail.core.law.clauses import clause_types, reading_of
from handrail.core.law.duties import Duty
from handrail.core.law.orders import Order, in_force
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.shared.parts import Dated, Empty, Fact
from handrail.store.records.chart.case_chart import case_duties
from handrail.store.records.reading.family import FRAME, stored_case

KINDS = {
    "family_order": lazy("Family court order"),
    "protective_order": lazy("Protective order"),
    "agreement": lazy("Signed agreement"),
    "stipulation": lazy("Filed stipulation"),
}


@case_page("order.viewed", *TAB_KINDS["order"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Newest order first; each clause as a sentence, unknown parameters kept and shown."""
    stored = stored_case(opened.case_id, (*FRAME, "sessions", "contacts"))
    family = stored.family
    names = {person.id: person.given for person in family.people}
    now = {order.id for order in in_force(family.orders, opened.today)}
    return "clinic/order.html", {
        **case_frame(opened, stored, "order"),
        "orders": [
            _order(order, order.id in now, names, opened.today)
            for order in sorted(family.orders, key=lambda o: o.signed_on, reverse=True)
        ],
        "duties": [dated(duty, opened.today) for duty in case_duties(family, opened.today)],
        "nothing": Empty(
            _("No order and no agreement on file"),
            _("Contact needs a ground: an order, or an agreement signed by those with authority."),
        ),
    }


def dated(duty: Duty, today: date, *, short: bool = False) -> Dated:
    """A duty as a line: its day, what, why (`short`: the first sentence of it), how long."""
    note = (duty.because.partition(". ")[0] if short else duty.because).rstrip(".")
    if duty.days_left is not None and duty.days_left < 0:
        late = ngettext("%d day overdue", "%d days overdue", -duty.days_left) % -duty.days_left
        note = f"{late}. {note}"
    elif duty.days_left is not None:
        left = ngettext("in %d day", "in %d days", duty.days_left) % duty.days_left
        note = f"{note} · {left}"
    on = _("no date") if duty.due_on is None else words.short_day(duty.due_on, today)
    return Dated(on, duty.what, note)


def _order(order: Order, is_in_force: bool, names: dict[str, str], today: date) -> dict[str, Any]:
    about = ", ".join(part for part in (order.court, order.judge, order.cause_no) if part)
    state = _("in force") if is_in_force else _("not in force today")
    if order.expires is not None:
        state += " · " + _("until %s") % words.day(order.expires, today)
    return {
        "title": words.said(KINDS, order.kind or "family_order"),
        "signed": _("signed %s") % words.day(order.signed_on),
        "about": about,
        "state": state,
        "clauses": [_clause(clause, names) for clause in order.clauses],
    }


def _clause(clause: Any, names: dict[str, str]) -> Fact:
    kind = clause_types().get(clause.type)
    name = kind.name if kind else clause.type
    return Fact(name, reading_of(clause, names).removeprefix(f"{name}. "))
