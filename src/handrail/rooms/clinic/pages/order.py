"""Orders clause by clause in plain sentences, and the duties that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from handrail.core.family_file.values import Family
from handrail.core.law.clauses import clause_types, reading_of
from handrail.core.law.duties import Duty
from handrail.core.law.modalities import plain_name
from handrail.core.law.orders import Order, in_force
from handrail.core.law.suspension import (
    GOES_ON,
    LOCKED,
    Suspension,
    begins_later,
    suspension,
)
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page, may_read
from handrail.rooms.clinic.pages.orders.time import order_time_facts, order_time_warnings
from handrail.rooms.shared.parts import Action, Dated, Empty, Fact, Notice
from handrail.store.records.chart.case_chart import case_duties
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.opened import Opened as ReadRow
from handrail.store.records.reading.order_files import (
    agreement_numbers,
    conflicts_of,
)

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
        **_beside(opened, stored),
        "suspended": suspended_notice(family, opened.today),
        "orders": [
            {
                **_order(order, order.id in now, names, opened.today),
                "replaces": _replaces(order, family.orders),
                "end": _end(opened, order),
            }
            for order in sorted(family.orders, key=lambda o: o.signed_on, reverse=True)
        ],
        "duties": [dated(duty, opened.today) for duty in case_duties(family, opened.today)],
        "nothing": Empty(
            _("No order and no agreement on file"),
            _("Contact needs a ground: an order, or an agreement signed by those with authority."),
        ),
    }


def _end(opened: Opened, order: Order) -> str:
    """Where the end of an order is recorded, for those who may and while it has none."""
    if order.expires is not None or not _clinician(opened):
        return ""
    return reverse("clinic:order_end", args=[opened.case_id, order.id])


def order_name(order: Order) -> str:
    """ "Family court order of 20 May 2025, “Therapy, letters only”"."""
    told = {
        "kind": words.said(KINDS, order.kind or "family_order"),
        "day": words.day(order.signed_on),
        "title": order.title,
    }
    if order.title:
        return _("%(kind)s of %(day)s, “%(title)s”") % told
    return _("%(kind)s of %(day)s") % told


def _replaces(order: Order, every: Sequence[Order]) -> tuple[str, ...]:
    """Which orders it takes the place of, and which takes its place, from which day on."""
    found = [
        _("Takes the place of: %s.") % order_name(one)
        for one in every
        if one.id in order.supersedes
    ]
    for later in every:
        if order.id in later.supersedes and later.id != order.id:
            told = {"order": order_name(later), "day": words.day(later.takes_effect_on)}
            found.append(_("Replaced from %(day)s on by: %(order)s.") % told)
    return tuple(found)


def suspended_notice(family: Family, today: date) -> Notice | None:
    """That an order suspends the work, or will: what it locks, what goes on, what opens it."""
    if found := suspension(family.orders, today):
        text = f"{_sentence(found)} {LOCKED} {GOES_ON} {found.opens}"
        return Notice(_("The work is suspended by an order"), text, "stop")
    if coming := begins_later(family.orders, today):
        text = f"{_sentence(coming)} {LOCKED} {GOES_ON}"
        return Notice(
            _("An order will suspend the work: put the tracks on hold then"), text, "care"
        )
    return None


def _sentence(found: Suspension) -> str:
    return f"{found.text[:1].upper()}{found.text[1:]}."


def _clinician(opened: Opened) -> bool:
    return all(may_read(kind, opened.case.seat) for kind in TAB_KINDS["ladder"])


def _beside(opened: Opened, stored: StoredCase) -> dict[str, Any]:
    """Order time, warnings, agreements; and what goes beyond the plan, for those who treat."""
    case, family = opened.case_id, stored.family
    clinician = _clinician(opened)
    actions = (
        Action(_("Enter an order"), reverse("clinic:order_new", args=[case])),
        Action(_("Enter an agreement"), reverse("clinic:agreement_new", args=[case]), "second"),
    )
    return {
        "actions": actions if clinician and stored.status != "closed" else (),
        "order_time": order_time_facts(family, opened.today),
        "warnings": order_time_warnings(family, opened.today) if clinician else [],
        "agreements": [
            (_("Agreement %d") % number, reverse("clinic:agreement", args=[case, row]))
            for number, row in agreement_numbers(case)
        ]
        if clinician
        else [],
        "beyond": [beyond(one, opened, stored) for one in conflicts_of(case)] if clinician else [],
    }


def beyond(one: ReadRow, opened: Opened, stored: StoredCase) -> Dated:
    """A duty about an order that asks for more than the plan."""
    what = _("The order asks for more than the plan: %s") % plain_name(one["asks_for"])
    if one["closed_on"] is not None:
        done = words.day(one["closed_on"], opened.today)
        return Dated(
            words.short_day(one["due_on"], opened.today),
            what,
            _("done on %(day)s: %(what)s") % {"day": done, "what": one["outcome"]},
        )
    address = reverse("clinic:order_conflict", args=[opened.case_id, one.id])
    return Dated(
        words.short_day(one["due_on"], opened.today),
        what,
        _("%s clears it up with counsel or the court; nothing is locked by it.")
        % _named(one, stored),
        address,
    )


def _named(one: ReadRow, stored: StoredCase) -> str:
    found = [who.given for who in stored.team if who.person == str(one["named_person"])]
    return found[0] if found else _("Somebody who has left the team")


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
        "kind": words.said(KINDS, order.kind or "family_order"),
        "title": order.title,
        "signed": _("signed %s") % words.day(order.signed_on),
        "about": about,
        "state": state,
        "clauses": [_clause(clause, names) for clause in order.clauses],
    }


def _clause(clause: Any, names: dict[str, str]) -> Fact:
    kind = clause_types().get(clause.type)
    name = kind.name if kind else clause.type
    return Fact(name, reading_of(clause, names).removeprefix(f"{name}. "))
