"""What is not signed yet, what one author keeps apart, and what forbids to discard."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import Q

from handrail.store.accounts.seats import KEEPS_HOLDS
from handrail.store.accounts.visibility import staff_seats, visible_case_ids
from handrail.store.database.classes import (
    CASE_HEADER,
    CLINICAL_STRUCTURED,
    NARRATIVE_SEALED,
    classified,
)
from handrail.store.database.fields import ShortText
from handrail.store.database.guard import Guarded
from handrail.store.records.models.common import CODE, HEAD, OfCase, OfMyCases, asking, one_of
from handrail.store.records.models.sessions import NOTE_KINDS, Note, Session

DRAFT_STATES = ("open", "discarded", "signed")
HOLD_GROUNDS = ("subpoena", "complaint", "threatened_suit", "board_inquiry", "court_notice")
"""What a legal hold is set on (law §6.1)."""
_C = CLINICAL_STRUCTURED


@classified(
    **HEAD, session=_C, kind=_C, addendum_to=_C, state=_C, body=NARRATIVE_SEALED, saved_at=_C,
    saved_by=_C, version=_C,
)  # fmt: skip
class Draft(OfCase):
    """A note being written: one for each session and kind, whoever of the team writes on it.

    body: the segments as sealed JSON, [{"about": […], "told_by": […], "text": "…"}].
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="drafts")
    kind = ShortText(max_length=CODE)
    addendum_to = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    state = ShortText(max_length=CODE, default="open")
    body = models.BinaryField()
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("draft_kind", "kind", NOTE_KINDS),
            one_of("draft_state", "state", DRAFT_STATES),
            models.UniqueConstraint(
                fields=["session", "kind"],
                condition=Q(state="open", addendum_to__isnull=True),
                name="draft_open_once",
            ),
            models.UniqueConstraint(
                fields=["addendum_to"], condition=Q(state="open"), name="draft_addendum_open_once"
            ),
        ]


class OfItsAuthor(OfMyCases):
    """Nobody but the author finds a row; on PostgreSQL the table's policy says the same."""

    def get_queryset(self) -> models.QuerySet[Any]:
        who = asking()
        rows = super().get_queryset()
        return rows.none() if who is None else rows.filter(author=who.person_id)


@classified(
    **HEAD, session=_C, author=_C, body=NARRATIVE_SEALED, saved_at=_C, signed_at=_C, version=_C
)
class PsychotherapyNote(OfCase):
    """The author's own analysis (45 CFR 164.501): own store, own key, nobody else's page."""

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    author = models.UUIDField()
    body = models.BinaryField()
    saved_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: models.Manager[Any] = OfItsAuthor()


class OfItsKeepers(OfMyCases):
    """Besides the team those who keep every hold of the practice, from outside every case."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows, who = Guarded.get_queryset(self), asking()
        if connection.vendor == "postgresql":
            return rows
        if who is None:
            return rows.none()
        keeps = models.Exists(staff_seats(who, KEEPS_HOLDS))
        of_practice = Q(case__practice_id=who.practice_id) & keeps
        return rows.filter(Q(case_id__in=visible_case_ids(who)) | of_practice)


@classified(
    **HEAD, since=CASE_HEADER, until=CASE_HEADER, ground=CASE_HEADER, reason=NARRATIVE_SEALED,
    lifted_by=CASE_HEADER,
)  # fmt: skip
class LegalHold(OfCase):
    """While it stands nothing of the case is discarded. until: the day it was lifted.

    ground: what it rests on. reason: what the team wrote; none where it was placed from outside
    the case, by whoever keeps the holds of the practice.
    """

    since = models.DateField()
    until = models.DateField(null=True)
    ground = ShortText(max_length=CODE, blank=True, default="")
    reason = models.BinaryField(null=True)
    lifted_by = models.UUIDField(null=True)

    objects: models.Manager[Any] = OfItsKeepers()

    class Meta:
        constraints = [one_of("legal_hold_ground", "ground", ("", *HOLD_GROUNDS))]
