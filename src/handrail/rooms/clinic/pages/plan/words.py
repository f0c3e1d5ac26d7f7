"""Codes of the plan in words. Source: seed row M1 (domains), clinical §5.2 (steps), §2.3."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.shared.parts import Text

REASONS: Mapping[str, Text] = {
    "first": lazy("the first plan"),
    "review": lazy("after a progress review"),
    "setback": lazy("after a setback"),
    "stop": lazy("after a stop"),
    "order": lazy("because of an order"),
    "child_view": lazy("because of the child’s view"),
    "clinical_judgement": lazy("clinical judgement"),
    "practical": lazy("practical reasons"),
    "other": lazy("another reason"),
}
WHAT: Mapping[str, Text] = {
    "goal": lazy("Goal"),
    "ladder": lazy("Step of the ladder,"),
    "order": lazy("Order of the steps,"),
    "need": lazy("Need"),
    "task": lazy("Task"),
    "terms": lazy("What it asks for"),
}
HOW: Mapping[str, Text] = {
    "new": lazy("new"),
    "changed": lazy("changed"),
    "gone": lazy("left out"),
}
OTHER_PARENT: Mapping[str, Text] = {
    "unrestricted": lazy("stays as it is"),
    "limited": lazy("is limited"),
    "none": lazy("is cut off"),
}
TRANSPORT: Mapping[str, Text] = {
    "none": lazy("the plan arranges none"),
    "parent": lazy("a parent drives"),
    "private": lazy("somebody hired drives"),
}
TERMS: Mapping[str, Text] = {
    "other_parent": lazy("Contact with the other parent"),
    "nights": lazy("Nights away that the treatment arranges"),
    "days": lazy("Days in a row that the treatment arranges"),
    "changes_home": lazy("Changes where the child lives"),
    "transport": lazy("Transport"),
    "force": lazy("Transport may hold or frighten the child"),
    "sanctions": lazy("What happens to a child who declines"),
    "kept_from": lazy("Whom or what the child is kept from"),
    "distressing": lazy("Anything else that is meant to press the child"),
}
AUDIENCES: Mapping[str, Text] = {
    "child": lazy("the child"),
    "parent_visiting": lazy("the visiting parent"),
    "parent_at_home": lazy("the parent at home"),
    "both": lazy("both parents"),
    "caregiver": lazy("a caregiver"),
    "therapist": lazy("the therapist"),
}
APPROACHES: Mapping[str, Text] = {
    "attachment_focused": lazy("attachment-focused"),
    "trauma_informed": lazy("trauma-informed"),
    "family_systems": lazy("family systems"),
    "conflict_resolution": lazy("conflict resolution"),
    "emotion_coaching": lazy("emotion coaching"),
}
