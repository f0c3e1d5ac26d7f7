"""Tasks of the version in force: ticked done with one tap, and the tick taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.days import local_day
from handrail.rooms.clinic.pages.plan.drafting import KINDS, by, home, read
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Chip, Item
from handrail.store.records.actions.plan_tasks import tick_task
from handrail.store.records.reading.family import StoredCase
from handrail.store.records.reading.plan import ReadPlan, Ticked
from handrail.store.records.reading.plan_content import PlannedTask


class TickForm(HandrailForm):
    """done: "yes" to tick, "no" to take the tick back."""

    done = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], widget=forms.HiddenInput)


@case_form("plan_task_tick.viewed", *KINDS)
def tick(request: HttpRequest, opened: Opened, task: UUID) -> Answer:
    """One tap; looked at by itself it asks the same with a button."""
    stored, known = read(opened)
    found = known.in_force.content.task(str(task)) if known.in_force else None
    if found is None:
        return None
    is_done = _is_done(known.ticks.get(found.id))
    form = TickForm(bound(request), initial={"done": "no" if is_done else "yes"})

    def write() -> str:
        done = form.cleaned_data["done"] == "yes"
        tick_task(**by(opened), task=task, done=done)
        return home(opened)

    said = _("It is on record. The plan says who, and when.")
    return sent(request, form, write, said=said) or asking_in_case(
        opened, form, "plan", title=found.text,
        button=_("Take the tick back") if is_done else _("Tick as done"),
        back=home(opened), stored=stored,
    )  # fmt: skip


def items(opened: Opened, stored: StoredCase, known: ReadPlan) -> list[tuple[Item, Action | None]]:
    """Each task of the version in force, what was said of it last, and its button."""
    tasks = known.in_force.content.tasks if known.in_force else ()
    names = {member.person: member.given for member in stored.team}
    return [
        (
            _item(one, stored.family, known.ticks.get(one.id), names, opened),
            None if stored.status == "closed" else _button(one, known, opened),
        )
        for one in tasks
    ]


def _item(
    task: PlannedTask,
    family: Family,
    last: Ticked | None,
    names: Mapping[str, str],
    opened: Opened,
) -> Item:
    due = _("until %s") % words.partial_day(task.due_on) if task.due_on else ""
    who = family.given(task.person) if task.person else ""
    chip = Chip(_("done"), "done") if _is_done(last) else Chip(_("open"), "outline")
    return Item(
        title=task.text,
        text="" if last is None else _told(last, names, opened),
        chips=(chip,),
        meta=" · ".join(part for part in (who, due) if part),
    )


def _told(last: Ticked, names: Mapping[str, str], opened: Opened) -> str:
    values: dict[str, Any] = {
        "who": names.get(last.by, _("somebody no longer on the team")),
        "day": words.day(local_day(last.at), opened.today),
    }
    if last.done:
        return _("Ticked by %(who)s, %(day)s.") % values
    return _("The tick was taken back by %(who)s, %(day)s.") % values


def _button(task: PlannedTask, known: ReadPlan, opened: Opened) -> Action:
    is_done = _is_done(known.ticks.get(task.id))
    return Action(
        _("Take the tick back") if is_done else _("Tick as done"),
        reverse("clinic:plan_task_tick", args=[opened.case_id, task.id]),
        "quiet" if is_done else "second",
        method="post",
        hidden=(("done", "no" if is_done else "yes"),),
        small=True,
    )


def _is_done(last: Ticked | None) -> bool:
    return last is not None and last.done
