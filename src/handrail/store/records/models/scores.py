"""Scores of instruments, as answered by one person about one person."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import CLINICAL_STRUCTURED, NARRATIVE_SEALED, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, within

MOST_POINTS = 100_000
_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, instrument=_C, respondent=_C, about=_C, on=_C, week=_C, total=_C, subscales=_C,
    interpretable=_C, remark=NARRATIVE_SEALED, form=_C, answers=NARRATIVE_SEALED,
)  # fmt: skip
class Score(OfCase):
    """One score. `interpretable` is false when the respondent had no contact in the window.

    answers: item id -> answer, sealed as JSON, where the answers themselves were entered; form:
    the hash of the form they were given on.
    """

    instrument = ShortText(max_length=CODE)
    respondent = of_person()
    about = of_person()
    on = models.DateField()
    week = models.PositiveIntegerField(null=True)
    total = models.IntegerField(null=True)
    subscales = models.JSONField(default=dict)
    interpretable = models.BooleanField(default=True)
    remark = models.BinaryField(null=True)
    form = ShortText(max_length=CODE, blank=True, default="")
    answers = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "instrument", "respondent", "about", "on"], name="score_once"
            ),
            within("score_total", "total", -MOST_POINTS, MOST_POINTS),
        ]
