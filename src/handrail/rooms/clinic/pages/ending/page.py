"""The ending of a case on one page: what is named, what is missing, letters, after-care."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.days import local_day
from handrail.rooms.clinic.pages.ending.words import LETTERS, WAYS, ending_name
from handrail.rooms.shared.parts import (
    Action,
    Cell,
    Chip,
    Column,
    Condition,
    Item,
    Link,
    Notice,
    Row,
    Table,
)
from handrail.store.records.actions.endings import ending_of, still_planned_in
from handrail.store.records.chart.case_gates import case_gates
from handrail.store.records.chart.gates_now import PARTS, GateNow
from handrail.store.records.reading.endings import (
    CareAfter,
    LetterRead,
    NamedEnding,
    after_care,
    closed,
    letters,
    named_ending,
)
from handrail.store.records.reading.family import StoredCase, stored_case

KINDS = ("plan", "parent_individual_note", "child_individual_note")
TAB = "gates"


@case_page("ending.viewed", *KINDS)
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Everything about how the work ends."""
    stored = stored_case(opened.case_id, PARTS)
    named, was = named_ending(opened.case_id), closed(opened.case_id)
    ending = ending_of(named.ending) if named else None
    gate = case_gates(opened.viewer, stored, opened.today).gate("closure", ending=ending)
    is_closed = stored.status == "closed"
    known = letters(opened.case_id)
    planned = () if is_closed or not named else tuple(still_planned_in(opened.case_id))
    return "clinic/ending/page.html", {
        **case_frame(opened, stored, TAB),
        "is_closed": is_closed,
        "closed": _closed(was, opened) if was else "",
        "closed_words": was.words if was else "",
        "named": _named(named, stored, opened) if named else None,
        "think_of": () if ending is None or is_closed else ending.after_care,
        "conditions": () if is_closed or not named else _conditions(gate),
        "gate": reverse("clinic:gate", args=[opened.case_id, "closure"]),
        "planned": calendar_notice(planned, opened),
        "letters": _letters(known, stored, opened) if known else None,
        "after_care": [_care(one, stored, opened) for one in after_care(opened.case_id)],
        "acts": tuple(_acts(named, gate, opened, is_closed, planned, known)),
        "care_address": reverse("clinic:after_care", args=[opened.case_id]),
    }


def calendar_notice(planned: Sequence[str], opened: Opened) -> Notice | None:
    """What is still in the calendar of a case that is to close, and the way there."""
    if not planned:
        return None
    link = Link(_("Open the calendar"), reverse("clinic:sessions", args=[opened.case_id]))
    return Notice(_("The calendar is not empty"), " ".join(planned), "care", link)


def _closed(was: Any, opened: Opened) -> str:
    day = words.day(was.on, opened.today) if was.on else ""
    told = {"ending": ending_name(was.reason), "day": day}
    return _("%(ending)s, %(day)s") % told if day else told["ending"]


def _named(named: NamedEnding, stored: StoredCase, opened: Opened) -> dict[str, str]:
    who = [one.given for one in stored.team if one.person == named.by]
    told = {"ending": ending_name(named.ending), "day": words.day(named.on, opened.today)}
    text = _("%(ending)s, named on %(day)s") % told
    if who:
        text = _("%(told)s by %(who)s") % {"told": text, "who": who[0]}
    return {"text": text, "reason": named.reason}


def _conditions(gate: GateNow) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            one.missing is None,
            one.asked.text,
            one.missing.what_would_satisfy if one.missing else "",
        )
        for one in gate.requirements
    )


def _letters(found: list[LetterRead], stored: StoredCase, opened: Opened) -> Table:
    columns = (Column(_("Letter")), Column(_("To")), Column(_("State")))
    rows = tuple(
        Row(
            (
                Cell(
                    words.said(LETTERS, one.letter),
                    href=reverse("clinic:letter", args=[opened.case_id, one.id]),
                    strong=True,
                ),
                Cell(to_whom(one, stored)),
                Cell(letter_state(one, opened), chip=letter_chip(one)),
            )
        )
        for one in sorted(found, key=lambda one: _place(one, stored))
    )
    return Table(_("Letters"), columns, rows, narrow="stack")


def _place(one: LetterRead, stored: StoredCase) -> tuple[int, int]:
    """By kind, then by the person's place in the family."""
    people = [person.id for person in stored.family.people]
    return list(LETTERS).index(one.letter), people.index(one.person) if one.person in people else 0


def to_whom(one: LetterRead, stored: StoredCase) -> str:
    """Whom a letter is for: a given name, or what it is."""
    if one.person:
        return stored.family.given(one.person)
    return _("the file") if one.letter == "summary" else _("the court or whoever referred")


def letter_chip(one: LetterRead) -> Chip:
    """How far a letter is."""
    if one.given_on:
        return Chip(_("given"), "done")
    return Chip(_("signed"), "chosen") if one.signed_at else Chip(_("begun"), "care")


def letter_state(one: LetterRead, opened: Opened) -> str:
    """The days of a letter."""
    if one.given_on:
        way = words.said(WAYS, one.way)
        return _("%(day)s, %(way)s") % {"day": words.day(one.given_on, opened.today), "way": way}
    return words.day(local_day(one.signed_at), opened.today) if one.signed_at else ""


def _care(one: CareAfter, stored: StoredCase, opened: Opened) -> Item:
    again = _("no day to ask again")
    if one.follow_up_on:
        again = _("somebody asks again on %s") % words.day(one.follow_up_on, opened.today)
    return Item(title=stored.family.given(one.person), text=one.helper, meta=again)


def _acts(
    named: NamedEnding | None,
    gate: GateNow,
    opened: Opened,
    is_closed: bool,
    planned: Sequence[str],
    known: Sequence[LetterRead],
) -> Iterator[Action]:
    if is_closed:
        return
    close = reverse("clinic:case_close", args=[opened.case_id])
    name = reverse("clinic:ending_name", args=[opened.case_id])
    if named and gate.is_open and not planned:
        yield Action(_("Close the case"), close)
    elif named and gate.is_open:
        reason = _("Sessions are still planned. Call them off on the calendar first.")
        yield Action(_("Close the case"), kind="off", reason=reason)
    elif named:
        missing = len(gate.requirements) - gate.met
        reason = _("Its gate is closed: %d things are missing. They are listed above.") % missing
        yield Action(_("Close the case"), kind="off", reason=reason)
    label = _("Name another ending") if named else _("Name the ending")
    yield Action(label, name, "second" if named else "main")
    hold = reverse("clinic:letters_hold", args=[opened.case_id])
    if any(one.letter == "on_hold" and one.signed_at is None for one in known):
        reason = _("Letters about a pause are begun already. Sign them first.")
        yield Action(_("Begin letters about a pause"), kind="off", reason=reason)
    else:
        yield Action(_("Begin letters about a pause"), hold, "second")
