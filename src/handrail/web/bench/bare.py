"""The bare page that others are compared with: somebody is signed in, and nothing else.

It passes everything a page passes (session, account, transaction, headers) and reads one row. It
has an address only while the bench runs.
"""

from __future__ import annotations

from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handrail.store.accounts.reading import own_name
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """Who is signed in."""
    viewer = cast(Viewer | None, request.viewer)  # type: ignore[attr-defined]
    if viewer is None:
        return redirect_to_login(request.get_full_path())
    with reading():
        name = own_name(viewer)
    return render(request, "bench/bare.html", {"name": name.given})
