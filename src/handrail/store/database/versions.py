"""Contested rows: whoever saves on top of somebody else's change is told, nothing is lost."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models


class Stale(Exception):
    """The row was changed by somebody else since it was read."""


def change(rows: models.QuerySet[Any], *, row_id: UUID, version: int, **values: object) -> int:
    """Set `values` on the row as it was read at `version`; returns its new version.

    The model carries an integer column `version`. Raises Stale, also when there is no such row.
    """
    changed = rows.filter(id=row_id, version=version).update(version=version + 1, **values)
    if changed != 1:
        raise Stale(str(row_id))
    return version + 1
