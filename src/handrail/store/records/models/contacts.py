"""Contacts on a ladder: what was seen, what the rule proposed, what a clinician decided."""

from __future__ import annotations

from django.db import models

from handrail.core.therapy.contact import NOT_HELD, STOP_CARD
from handrail.core.therapy.views import ANSWERS
from handrail.store.database.classes import (
    CLINICAL_STRUCTURED,
    NARRATIVE_SEALED,
    SAFETY,
    classified,
)
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, one_of, within
from handrail.store.records.models.plan import Ladder
from handrail.store.records.models.sessions import Session

STATES = ("planned", "held", "not_held", "unplanned")
MOVES = ("UP", "DOWN", "HOLD", "PENDING", "STOP")
FIGURES = 2000
_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, ladder=_C, session=_C, rung=_C, state=_C, not_held_because=_C, notice_hours=_C,
    before=_C, peak=_C, after=_C, adherence=_C, support=_C, ended_early=_C, stop_card=_C, signs=_C,
    critical_incident=_C, disclosure=SAFETY, settled=_C, proposed=_C, reasons=_C, rule_version=_C,
    started_at=_C, ended_at=_C, version=_C,
)  # fmt: skip
class Contact(OfCase):
    """One contact. Distress 0-10, adherence and support 1-5; empty means not known yet.

    `proposed`, `settled` and `reasons` are the rule's answer when the contact was recorded, kept
    with the version of the rule that gave it.
    """

    ladder = models.ForeignKey(
        Ladder, on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="contact")
    rung = ShortText(max_length=CODE)
    state = ShortText(max_length=CODE)
    not_held_because = ShortText(max_length=CODE, blank=True)
    notice_hours = models.FloatField(null=True)
    before = models.PositiveSmallIntegerField(null=True)
    peak = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)
    adherence = models.PositiveSmallIntegerField(null=True)
    support = models.PositiveSmallIntegerField(null=True)
    ended_early = models.BooleanField(default=False)
    stop_card = ShortText(max_length=CODE, blank=True)
    signs = models.JSONField(default=list)
    critical_incident = models.BooleanField(default=False)
    disclosure = models.BooleanField(default=False)
    settled = models.BooleanField(null=True)
    proposed = ShortText(max_length=CODE, blank=True)
    reasons = models.JSONField(default=list)
    rule_version = ShortText(max_length=CODE, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("contact_state", "state", STATES),
            one_of("contact_not_held", "not_held_because", ("", *NOT_HELD)),
            one_of("contact_stop_card", "stop_card", ("", *STOP_CARD)),
            within("contact_before", "before", 0, 10),
            within("contact_peak", "peak", 0, 10),
            within("contact_after", "after", 0, 10),
            within("contact_adherence", "adherence", 1, 5),
            within("contact_support", "support", 1, 5),
            models.CheckConstraint(
                condition=~models.Q(state="not_held") | ~models.Q(not_held_because=""),
                name="contact_not_held_has_reason",
            ),
        ]


@classified(**HEAD, contact=_C, by=_C, value=_C, words=NARRATIVE_SEALED)
class AfterEffect(OfCase):
    """How the 48 hours after were, 0-3, as one person answers it; never averaged."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="after_effects")
    by = of_person(null=True)
    value = models.PositiveSmallIntegerField()
    words = models.BinaryField(null=True)

    class Meta:
        constraints = [within("after_effect_range", "value", 0, 3)]


@classified(
    **HEAD, contact=_C, move=_C, reason=_C, words=NARRATIVE_SEALED, told_child=NARRATIVE_SEALED,
    decided_on=_C, decided_by=_C, co_signed_by=_C, waiting_for=_C,
)  # fmt: skip
class Decision(OfCase):
    """What a clinician decided after a contact; PENDING says what it waits for."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="decisions")
    move = ShortText(max_length=CODE)
    reason = ShortText(max_length=CODE, blank=True)
    words = models.BinaryField(null=True)
    told_child = models.BinaryField(null=True)
    decided_on = models.DateField()
    decided_by = ShortText(max_length=300, blank=True)
    co_signed_by = ShortText(max_length=300, blank=True)
    waiting_for = models.JSONField(default=list)

    class Meta:
        constraints = [one_of("decision_move", "move", MOVES)]


@classified(
    **HEAD, session=_C, position=_C, child=_C, rung=_C, answer=_C, on=_C, asked_by=_C, alone=_C,
    words=NARRATIVE_SEALED,
)  # fmt: skip
class ChildView(OfCase):
    """The child's view of a rung: yes, not yet, no; or what was seen of one too young to be asked.

    `on` may be before the session.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="views")
    position = models.PositiveIntegerField(default=0)
    child = of_person(null=True)
    rung = ShortText(max_length=CODE)
    answer = ShortText(max_length=CODE)
    on = models.DateField()
    asked_by = ShortText(max_length=300, blank=True)
    alone = models.BooleanField(null=True)
    words = models.BinaryField(null=True)

    class Meta:
        constraints = [one_of("child_view_answer", "answer", ANSWERS)]


@classified(
    **HEAD, session=SAFETY, contact=SAFETY, child=SAFETY, about=SAFETY, reason=SAFETY, on=SAFETY
)
class Stop(OfCase):
    """Contact is locked. It has a subject: the child it protects, and whom it is about.

    `contact`: what happened at it led here. `session` alone: what was told or became known in it.
    Neither: the safety interviews, or a new order.
    """

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="stops", null=True, db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="stops", null=True, db_index=False
    )
    child = of_person(null=True)
    about = of_person(null=True)
    reason = ShortText(max_length=CODE)
    on = models.DateField()


@classified(
    **HEAD, session=SAFETY, contact=SAFETY, child=SAFETY, parent=SAFETY, on=SAFETY, by=SAFETY,
    reason=NARRATIVE_SEALED,
)  # fmt: skip
class Clearing(OfCase):
    """A stop was looked at and lifted, for one ladder or all: in a session, or after a contact."""

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="clearings", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="clearings", null=True, db_index=False
    )
    child = of_person(null=True)
    parent = of_person(null=True)
    on = models.DateField()
    by = models.JSONField(default=list)
    reason = models.BinaryField(null=True)


@classified(**HEAD, contact=_C, position=_C, alarm=_C, figures=_C)
class Alarm(OfCase):
    """An alarm that a contact made ring, with its figures; it opens a review sheet."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="alarms")
    position = models.PositiveIntegerField(default=0)
    alarm = ShortText(max_length=CODE)
    figures = ShortText(max_length=FIGURES, blank=True)
