"""Set up Handrail's own virtual environment, then hand over to the program in it.

Standard library only: this file runs on a bare Python 3.11. It installs exactly what
requirements/*.lock names, by hash and from wheels, into .venv beside this file. The environment
is built under another name and renamed when complete, so an interrupted install leaves nothing
half-made: the next call starts again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
UNFINISHED = HERE / ".venv.new"
LOCK_NAMES = {"run": "run.lock", "dev": "dev.lock"}
NEEDS_DEV = {"test"}


def say(text: str) -> None:
    print(f"handrail: {text}", file=sys.stderr, flush=True)


def stamp_of(lock: Path) -> str:
    """The content of the lock file and the Python it was installed for, as one short text."""
    seen = hashlib.sha256(lock.read_bytes() + sys.version.encode())
    return seen.hexdigest()


def python_in(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def installed() -> dict[str, str]:
    """Which locks the finished environment holds: {"run": stamp, "dev": stamp}."""
    marker = VENV / "handrail-stamps"
    if not marker.is_file() or not python_in(VENV).exists():
        return {}
    return dict(line.split("=", 1) for line in marker.read_text().splitlines() if "=" in line)


def pip_wheel() -> Path:
    """The one pip in vendor/; a wheel can be run as it is."""
    return next((HERE / "vendor").glob("pip-*.whl"))


def install(kind: str) -> None:
    """Build .venv from requirements/{kind}.lock; raises SystemExit with a plain sentence."""
    lock = HERE / "requirements" / LOCK_NAMES[kind]
    say(f"setting up .venv from {lock.relative_to(HERE)} (once; about half a minute)")
    shutil.rmtree(UNFINISHED, ignore_errors=True)
    uv = shutil.which("uv")
    if uv:
        steps = [
            [uv, "venv", "-q", "--python", sys.executable, str(UNFINISHED)],
            [uv, "pip", "install", "-q", "--python", str(python_in(UNFINISHED)), "--require-hashes",
             "--only-binary", ":all:", "-r", str(lock)],
        ]  # fmt: skip
    else:
        # Debian's Python comes without ensurepip: pip is run out of the wheel in vendor/.
        steps = [
            [sys.executable, "-m", "venv", "--without-pip", str(UNFINISHED)],
            [str(python_in(UNFINISHED)), str(pip_wheel() / "pip"), "install", "-q", "--no-compile",
             "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:",
             "-r", str(lock)],
        ]  # fmt: skip
    for step in steps:
        if subprocess.run(step).returncode != 0:
            raise SystemExit(
                "handrail: the set-up did not finish; nothing was changed.\n"
                f"  The step was: {' '.join(step)}\n"
                "  It needs a way to the Python package index.\n"
                "  Call the same command again when that is mended."
            )
    stamps = {kind: stamp_of(lock)}
    if kind == "dev":  # the dev lock holds everything the run lock does
        stamps["run"] = stamp_of(HERE / "requirements" / LOCK_NAMES["run"])
    (UNFINISHED / "handrail-stamps").write_text("".join(f"{k}={v}\n" for k, v in stamps.items()))
    old = HERE / ".venv.old"
    shutil.rmtree(old, ignore_errors=True)
    if VENV.exists():
        VENV.rename(old)
    UNFINISHED.rename(VENV)
    shutil.rmtree(old, ignore_errors=True)
    say("set up")


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - may be called without the shell script
        raise SystemExit("handrail: needs Python 3.11 or newer")
    arguments = sys.argv[1:]
    kind = "dev" if arguments[:1] and arguments[0] in NEEDS_DEV else "run"
    have = installed()
    if have.get(kind) != stamp_of(HERE / "requirements" / LOCK_NAMES[kind]):
        # An environment that held the test tools keeps them.
        install("dev" if "dev" in have else kind)
    python = str(python_in(VENV))
    environment = os.environ | {"PYTHONPATH": str(HERE / "src"), "HANDRAIL_CHECKOUT": str(HERE)}
    call = [python, "-m", "handrail", *arguments]
    if os.name == "nt":
        raise SystemExit(subprocess.run(call, env=environment).returncode)
    os.execve(python, call, environment)


if __name__ == "__main__":
    main()
