"""Model fields that behave the same on both engines."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from handrail import chance
from handrail.store.database.text import TextRefused, problem_with, refuse_unstorable

if TYPE_CHECKING:
    CharField = models.CharField[Any, Any]
else:
    CharField = models.CharField

_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class ShortText(CharField):
    """A line of text. NUL, half characters and overlong text are refused before the engine.

    Both engines carry a CHECK on the length too, because SQLite ignores the one of the type.
    Writing raises TextRefused; forms get the same sentence as a validation error.
    """

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        problem = problem_with(str(value), longest=self.max_length)
        if problem:
            raise ValidationError(problem)
        super().validate(value, model_instance)

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        if isinstance(prepared, str):
            return refuse_unstorable(prepared, longest=self.max_length)
        return prepared

    def db_check(self, connection: BaseDatabaseWrapper) -> str | None:
        column = connection.ops.quote_name(str(self.column))
        return f"length({column}) <= {self.max_length}"


class PartialDate(ShortText):
    """A day known as far as anyone knows it: "1987", "2016-02" or "2016-02-29"; may be empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        if isinstance(prepared, str) and prepared and not is_partial_date(prepared):
            raise TextRefused("A date is a year, a month or a day: 1987, 2016-02 or 2016-02-29.")
        return prepared


def is_partial_date(text: str) -> bool:
    """Whether the text is a year, a month of a year, or a day that exists."""
    if not _PARTIAL_DATE.fullmatch(text):
        return False
    filled = text + "0000-01-01"[len(text) :]
    try:
        date.fromisoformat(filled)
    except ValueError:
        return False
    return True


class Row(models.Model):
    """What every table of ours has in common: a random id, made here and telling nothing."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)

    class Meta:
        abstract = True
