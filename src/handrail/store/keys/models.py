"""The keys of cases and people, each wrapped by a key of its store's ring."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import AUDIT, ROW_ID, SECRET, classified
from handrail.store.database.fields import Row, ShortText
from handrail.store.database.guard import Guarded


@classified(
    id=ROW_ID,
    store=AUDIT,
    owner_id=ROW_ID,
    practice_id=ROW_ID,
    wrapped=SECRET,
    made_at=AUDIT,
    destroyed_at=AUDIT,
)
class WrappedKey(Row):
    """The key of one case or person in one store. Destroyed: `wrapped` is empty for ever."""

    store = ShortText(max_length=20)
    owner_id = models.UUIDField()  # a case, or a person for psychotherapy notes and drawers
    practice_id = models.UUIDField()
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    objects = Guarded()

    class Meta:
        db_table = "wrapped_key"
        constraints = [
            models.UniqueConstraint(fields=["store", "owner_id"], name="wrapped_key_once"),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False) | models.Q(destroyed_at__isnull=False),
                name="wrapped_key_gone_only_if_destroyed",
            ),
        ]
