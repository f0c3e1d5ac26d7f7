"""The SVG itself: escaped, stable numbers, ids that a page can hold."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.figures import svg

DRAWN = {"cls": "fig-x", "view": (0.0, 0.0, 10.0, 10.0), "title": "A title", "description": "Told"}


@given(st.text())
def test_any_text_comes_back_as_text(words: str) -> None:
    e = ET.fromstring(svg.text(words, 0, 0))
    assert not list(e)
    assert (e.text or "") == _lines(svg._NOT_XML.sub("", words))


def _lines(words: str) -> str:
    """XML reads every way of ending a line as one line feed."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text())
def test_any_attribute_stays_one_attribute(words: str) -> None:
    e = ET.fromstring(svg.group("fig-x", data_session=words))
    assert set(e.attrib) == {"class", "data-session"}


def test_markup_in_a_name_is_only_a_name() -> None:
    drawn = svg.text('</text><script>alert("1")</script>&amp;', 0, 0)
    assert "<script" not in drawn
    assert ET.fromstring(drawn).text == '</text><script>alert("1")</script>&amp;'


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (0.1 + 0.2, "0.3"), (-0.001, "0"), (12.345, "12.35"), (7, "7")],
)
def test_numbers_are_short_and_stable(value: float, written: str) -> None:
    assert svg.number(value) == written


@pytest.mark.parametrize("uid", ["", "1a", 'a"onload="x', "A", "a b", "é"])
def test_an_id_that_a_page_cannot_hold_is_refused(uid: str) -> None:
    with pytest.raises(ValueError, match="small letters, digits and hyphens"):
        svg.drawing(uid=uid, **DRAWN)  # type: ignore[arg-type]


def test_a_drawing_is_named_and_described() -> None:
    root = ET.fromstring(svg.drawing(uid="one", **DRAWN))  # type: ignore[arg-type]
    assert root.get("role") == "img"
    assert [child.text for child in root] == ["A title", "Told"]
    assert root.get("aria-labelledby") == "one-title"
    assert root.get("aria-describedby") == "one-desc"


def test_a_drawing_beside_words_is_hidden_from_assistive_technology() -> None:
    root = ET.fromstring(svg.small_drawing(width=10, height=10))
    assert root.get("aria-hidden") == "true"
    assert root.get("role") is None
