"""A page that asks before an act: what will happen, the fields, one button, one way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handrail.rooms.clinic.frame import door_frame
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Notice
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading


def asking(
    viewer: Viewer,
    form: HandrailForm,
    *,
    title: str,
    button: str,
    back: str,
    texts: Sequence[str] = (),
    notice: Notice | None = None,
) -> tuple[str, dict[str, Any]]:
    """(template, context) of such a page of the administrators."""
    with reading():
        frame = door_frame(viewer)
    return "clinic/asking.html", {
        **frame,
        "frame": "shared/clinic.html",
        "form": form,
        "title": title,
        "texts": texts,
        "notice": notice,
        "button": button,
        "back": back,
    }
