"""A family's measures as the change rule wants them."""

from __future__ import annotations

from collections.abc import Iterable

from handrail.core.family_file.values import Measure
from handrail.core.measures.change import EnteredScore


def entered_scores(measures: Iterable[Measure]) -> list[EnteredScore]:
    """Scores in any order; the day orders them."""
    return [
        EnteredScore(
            instrument=one.instrument,
            respondent=one.respondent,
            about=one.about,
            order_key=one.on.isoformat(),
            total=one.total,
            subscales=one.subscales,
            interpretable=one.interpretable,
        )
        for one in measures
    ]
