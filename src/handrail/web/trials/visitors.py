"""Somebody with a browser: signs in through the real form, asks for pages, remembers cookies."""

from __future__ import annotations

import base64
import hmac
import re
import struct
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from urllib.parse import urlencode

from handrail import clock

PASSWORD = "measured with care"  # noqa: S105 - of fictional people in a database that is deleted
SECOND_FACTOR = "HANDRAILHANDRAILHANDRAILHANDRAIL"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class NotAsExpected(RuntimeError):
    """A page did not answer as it should; nothing found out on it would mean anything."""


Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Answer:
    """A whole answer that arrived. location: where it leads, "" when it leads nowhere."""

    status: int
    location: str
    page: str


class Visitor:
    """One browser on one connection that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._host = f"localhost:{port}"
        self._cookies: dict[str, str] = {}

    def another_connection(self) -> Visitor:
        """The same browser, signed in as now, on a connection of its own."""
        other = Visitor(self._connection.port)
        other._cookies = dict(self._cookies)
        return other

    def get(self, path: str, *, wanted: int = 200) -> str:
        """The page. Raises NotAsExpected for another status."""
        return self._ask("GET", path, None, wanted)

    def post(self, path: str, wanted: int = 302, **fields: str) -> str:
        """Send a form; the page before it gave the token."""
        token = _TOKEN.search(self.get(path))
        if token is None:
            raise NotAsExpected(f"{path} holds no form")
        return self._ask("POST", path, {"csrfmiddlewaretoken": token[1], **fields}, wanted)

    def sign_in(self, email: str) -> None:
        """Password, then the code of the second factor."""
        self.give_password(email)
        self.post("/second-factor/", code=code_now())

    def give_password(self, email: str) -> None:
        """The step that costs: one password is hashed."""
        self.post("/sign-in/", login=email, password=PASSWORD)

    def send(self, path: str, fields: Fields, **headers: str) -> Answer | None:
        """Send a form once, token and all; None when the line broke before the whole answer."""
        try:
            self._request("POST", path, fields, **headers)
            return self._whole(self._connection.getresponse())
        except (OSError, HTTPException):
            self._connection.close()
            return None

    def look(self, path: str) -> Answer | None:
        """Ask for a page once; None when the line broke."""
        try:
            self._request("GET", path, None)
            return self._whole(self._connection.getresponse())
        except (OSError, HTTPException):
            self._connection.close()
            return None

    def _ask(self, verb: str, path: str, form: Fields | None, wanted: int) -> str:
        answer = self._whole(self._answer(verb, path, form))
        if answer.status != wanted:
            raise NotAsExpected(f"{verb} {path} answered {answer.status}, not {wanted}")
        return answer.page

    def _answer(self, verb: str, path: str, form: Fields | None) -> HTTPResponse:
        """The server may have closed a connection that was idle: then once more, on a new one."""
        try:
            self._request(verb, path, form)
            return self._connection.getresponse()
        except (RemoteDisconnected, ConnectionError):
            self._connection.close()
            self._request(verb, path, form)
            return self._connection.getresponse()

    def _request(self, verb: str, path: str, form: Fields | None, **more: str) -> None:
        headers = {"Host": self._host, "Cookie": self._cookie_header(), **more}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded",
                        "Referer": f"http://{self._host}{path}"}  # fmt: skip
        body = None if form is None else urlencode(form, doseq=True)
        self._connection.request(verb, path, body, headers)

    def _whole(self, response: HTTPResponse) -> Answer:
        """The answer to its last byte. Raises HTTPException when some are missing."""
        page = response.read().decode()
        self._remember(response)
        return Answer(response.status, response.headers.get("Location", ""), page)

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _remember(self, answer: HTTPResponse) -> None:
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]


def code_now() -> str:
    """The six digits of this half minute (RFC 6238)."""
    counter = int(clock.now().timestamp()) // 30
    seen = hmac.digest(base64.b32decode(SECOND_FACTOR), struct.pack(">Q", counter), "sha1")
    at = seen[-1] & 15
    return f"{(struct.unpack_from('>I', seen, at)[0] & 0x7FFFFFFF) % 10**6:06}"


class Rush:
    """Many people giving their passwords at the same moment."""

    def __init__(self, port: int, emails: list[str]) -> None:
        self._port = port
        self._emails = emails
        self.signed_in = 0
        self.turned_away = 0

    def begin(self, pool: ThreadPoolExecutor) -> None:
        """Everybody at once; `is_over` says when the last has an answer."""
        self._running = [pool.submit(self._one, email) for email in self._emails]

    @property
    def is_over(self) -> bool:
        return all(one.done() for one in self._running)

    def _one(self, email: str) -> None:
        try:
            Visitor(self._port).give_password(email)
            self.signed_in += 1
        except NotAsExpected:
            self.turned_away += 1  # told to come back in a moment
