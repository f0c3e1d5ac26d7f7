"""POST, redirect, GET: a form acts once however often it is sent."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect

from handrail.rooms.shared.forms import STALE, HandrailForm
from handrail.store.accounts.submissions import KeyUsedElsewhere, once
from handrail.store.accounts.viewer import Viewer


class SeeOther(HttpResponseRedirect):
    """303: the answer to the form lies at another address, to be fetched by GET."""

    status_code = 303


def submit(
    request: HttpRequest, form: HandrailForm, act: Callable[[], str], *, viewer: Viewer
) -> SeeOther | None:
    """Act on a valid form and go on; None when the form has to be shown again.

    `act` writes and returns the address to go to; it may raise ValidationError to say what has to
    be put right. A form sent twice acts once and goes to the same place both times. Usage:

        form = HoldForm(request.POST or None)
        if done := submit(request, form, lambda: hold(by=viewer, ...), viewer=viewer):
            return done
        return render(request, "…", {"form": form})
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        key = form.cleaned_data["idempotency_key"]
        return SeeOther(once(viewer, key=key, path=request.path, act=act))
    except KeyUsedElsewhere:
        form.add_error(None, STALE)
    except ValidationError as refused:
        form.add_error(None, refused)
    return None
