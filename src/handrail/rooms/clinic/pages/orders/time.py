"""Order time on a page: shown in the order's own words, never granted, locked or cancelled."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family
from handrail.core.law.modalities import plain_name
from handrail.core.law.order_time import OrderTime, left_to_therapist, order_time
from handrail.rooms.clinic import words
from handrail.rooms.shared.parts import Fact, Notice


def order_time_facts(family: Family, on: date) -> tuple[Fact, ...]:
    """What the orders in force give, one line for each clause."""
    return tuple(_fact(one, family, on) for one in order_time(family.orders, on))


def _fact(one: OrderTime, family: Family, today: date) -> Fact:
    children = [family.given(child) for child in one.children]
    who = _("%(children)s with %(parent)s") % {
        "children": words.joined(children) or _("All children"),
        "parent": family.given(one.parent),
    }
    told = [one.schedule, ", ".join(plain_name(form) for form in one.modalities)]
    if one.supervised_by:
        told.append(_("in the presence of %s") % one.supervised_by)
    if one.begins is not None:
        told.append(_("from %s") % words.day(one.begins, today))
    note = _("by the order of %s") % words.day(one.signed_on)
    if one.forbidden_by:
        note += ". " + _("Another order in force forbids contact between them: ask counsel.")
    return Fact(who, "; ".join(part for part in told if part) or _("not said how"), note=note)


def order_time_warnings(family: Family, on: date) -> list[Notice]:
    """Orders that leave parenting time wholly to the therapist."""
    title = _("This order leaves time with a parent to the therapist")
    return [Notice(title, one.text, "care") for one in left_to_therapist(family.orders, on)]
