#!/usr/bin/env python3
"""A PostgreSQL server for the tests, in a folder of its own: start | stop. Standard library only.

`start` prints the DATABASE_URL of an empty server on loopback (of the running one, if there is
one); `stop` ends it and removes the folder. As root it runs as the user postgres, because the
server refuses to run as root. HANDRAIL_POSTGRESQL names another folder.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(
    os.environ.get("HANDRAIL_POSTGRESQL") or Path(tempfile.gettempdir()) / "handrail-postgresql"
)
CLUSTER = FOLDER / "cluster"
PORTS = range(25432, 25532)


def binaries() -> Path:
    """The newest server that Debian, Homebrew or the PATH offers."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise SystemExit("no PostgreSQL server was found; on Debian: apt-get install postgresql")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def _version(initdb: Path) -> float:
    return float(initdb.parts[-3])


def run(*command: str | Path) -> None:
    """Run one of the server's programs, as the user postgres when we are root."""
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(  # noqa: S603
        [*as_postgres, *map(str, command)], capture_output=True, text=True, cwd="/"
    )
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stdout}{done.stderr}")


def free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise SystemExit(f"no free port from {PORTS.start} to {PORTS.stop}")


def running_port() -> int | None:
    """The port of the server in the folder, if it answers."""
    pid_file = CLUSTER / "postmaster.pid"
    if not pid_file.exists():
        return None
    port = int(pid_file.read_text().splitlines()[3])
    with socket.socket() as probe:
        return None if probe.connect_ex(("127.0.0.1", port)) else port


def start() -> int:
    """Start a server unless one runs already; returns its port."""
    port = running_port()
    if port:
        return port
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(FOLDER, "postgres", "postgres")
    bin_, port = binaries(), free_port()
    run(
        bin_ / "initdb", "-D", CLUSTER, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
        "--locale=C.UTF-8", "--data-checksums", "--no-sync",
    )  # fmt: skip
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={FOLDER}"
    run(bin_ / "pg_ctl", "-D", CLUSTER, "-l", FOLDER / "log", "-w", "-o", options, "start")
    return port


def stop() -> None:
    if running_port():
        run(binaries() / "pg_ctl", "-D", CLUSTER, "-w", "-m", "immediate", "stop")
    shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["start"]:
            print(f"postgresql://postgres@127.0.0.1:{start()}/postgres")  # noqa: T201
        case ["stop"]:
            stop()
        case _:
            raise SystemExit(__doc__)
