"""The plan on one page: the draft, the version in force, the earlier ones, what changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family
from handrail.core.therapy.rule import Rung
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.goals import DOMAINS, STEPS
from handrail.rooms.clinic.pages.plan import tasks
from handrail.rooms.clinic.pages.plan.drafting import ladder_address, pairs
from handrail.rooms.clinic.pages.plan.words import (
    HOW,
    OTHER_PARENT,
    REASONS,
    TERMS,
    TRANSPORT,
    WHAT,
)
from handrail.rooms.shared.parts import (
    Action,
    Cell,
    Chip,
    Column,
    Empty,
    Fact,
    Link,
    Notice,
    Row,
    Table,
)
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.plan import ReadPlan, ReadVersion, plan
from handrail.store.records.reading.plan_content import (
    PlanContent,
    PlannedGoal,
    PlannedLadder,
    Terms,
    differences,
)


@case_page("plan.viewed", *TAB_KINDS["plan"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """The draft first, where there is one; each version with what changed in it."""
    stored, known = stored_case(opened.case_id, FRAME), plan(opened.case_id)
    before = {one.number: one for one in known.versions}
    sections = [version(opened, stored, one, before.get(one.number - 1)) for one in known.versions]
    return "clinic/plan/page.html", {
        **case_frame(opened, stored, "plan"),
        "draft": sections[0] if known.draft else None,
        "versions": sections[1:] if known.draft else sections,
        "edit": edit_links(opened, stored, known) if known.draft else None,
        "waits": _waits(opened, known),
        "ticks": tasks.items(opened, stored, known),
        "actions": actions(opened, known),
        "nothing": Empty(
            _("No plan yet"),
            _("Version 1 holds goals, needs, tasks and a ladder for each child with each parent."),
        ),
    }


def actions(opened: Opened, known: ReadPlan) -> list[Action]:
    """What can be done with the plan as it stands."""

    def act(label: str, route: str, kind: Any) -> Action:
        return Action(label, reverse(f"clinic:{route}", args=[opened.case_id]), kind)

    found = []
    if known.draft is None:
        label = _("Begin a new version") if known.versions else _("Begin the plan")
        found.append(act(label, "plan_begin", "second" if known.in_force else "main"))
    elif known.waiting is None:
        found.append(act(_("Sign the draft"), "plan_sign", "main"))
    if known.in_force is not None:
        found.append(act(_("Hold a progress review"), "review", "second"))
    return found


def _waits(opened: Opened, known: ReadPlan) -> Notice | None:
    if known.waiting is None or known.draft is None:
        return None
    address = reverse("clinic:co_sign", args=[opened.case_id, known.waiting])
    return Notice(
        _("Version %d waits for the supervisor’s signature") % known.draft.number,
        _("Nothing works on it before two people have signed."),
        "care",
        Link(_("Look and answer"), address),
    )


def edit_links(opened: Opened, stored: StoredCase, known: ReadPlan) -> dict[str, Any]:
    """Where each piece of the draft is changed."""
    assert known.draft is not None
    content = known.draft.content
    goal, task, terms = (
        reverse(f"clinic:{name}", args=[opened.case_id])
        for name in ("plan_goal", "plan_task", "plan_terms")
    )
    open_goals = [one for one in content.goals if one.ref not in known.scored]
    open_tasks = [one for one in content.tasks if one.id not in known.ticks]
    gone_tasks = [one for one in content.tasks if one.id in known.ticks]
    return {
        "goal": [Link(_("Add a goal"), goal)]
        + [Link(_("Change goal %s") % one.ref, f"{goal}?ref={one.ref}") for one in open_goals],
        "task": [Link(_("Add a task"), task)]
        + [Link(_("Change “%s”") % one.text, f"{task}?task={one.id}") for one in open_tasks]
        + [Link(_("Leave out “%s”") % one.text, f"{task}?task={one.id}") for one in gone_tasks],
        "ladder": [
            Link(
                (
                    _("Change the ladder, %(child)s with %(parent)s")
                    if content.ladder(child.id, parent.id)
                    else _("Set up a ladder, %(child)s with %(parent)s")
                )
                % {"child": child.given, "parent": parent.given},
                ladder_address(opened.case_id, child, parent),
            )
            for child, parent in pairs(stored.family)
        ],
        "terms": [Link(_("What the treatment asks for, and the day of the review"), terms)],
    }


def version(
    opened: Opened, stored: StoredCase, one: ReadVersion, before: ReadVersion | None
) -> dict[str, Any]:
    """One version with everything it holds."""
    family, content = stored.family, one.content
    return {
        "number": one.number,
        "title": _("Version %d") % one.number,
        "facts": facts(opened, stored, one),
        "words": one.words,
        "goals": [_goal(goal, family) for goal in content.goals],
        "ladders": [_ladder(ladder, family, one.number) for ladder in content.ladders],
        "needs": [(family.given(person), text) for person, text in content.needs],
        "tasks": _tasks(content, family, one.number),
        "terms": _terms(content.terms),
        "review": _review(opened, stored, content),
        "changes": changes(before.content, content, family, one.number) if before else None,
    }


def facts(opened: Opened, stored: StoredCase, one: ReadVersion) -> tuple[Fact, ...]:
    """When, why, signed by whom, reviewed when."""
    names = {member.person: member.given for member in stored.team}

    def who(person: str) -> str:
        return names.get(person, _("somebody no longer on the team"))

    found = [
        Fact(_("Begun on"), words.day(one.on, opened.today)),
        Fact(_("Why"), words.said(REASONS, one.reason)),
    ]
    if one.is_draft:
        found.append(Fact(_("State"), _("draft, not in force")))
    elif one.co_signed_by:
        both = words.joined([who(one.signed_by), who(one.co_signed_by)])
        found.append(Fact(_("Signed by"), both))
    else:
        found.append(Fact(_("State"), _("as it was imported")))
    if one.review_on:
        found.append(Fact(_("Next review"), words.day(one.review_on, opened.today)))
    return tuple(found)


def _goal(goal: PlannedGoal, family: Family) -> dict[str, Any]:
    signs = [sign for sign, _meaning in STEPS]
    return {
        "ref": goal.ref,
        "statement": goal.statement,
        "meta": " · ".join(
            one
            for one in (
                words.joined([family.given(owner) for owner in goal.owners]),
                words.said(DOMAINS, goal.domain) if goal.domain else "",
                _("weight %s") % f"{goal.weight:g}",
            )
            if one
        ),
        "steps": list(zip(signs, goal.steps, strict=False)),
    }


def _ladder(ladder: PlannedLadder, family: Family, number: int) -> Table:
    pair = {"child": family.given(ladder.child), "parent": family.given(ladder.parent)}
    caption = _("%(child)s with %(parent)s") % pair
    columns = (
        Column(_("Step")), Column(_("Minutes")), Column(_("Support")), Column(_("Where")),
        Column(_("Handover")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                Cell(f"{place}. {rung.name}", strong=True), _minutes(rung), rung.support,
                rung.setting, rung.handover,
            )
        )
        for place, rung in enumerate(ladder.rungs, 1)
    )  # fmt: skip
    return Table(
        _("Ladder, %(pair)s, version %(number)d") % {"pair": caption, "number": number},
        columns,
        rows,
        narrow="stack",
    )


def _minutes(rung: Rung) -> str:
    return "–".join(str(part) for part in dict.fromkeys(rung.minutes)) or "–"


def _tasks(content: PlanContent, family: Family, number: int) -> Table | None:
    if not content.tasks:
        return None
    columns = (Column(_("Who")), Column(_("What")), Column(_("Until")))
    rows = tuple(
        Row(
            (
                family.given(task.person) if task.person else "",
                task.text,
                words.partial_day(task.due_on) if task.due_on else "",
            )
        )
        for task in content.tasks
    )
    return Table(_("Tasks, version %d") % number, columns, rows, narrow="stack")


def _terms(terms: Terms) -> list[tuple[str, str]]:
    """What differs from asking for nothing."""
    plain, found = asdict(Terms()), []
    for name, value in asdict(terms).items():
        if value != plain[name]:
            found.append((str(TERMS[name]), term_told(name, str(value))))
    return found


def term_told(name: str, value: str) -> str:
    """One of the terms in words."""
    tables = {"other_parent": OTHER_PARENT, "transport": TRANSPORT}
    if name in tables:
        return words.said(tables[name], value)
    return {"True": _("yes"), "False": _("no"), "": _("nothing")}.get(value, value)


def _review(opened: Opened, stored: StoredCase, content: PlanContent) -> list[tuple[str, str]]:
    one = content.review
    if one is None:
        return []
    names = {member.person: member.given for member in stored.team}
    told = (
        (_("Review"), one.session),
        (_("Scored by"), names.get(one.scored_by, "")),
        (_("What changed"), one.changed),
        (_("Whether the work itself does harm"), one.harm),
        (_("The child’s view"), one.child_view),
        (_("Alarms since the last review"), one.alarms),
    )
    return [(label, text) for label, text in told if text]


def changes(before: PlanContent, after: PlanContent, family: Family, number: int) -> Table | None:
    """What changed since the version before, piece by piece."""
    found = differences(before, after)
    if not found:
        return None
    columns = (Column(_("What")), Column(_("How")), Column(_("Before")), Column(_("Now")))
    rows = tuple(
        Row(
            (
                f"{words.said(WHAT, one.what)} {_about(one.what, one.about, family)}".strip(),
                Cell("", chip=Chip(words.said(HOW, one.how), "outline")),
                _said(one.what, one.about, one.before),
                _said(one.what, one.about, one.after),
            )
        )
        for one in found
    )
    caption = _("What changed in version %d") % number
    return Table(caption, columns, rows, narrow="stack", caption_shown=True)


def _about(what: str, about: tuple[str, ...], family: Family) -> str:
    if what in ("ladder", "order"):
        pair = {"child": family.given(about[0]), "parent": family.given(about[1])}
        return _("%(child)s with %(parent)s") % pair
    if what in ("need", "task"):
        return family.given(about[0]) if about[0] else ""
    if what == "terms":
        return str(TERMS[about[0]])
    return about[0]


def _said(what: str, about: tuple[str, ...], text: str) -> str:
    return term_told(about[0], text) if what == "terms" else text or "–"
