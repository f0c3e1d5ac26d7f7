"""Goal attainment: numbers, not prose, because a widely cited guide printed wrong formulas."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.measures.goals import goal_attainment_t, rounded_t

GOLDEN = [
    ("three goals as expected", [1, 1, 1], [0, 0, 0], 50.0),
    ("three goals above", [1, 1, 1], [1, 1, 1], 63.7),
    ("three goals below", [1, 1, 1], [-1, -1, -1], 36.3),
    ("one goal above", [1], [1], 60.0),
    ("two goals above", [1, 1], [1, 1], 62.4),
    ("Alder, week 1", [3, 2, 2], [-2, -1, -1], 30.6),
    ("Alder, week 13", [3, 2, 2], [-1, -2, -1], 32.5),
    ("Alder, week 21", [3, 2, 2], [0, 1, 0], 53.9),
]


@pytest.mark.parametrize(
    ("weights", "scores", "expected"), [case[1:] for case in GOLDEN], ids=[c[0] for c in GOLDEN]
)
def test_golden_values(weights: list[float], scores: list[int], expected: float) -> None:
    assert rounded_t(weights, scores) == expected


def test_the_unrounded_value_is_kept() -> None:
    assert goal_attainment_t([1, 1], [1, 1]) == pytest.approx(50 + 20 / math.sqrt(2.6))


def test_another_correlation_between_goals_changes_the_score() -> None:
    assert goal_attainment_t([1, 1], [1, 1], rho=1.0) == pytest.approx(60.0)


@pytest.mark.parametrize(
    ("weights", "scores", "says"),
    [
        ([], [], "give one weight and one score for every goal"),
        ([1, 1], [0], "2 weights and 1 scores"),
        ([1], [3], "use -2, -1, 0, [+]1 or [+]2"),
        ([1], [-3], "the score of goal 1 is -3"),
        ([1], [0.5], "the score of goal 1 is 0.5"),
        ([1, 0], [0, 0], "the weight of goal 2 is 0; it must be above 0"),
        ([-1], [0], "the weight of goal 1 is -1"),
        ([math.nan], [0], "the weight of goal 1 is nan"),
        ([math.inf], [0], "the weight of goal 1 is inf"),
    ],
)
def test_refuses_what_cannot_be_scored(weights: list[float], scores: list[int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        goal_attainment_t(weights, scores)


def test_names_every_problem_at_once() -> None:
    with pytest.raises(ValueError, match=r"goal 1 is -1.*goal 2 is 9.*rho is 2"):
        goal_attainment_t([-1, 1], [0, 9], rho=2)


goals = st.lists(
    st.tuples(st.floats(0.1, 100), st.sampled_from([-2, -1, 0, 1, 2])), min_size=1, max_size=12
)


@given(goals)
def test_order_of_goals_and_scale_of_weights_do_not_matter(pairs: list[tuple[float, int]]) -> None:
    weights, scores = [w for w, _ in pairs], [x for _, x in pairs]
    t = goal_attainment_t(weights, scores)
    assert goal_attainment_t(weights[::-1], scores[::-1]) == pytest.approx(t)
    assert goal_attainment_t([7 * w for w in weights], scores) == pytest.approx(t)


@given(goals)
def test_mirrored_scores_mirror_t_around_fifty(pairs: list[tuple[float, int]]) -> None:
    weights, scores = [w for w, _ in pairs], [x for _, x in pairs]
    mirrored = goal_attainment_t(weights, [-x for x in scores])
    assert goal_attainment_t(weights, scores) - 50 == pytest.approx(50 - mirrored)
