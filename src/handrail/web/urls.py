"""Every address the program answers, and the pages for what goes wrong."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from handrail.web.bench import bare
from handrail.web.front import front

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handrail.rooms.shared.urls")),
    path("", include("handrail.rooms.shared.sign_in.urls")),
    path("", front, name="front"),
    path("", include("handrail.rooms.clinic.urls")),
    path("", include("handrail.rooms.portal.urls")),
    path("demo/", include("handrail.web.demo.urls")),
]
if settings.IS_BENCH:
    urlpatterns.append(path("bench/bare/", bare.page, name="bench_bare"))

handler400 = "handrail.rooms.shared.errors.bad_request"
# Who may not, is told what everybody is told: there is nothing here.
handler403 = "handrail.rooms.shared.errors.not_found"
handler404 = "handrail.rooms.shared.errors.not_found"
handler429 = "handrail.rooms.shared.errors.too_many"
handler500 = "handrail.rooms.shared.errors.server_error"
