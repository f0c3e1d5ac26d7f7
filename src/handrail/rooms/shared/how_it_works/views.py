"""The pages of `/how-it-works/`, one for each kind of reader. Public; they hold no data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from handrail.core.therapy import protocol
from handrail.rooms.shared.how_it_works.contents import Audience, contents
from handrail.rooms.shared.parts import Link, Notice, Text

READERS: tuple[tuple[Audience, str, Text], ...] = (
    ("parent", "how_it_works", _("For families")),
    ("child", "how_it_works_children", _("For children")),
    ("clinician", "how_it_works_clinicians", _("For clinicians")),
    ("court", "how_it_works_courts", _("For courts")),
)


@require_safe
def page(request: HttpRequest, audience: Audience) -> HttpResponse:
    """The protocol in force, for one kind of reader."""
    return render(
        request,
        f"shared/how/{audience}.html",
        {
            "page": contents(protocol.load(), audience, get_language() or "en"),
            "nothing_moves": Notice(
                _("Nothing moves by itself."),
                _("A rule looks at how the last contacts were and proposes. A person decides."),
            ),
            "readers": [
                Link(label, reverse(name), each == audience) for each, name, label in READERS
            ],
        },
    )
