"""The program as whole processes with real files, for the tests of the command line."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests import engines

_numbers = itertools.count()


@contextmanager
def empty_database() -> Iterator[str]:
    """The URL of an empty database (on SQLite none is needed). Its owner is no superuser."""
    if not engines.SERVER:
        yield ""
        return
    name = f"handrail_run_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(engines.SERVER, autocommit=True) as server:
        server.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'x'")
        server.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0")
        try:
            where = urlsplit(engines.SERVER)
            yield f"postgresql://{name}:x@{where.hostname}:{where.port}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            server.execute(f"DROP OWNED BY {name}")
            server.execute(f"DROP ROLE {name}")


def surroundings() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HANDRAIL_", "DATABASE_"))}
    return kept | {"PYTHONPATH": "src"}


def handrail(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    verb, *rest = arguments
    command = [sys.executable, "-m", "handrail", verb, "--home", str(home), *rest]
    return subprocess.run(
        command, env=surroundings(), capture_output=True, text=True, timeout=240,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def free_port() -> int:
    for port in range(20000, 30000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


def answer(server: subprocess.Popen[bytes], url: str) -> Any:
    """The page as soon as the server answers; fails when the server gives up first."""
    until = time.monotonic() + 240
    while server.poll() is None and time.monotonic() < until:
        try:
            return urllib.request.urlopen(url)
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer; exit status {server.poll()}")
