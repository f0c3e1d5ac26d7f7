"""Explanations, weights and patterns in words. Source: clinical §3.3, §3.7; seed row M7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.shared.parts import Text


@dataclass(frozen=True)
class Described:
    """An explanation: its name, what it means, what one would see, what it asks of the plan."""

    name: Text
    means: Text
    looks_like: Text
    asks_for: Text


EXPLANATIONS: Mapping[str, Described] = {
    "ordinary_transition": Described(
        lazy("Ordinary development or a time of change"),
        lazy("What many children of this age do when homes or routines change."),
        lazy("Hard goodbyes, own activities, a new routine, puberty."),
        lazy("Coaching and a schedule that fits; this therapy may not be needed."),
    ),
    "affinity": Described(
        lazy("Closer to one parent, warm to both"),
        lazy("Age, interests or temperament bring the child nearer to one parent."),
        lazy("Warmth to both."),
        lazy("A light touch."),
    ),
    "alignment": Described(
        lazy("Siding after conflict, with mixed feelings"),
        lazy("A lasting preference since the conflict, while some contact goes on."),
        lazy("Guilt, mixed feelings, standing up for one side."),
        lazy("Work with the family, relief from loyalty."),
    ),
    "realistic_fear": Described(
        lazy("Own frightening or harmful experience"),
        lazy("What the child lived through with the parent is directly the reason."),
        lazy("Specific, proportionate memories that stay the same; signs of trauma."),
        lazy("Protection first; the parent’s change first; contact may be contraindicated."),
    ),
    "role_reversal": Described(
        lazy("Carrying a parent’s feelings"),
        lazy("The child looks after a parent’s feelings or finds it hard to be apart."),
        lazy("Worry about that parent, speaking as “we”."),
        lazy("Work with that parent, and on the child’s own ground."),
    ),
    "rejection_beyond_experience": Described(
        lazy("Rejection out of proportion to experience"),
        lazy("Strong negative views, said again and again, beyond what was lived through."),
        lazy("Borrowed phrases, no mixed feelings, spreading to relatives."),
        lazy("Structured work with the whole family; never by cutting anybody off."),
    ),
    "several_at_once": Described(
        lazy("Several at once"),
        lazy("Parenting, closeness, age and vulnerability work together."),
        lazy("A mixed picture."),
        lazy("A part of the plan for each factor."),
    ),
    "absence": Described(
        lazy("A long absence, or a parent not known"),
        lazy("No memory of the parent, or a long gap."),
        lazy("Curiosity; anger about having been left."),
        lazy("Getting to know each other, from the lowest step."),
    ),
    "child_specific": Described(
        lazy("Something in the child’s own life"),
        lazy("A condition, worries, bullying, the senses."),
        lazy("Declining spreads to other places and people."),
        lazy("Care for that first."),
    ),
}
WEIGHTS: Mapping[str, Text] = {
    "marked": lazy("marked"),
    "some": lazy("some"),
    "not_present": lazy("not present"),
    "unknown": lazy("not known yet"),
}
PATTERNS: Mapping[str, Text] = {
    "communication": lazy("Communication"),
    "emotional_response": lazy("Emotional response"),
    "role": lazy("Role in the family"),
    "old_wound": lazy("Old wound"),
}
