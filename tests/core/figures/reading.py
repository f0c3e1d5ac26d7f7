"""Reads a drawing back the way a browser does: elements, places, the room each mark takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

from handrail.core.figures.boxes import Box, text_box
from handrail.core.figures.figure import Figure

SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Drawing:
    """One parsed `<svg>`."""

    def __init__(self, svg: str) -> None:
        self.root = ET.fromstring(svg)

    def all(self, cls: str, within: ET.Element | None = None) -> list[ET.Element]:
        """Every element that carries the class, in drawing order."""
        top = self.root if within is None else within
        return [e for e in top.iter() if cls in (e.get("class") or "").split()]

    def one(self, cls: str) -> ET.Element:
        (found,) = self.all(cls)
        return found

    def contact(self, session: str) -> ET.Element:
        (found,) = [e for e in self.all("fig-contact") if e.get("data-session") == session]
        return found

    def texts(self, within: ET.Element | None = None) -> list[str]:
        top = self.root if within is None else within
        return ["".join(e.itertext()) for e in top.iter(f"{SVG}text")]

    @property
    def view(self) -> Box:
        left, top, wide, high = map(float, self.root.attrib["viewBox"].split())
        return Box.at(left, top, wide, high)


def drawings(figure: Figure) -> list[Drawing]:
    """The wide drawing and the narrow one."""
    assert figure.svg_narrow is not None
    return [Drawing(figure.svg_wide), Drawing(figure.svg_narrow)]


def points(path: ET.Element) -> list[tuple[float, float]]:
    """The corners of a path of straight lines."""
    numbers = [float(n) for n in _NUMBER.findall(path.attrib["d"])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def places(element: ET.Element) -> Iterator[Box]:
    """The room of each shape and text in the element; strokes have no width here."""
    for e in element.iter():
        name = e.tag.removeprefix(SVG)
        at = {k: float(v) for k, v in e.attrib.items() if _NUMBER.fullmatch(v)}
        if name == "circle":
            yield Box.around(at["cx"], at["cy"], at["r"])
        elif name == "rect":
            yield Box.at(at["x"], at["y"], at["width"], at["height"])
        elif name == "line":
            yield _segment((at["x1"], at["y1"]), (at["x2"], at["y2"]))
        elif name == "path" and not re.search("[ahcv]", e.attrib["d"]):
            yield from (_segment(a, b) for a, b in pairwise(points(e)))
        elif name == "text":
            yield _text(e, at)


def _segment(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])).grown(0.1)


def _text(e: ET.Element, at: dict[str, float]) -> Box:
    return text_box(
        "".join(e.itertext()),
        at["x"],
        at["y"],
        size=at["font-size"],
        anchor=e.get("text-anchor", "start"),
        bold="fig-b" in (e.get("class") or "").split(),
    )


_ALLOWED = {
    "svg", "title", "desc", "g", "rect", "circle", "line", "path", "text", "tspan",
    "defs", "pattern",
}  # fmt: skip
_ATTRIBUTES = {
    "class", "id", "role", "aria-labelledby", "aria-describedby", "viewBox", "width", "height",
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "d", "font-size", "text-anchor",
    "patternUnits", "patternTransform", "data-rung", "data-session", "data-mark", "data-flag",
    "data-phase", "data-score", "data-home", "data-person", "data-echo", "data-relation",
}  # fmt: skip


def assert_safe(svg: str) -> None:
    """Well-formed, named for assistive technology, no colour, style, script, link or handler."""
    drawing = Drawing(svg)
    root = drawing.root
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    assert root.get("role") == "img"
    for kind, name in (("labelledby", "title"), ("describedby", "desc")):
        told = root.find(f"{SVG}{name}")
        assert told is not None
        assert told.text
        assert root.get(f"aria-{kind}") == told.get("id")
    for e in root.iter():
        assert e.tag.removeprefix(SVG) in _ALLOWED
        for attribute, value in e.attrib.items():
            if attribute == "fill":
                assert re.fullmatch(r"url\(#[a-z0-9-]+\)", value)
                assert value[5:-1] in ids
            else:
                assert attribute in _ATTRIBUTES
            assert "nan" not in value.lower().split()
        assert all(cls == "fig" or cls.startswith("fig-") for cls in e.get("class", "").split())


def assert_figure_is_safe(figure: Figure) -> None:
    assert figure.svg_narrow is not None
    assert_safe(figure.svg_wide)
    assert_safe(figure.svg_narrow)
    ids = re.findall(r' id="([^"]+)"', figure.svg_wide + figure.svg_narrow)
    assert len(ids) == len(set(ids))
    assert figure.summary
    assert figure.description
    assert all(len(row) == len(figure.table.headers) for row in figure.table.rows)
    assert set(figure.table.marked) <= set(range(len(figure.table.rows)))


def texts_that_meet(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other (their letters, not the air between the lines)."""
    found = []
    told = [(e, box) for e in drawing.root.iter(f"{SVG}text") for box in places(e)]
    for i, (one, a) in enumerate(told):
        for other, b in told[i + 1 :]:
            if a.grown(-1).meets(b.grown(-1)):
                found.append(("".join(one.itertext()), "".join(other.itertext())))
    return found
