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
    position=CLINICAL_STRUCTURED, reason=NARRATIVE_SEALED,
)  # fmt: skip
class PhaseChange(OfCase):
    """A phase entered a state. The present state is a fold over these; phases run side by side."""

    phase = models.PositiveSmallIntegerField()
    state = ShortText(max_length=CODE)
    on = models.DateField()
    position = models.PositiveIntegerField(default=0)
    reason = models.BinaryField(null=True)

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
    steps=NARRATIVE_SEALED, dropped_on=CLINICAL_STRUCTURED,
)  # fmt: skip
class Goal(OfCase):
    """A goal owned by a person or a pair. `steps`: five texts from -2 to +2, sealed as JSON.

    Once it has a score nothing of it changes, but that a version leaves it out: dropped_on.
    """

    ref = ShortText(max_length=CODE)
    position = models.PositiveIntegerField()
    domain = ShortText(max_length=CODE, blank=True)
    weight = models.FloatField()
    owners = models.JSONField(default=list)
    statement = models.BinaryField()
    steps = models.BinaryField(null=True)
    dropped_on = models.DateField(null=True)

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


PLAN_REASONS = (
    "first", "review", "setback", "stop", "order", "child_view", "clinical_judgement", "practical",
    "other",
)  # fmt: skip


@classified(
    **HEAD, number=CLINICAL_STRUCTURED, on=CLINICAL_STRUCTURED, reason=CLINICAL_STRUCTURED,
    words=NARRATIVE_SEALED, content=NARRATIVE_SEALED, review_on=CLINICAL_STRUCTURED,
    signed_by=CLINICAL_STRUCTURED, signed_at=CLINICAL_STRUCTURED,
    co_signed_by=CLINICAL_STRUCTURED, co_signed_at=CLINICAL_STRUCTURED,
)  # fmt: skip
class PlanVersion(OfCase):
    """The whole plan as it stood on a day, with the reason for it; frozen once it is signed.

    content: goals, ladders, needs and tasks as sealed JSON, so that a version stays readable
    whatever changes later.
    """

    number = models.PositiveIntegerField()
    on = models.DateField()
    reason = ShortText(max_length=CODE)
    words = models.BinaryField(null=True)
    content = models.BinaryField()
    review_on = models.DateField(null=True)
    signed_by = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    co_signed_by = models.UUIDField(null=True)
    co_signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_version_once"),
            one_of("plan_version_reason", "reason", PLAN_REASONS),
        ]


@classified(
    **HEAD, person=CLINICAL_STRUCTURED, text=NARRATIVE_SEALED, library=CLINICAL_STRUCTURED,
    due_on=CLINICAL_STRUCTURED, dropped_on=CLINICAL_STRUCTURED, version=CLINICAL_STRUCTURED,
)  # fmt: skip
class PlanTask(OfCase):
    """Who does what. library: the id of the library card it comes from, if any.

    Whether it is done its ticks say; once it has one its words stay.
    """

    person = of_person(null=True)
    text = models.BinaryField()
    library = ShortText(max_length=CODE, blank=True, default="")
    due_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)


@classified(**HEAD, task=CLINICAL_STRUCTURED, done=CLINICAL_STRUCTURED)
class TaskTick(OfCase):
    """A task was ticked done, or the tick was taken back; the last one stands, all of them stay."""

    task = models.ForeignKey(
        PlanTask, on_delete=models.PROTECT, related_name="ticks", db_index=False
    )
    done = models.BooleanField()
