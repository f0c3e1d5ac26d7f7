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
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, one_of, within

SESSION_STATES = ("planned", "held", "not_held")
NOTE_KINDS = ("progress", "contact_observation")
PACES = ("too_slow", "right", "too_fast")
_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, ref=SCHEDULE, position=SCHEDULE, kind=SCHEDULE, on=SCHEDULE, at=SCHEDULE,
    minutes=SCHEDULE, room=SCHEDULE, state=SCHEDULE, present=SCHEDULE, arrivals=SCHEDULE,
    not_held_because=SCHEDULE, fidelity=CLINICAL_STRUCTURED, version=SCHEDULE,
)  # fmt: skip
class Session(OfCase):
    """One session. `present`: person ids; `arrivals`: who comes when, by which door (no text).

    `fidelity`: the share of the protocol's checklist that was kept to, 0 to 1.
    """

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
    not_held_because = ShortText(max_length=CODE, blank=True, default="")
    fidelity = models.FloatField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "ref"], name="session_once"),
            one_of("session_state", "state", SESSION_STATES),
            within("session_minutes", "minutes", 0, 2880),
            within("session_fidelity", "fidelity", 0, 1),
        ]
        indexes = [models.Index(fields=["case", "on", "position"], name="session_by_day")]


@classified(**HEAD, session=_C, by=_C, pace=_C, felt_safe=_C)
class SessionCheck(OfCase):
    """What one person said of a session when it was over: its pace, and how safe it felt, 0-10."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="checks")
    by = of_person()
    pace = ShortText(max_length=CODE, blank=True)
    felt_safe = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            one_of("session_check_pace", "pace", ("", *PACES)),
            within("session_check_felt_safe", "felt_safe", 0, 10),
        ]


@classified(**HEAD, session=_C, by=_C, total=_C)
class Pulse(OfCase):
    """How working together as parents went lately, as one of them answers it, 0-50."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="pulses")
    by = of_person()
    total = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [within("pulse_range", "total", 0, 50)]


@classified(
    **HEAD, session=CLINICAL_STRUCTURED, kind=CLINICAL_STRUCTURED, author=CLINICAL_STRUCTURED,
    signed_at=CLINICAL_STRUCTURED, origin=CLINICAL_STRUCTURED, addendum_to=CLINICAL_STRUCTURED,
    late=CLINICAL_STRUCTURED,
)  # fmt: skip
class Note(OfCase):
    """What is written about a session. A note is signed, thus frozen; its text lies in segments.

    What is still being written is a Draft. addendum_to: the note it adds to. late: written long
    after the session, and says so.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="notes")
    kind = ShortText(max_length=CODE, default="progress")
    author = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    origin = ShortText(max_length=CODE, default="practice")
    addendum_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="addenda", db_index=False
    )
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [one_of("note_kind", "kind", NOTE_KINDS)]


@classified(
    **HEAD, note=CLINICAL_STRUCTURED, position=CLINICAL_STRUCTURED, about=CLINICAL_STRUCTURED,
    told_by=CLINICAL_STRUCTURED, text=NARRATIVE_SEALED,
)  # fmt: skip
class Segment(OfCase):
    """One piece of a note with its own about and told-by: the unit of every disclosure."""

    note = models.ForeignKey(
        Note, on_delete=models.PROTECT, related_name="segments", db_index=False
    )
    position = models.PositiveIntegerField(default=0)
    about = models.JSONField(default=list)
    told_by = models.JSONField(default=list)
    text = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "position"], name="segment_once"),
        ]
