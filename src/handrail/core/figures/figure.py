"""What every drawing hands back: the picture in two widths, and the same in words and rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """The picture as rows of plain text. `marked`: numbers of the rows that ask to be looked at.

    Cells are cleaned but not escaped: the page or the paper escapes them.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...] = ()


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a small decorative drawing and what it means."""

    svg: str
    words: str


@dataclass(frozen=True)
class Figure:
    """A drawing. `svg_wide` and `svg_narrow` are complete `<svg>` elements, safe to put in a page.

    title: names the picture, also for the region it lies in.
    summary: one line to show beside it.
    description: the picture in a few short sentences (it is also inside the drawing).
    table: the same facts in rows.
    keys: the legend, to show below it.
    notes: one line for each numbered flag in the drawing, in their order.
    """

    title: str
    svg_wide: str
    svg_narrow: str | None
    summary: str
    description: str
    table: Table
    keys: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
