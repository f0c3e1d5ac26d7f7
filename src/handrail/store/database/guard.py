"""A manager that answers with no rows as long as nobody is asking.

The net under SQLite, which has no row-level security: the tables PostgreSQL guards by policy are
the tables that carry this manager, and a test holds the two lists equal.
"""

from __future__ import annotations

from typing import TypeVar

from django.apps import apps
from django.db import models

from handrail.store.database import identity

M = TypeVar("M", bound=models.Model)


class Guarded(models.Manager[M]):
    """`Model.objects` of a guarded table: without an identity it finds nothing."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        return rows if identity.current() is not None else rows.none()


def guarded_tables() -> set[str]:
    """The tables that must carry forced row-level security on PostgreSQL."""
    models_ = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table for model in models_ if isinstance(model._default_manager, Guarded)
    }
