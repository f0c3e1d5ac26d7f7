"""A ladder of a chart by its row, and how its two people are named."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from handrail.core.therapy.protocol import load
from handrail.core.therapy.views import too_young
from handrail.store.records.chart.arranged import ladder_of
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.ladder_now import LadderNow


def ladder_or_none(chart: CaseChart, ladder: UUID) -> LadderNow | None:
    """A ladder of the case, or None."""
    try:
        return ladder_of(chart, ladder)
    except LookupError:
        return None


def view_title(now: LadderNow, *, young: bool) -> str:
    """The way to the child's view of a step, asked or observed."""
    told = _("How %s is before a step") if young else _("What %s says of a step")
    return told % now.child.given


def is_observed(now: LadderNow, today: date) -> bool:
    """Whether the child of a ladder is too young to be asked on a day."""
    return too_young(now.child.born, today, load().next_step.asked_from_age)


def pair_of(now: LadderNow) -> str:
    """ "Wren with Theo"."""
    return _("%(child)s with %(parent)s") % {"child": now.child.given, "parent": now.parent.given}
