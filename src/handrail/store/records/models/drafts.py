"""What is not signed yet, what one author keeps apart, and what forbids to discard."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from handrail.store.database.classes import CLINICAL_STRUCTURED, NARRATIVE_SEALED, classified
from handrail.store.database.fields import ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, OfMyCases, asking, one_of
from handrail.store.records.models.sessions import NOTE_KINDS, Note, Session

DRAFT_STATES = ("open", "discarded", "signed")
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


@classified(**HEAD, since=_C, until=_C, reason=NARRATIVE_SEALED, lifted_by=_C)
class LegalHold(OfCase):
    """While it stands nothing of the case is discarded. until: the day it was lifted."""

    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.BinaryField()
    lifted_by = models.UUIDField(null=True)
