"""The few SVG elements the drawings use, as text. Everything is escaped here and nowhere else.

No `style`, no script and no colour: only classes (`fig-…`), whose colours stand in figures.css.
"""

from __future__ import annotations

import re

from handrail.core.figures.boxes import Box
from handrail.core.figures.lettering import fit

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UID = re.compile(r"[a-z][a-z0-9-]{0,40}")


def escape(words: str) -> str:
    """Text as XML takes it, in an element and in an attribute."""
    return _NOT_XML.sub("", words).translate(_ESCAPES)


def number(value: float) -> str:
    """A length with at most two decimals, the same bytes every time."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, cls: str, *inside: str, **attributes: str | float) -> str:
    """One element; `inside` is SVG already. An attribute `data_mark` is written `data-mark`."""
    given = {"class": cls, **attributes} if cls else dict(attributes)
    written = "".join(
        f' {key.replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in given.items()
    )
    body = "".join(inside)
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"


def group(cls: str, *inside: str, **attributes: str | float) -> str:
    return element("g", cls, *inside, **attributes)


def line(cls: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return element("line", cls, x1=x1, y1=y1, x2=x2, y2=y2)


def rect(cls: str, x: float, y: float, width: float, height: float, *, round_: float = 0) -> str:
    rounded = {"rx": round_} if round_ else {}
    return element("rect", cls, x=x, y=y, width=width, height=height, **rounded)


def circle(cls: str, x: float, y: float, r: float) -> str:
    return element("circle", cls, cx=x, cy=y, r=r)


def path(cls: str, *points: tuple[float, float], closed: bool = False) -> str:
    """A run of straight lines through the points."""
    d = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", cls, d=f"M{d}{'Z' if closed else ''}")


def bold(words: str) -> str:
    return element("tspan", "fig-b", escape(words))


def text(
    words: str,
    x: float,
    y: float,
    cls: str = "fig-ink",
    *,
    size: float = 14,
    anchor: str = "start",
    room: float | None = None,
) -> str:
    """One line of text; `y` is its baseline. With `room`, what does not fit is cut by an ellipsis.

    The class `fig-b` makes it bold.
    """
    if room is not None:
        words = fit(words, room, size, bold="fig-b" in cls)
    return rich_text(escape(words), x, y, cls, size=size, anchor=anchor)


def rich_text(
    inside: str, x: float, y: float, cls: str, *, size: float = 14, anchor: str = "start"
) -> str:
    """As `text`, with escaped content that may hold `bold` parts."""
    placed = {} if anchor == "start" else {"text_anchor": anchor}
    return element("text", cls, inside, x=x, y=y, font_size=size, **placed)


def lines_of_text(
    lines: tuple[str, ...], x: float, y: float, cls: str, *, size: float = 14, pitch: float = 17
) -> str:
    return "".join(text(words, x, y + i * pitch, cls, size=size) for i, words in enumerate(lines))


def hatched(box: Box, *, uid: str) -> str:
    """A room that is closed: sunk ground, slanting lines, dashed border."""
    room = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
    lines = element(
        "pattern",
        "",
        line("fig-hatch", 0, 0, 0, 9),
        id=uid,
        width=9,
        height=9,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return (
        element("defs", "", lines)
        + element("rect", "fig-closed", **room)
        + element("rect", "", fill=f"url(#{uid})", **room)
    )


def drawing(
    *inside: str,
    uid: str,
    cls: str,
    view: tuple[float, float, float, float],
    title: str,
    description: str,
) -> str:
    """The whole picture: named and described for whoever cannot see it.

    view: left, top, width, height. Raises ValueError for a uid that cannot be an id in a page.
    """
    if not _UID.fullmatch(uid):
        raise ValueError(f"uid {uid!r}: small letters, digits and hyphens, beginning with a letter")
    named = element("title", "", escape(title), id=f"{uid}-title")
    described = element("desc", "", escape(description), id=f"{uid}-desc")
    return element(
        "svg",
        f"fig {cls}",
        named,
        described,
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby=f"{uid}-title",
        aria_describedby=f"{uid}-desc",
        viewBox=" ".join(map(number, view)),
        width=view[2],
        height=view[3],
    )


def small_drawing(*inside: str, width: float, height: float) -> str:
    """A decorative drawing beside words that say the same: hidden from assistive technology."""
    return element(
        "svg",
        "fig fig-key",
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        aria_hidden="true",
        focusable="false",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
    )
