"""Sessions, and the notes about them as segments."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import (
    CLINICAL_STRUCTURED,
    NARRATIVE_SEALED,
    SCHEDULE,
    classified,
)
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, one_of, within

SESSION_STATES = ("planned", "held", "not_held")
NOTE_KINDS = ("progress", "contact_observation")


@classified(
    **HEAD, ref=SCHEDULE, position=SCHEDULE, kind=SCHEDULE, on=SCHEDULE, at=SCHEDULE,
    minutes=SCHEDULE, room=SCHEDULE, state=SCHEDULE, present=SCHEDULE, arrivals=SCHEDULE,
    version=SCHEDULE,
)  # fmt: skip
class Session(OfCase):
    """One session. `present`: person ids; `arrivals`: who comes when, by which door (no text)."""

    ref = ShortText(max_length=CODE)
    position = models.PositiveIntegerField()
    kind = ShortText(max_length=CODE)
    on = models.DateField()
    at = models.TimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    room = ShortText(max_length=300, blank=True)
    state = ShortText(max_length=CODE, default="held")
    present = models.JSONField(default=list)
    arrivals = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "ref"], name="session_once"),
            one_of("session_state", "state", SESSION_STATES),
            within("session_minutes", "minutes", 0, 2880),
        ]
        indexes = [
            models.Index(fields=["case", "-on", "-position"], name="session_by_day"),
            models.Index(fields=["on", "state"], name="session_of_day"),
        ]


@classified(
    **HEAD, session=CLINICAL_STRUCTURED, kind=CLINICAL_STRUCTURED, author=CLINICAL_STRUCTURED,
    signed_at=CLINICAL_STRUCTURED, origin=CLINICAL_STRUCTURED,
)  # fmt: skip
class Note(OfCase):
    """What is written about a session. Signed notes are frozen; the text lies in its segments."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="notes")
    kind = ShortText(max_length=CODE, default="progress")
    author = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    origin = ShortText(max_length=CODE, default="practice")

    class Meta:
        constraints = [one_of("note_kind", "kind", NOTE_KINDS)]


@classified(
    **HEAD, note=CLINICAL_STRUCTURED, position=CLINICAL_STRUCTURED, about=CLINICAL_STRUCTURED,
    told_by=CLINICAL_STRUCTURED, text=NARRATIVE_SEALED,
)  # fmt: skip
class Segment(OfCase):
    """One piece of a note with its own about and told-by: the unit of every disclosure."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="segments")
    position = models.PositiveIntegerField(default=0)
    about = models.JSONField(default=list)
    told_by = models.JSONField(default=list)
    text = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "position"], name="segment_once"),
        ]
