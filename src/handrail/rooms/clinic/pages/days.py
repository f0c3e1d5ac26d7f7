"""Moments as local days of the practice."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def local_day(moment: datetime) -> date:
    """The practice's local day of a moment."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
