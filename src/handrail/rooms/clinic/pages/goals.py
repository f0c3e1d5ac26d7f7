"""Goals with their five steps, the scores at each review, and goal attainment beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.replay import goal_attainment
from handrail.core.family_file.values import Family, Goal
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.shared.parts import Column, Empty, Row, Table
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.words import GoalWords, goal_words

PARTS = (*FRAME, "goals", "goal_scores")
STEPS = (
    ("−2", lazy("much less than expected")),
    ("−1", lazy("less than expected")),
    ("0", lazy("expected")),
    ("+1", lazy("more than expected")),
    ("+2", lazy("much more than expected")),
)
DOMAINS = {
    "trust_and_safety": lazy("Trust and safety"),
    "attachment": lazy("Attachment"),
    "feelings": lazy("Feelings"),
    "communication": lazy("Communication and conflict"),
    "contact": lazy("Restoring contact"),
}


@case_page("goals.viewed", *TAB_KINDS["goals"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Each goal with its scale; the T-scores last, with the goals beside them."""
    stored = stored_case(opened.case_id, PARTS)
    told = goal_words(opened.case_id)
    family = stored.family
    return "clinic/goals.html", {
        **case_frame(opened, stored, "goals"),
        "goals": [
            _goal(goal, told.get(goal.id), family, opened) for goal in _in_plan_first(family, told)
        ],
        "attainment": attainment(family),
        "nothing": Empty(
            _("No goal yet"), _("Goals stand here once the plan is written, each with five steps.")
        ),
    }


def _in_plan_first(family: Family, told: Mapping[str, GoalWords]) -> list[Goal]:
    """Those the plan holds, then those a version left out."""
    return sorted(family.goals, key=lambda goal: goal.id in told and bool(told[goal.id].dropped_on))


def _goal(goal: Goal, told: GoalWords | None, family: Family, opened: Opened) -> dict[str, Any]:
    owners = words.joined([family.given(owner) for owner in goal.owners])
    rows = []
    steps = told.steps if told and told.steps else ("",) * 5
    for score, ((sign, meaning), text) in enumerate(zip(STEPS, steps, strict=True), start=-2):
        reviews = ", ".join(label for label, scored in goal.scores.items() if scored == score)
        rows.append(Row((sign, text or str(meaning), reviews)))
    columns = (Column(_("Step")), Column(_("What one would see")), Column(_("Scored at")))
    return {
        "ref": goal.id,
        "statement": told.statement if told else "",
        "owners": owners,
        "domain": words.said(DOMAINS, goal.domain) if goal.domain else "",
        "weight": f"{goal.weight:g}",
        "left_out": words.day(told.dropped_on, opened.today) if told and told.dropped_on else "",
        "table": Table(_("Goal %s") % goal.id, columns, tuple(rows), narrow="scroll"),
    }


def attainment(family: Family) -> Table | None:
    """T per review, with every goal's score beside it, since T alone says little."""
    found = goal_attainment(family)
    if not found:
        return None
    columns = [Column(_("Review"))]
    columns += [Column(goal.id, number=True) for goal in family.goals]
    rows = []
    for label, value in found.items():
        scores = [goal.scores.get(label) for goal in family.goals]
        cells = ["–" if score is None else STEPS[score + 2][0] for score in scores]
        rows.append(Row((label, *cells, f"{value:.1f}")))
    columns.append(Column("T", number=True))
    return Table(_("Goal attainment"), tuple(columns), tuple(rows))
