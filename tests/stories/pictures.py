"""A picture of every page the stories come to, for the docs: HANDRAIL_PICTURES=docs/pictures/pages.

Each page is kept once, by the name of its address, in light colours at 320, 820 and 1280; a state
of a page ("connection lost") beside it. `docs/pictures/pages/README.md` shows them all. One story
after another, not with `-n`:

    HANDRAIL_PICTURES=docs/pictures/pages python -m pytest -m browser tests/stories
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.repo.routes import PARTS

FOLDER = Path(os.environ["HANDRAIL_PICTURES"]) if os.environ.get("HANDRAIL_PICTURES") else None
WIDTHS = (320, 820, 1280)
TALLEST = 2000
"""How far down a picture goes, in pixels: as far as somebody would scroll to get an idea."""

INTRODUCTION = (
    "The demo practice and its stories, in light colours, at 320, 820 and 1280 pixels; long pages"
    " are cut. A name after a dot is a state of the page. Made by the browser stories"
    " (`tests/stories/pictures.py`)."
)

RICHEST, IN_THE_ROOM = "test_every_page.py", "test_in_the_room.py"
"""The stories whose pictures replace those of others: of a page in the room, and of any other."""

_kept: dict[str, int] = {}

AS_WEBP = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const canvas = Object.assign(document.createElement('canvas'), {
    width: bitmap.width, height: bitmap.height,
  });
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  return canvas.toDataURL('image/webp', 0.3).split(',')[1];
}"""


def keep(page: Page, state: str = "") -> None:
    """Keep the page as it is now, where somebody asked for pictures."""
    if FOLDER is None or page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"):
        return
    name = picture(_route(page), state)
    told_by = IN_THE_ROOM if name.startswith("room") else RICHEST
    best = told_by in os.environ["PYTEST_CURRENT_TEST"]
    if not name or _kept.get(name, -1) >= best:
        return
    _kept[name] = best
    FOLDER.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        (FOLDER / f"{name}-{width}.webp").write_bytes(_as_webp(page, _shot(page)))
    if before:
        page.set_viewport_size(before)


def picture(route: str, state: str = "") -> str:
    """The name of a picture: "clinic:room_end" -> "room_end", with a state "room_end.offline"."""
    bare = route.removeprefix("clinic:").replace(":", "_")
    return f"{bare}.{state}" if bare and state else bare


def _route(page: Page) -> str:
    try:
        return resolve(urlsplit(page.url).path).view_name
    except Resolver404:
        return ""


def _shot(page: Page) -> bytes:
    height, width = page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.clientWidth]"
    )
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


def _as_webp(page: Page, png: bytes) -> bytes:
    """A picture in little space; the browser itself turns it."""
    return base64.b64decode(page.evaluate(AS_WEBP, base64.b64encode(png).decode()))


def write_index(folder: Path) -> None:
    """The page that shows every picture in the folder, by the parts of the program."""
    names = sorted({one.stem.rpartition("-")[0] for one in folder.glob("*.webp")})
    lines = [
        "# Every page",
        "",
        INTRODUCTION,
    ]
    for part, routes in PARTS.items():
        shown = list(_of(names, routes))
        if shown:
            lines += ["", f"## {part.replace('_', ' ').capitalize()}"]
        for name in shown:
            lines += ["", f"### {name}", "", " ".join(_image(name, width) for width in WIDTHS)]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _of(names: Sequence[str], routes: Sequence[str]) -> Iterator[str]:
    for route in routes:
        bare = picture(route)
        yield from (name for name in names if name.partition(".")[0] == bare)


def _image(name: str, width: int) -> str:
    small = width // 4
    file = f"{name}-{width}.webp"
    return f'<a href="{file}"><img src="{file}" width="{small}" alt="{name} at {width}"></a>'
