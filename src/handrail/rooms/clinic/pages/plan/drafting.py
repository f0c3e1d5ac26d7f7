"""Writing a draft: its reason, goals, tasks, ladders, what it asks for."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family, Person
from handrail.core.therapy.card import AGES, APPROACHES, AUDIENCES, Card, find
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame, parents_of, people_in_order
from handrail.rooms.clinic.language_check import WordedForm, kept
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.plan import words as plan_words
from handrail.rooms.clinic.pages.plan.forms import BeginForm, GoalForm, TaskForm, TermsForm
from handrail.rooms.clinic.pages.plan.ladder_form import LadderForm
from handrail.store.database.transactions import reading
from handrail.store.records.actions import plan as acts
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.plan import ReadPlan, ReadVersion, plan
from handrail.store.records.reading.plan_content import PlannedLadder

KINDS = TAB_KINDS["plan"]
UNTIL_REVIEW = timedelta(weeks=6)


def home(opened: Opened) -> str:
    """The page of the plan."""
    return reverse("clinic:plan", args=[opened.case_id])


def read(opened: Opened) -> tuple[StoredCase, ReadPlan]:
    """The frame of the case and its plan."""
    with reading():
        return stored_case(opened.case_id, FRAME), plan(opened.case_id)


def by(opened: Opened) -> dict[str, Any]:
    """Who acts, on which case."""
    return {"by": opened.viewer, "case_id": opened.case_id}


def part(opened: Opened, form: WordedForm) -> dict[str, Any]:
    """The same, on the draft as it was read."""
    return {**by(opened), "token": form.cleaned_data["token"]}


def children(family: Family) -> list[Person]:
    """Who can have a ladder."""
    return [person for person in family.people if person.seat == "child"]


@case_form("plan_begin.viewed", *KINDS)
def begin(request: HttpRequest, opened: Opened) -> Answer:
    """The next version, as a draft."""
    stored, known = read(opened)
    review_on = opened.today + UNTIL_REVIEW
    first = known.in_force is None
    form = BeginForm(bound(request), first=first, initial={"review_on": review_on})

    def write() -> object:
        given = form.cleaned_data
        return acts.begin_version(
            **by(opened), reason=given.get("reason", "first"), words=given["words"],
            review_on=given["review_on"],
        )  # fmt: skip

    number = known.in_force.number + 1 if known.in_force else 1
    done = kept(request, opened, form, write, back=home(opened), said=_("The draft is begun."))
    return done or asking_in_case(
        opened, form, "plan", title=_("Begin version %d of the plan") % number,
        texts=[] if first else [_("It holds everything the last one held, until you change it.")],
        button=_("Begin the draft"), back=home(opened), stored=stored,
    )  # fmt: skip


@case_form("plan_goal.viewed", *KINDS)
def goal(request: HttpRequest, opened: Opened) -> Answer:
    """A goal of the draft; ?ref= one that is there."""
    stored, known = read(opened)
    draft = known.draft
    ref = request.GET.get("ref", "")
    found = draft.content.goal(ref) if draft and ref else None
    if draft is None or (ref and found is None):
        return None
    form = GoalForm(
        bound(request), people=people_in_order(stored.family), is_new=found is None,
        initial={"token": draft.token, **GoalForm.filled(found)},
    )  # fmt: skip

    def write() -> None:
        if form.cleaned_data.get("leave_out"):
            acts.drop_goal(**part(opened, form), ref=ref)
        else:
            acts.put_goal(**part(opened, form), goal=form.goal(ref))

    done = kept(
        request, opened, form, write, back=home(opened), said=_("The goal is in the draft.")
    )
    texts = [_("The five texts are frozen from the first score on.")]
    return done or asking_in_case(
        opened, form, "plan", title=_("Goal %s") % ref if ref else _("A goal"), texts=texts,
        button=_("Keep it in the draft"), back=home(opened), stored=stored,
    )  # fmt: skip


@case_form("plan_task.viewed", *KINDS)
def task(request: HttpRequest, opened: Opened) -> Answer:
    """A task of the draft; ?task= one that is there; audience, age and approach choose cards."""
    stored, known = read(opened)
    draft, id_ = known.draft, request.GET.get("task", "")
    found = draft.content.task(id_) if draft and id_ else None
    if draft is None or (id_ and found is None):
        return None
    form = TaskForm(
        bound(request), people=people_in_order(stored.family), is_new=found is None,
        cards=_cards(request, found.library if found else ""),
        initial={"token": draft.token, **(asdict(found) if found else {})},
    )  # fmt: skip

    def write() -> None:
        if form.cleaned_data.get("leave_out"):
            acts.drop_task(**part(opened, form), task=id_)
        else:
            acts.put_task(**part(opened, form), task=form.task(id_))

    done = kept(
        request, opened, form, write, back=home(opened), said=_("The task is in the draft.")
    )
    return done or (
        "clinic/plan/task.html",
        {
            **_page(opened, stored),
            "form": form,
            "title": _("A task"),
            "pickers": _pickers(request),
            "task": id_,
        },
    )


def _cards(request: HttpRequest, chosen: str) -> list[Card]:
    """The cards that fit what was asked for, and the one that is there already."""
    wanted = {name: request.GET.get(name) or None for name in ("audience", "age", "approach")}
    cards = load().cards
    fit = find(cards, **wanted)
    return [card for card in cards if card in fit or card.id == chosen]


def _pickers(request: HttpRequest) -> list[dict[str, Any]]:
    """Three choices that narrow the cards down."""
    return [
        {
            "name": name,
            "label": label,
            "options": [
                (code, text, code == request.GET.get(name, ""))
                for code, text in (("", _("any")), *options)
            ],
        }
        for name, label, options in (
            ("audience", _("For whom"), _said(AUDIENCES, plan_words.AUDIENCES)),
            ("age", _("Age"), [(age, age) for age in AGES]),
            ("approach", _("Approach"), _said(APPROACHES, plan_words.APPROACHES)),
        )
    ]


def _said(codes: tuple[str, ...], told: Any) -> list[tuple[str, str]]:
    return [(code, words.said(told, code)) for code in codes]


@case_form("plan_ladder.viewed", *KINDS)
def ladder(request: HttpRequest, opened: Opened) -> Answer:
    """The ladder of one child with one parent (?child= and ?parent=), in the draft."""
    stored, known = read(opened)
    draft = known.draft
    pair = _pair(request, stored.family)
    if draft is None or pair is None:
        return None
    child, parent = pair
    now = draft.content.ladder(child.id, parent.id)
    protocol = load().rungs
    form = LadderForm(
        bound(request), steps=now.rungs if now else protocol, protocol=protocol,
        initial={"token": draft.token},
    )  # fmt: skip

    def write() -> None:
        whole = PlannedLadder(child.id, parent.id, form.rungs())
        acts.put_ladder(**part(opened, form), ladder=whole)

    done = kept(
        request, opened, form, write, back=home(opened), said=_("The ladder is in the draft.")
    )
    return done or (
        "clinic/plan/ladder.html",
        {
            **_page(opened, stored),
            "form": form,
            "title": _("The ladder, %(child)s with %(parent)s")
            % {"child": child.given, "parent": parent.given},
        },
    )


def _pair(request: HttpRequest, family: Family) -> tuple[Person, Person] | None:
    """The child and the parent the address names, when they are of this family."""
    for child in children(family):
        for parent in parents_of(family):
            if (child.id, parent.id) == (request.GET.get("child"), request.GET.get("parent")):
                return child, parent
    return None


@case_form("plan_terms.viewed", *KINDS)
def terms(request: HttpRequest, opened: Opened) -> Answer:
    """What the treatment itself asks for, and the day of the review."""
    stored, known = read(opened)
    draft = known.draft
    if draft is None:
        return None
    form = TermsForm(bound(request), initial=_terms(draft))

    def write() -> None:
        acts.set_terms(
            **part(opened, form), terms=form.terms(), review_on=form.cleaned_data["review_on"]
        )

    done = kept(request, opened, form, write, back=home(opened), said=_("It is in the draft."))
    texts = [
        _("Time that an order gives is not asked about here: it is the order’s."),
        _("A plan that presses a child or cuts somebody off is refused, with the rule."),
    ]
    return done or asking_in_case(
        opened, form, "plan", title=_("What the treatment asks for"), texts=texts,
        button=_("Keep it in the draft"), back=home(opened), stored=stored,
    )  # fmt: skip


def _terms(draft: ReadVersion) -> dict[str, Any]:
    return {**asdict(draft.content.terms), "token": draft.token, "review_on": draft.review_on}


def _page(opened: Opened, stored: StoredCase) -> dict[str, Any]:
    with reading():
        return {**case_frame(opened, stored, "plan"), "back": home(opened)}


def pairs(family: Family) -> list[tuple[Person, Person]]:
    """Every child with every parent."""
    return [(child, parent) for child in children(family) for parent in parents_of(family)]


def ladder_address(case_id: UUID, child: Person, parent: Person) -> str:
    """Where the ladder of a pair is drafted."""
    address = reverse("clinic:plan_ladder", args=[case_id])
    return f"{address}?child={child.id}&parent={parent.id}"
