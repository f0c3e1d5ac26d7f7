"""A row in every table of the record, so that the wall is tried at each of them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from handrail import chance
from handrail.store.accounts.models import Person
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.records.actions.recording import Record, recording
from handrail.store.records.models import Contact, ImportedFile, PreparedLine

CODES = {
    "called": "hotline", "came_as": "letter", "decision": "accept", "determined_by": "court",
    "explanation": "affinity", "held": "unopened",
    "kind": "progress", "letter": "closing", "outcome": "no_concern", "pattern": "role",
    "reason": "first", "state": "open", "weight": "some",
}  # fmt: skip


def fill(by: Viewer, case_id: UUID) -> None:
    """Add a row to each table that has none of this case."""
    with acting_as(by), recording(by=by, case_id=case_id, act="case.changed") as record:
        for model in apps.get_app_config("records").get_models():
            if model is not ImportedFile:
                _first(record, model)


def _first(record: Record, model: type[models.Model]) -> Any:
    rows = model._default_manager.filter(case_id=record.case_id)
    if not rows.exists():
        values = {
            field.attname: _value(record, field)
            for field in model._meta.concrete_fields
            if field.attname not in ("id", "case_id", "recorded_at", "recorded_by")
            and not field.has_default()
            and not field.null
        }
        if model is PreparedLine:  # before one thing: a contact, or any on a ladder
            values["contact_id"] = _first(record, Contact).id
        record.add(model, **values)
    return rows.first()


def _value(record: Record, field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.ForeignKey):
        related: Any = field.related_model
        return record.by.person_id if related is Person else _first(record, related).id
    if isinstance(field, models.UUIDField):
        return chance.new_id() if field.name == "client_id" else record.by.person_id
    if isinstance(field, models.DateTimeField):
        return record.at
    if isinstance(field, models.DateField):
        return date(2025, 7, 1)
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.BinaryField):
        return b"sealed"
    if field.blank:
        return ""
    return CODES.get(field.name, 1 if isinstance(field, models.IntegerField) else "")
