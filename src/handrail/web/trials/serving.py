"""A real server on loopback, as `run` and `demo` start it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from handrail import chance
from handrail.web import configuration as settings_file
from handrail.web import starting

PORTS = range(21000, 22000)  # below those the system gives away
PATIENCE = 60
LOG = "server.log"


class DidNotStart(RuntimeError):
    """The server ended, or did not answer (or die) in time."""


@dataclass(frozen=True)
class Server:
    """A running server with its workers, a process group of their own."""

    port: int
    process: subprocess.Popen[bytes]

    def peak_memory(self) -> float | None:
        """The most memory a worker held so far, in MiB; None where the system does not tell."""
        found = [_peak(pid) for pid in _children(self.process.pid)]
        return max((one for one in found if one is not None), default=None)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self.process.terminate()
        self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill it and its workers where they stand (SIGKILL); returns when nobody listens."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        _wait_until(lambda: not _answers(self.port), f"the server on port {self.port} lives on")


@contextmanager
def served(home: Path, surroundings: dict[str, str]) -> Iterator[Server]:
    """The practice of this home, served until the block ends. Raises DidNotStart."""
    server = start(home, surroundings, port=free_port())
    try:
        yield server
    finally:
        server.stop()


def start(home: Path, surroundings: dict[str, str], *, port: int) -> Server:
    """Serve the practice of this home; what the server says goes to a file there.

    Raises DidNotStart.
    """
    configuration = settings_file.read(home)
    assert configuration is not None
    with (home / LOG).open("ab") as log:
        process = subprocess.Popen(
            starting.server_command(replace(configuration, port=port)),
            env=os.environ | surroundings,
            stdout=log,
            stderr=log,
            process_group=0,
        )
    server = Server(port, process)
    try:
        _wait_until(
            lambda: process.poll() is not None or _answers(port),
            f"the server on port {port} did not answer",
        )
    except DidNotStart:
        server.kill()
        raise
    if process.poll() is not None:
        raise DidNotStart(f"the server on port {port} ended")
    return server


def free_port() -> int:
    """A port nobody answers on, sought from anywhere: two trials beside each other do not meet."""
    first = int.from_bytes(chance.some_bytes(2), "big") % len(PORTS)
    ports: list[int] = [*PORTS[first:], *PORTS[:first]]
    for port in ports:
        if not _answers(port):
            return port
    raise DidNotStart(f"no free port from {PORTS.start} to {PORTS.stop}")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(is_so: Callable[[], bool], otherwise: str) -> None:
    """Raises DidNotStart when it is not so in time."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            raise DidNotStart(otherwise)
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    """The processes a process started, where /proc tells."""
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in file.read_text().split()] if file.exists() else []


def _peak(pid: int) -> float | None:
    file = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", file.read_text()) if file.exists() else None
    return int(found[1]) / 1024 if found else None
