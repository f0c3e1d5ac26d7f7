"""Reads a page the way a person does: its words, headings, tables, lists and drawings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {
    "article", "aside", "button", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "header", "label", "li", "main", "nav", "ol",
    "p", "section", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "time", "tr",
    "ul",
}  # fmt: skip


class _Builder(HTMLParser):
    """HTML as a tree. Raises AssertionError for an element that is not closed where it should."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = ET.Element("page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = ET.SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ET.SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.tag == tag, f"</{tag}> closes <{closed.tag}>"

    def handle_data(self, data: str) -> None:
        top = self.open[-1]
        if len(top):
            top[-1].tail = (top[-1].tail or "") + data
        else:
            top.text = (top.text or "") + data


def words(element: ET.Element) -> str:
    """The text of an element, its blocks apart, blanks as one."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: ET.Element) -> Iterator[str]:
    edge = " " if element.tag in BLOCKS or element.get("class") == "detail" else ""
    yield edge + (element.text or "")
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield edge


class Page:
    """One page; raises AssertionError when its elements do not close as they should."""

    def __init__(self, html: bytes | str) -> None:
        builder = _Builder()
        builder.feed(html.decode() if isinstance(html, bytes) else html)
        builder.close()
        assert builder.open == [builder.root], f"left open: {builder.open}"
        self.root = builder.root

    @cached_property
    def title(self) -> str:
        return words(next(self._one("head").iter("title")))

    @cached_property
    def main(self) -> str:
        """Every word of the main part."""
        return words(self._one("main"))

    @cached_property
    def text(self) -> str:
        """Every word between the body's tags."""
        return words(self._one("body"))

    @property
    def headings(self) -> list[str]:
        return [words(e) for e in self.root.iter() if e.tag in ("h1", "h2", "h3")]

    def _one(self, tag: str) -> ET.Element:
        (found,) = self.root.iter(tag)
        return found

    def all(self, cls: str) -> list[ET.Element]:
        """Every element that carries a class, in the order of the page."""
        return [e for e in self.root.iter() if cls in (e.get("class") or "").split()]

    def told(self, cls: str) -> list[str]:
        """The words of every element that carries a class."""
        return [words(e) for e in self.all(cls)]

    def section(self, heading: str) -> str:
        """The words of the section a heading names."""
        (named,) = [e for e in self.root.iter() if e.get("id") and words(e) == heading]
        (found,) = [e for e in self.root.iter() if e.get("aria-labelledby") == named.get("id")]
        return words(found)

    def links(self) -> dict[str, str]:
        """Words of each link -> where it leads."""
        return {words(e): e.get("href", "") for e in self.root.iter("a")}

    def table(self, caption: str) -> list[dict[str, str]]:
        """The rows of a table, heading -> words of the cell."""
        (found,) = [t for t in self.root.iter("table") if words(next(t.iter("caption"))) == caption]
        columns = [words(e) for e in next(found.iter("thead")).iter("th")]
        return [
            dict(zip(columns, (words(cell) for cell in row), strict=True))
            for row in next(found.iter("tbody")).iter("tr")
        ]

    def marked_rows(self) -> list[str]:
        """The words of every row that asks to be looked at."""
        return [words(e) for e in self.all("marked") if e.tag == "tr"]

    @property
    def drawings(self) -> list[ET.Element]:
        """Drawings for a wide page, without the small ones of icons and legends."""
        return [e for e in self.root.iter("svg") if "fig-wide" in (e.get("class") or "").split()]
