"""What is aimed at: phases, ladders, goals."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from handrail.store.database.classes import CLINICAL_STRUCTURED, NARRATIVE_SEALED, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, one_of, within

PHASE_STATES = ("not_started", "active", "on_hold", "done")


@classified(
    **HEAD, phase=CLINICAL_STRUCTURED, state=CLINICAL_STRUCTURED, on=CLINICAL_STRUCTURED,
    position=CLINICAL_STRUCTURED,
)  # fmt: skip
class PhaseChange(OfCase):
    """A phase entered a state. The present state is a fold over these; phases run side by side."""

    phase = models.PositiveSmallIntegerField()
    state = ShortText(max_length=CODE)
    on = models.DateField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            within("phase_number", "phase", 1, 5),
            one_of("phase_state", "state", PHASE_STATES),
        ]


@classified(
    **HEAD, child=CLINICAL_STRUCTURED, parent=CLINICAL_STRUCTURED, position=CLINICAL_STRUCTURED,
    rungs=CLINICAL_STRUCTURED, version=CLINICAL_STRUCTURED,
)  # fmt: skip
class Ladder(OfCase):
    """One ladder per child per parent. `rungs` are its own: a copy made when it was set up."""

    child = of_person()
    parent = of_person()
    position = models.PositiveIntegerField(default=0)
    rungs = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "child", "parent"], name="ladder_once"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="ladder_two_people"),
        ]


@classified(
    **HEAD, ref=CLINICAL_STRUCTURED, position=CLINICAL_STRUCTURED, domain=CLINICAL_STRUCTURED,
    weight=CLINICAL_STRUCTURED, owners=CLINICAL_STRUCTURED, statement=NARRATIVE_SEALED,
    steps=NARRATIVE_SEALED,
)  # fmt: skip
class Goal(OfCase):
    """A goal owned by a person or a pair. `steps`: five texts from -2 to +2, sealed as JSON."""

    ref = ShortText(max_length=CODE)
    position = models.PositiveIntegerField()
    domain = ShortText(max_length=CODE, blank=True)
    weight = models.FloatField()
    owners = models.JSONField(default=list)
    statement = models.BinaryField()
    steps = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "ref"], name="goal_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="goal_weight"),
        ]


@classified(
    **HEAD, goal=CLINICAL_STRUCTURED, review=CLINICAL_STRUCTURED, position=CLINICAL_STRUCTURED,
    score=CLINICAL_STRUCTURED,
)  # fmt: skip
class GoalScore(OfCase):
    """A goal scored -2 to +2 at a review; 0 is what was expected."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="scores", db_index=False)
    review = ShortText(max_length=CODE)
    position = models.PositiveIntegerField()
    score = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "review"], name="goal_score_once"),
            within("goal_score_range", "score", -2, 2),
        ]
