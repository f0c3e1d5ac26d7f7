"""Distress in each contact, against the two limits of the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handrail.core.figures.curves import Distress, DistressWords, draw_distress
from tests.core.figures.examples import DISTRESS, FORTY, HARD
from tests.core.figures.reading import Drawing, assert_figure_is_safe, drawings, texts_that_meet
from tests.core.figures.wren import CONTACTS

FIGURE = draw_distress(DISTRESS, uid="d")
MIXED = HARD["not held, unplanned, awaited"].contacts


@pytest.mark.parametrize("contacts", [(), CONTACTS[:1], CONTACTS, FORTY, MIXED])
def test_every_contact_is_drawn_once_and_no_text_lies_on_another(contacts: tuple) -> None:  # type: ignore[type-arg]
    figure = draw_distress(Distress(contacts=contacts), uid="d")
    assert_figure_is_safe(figure)
    for drawing in drawings(figure):
        assert len(drawing.all("fig-contact")) == len(contacts)
        assert texts_that_meet(drawing) == []


def test_a_mark_over_the_line_is_a_contact_over_the_limit() -> None:
    for drawing in drawings(FIGURE):
        line = float(drawing.one("fig-rail-curve").attrib["y1"])
        over = [
            group.attrib["data-session"]
            for group in drawing.all("fig-contact")
            for dot in drawing.all("fig-dot", group)
            if float(dot.attrib["cy"]) < line - 0.1
        ]
        assert over == []
        assert drawing.contact("A14").attrib["data-mark"] == "unsettled"
        assert "A14" in drawing.texts()


def test_both_limits_are_named_at_their_line() -> None:
    for drawing in drawings(FIGURE):
        assert {"peak to 6", "after to 3"} <= set(drawing.texts())


def test_limits_that_fall_together_keep_both_names() -> None:
    figure = draw_distress(replace(DISTRESS, peak_limit=4, after_limit=4), uid="d")
    for drawing in drawings(figure):
        assert {"peak to 4", "after to 4"} <= set(drawing.texts())
        assert texts_that_meet(drawing) == []


def test_the_words_name_who_is_over_the_rail() -> None:
    assert FIGURE.summary == "One contact over the rail: A14. The three before it averaged 5."
    assert draw_distress(Distress(contacts=()), uid="d").summary == "No contact yet."
    calm = draw_distress(Distress(contacts=CONTACTS[:7]), uid="d")
    assert calm.summary == "No contact over the rail."


def test_the_table_marks_them() -> None:
    assert FIGURE.table.marked == (7,)
    assert FIGURE.table.rows[7] == ("A14", "12 May 2025", "5", "8", "5", "peak, after")


def test_what_nobody_planned_is_not_over_the_limit() -> None:
    figure = draw_distress(Distress(contacts=MIXED), uid="d")
    assert MIXED[3].peak == 8
    assert figure.summary == "No contact over the rail."
    assert [row[5] for row in figure.table.rows] == ["", "not held", "not held", "not planned", ""]


def test_long_words_for_the_limits_are_cut_not_lost() -> None:
    words = DistressWords(peak_limit="malestar máximo permitido por la regla: {limit}")
    figure = draw_distress(DISTRESS, uid="d", words=words)
    wide = Drawing(figure.svg_wide)
    assert any(text.startswith("malestar") and text.endswith("…") for text in wide.texts())
    assert texts_that_meet(wide) == []
