"""The first page of the reference: what there is to look up."""

from __future__ import annotations

from collections.abc import Mapping

from handrail.web.reference.markdown import bullets
from handrail.web.reference.markdown import page as whole

_ABOUT = (
    "Printed from the data files that drive the program, so it cannot say anything else than they"
    " do. `./handrail docs` prints it again; a test fails when a page is stale. The last page is"
    " measured: `./handrail prove --write` writes it."
)


def page(printed: Mapping[str, str]) -> str:
    """The index, with each page under its own title."""
    entries = [f"[{_title(text, name)}]({name})" for name, text in printed.items()]
    return whole("Reference", _ABOUT, bullets(entries), source="the data files")


def _title(text: str, name: str) -> str:
    titles = (line[2:] for line in text.splitlines() if line.startswith("# "))
    return next(titles, f"`{name}`")
