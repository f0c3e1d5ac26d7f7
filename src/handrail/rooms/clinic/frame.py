"""What stands round every page of the clinic: masthead, identity bar, tabs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family, Person
from handrail.core.law.orders import in_force
from handrail.rooms.clinic import words
from handrail.rooms.clinic.opening import Opened, may_read
from handrail.rooms.clinic.pages.child_says.control import said_something
from handrail.rooms.shared.parts import (
    CASE_TABS,
    CLINIC_NAV,
    DOOR_NAV,
    Identity,
    IdentityFact,
    Link,
    Masthead,
    links,
)
from handrail.store.accounts.reading import OpenCase, own_name
from handrail.store.accounts.seats import KEEPS_THE_DOOR, PRACTICE_WIDE
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.reading.family import StoredCase

SEPARATES = ("separate_arrivals", "no_direct_handover", "separate_days", "no_joint_sessions")

STOP = "safety_alert"
"""The kind of record a stop is."""

# tab -> the kinds of record its page shows; the same tuples guard the pages themselves
TAB_KINDS: dict[str, tuple[str, ...]] = {
    "overview": ("plan", "ladder_status", "contact_observation", "measure_result", "court_order"),
    "timeline": (
        "child_individual_note",
        "parent_individual_note",
        "conjoint_note",
        "contact_observation",
    ),
    "understanding": ("plan", "parent_individual_note", "child_individual_note"),
    "plan": ("plan",),
    "ladder": ("ladder_status", "contact_observation"),
    "gates": ("plan",),
    "goals": ("plan",),
    "measures": ("measure_result",),
    "people": ("plan",),
    "order": ("court_order",),
    "seen": ("audit_log",),
}
TAB_ADDRESS = {"overview": "clinic:case"}


def masthead(name: str, seat: str, current: str = "", *, keeps_door: bool = False) -> Masthead:
    """The top of a page, for somebody by their given name and seat; administrators find Staff."""
    nav = links(DOOR_NAV if keeps_door else CLINIC_NAV, _address, current)
    return Masthead(nav=nav, name=name, seat=words.said(words.SEATS, seat))


def practice_frame(viewer: Viewer, seats: frozenset[str], current: str) -> dict[str, Any]:
    """The context of a page across the practice: its masthead."""
    keeps_door = not seats.isdisjoint(KEEPS_THE_DOOR)
    seat = next((seat for seat in PRACTICE_WIDE if seat in seats), "")
    return {"masthead": masthead(own_name(viewer).given, seat, current, keeps_door=keeps_door)}


def door_frame(viewer: Viewer) -> dict[str, Any]:
    """The context of an administrator's page: they act from that seat, whichever else they have."""
    given = own_name(viewer).given
    return {"masthead": masthead(given, "administrator", "staff", keeps_door=True)}


def _address(key: str) -> str:
    return reverse("how_it_works" if key == "how-it-works" else f"clinic:{key}")


def case_frame(opened: Opened, stored: StoredCase, tab: str) -> dict[str, Any]:
    """The context every case page has: masthead, identity, tabs, "A child said something"."""
    own = [one.given for one in stored.team if one.person == str(opened.viewer.person_id)]
    return {
        "masthead": masthead(
            own[0] if own else "",
            opened.case.seat,
            "cases",
            keeps_door=opened.case.keeps_door,
        ),
        "identity": identity(stored, opened.today, opened.case.seat),
        "tabs": tabs(opened, tab),
        "child_says": said_something(opened.case_id),
    }


def tabs(opened: Opened, current: str) -> tuple[Link, ...]:
    """The pages of this case that this seat may open."""
    return links(
        tuple((key, label) for key, label in CASE_TABS if opens(opened.case.seat, key)),
        lambda key: tab_address(opened.case_id, key),
        current,
    )


def opens(seat: str, tab: str) -> bool:
    """Whether a seat on the case's team may open this page of the case."""
    return all(may_read(kind, seat) for kind in TAB_KINDS[tab])


def tab_address(case_id: UUID, tab: str) -> str:
    """Where a page of a case lies."""
    return reverse(TAB_ADDRESS.get(tab, f"clinic:{tab}"), args=[case_id])


def first_page(one: OpenCase) -> str:
    """The first page of the case that the seat may open; "" when there is none."""
    return next(
        (tab_address(one.case.id, key) for key, _l in CASE_TABS if opens(one.seat, key)), ""
    )


def identity(stored: StoredCase, today: date, seat: str) -> Identity:
    """Whose case this is; separation facts first, then a stop where it may be read, privilege."""
    family = stored.family
    about = children_of(family)
    named = [*about, *parents_of(family)]
    return Identity(
        names=words.joined([person.given for person in named]),
        age=words.ages(about, today),
        case_number=_("case %03d") % stored.number,
        facts=tuple(_facts(stored, today, seat)),
    )


def children_of(family: Family) -> list[Person]:
    """The children a ladder is about; without ladders everybody in the seat of a child."""
    wanted = {ladder.child for ladder in family.ladders}
    found = [person for person in family.people if person.id in wanted]
    return found or [person for person in family.people if person.seat == "child"]


def parents_of(family: Family) -> list[Person]:
    """The parents, by given name as they are read: whoever comes first must say nothing."""
    return [person for person in family.people if person.seat == "parent"]


def people_in_order(family: Family) -> list[Person]:
    """Everybody: the children a ladder is about, the parents, the others."""
    first = [*children_of(family), *parents_of(family)]
    return first + [person for person in family.people if person not in first]


def _facts(stored: StoredCase, today: date, seat: str) -> Collection[IdentityFact]:
    found = []
    family = stored.family
    apart = [measure for measure in family.safety.measures if measure in SEPARATES]
    if apart:
        parents = words.joined([parent.given for parent in parents_of(family)])
        told = ", ".join(words.said(words.SEPARATION, measure) for measure in apart)
        text = _("%(parents)s: %(apart)s") % {"parents": parents, "apart": told}
        found.append(IdentityFact(text, "door"))
    if keeps_apart(family, today):
        found.append(IdentityFact(_("A no-contact order is in force"), "alert"))
    if stored.stops and may_read(STOP, seat):
        since = words.day(min(on for on, _stop in stored.stops), today)
        why = words.stopped(stop.reason for _on, stop in stored.stops)
        found.append(IdentityFact(_("%(why)s since %(day)s") % {"why": why, "day": since}, "stop"))
    holder = privilege_holder(family, today)
    told = _("Privilege: holder not known") if holder is None else _("Privilege: %s") % holder
    found.append(IdentityFact(told, "lock"))
    return found


def keeps_apart(family: Family, today: date) -> bool:
    """Whether an order in force forbids contact between two people of this family."""
    return any(order.clauses_of("NO_CONTACT") for order in in_force(family.orders, today))


def privilege_holder(family: Family, today: date) -> str | None:
    """Who holds the child's privilege by an order in force; None when no order says."""
    for order in in_force(family.orders, today):
        for clause in order.clauses_of("PRIVILEGE"):
            holder = str(clause.params.get("holder", "unknown"))
            if holder not in ("", "unknown"):
                return family.given(holder)
    return None
