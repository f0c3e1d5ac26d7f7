"""A real server on loopback, as `run` and `demo` start it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from handrail.web import configuration as settings_file
from handrail.web import starting

PORTS = range(21000, 22000)  # below those the system gives away
PATIENCE = 60


class DidNotStart(RuntimeError):
    """The server ended, or did not answer in time."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def peak_memory(self) -> float | None:
        """The most memory a worker held so far, in MiB; None where the system does not tell."""
        found = [_peak(pid) for pid in _children(self.process.pid)]
        return max((one for one in found if one is not None), default=None)


@contextmanager
def served(home: Path, surroundings: dict[str, str]) -> Iterator[Server]:
    """The practice of this home, served until the block ends. Raises DidNotStart."""
    configuration = settings_file.read(home)
    assert configuration is not None
    port = free_port()
    process = subprocess.Popen(
        starting.server_command(replace(configuration, port=port)),
        env=os.environ | surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise DidNotStart(f"no free port from {PORTS.start} to {PORTS.stop}")


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise DidNotStart(f"the server on port {port} did not answer")


def _children(pid: int) -> list[int]:
    """The processes a process started, where /proc tells."""
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in file.read_text().split()] if file.exists() else []


def _peak(pid: int) -> float | None:
    file = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", file.read_text()) if file.exists() else None
    return int(found[1]) / 1024 if found else None
