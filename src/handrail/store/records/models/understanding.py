"""How the family is understood: concerns, explanations, needs, patterns. No label for anybody."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import CLINICAL_STRUCTURED, NARRATIVE_SEALED, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, one_of

EXPLANATIONS = (
    "ordinary_transition", "affinity", "alignment", "realistic_fear", "role_reversal",
    "rejection_beyond_experience", "several_at_once", "absence", "child_specific",
)  # fmt: skip
WEIGHTS = ("not_present", "some", "marked", "unknown")
PATTERNS = ("communication", "emotional_response", "role", "old_wound")
_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, person=_C, on=_C, words=NARRATIVE_SEALED, checked=NARRATIVE_SEALED,
    would_ease=NARRATIVE_SEALED,
)  # fmt: skip
class Concern(OfCase):
    """What one adult fears, in own words; what was checked; what would ease it."""

    person = of_person()
    on = models.DateField()
    words = models.BinaryField()
    checked = models.BinaryField(null=True)
    would_ease = models.BinaryField(null=True)


@classified(**HEAD, number=_C, on=_C, summary=NARRATIVE_SEALED)
class Formulation(OfCase):
    """Several explanations side by side on one day; a later one stands beside, not instead."""

    number = models.PositiveIntegerField()
    on = models.DateField()
    summary = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="formulation_once"),
        ]


@classified(
    **HEAD, formulation=_C, position=_C, explanation=_C, weight=_C, speaks_for=NARRATIVE_SEALED,
    speaks_against=NARRATIVE_SEALED, unknown=NARRATIVE_SEALED,
)  # fmt: skip
class Hypothesis(OfCase):
    """One explanation with what speaks for it, against it, and what is not known."""

    formulation = models.ForeignKey(
        Formulation, on_delete=models.PROTECT, related_name="hypotheses", db_index=False
    )
    position = models.PositiveIntegerField()
    explanation = ShortText(max_length=CODE)
    weight = ShortText(max_length=CODE)
    speaks_for = models.BinaryField(null=True)
    speaks_against = models.BinaryField(null=True)
    unknown = models.BinaryField(null=True)

    class Meta:
        constraints = [
            one_of("hypothesis_explanation", "explanation", EXPLANATIONS),
            one_of("hypothesis_weight", "weight", WEIGHTS),
            models.UniqueConstraint(
                fields=["formulation", "explanation"], name="hypothesis_explanation_once"
            ),
        ]


@classified(**HEAD, person=_C, on=_C, text=NARRATIVE_SEALED)
class Need(OfCase):
    """What one person needs now, dated; the latest entry of a day stands."""

    person = of_person()
    on = models.DateField()
    text = models.BinaryField()


@classified(**HEAD, number=_C, position=_C, person=_C, does=NARRATIVE_SEALED)
class CyclePart(OfCase):
    """One part of the cycle that keeps people apart: who does what next. Nobody is the first."""

    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    person = of_person()
    does = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number", "position"], name="cycle_part_once"),
        ]


@classified(**HEAD, on=_C, pattern=_C, people=_C, words=NARRATIVE_SEALED)
class Pattern(OfCase):
    """Something that happens again and again between people, as it was seen on a day."""

    on = models.DateField()
    pattern = ShortText(max_length=CODE)
    people = models.JSONField(default=list)
    words = models.BinaryField()

    class Meta:
        constraints = [one_of("pattern_kind", "pattern", PATTERNS)]
