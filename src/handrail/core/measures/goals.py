"""Goal Attainment Scaling: several goals, each from -2 to +2, as one T-score (clinical §5.2).

T = 50 + 10 * sum(w*x) / sqrt((1 - rho) * sum(w²) + rho * (sum w)²). It is built on ranks, so
the attainment of each goal is always shown beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

RHO = 0.30  # the assumed mean correlation between goals


def goal_attainment_t(weights: Sequence[float], scores: Sequence[int], rho: float = RHO) -> float:
    """T, unrounded, from one weight and one score per goal; 50 is “as expected”.

    Raises ValueError that says what is wrong, all of it, and what would be right.
    """
    problems = _problems(weights, scores, rho)
    if problems:
        raise ValueError("; ".join(problems))
    weighted = sum(weight * score for weight, score in zip(weights, scores, strict=True))
    squares, total = sum(weight**2 for weight in weights), sum(weights)
    return 50 + 10 * weighted / math.sqrt((1 - rho) * squares + rho * total**2)


def rounded_t(weights: Sequence[float], scores: Sequence[int], rho: float = RHO) -> float:
    """T to one decimal, as reported. Raises ValueError as goal_attainment_t does."""
    return round(goal_attainment_t(weights, scores, rho), 1)


def _problems(weights: Sequence[float], scores: Sequence[int], rho: float) -> list[str]:
    problems = []
    if not weights and not scores:
        problems.append("no goal was scored; give one weight and one score for every goal")
    if len(weights) != len(scores):
        problems.append(
            f"{len(weights)} weights and {len(scores)} scores; give one of each for every goal"
        )
    for place, weight in enumerate(weights, start=1):
        if not (math.isfinite(weight) and weight > 0):
            problems.append(f"the weight of goal {place} is {weight:g}; it must be above 0")
    for place, score in enumerate(scores, start=1):
        if score not in (-2, -1, 0, 1, 2):
            problems.append(f"the score of goal {place} is {score:g}; use -2, -1, 0, +1 or +2")
    if not 0 <= rho <= 1:
        problems.append(f"rho is {rho:g}; a correlation between goals lies from 0 to 1")
    return problems
