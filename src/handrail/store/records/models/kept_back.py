"""What came for a child from outside a contact and was kept from the child."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import NARRATIVE_SEALED, SAFETY, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, one_of

CAME_AS = ("letter", "message", "parcel", "call")
HELD = ("unopened", "read", "read_threat")
BECAME = ("sent_back", "to_a_contact", "handed_on", "stays")


@classified(
    **HEAD, came_as=SAFETY, held=SAFETY, arrived_on=SAFETY, child=SAFETY, sender=SAFETY,
    from_whom=NARRATIVE_SEALED, words=NARRATIVE_SEALED, became=SAFETY, became_on=SAFETY,
    became_by=SAFETY, became_words=NARRATIVE_SEALED, version=SAFETY,
)  # fmt: skip
class KeptBack(OfCase):
    """A letter, a message, a parcel or a call for a child, kept by the practice. The program tells
    nobody in the family that it came. Its words lie in the safety file, under its own key.

    sender: who of the family sent it; from_whom: anybody else. held: whether staff read it, and
    whether it holds a threat. became: what became of it, "" while it is kept.
    """

    came_as = ShortText(max_length=CODE)
    held = ShortText(max_length=CODE)
    arrived_on = models.DateField()
    child = of_person()
    sender = of_person(null=True)
    from_whom = models.BinaryField(null=True)
    words = models.BinaryField(null=True)
    became = ShortText(max_length=CODE, blank=True, default="")
    became_on = models.DateField(null=True)
    became_by = models.UUIDField(null=True)
    became_words = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("kept_back_came_as", "came_as", CAME_AS),
            one_of("kept_back_held", "held", HELD),
            one_of("kept_back_became", "became", ("", *BECAME)),
        ]
