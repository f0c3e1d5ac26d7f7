"""The bare address: everybody is led to their own room."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from handrail.store.accounts.reading import seats_of
from handrail.store.accounts.viewer import Viewer


@require_GET
def front(request: HttpRequest) -> HttpResponseBase:
    """Sign-in, the clinic, or the families' room."""
    viewer = cast(Viewer | None, request.viewer)  # type: ignore[attr-defined]
    if viewer is None:
        return redirect("account_login")
    return redirect("clinic:today" if seats_of(viewer) else "portal:home")
