"""A measure over time: its points, its gaps, its cut-off, and careful words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handrail.core.figures.curves import Change, CutOff, Score, Trend, draw_trend
from tests.core.figures.examples import TREND, week
from tests.core.figures.reading import (
    Drawing,
    assert_figure_is_safe,
    drawings,
    points,
    texts_that_meet,
)

FIGURE = draw_trend(TREND, uid="c")


def heights(drawing: Drawing) -> dict[str, float]:
    return {
        g.attrib["data-score"]: float(drawing.all("fig-point", g)[0].attrib["cy"])
        for g in drawing.all("fig-score")
        if g.attrib["data-score"]
    }


def test_higher_scores_stand_higher_and_those_under_the_cut_off_below_its_line() -> None:
    for drawing in drawings(FIGURE):
        y = heights(drawing)
        assert y["22"] < y["21"] < y["19"] < y["13"]
        line = float(drawing.one("fig-cut-off").attrib["y1"])
        assert {score for score, height in y.items() if height > line} == {"13"}


def test_every_score_and_the_cut_off_are_written() -> None:
    for drawing in drawings(FIGURE):
        assert {"21", "19", "22", "13", "15 and over: look closer"} <= set(drawing.texts())


def test_the_words_say_lower_and_never_better() -> None:
    assert FIGURE.summary == (
        "21 to 13: reliable change, lower. A change of 6 or more counts as reliable; this is 8. "
        "Theo is not asked: no daily contact in the period."
    )
    everything = FIGURE.svg_wide + FIGURE.summary + FIGURE.description
    assert not {"better", "worse", "improve"} & set(everything.lower().split())


@pytest.mark.parametrize(
    ("change", "summary"),
    [
        (Change(8, 16, "reliable", 6), "8 to 16: reliable change, higher."),
        (Change(8, 6, "not_reliable"), "8 to 6: no reliable change."),
        (
            Change(8, 6, "not_computable"),
            "8 to 6: whether the change is reliable cannot be computed.",
        ),
    ],
)
def test_each_verdict_has_its_words(change: Change, summary: str) -> None:
    assert draw_trend(replace(TREND, change=change, note=""), uid="c").summary.startswith(summary)


def test_a_gap_breaks_the_line_and_stays_visible() -> None:
    before, after = (week(1, 21), week(5, 20)), (week(13, 22), week(21, 13))
    scores = (*before, week(8, None), week(9, None), *after)
    figure = draw_trend(replace(TREND, scores=scores), uid="c")
    for drawing in drawings(figure):
        assert [len(points(run)) for run in drawing.all("fig-curve-line")] == [2, 2]
        assert len(drawing.all("fig-hollow")) == 2
    assert figure.table.rows[2][2] == "no score"


def test_the_table_says_which_scores_ask_for_a_closer_look() -> None:
    assert [row[3] for row in FIGURE.table.rows] == ["15 and over: look closer"] * 3 + [""]


def test_low_scores_may_be_the_ones_to_look_at() -> None:
    trend = replace(TREND, cut_off=CutOff(15, "15 and under: look closer", above=False))
    figure = draw_trend(trend, uid="c")
    assert [row[3] for row in figure.table.rows] == ["", "", "", "15 and under: look closer"]
    wide = Drawing(figure.svg_wide)
    band, line = wide.one("fig-band"), wide.one("fig-cut-off")
    assert band.attrib["y"] == line.attrib["y1"]


def test_a_name_with_no_room_on_its_line_stands_below() -> None:
    crowded = tuple(week(i, 8 + i * 7 % 22) for i in range(1, 53))
    figure = draw_trend(replace(TREND, scores=crowded), uid="c")
    for drawing in drawings(figure):
        assert "15 and over: look closer" in drawing.texts()
        assert texts_that_meet(drawing) == []


def test_without_scores_it_says_so() -> None:
    figure = draw_trend(replace(TREND, scores=(), change=None, note=""), uid="c")
    assert_figure_is_safe(figure)
    assert figure.summary == "No score yet."


@settings(max_examples=50, deadline=None)
@example([None, 0, None, 1, 0, None, 0], 0)
@given(st.lists(st.none() | st.integers(0, 34), max_size=40), st.integers(0, 34))
def test_any_series_is_drawn_whole(values: list[int | None], cut: int) -> None:
    scores = tuple(week(i, value) for i, value in enumerate(values, 1))
    figure = draw_trend(replace(TREND, scores=scores, cut_off=CutOff(cut, "look closer")), uid="c")
    assert_figure_is_safe(figure)
    for drawing in drawings(figure):
        assert len(drawing.all("fig-score")) == len(values)
        assert texts_that_meet(drawing) == []


def test_wrong_input_is_refused_whole() -> None:
    with pytest.raises(ValueError, match="40 must be 0 to 34") as refused:
        Trend(
            title="x",
            measure="x",
            high=34,
            scores=(Score(on=date(2025, 2, 1), value=40), Score(on=date(2025, 1, 1), value=1)),
        )
    assert "in time order" in str(refused.value)
