"""The family map as the clinic draws it: people, homes, relations."""

from __future__ import annotations

from handrail.core.family_file.values import Family
from handrail.core.figures.figure import Figure


def family_map(family: Family) -> Figure:
    """Who is who and who lives where; nobody's edge is coloured."""
    raise NotImplementedError
