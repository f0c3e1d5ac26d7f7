"""The marks by themselves, for the patterns page and for the legend."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from handrail.core.figures.legend import MarkWords, examples, key_of
from tests.core.figures.reading import assert_figure_is_safe, drawings, texts_that_meet


def test_every_mark_once_with_its_word() -> None:
    figure = examples(uid="m")
    assert_figure_is_safe(figure)
    for drawing in drawings(figure):
        kinds = [g.attrib["data-mark"] for g in drawing.all("fig-example")]
        assert kinds == ["settled", "unsettled", "not_held", "waiting", "stopped"]
        assert " ".join(drawing.texts()) == "settled not settled not held 48 h waiting stopped"
        assert texts_that_meet(drawing) == []
    assert [row[1] for row in figure.table.rows] == [
        "settled",
        "not settled",
        "not held",
        "48 h waiting",
        "stopped",
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "contact", "settled", "unsettled", "not_held", "not_held_none", "waiting", "stopped",
        "unplanned", "rail", "undecided", "flag", "closed",
    ],
)  # fmt: skip
def test_a_key_is_a_small_drawing_that_words_explain(mark: str) -> None:
    key = key_of(mark, MarkWords(), limit=6)
    root = ET.fromstring(key.svg)
    assert root.get("aria-hidden") == "true"
    assert len(list(root)) >= 1
    assert key.words
    assert "{" not in key.words


def test_the_rail_is_explained_with_the_limit_of_the_rule() -> None:
    assert "peak 5.5" in key_of("rail", MarkWords(), limit=5.5).words
