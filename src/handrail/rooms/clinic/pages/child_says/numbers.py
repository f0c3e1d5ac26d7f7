"""Whom to call where the case is: hotline and police, from the jurisdiction's pack."""

from __future__ import annotations

from datetime import date

from handrail.core.law.packs import Number, numbers_for, shipped


def phones(jurisdiction: str, on: date) -> tuple[Number, ...]:
    """The numbers in force, the practice's own first; empty where nobody has entered any."""
    return numbers_for(jurisdiction, shipped(), on)
