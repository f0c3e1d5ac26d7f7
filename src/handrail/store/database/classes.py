"""What kind of fact each column holds: said at the model, checked for every model by a test.

@classified(id=ROW_ID, email=CONTACT_DETAILS, password=SECRET)
class Account(Row): ...
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from django.db import models


class FieldClass(StrEnum):
    """The kinds of fact a column can hold."""

    ROW_ID = "row_id"  # a random id or a pointer to one: means nothing outside the database
    PUBLIC = "public"  # may stand on a public page
    PRACTICE = "practice"  # how the practice works; staff may know it
    IDENTITY = "identity"  # who somebody is: names, birth dates, pronouns
    CONTACT_DETAILS = "contact_details"  # where somebody can be reached
    SCHEDULE = "schedule"  # that, when and where something takes place
    CASE_HEADER = "case_header"  # that a family is seen here, on what basis, by whom
    CLINICAL_STRUCTURED = "clinical_structured"  # codes, numbers and dates of the treatment
    NARRATIVE_SEALED = "narrative_sealed"  # people's words; only ever stored sealed
    SAFETY = "safety"  # safety plans, protected addresses, risk
    AUDIT = "audit"  # who did and saw what, when
    SECRET = "secret"  # noqa: S105 - a class name; keys, tokens, password hashes; never shown


ROW_ID = FieldClass.ROW_ID
PUBLIC = FieldClass.PUBLIC
PRACTICE = FieldClass.PRACTICE
IDENTITY = FieldClass.IDENTITY
CONTACT_DETAILS = FieldClass.CONTACT_DETAILS
SCHEDULE = FieldClass.SCHEDULE
CASE_HEADER = FieldClass.CASE_HEADER
CLINICAL_STRUCTURED = FieldClass.CLINICAL_STRUCTURED
NARRATIVE_SEALED = FieldClass.NARRATIVE_SEALED
SAFETY = FieldClass.SAFETY
AUDIT = FieldClass.AUDIT
SECRET = FieldClass.SECRET

_declared: dict[type[models.Model], dict[str, FieldClass]] = {}
M = TypeVar("M", bound=models.Model)


def classified(**classes: FieldClass) -> Callable[[type[M]], type[M]]:
    """Declare the class of every field of a model, by field name."""

    def declare(model: type[M]) -> type[M]:
        _declared[model] = classes
        return model

    return declare


def classes_of(model: type[models.Model]) -> dict[str, FieldClass]:
    """What the model declares; an empty answer means it declares nothing."""
    return dict(_declared.get(model, {}))


def mistakes(model: type[models.Model]) -> list[str]:
    """Every field without a class and every class without a field, as "label.field: what"."""
    declared = classes_of(model)
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    label = model._meta.label
    unclassified = [f"{label}.{name}: no class declared" for name in sorted(fields - set(declared))]
    unknown = [f"{label}.{name}: no such field" for name in sorted(set(declared) - fields)]
    return unclassified + unknown
