"""Curves: a measure over time with its cut-off, and the distress in each contact.

For clinic pages and reports; no score is ever joined with another into one.
"""

from __future__ import annotations

from handrail.core.figures.curves.distress import Distress, DistressWords, draw_distress
from handrail.core.figures.curves.trend import (
    Change,
    CutOff,
    Score,
    Trend,
    TrendWords,
    draw_trend,
)

__all__ = [
    "Change",
    "CutOff",
    "Distress",
    "DistressWords",
    "Score",
    "Trend",
    "TrendWords",
    "draw_distress",
    "draw_trend",
]
