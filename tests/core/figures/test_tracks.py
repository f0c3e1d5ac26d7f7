"""Five tracks: time and words, never a per cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from handrail.core.figures import tracks
from handrail.core.figures.tracks import Span, Track, Tracks
from tests.core.figures.examples import TRACKS
from tests.core.figures.reading import (
    Drawing,
    assert_figure_is_safe,
    drawings,
    places,
    texts_that_meet,
)

FIGURE = tracks.draw(TRACKS, uid="t")
EMPTY = Tracks(
    tuple(replace(t, spans=(), sessions=(), steps_down=()) for t in TRACKS.tracks), date(2025, 3, 3)
)
LONG = Tracks(
    (
        replace(
            TRACKS.tracks[0],
            name="Evaluación y planificación compartida de todo el trabajo familiar " * 2,
            state="cerrada el 24 de marzo, abierta otra vez por decisión de la terapeuta " * 2,
            spans=(
                Span(date(2022, 1, 5), date(2022, 1, 5)),
                Span(date(2023, 9, 1), date(2024, 1, 1)),
            ),
        ),
        *TRACKS.tracks[1:],
    ),
    date(2026, 7, 23),
)


@pytest.mark.parametrize("given", [TRACKS, EMPTY, LONG])
def test_it_is_safe_and_nothing_lies_on_a_text(given: Tracks) -> None:
    figure = tracks.draw(given, uid="t")
    assert_figure_is_safe(figure)
    for drawing in drawings(figure):
        assert texts_that_meet(drawing) == []
        for box in places(drawing.root):
            assert drawing.view.grown(1).left <= box.left
            assert box.right <= drawing.view.right + 1


def test_a_dot_for_each_session_and_a_triangle_for_the_step_down() -> None:
    for drawing in drawings(FIGURE):
        contact = drawing.all("fig-track")[2]
        dots = [e for e in drawing.all("fig-tone", contact) if e.get("cx")]
        assert len(dots) == 16
        assert len(drawing.all("fig-mark-stop", contact)) == 1


def test_dots_stand_in_the_order_of_time() -> None:
    wide = Drawing(FIGURE.svg_wide)
    xs = [
        float(e.attrib["cx"]) for e in wide.all("fig-tone", wide.all("fig-track")[2]) if e.get("cx")
    ]
    assert xs == sorted(xs)
    gaps = {round(b - a, 1) for a, b in pairwise(xs)}
    assert len(gaps) == 2, "a week each, and two where the step down stands"


def test_a_closed_bar_ends_and_an_open_one_runs_off_the_edge() -> None:
    wide = Drawing(FIGURE.svg_wide)
    first, second = (wide.all("fig-bar", t)[-1] for t in wide.all("fig-track")[:2])
    assert first.tag.endswith("rect")
    assert second.tag.endswith("path")
    assert second.attrib["d"].startswith("M924 ")


def test_a_track_that_has_not_begun_has_words_and_no_bar() -> None:
    wide = Drawing(FIGURE.svg_wide)
    track = wide.all("fig-track")[3]
    assert len(wide.all("fig-bar", track)) == 1  # the ring of its number
    assert "not started" in wide.texts(track)


def test_the_axis_names_the_first_day_the_months_and_today() -> None:
    told = Drawing(FIGURE.svg_wide).texts()
    for label in ("3 Mar", "1 Apr", "1 May", "1 Jun", "1 Jul", "today"):
        assert told.count(label) == 1


def test_over_years_each_january_has_its_year() -> None:
    told = Drawing(tracks.draw(LONG, uid="t").svg_wide).texts()
    assert {"5 Jan 2022", "1 Jan 2023", "1 Jan 2024", "1 Jan 2025", "1 Jan 2026"} <= set(told)


def test_the_table_and_the_words_say_the_same() -> None:
    name, *told = FIGURE.table.rows[0]
    assert name == "1 Assessment and planning"
    assert told == ["closed 24 March", "3 Mar", "24 Mar", "3 Mar, 4 Mar, 10 Mar", ""]
    assert FIGURE.table.rows[2][-1] == "12 May"
    assert (
        "Supported contact: open, step 4, seventeen sessions, one step down." in FIGURE.description
    )


def test_nothing_is_a_share_of_anything() -> None:
    assert "%" not in FIGURE.svg_wide + FIGURE.summary + FIGURE.description


def test_wrong_input_is_refused_whole() -> None:
    with pytest.raises(ValueError, match="phases are 1 to 5") as refused:
        Tracks(
            (
                Track(number=6, name="Six", state=""),
                Track(
                    number=1,
                    name="One",
                    state="",
                    spans=(Span(date(2025, 2, 1), date(2025, 1, 1)),),
                ),
            ),
            date(2025, 3, 3),
        )
    assert "before it begins" in str(refused.value)
