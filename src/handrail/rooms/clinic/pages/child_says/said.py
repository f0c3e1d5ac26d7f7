"""A child said something: write it down, alone, with no code and no second person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from handrail.core.therapy.child_says import listen
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.child_says.forms import SaidForm
from handrail.rooms.clinic.pages.child_says.numbers import phones
from handrail.rooms.clinic.pages.room.opening import local_minute
from handrail.store.accounts.reading import own_name
from handrail.store.accounts.seats import CASE_TEAM
from handrail.store.database.transactions import reading
from handrail.store.ledger.appending import append
from handrail.store.records.actions.child_says import Said, write_down
from handrail.store.records.actions.recording import TEAM
from handrail.store.records.reading.in_the_room import collecting_today, people_about
from handrail.store.records.reading.reports import told_by_me

CHILD_SEATS = ("child", "sibling")


@case_form("child_says.viewed", seats=TEAM, after_closing=True)
def page(request: HttpRequest, opened: Opened) -> Answer:
    """The form, with the numbers to call above it.

    That somebody looked at it stands in the practice's chain, which names no case.
    """
    with reading():
        people = people_about(opened.case_id)
        session = _session(request)
        collects = collecting_today(opened.case_id, session, opened.today)
        given = own_name(opened.viewer).given
    form = _form(request, people, collects, given)
    if done := sent(request, form, lambda: _write_down(opened, form, session)):
        return done
    with reading():
        mine = [
            (one, reverse("clinic:child_told", args=[opened.case_id, one.id]))
            for one in told_by_me(opened.case_id)
        ]
    append(by=opened.viewer, chain=opened.viewer.practice_id, act="child_says.viewed")
    return render(request, "clinic/child_says/said.html", {
        "form": form,
        "listen": listen().in_language(get_language() or "en"),
        "phones": phones(opened.case.case.jurisdiction, opened.today),
        "supervisors": supervisors(people, opened.viewer.person_id),
        "collecting": {str(p): g for p, g, _seat in people}.get(str(collects or ""), ""),
        "mine": mine,
    })  # fmt: skip


def supervisors(people: list[tuple[UUID, str, str]], me: UUID | None) -> list[str]:
    """Given names of the case's supervisors but oneself."""
    return [given for person, given, seat in people if seat == "supervisor" and person != me]


def _form(
    request: HttpRequest, people: list[tuple[UUID, str, str]], collects: UUID | None, given: str
) -> SaidForm:
    family = [(str(p), name, seat) for p, name, seat in people if seat not in CASE_TEAM]
    children = [(p, name) for p, name, seat in family if seat in CHILD_SEATS]
    of_the_case = [p for p, _name, seat in family if seat == CHILD_SEATS[0]]
    initial: dict[str, Any] = {
        "at": local_minute(), "heard_by": given, "collects": str(collects or ""),
        "child": of_the_case[0] if len(of_the_case) == 1 else "",
    }  # fmt: skip
    return SaidForm(
        bound(request), children=children,
        everybody=[(p, name) for p, name, _seat in family], initial=initial,
    )  # fmt: skip


def _session(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("session", ""))
    except ValueError:
        return None


def _write_down(opened: Opened, form: SaidForm, session: UUID | None) -> str:
    said = form.cleaned_data
    entry = write_down(
        by=opened.viewer, case_id=opened.case_id, session=session,
        child=_person(said["child"]), about=_person(said["about"]),
        said=Said(
            words=said["words"], minute=f"{said['at']:%H:%M}", before=said["just_before"],
            heard_by=[one.strip() for one in said["heard_by"].split(",") if one.strip()],
            collecting=_person(said["collects"]), safe=said["safe_to_leave"],
        ),
    )  # fmt: skip
    return reverse("clinic:child_told", args=[opened.case_id, entry])


def _person(value: str) -> UUID | None:
    return UUID(value) if value else None
