"""Every page of the program has its pictures in the docs, and no picture shows what is gone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.repo.routes import PARTS
from tests.repo.test_routes import DECLARED
from tests.repo.tree import ROOT
from tests.stories.pictures import WIDTHS, picture

FOLDER = ROOT / "docs" / "pictures" / "pages"
NO_PAGE = {"left", "mfa_index", "demo:seats"}
"""On to the neutral page; another name of the account's page; what is served in the demo alone."""


def pages() -> Iterator[str]:
    """The names of the pictures of everything that can be looked at."""
    for route, verb in DECLARED:
        if verb == "GET" and set(DECLARED[route, verb]) - set("VSFCBTOL") and route not in NO_PAGE:
            yield picture(route)


def names() -> set[str]:
    return {one.stem.rpartition("-")[0] for one in FOLDER.glob("*.webp")}


def test_every_page_has_its_pictures() -> None:
    missing = {
        f"{name}-{width}" for name in pages() for width in WIDTHS
        if not (FOLDER / f"{name}-{width}.webp").exists()
    }  # fmt: skip
    assert missing == set(), "run the stories with HANDRAIL_PICTURES (tests/stories/pictures.py)"


def test_every_picture_is_of_a_page_and_shown() -> None:
    known = {picture(route) for part in PARTS.values() for route in part}
    assert {name.partition(".")[0] for name in names()} <= known
    shown = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert {name for name in names() if f"### {name}\n" not in shown} == set()
