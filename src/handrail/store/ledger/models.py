"""Two tables: the lines, and where each chain ends.

Both engines refuse UPDATE and DELETE of a line by trigger; on PostgreSQL the application's roles
may not even INSERT: `ledger_append()` does it for them and computes the hash itself.
"""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import AUDIT, ROW_ID, classified
from handrail.store.database.fields import Row, ShortText
from handrail.store.database.guard import Guarded


@classified(
    id=ROW_ID,
    practice_id=ROW_ID,
    chain_id=ROW_ID,
    seq=AUDIT,
    at=AUDIT,
    actor_person_id=AUDIT,
    account_id=AUDIT,
    seat=AUDIT,
    act=AUDIT,
    object_kind=AUDIT,
    object_id=AUDIT,
    detail=AUDIT,
    commitment=AUDIT,
    prev=AUDIT,
    hash=AUDIT,
)
class Line(Row):
    """One thing somebody did or saw. Ids and codes only, and no foreign keys: it outlives all."""

    practice_id = models.UUIDField()
    chain_id = models.UUIDField()  # a case, or the practice itself
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor_person_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    seat = ShortText(max_length=40, blank=True)
    act = ShortText(max_length=80)
    object_kind = ShortText(max_length=80, blank=True)
    object_id = models.UUIDField(null=True)
    detail = models.TextField()
    commitment = models.BinaryField(null=True)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    objects = Guarded()

    class Meta:
        db_table = "ledger_line"
        constraints = [
            models.UniqueConstraint(fields=["chain_id", "seq"], name="ledger_line_once"),
        ]
        indexes = [
            models.Index(fields=["practice_id", "at"], name="ledger_line_by_day"),
            models.Index(fields=["object_id", "at"], name="ledger_line_by_object"),
        ]


@classified(chain_id=ROW_ID, practice_id=ROW_ID, seq=AUDIT, hash=AUDIT)
class Head(models.Model):
    """The end of a chain. Written by the database alone, with every line."""

    chain_id = models.UUIDField(primary_key=True)
    practice_id = models.UUIDField()
    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    objects = Guarded()

    class Meta:
        db_table = "ledger_head"
