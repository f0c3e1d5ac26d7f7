"""The real program on loopback, in threads of the test process, on the test's database."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

PORTS = range(20000, 32000)  # below the ports the system gives away


class Counted:
    """The application, counting requests that are not finished yet.

    A thread closes its connection with its request: the test's database is put back under it.
    """

    def __init__(self) -> None:
        self._application = get_wsgi_application()
        self._changed = threading.Condition()
        self._running = 0
        self._answered: list[str] = []

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self._count(+1)
        try:
            response = self._application(environ, start_response)
        except BaseException:
            self._finished(path)
            raise
        return _Closing(response, lambda: self._finished(path))

    def wait(self) -> None:
        """Until every request is finished; then what was answered is forgotten."""
        self._until(lambda: self._running == 0)
        self._answered.clear()

    def wait_for(self, path: str) -> None:
        """Until this address has been answered."""
        self._until(lambda: path in self._answered)

    def _until(self, so: Callable[[], bool]) -> None:
        with self._changed:
            if not self._changed.wait_for(so, timeout=20):
                raise TimeoutError(f"waited in vain; answered so far: {self._answered}")

    def _finished(self, path: str) -> None:
        connections.close_all()
        self._answered.append(path)
        self._count(-1)

    def _count(self, step: int) -> None:
        with self._changed:
            self._running += step
            self._changed.notify_all()


class _Closing:
    """A response that says when it is over."""

    def __init__(self, response: Any, over: Callable[[], None]) -> None:
        self._response, self._over = response, over

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._response)

    def close(self) -> None:
        try:
            self._response.close()
        finally:
            self._over()


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server:
    """A running server; `address` is where it answers."""

    def __init__(self) -> None:
        self.application = Counted()
        self._server = _on_a_free_port()
        self._server.set_app(self.application)
        self.address = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()


def _on_a_free_port() -> ThreadedWSGIServer:
    for port in random.sample(PORTS, 50):
        try:
            return ThreadedWSGIServer(("127.0.0.1", port), _Silent)
        except OSError:
            continue
    raise OSError("no free port for the stories")
