"""The families' room. It shows what was handed to somebody, and so far nothing can be."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.rooms.shared.errors import not_found
from handrail.rooms.shared.parts import Empty
from handrail.store.accounts.reading import own_name, seats_of
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """A greeting, and what was handed to this person. Staff have no such room."""
    viewer = cast(Viewer | None, request.viewer)  # type: ignore[attr-defined]
    if viewer is None:
        return redirect_to_login(request.get_full_path())
    with reading():
        if seats_of(viewer):
            return not_found(request)
        name = own_name(viewer)
    nothing = Empty(
        title=_("Nothing has been handed to you yet."),
        text=_("What your practice gives you, such as an appointment, will be here."),
    )
    context = {"greeting": _("Hello, %s.") % name.given, "nothing": nothing}
    return render(request, "portal/home.html", context)
