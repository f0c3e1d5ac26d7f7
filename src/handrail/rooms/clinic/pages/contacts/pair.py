"""A ladder of a chart by its row, and how its two people are named."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from handrail.store.records.chart.arranged import ladder_of
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.ladder_now import LadderNow


def ladder_or_none(chart: CaseChart, ladder: UUID) -> LadderNow | None:
    """A ladder of the case, or None."""
    try:
        return ladder_of(chart, ladder)
    except LookupError:
        return None


def pair_of(now: LadderNow) -> str:
    """ "Wren with Theo"."""
    return _("%(child)s with %(parent)s") % {"child": now.child.given, "parent": now.parent.given}
