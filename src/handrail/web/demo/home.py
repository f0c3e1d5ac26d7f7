"""The folder of a demo, and the day it lives on.

    HOME/demo.toml      says that this is a demo, and how far its clock is moved
    (the rest is the same as in a practice's home; see handrail.web.configuration)

The clock is moved by a constant, chosen once: when the demo was made it was Wednesday 23 July 2025,
13:05, in the practice. From then on time passes at its usual speed.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from handrail import clock
from handrail.core.datafile import DataFileError, read_toml
from handrail.web import configuration as settings_file
from handrail.web.configuration import Configuration
from handrail.web.demo.cast import JURISDICTION, PRACTICE, TIME_ZONE
from handrail.web.starting import NotSafe

FILE = "demo.toml"
UNFINISHED = "demo.toml.new"
PORT = 8020
BEGINS = datetime(2025, 7, 23, 13, 5, tzinfo=ZoneInfo(TIME_ZONE))
OFFSET = "HANDRAIL_CLOCK_OFFSET_SECONDS"
# What a demo puts into its home; `--fresh` takes away exactly this.
CONTENT = (
    FILE, settings_file.FILE, settings_file.SECRET_FILE, "keys", "static-built",
    "destroyed.journal", "handrail.sqlite3", "handrail.sqlite3-wal", "handrail.sqlite3-shm",
    "handrail.sqlite3-journal",
)  # fmt: skip


def is_demo(home: Path) -> bool:
    """Whether a demo was begun in this folder."""
    return (home / FILE).exists()


def claim(home: Path) -> None:
    """Make the folder a demo's, or find that it is one. Raises NotSafe for anybody else's."""
    if is_demo(home):
        return
    others = [one for one in home.iterdir() if one.name != UNFINISHED] if home.exists() else []
    if others:
        raise NotSafe([f"{home} is not empty and holds no demo; name another folder with --home"])
    os.umask(0o077)
    home.mkdir(parents=True, exist_ok=True)
    os.environ.pop(OFFSET, None)
    offset = round((BEGINS - clock.now()).total_seconds())
    unfinished = home / UNFINISHED
    unfinished.write_text(
        "# A demo lives here. Its clock is moved by this many seconds, so that it began on its own"
        f" day.\nclock_offset_seconds = {offset}\n",
        encoding="utf-8",
    )
    unfinished.rename(home / FILE)


def clear(home: Path) -> None:
    """Take away what a demo put into its home. Raises NotSafe for a folder that is no demo's."""
    if not is_demo(home):
        raise NotSafe([f"{home} holds no demo; only a demo is ever taken away"])
    for name in reversed(CONTENT):  # what says that it is a demo goes last
        path = home / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def put_clock_back(home: Path) -> None:
    """Let the program live on the demo's day; in any other home nothing happens.

    Raises NotSafe for a damaged file.
    """
    if not is_demo(home):
        return
    try:
        os.environ[OFFSET] = str(int(read_toml(home / FILE)["clock_offset_seconds"]))
    except (DataFileError, KeyError, TypeError, ValueError) as error:
        raise NotSafe([f"{home / FILE} is damaged; make the demo anew with --fresh"]) from error


def configuration(home: Path, *, port: int | None, database_url: str) -> Configuration:
    """The demo's settings, written at the first call. On this machine alone."""
    found = settings_file.read(home)
    if found is None:
        found = Configuration(
            practice=PRACTICE,
            time_zone=TIME_ZONE,
            jurisdiction=JURISDICTION,
            port=port or PORT,
            database_url=database_url,
        )
        settings_file.write(home, found)
    return found
