"""The ring of who does what next: round, without a first, safe to draw."""

from __future__ import annotations

import pytest

from handrail.core.figures.cycle import Cycle, Part, draw
from tests.core.figures.reading import assert_figure_is_safe, drawings, texts_that_meet

WREN = Part("Wren", "says she does not want to go")
MARA = Part("Mara", "hears it and calls it off")
THEO = Part("Theo", "writes to the lawyer, and asks again the same evening")
RING = (WREN, MARA, THEO)
LONG = Part("Maximiliane-Theodora", "erklärt " * 60)


def ring(*parts: Part) -> Cycle:
    return Cycle(parts)


@pytest.mark.parametrize("count", range(2, 9))
def test_every_ring_is_safe_and_nothing_lies_on_a_text(count: int) -> None:
    parts = [(*RING, LONG)[at % 4] for at in range(count)]
    figure = draw(ring(*parts), uid="c")
    assert_figure_is_safe(figure)
    for drawing in drawings(figure):
        assert texts_that_meet(drawing) == []
        assert len(drawing.all("fig-person")) == count, "a box for each part"
        assert len(drawing.all("fig-point")) == count, "an arrow from each to the next"
        for box in drawing.all("fig-person"):
            left, wide = float(box.attrib["x"]), float(box.attrib["width"])
            assert left >= 0
            assert left + wide <= drawing.view.right


def test_wherever_it_is_begun_it_is_the_same_picture() -> None:
    first = draw(ring(WREN, MARA, THEO), uid="c")
    assert draw(ring(MARA, THEO, WREN), uid="c") == first
    assert draw(ring(THEO, WREN, MARA), uid="c") == first
    assert draw(ring(THEO, MARA, WREN), uid="c") != first, "the other way round is another ring"


def test_the_table_says_who_comes_next_and_the_last_leads_to_the_first() -> None:
    table = draw(ring(*RING), uid="c").table
    assert [(row[0], row[2]) for row in table.rows] == [
        ("Mara", "Theo"), ("Theo", "Wren"), ("Wren", "Mara"),
    ]  # fmt: skip
    assert table.marked == ()


def test_no_part_is_numbered_and_no_line_is_coloured() -> None:
    for drawing in drawings(draw(ring(*RING), uid="c")):
        assert not [text for text in drawing.texts() if any(map(str.isdigit, text))]
        classes = {cls for e in drawing.root.iter() for cls in (e.get("class") or "").split()}
        assert not [cls for cls in classes if "stop" in cls or "rail" in cls]


def test_what_strangers_write_cannot_leave_the_drawing() -> None:
    figure = draw(ring(Part("<b>", "</svg><script>"), MARA), uid="c")
    assert_figure_is_safe(figure)
    assert "<script" not in figure.svg_wide


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_ring_has_two_to_eight_parts(count: int) -> None:
    with pytest.raises(ValueError, match="two to 8"):
        Cycle((MARA,) * count)
