"""Every page that says "not this way": calm, plain, and silent about what exists.

There is one not-found answer. What is absent, forbidden, expired or malformed gives the same bytes,
so that nobody can tell the cases apart (THREAT_MODEL.md, channel 2).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from handrail import chance

log = logging.getLogger("handrail.errors")

LAST_RESORT = (
    b'<!doctype html><html lang="en"><title>Handrail</title>'
    b"<h1>Something went wrong here</h1><p>Nothing you did caused it. Please try again.</p>"
)


@cache
def _page(status: int, language: str | None) -> bytes:
    """The page of a status; without a request, so it can hold nothing about the asker."""
    return render_to_string(f"shared/errors/{status}.html").encode()


def _answer(status: int) -> HttpResponse:
    response = HttpResponse(_page(status, get_language()), status=status)
    # The same headers whether or not the way here looked at the session.
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one answer for absent, forbidden, expired and malformed alike."""
    return _answer(404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read (400)."""
    return _answer(400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not sent from a page of this site, or its page was too old (403)."""
    return _answer(403)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """This address does not take this verb (405)."""
    return _answer(405)


def too_many(request: HttpRequest) -> HttpResponse:
    """Asked too often (429); says to wait, not how long a guesser must wait."""
    return _answer(429)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Busy or under repair (503)."""
    response = _answer(503)
    response["Retry-After"] = "10"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault (500): a random reference to find the log line by, and nothing else.

    Asks neither the database nor the session, and gives a bare page if even the template fails.
    """
    reference = chance.some_bytes(4).hex()
    log.error("unhandled error, reference %s", reference)
    try:
        page = render_to_string("shared/errors/500.html", {"reference": reference}).encode()
    except Exception:  # this is the last line: whatever fails here, a page goes out
        page = LAST_RESORT
    return HttpResponse(page, status=500)


class PagesForBareErrors:
    """Middleware: a page where the framework answers with an empty body, 503 for a busy store."""

    PAGES = {405: not_allowed, 429: too_many}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        page = self.PAGES.get(response.status_code)
        if page is None or response.streaming or getattr(response, "content", None):
            return response
        answer = page(request)
        if "Allow" in response.headers:
            answer["Allow"] = response.headers["Allow"]
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The database is busy or away while a page is made: come back in a moment."""
        if not isinstance(error, OperationalError | InterfaceError):
            return None
        log.error("the database did not answer: %s", type(error).__name__)
        return unavailable(request)
