"""The little Markdown the reference is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PRINTED = "<!-- Printed by ./handrail docs; change {source} instead. -->"


def page(title: str, *parts: str, source: str) -> str:
    """A whole page: what it is printed from, its title, its parts."""
    head = PRINTED.format(source=source)
    return "\n\n".join([head, f"# {title}", *(part for part in parts if part)]) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; nothing at all when there are no rows."""
    body = [_row([cell(value) for value in row]) for row in rows]
    if not body:
        return ""
    return "\n".join([_row(headings), _row(["---"] * len(headings)), *body])


def cell(value: object) -> str:
    """A value as one cell: nothing for None, yes or no for a flag."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return ", ".join(cell(one) for one in value)
    return str(value).replace("|", "\\|").replace("\n", " ")


def bullets(lines: Iterable[str]) -> str:
    """A list, one point a line."""
    return "\n".join(f"- {line}" for line in lines)


def code(text: object) -> str:
    """An id or a file name."""
    return f"`{text}`" if text not in ("", None) else ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
