"""The ring files: one per store, outside the database, readable by their owner alone.

    HANDRAIL_HOME/keys/record.ring
    # handrail key ring 1: newest first
    7f3a01c2 kx0Jm…=

Each line is a key id (8 hexadecimal digits) and 32 bytes in base64. New wrapping uses the first
line; the others open what was wrapped before. `add_key` and `keys.rotation` turn the ring over.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from handrail import chance
from handrail.store.keys.stores import GIVEN, Store

TITLE = "# handrail key ring 1: newest first"
_LINE = re.compile(r"([0-9a-f]{8}) (\S+)")


class RingRefused(RuntimeError):
    """A key ring is missing, damaged, open to others, or not given to this process."""


@dataclass(frozen=True)
class Ring:
    """The keys of one store: {key id (4 bytes): 32 bytes}, newest first. Never printed."""

    store: Store
    keys: dict[bytes, bytes]

    def __repr__(self) -> str:
        return f"Ring({self.store.value}, {len(self.keys)} keys)"

    @property
    def newest(self) -> bytes:
        return next(iter(self.keys))


_read: dict[Path, tuple[int, Ring]] = {}


def ring(store: Store) -> Ring:
    """The ring of a store, read once and again when the file changes. Raises RingRefused."""
    room = settings.HANDRAIL_ROOM
    if store not in GIVEN[room]:
        raise RingRefused(f"this process serves {room!r} and is not given the {store.value} ring")
    file = ring_file(store)
    try:
        changed = file.stat().st_mtime_ns
    except OSError as error:
        raise RingRefused(f"{file.name} cannot be read ({error.strerror})") from error
    if file not in _read or _read[file][0] != changed:
        _read[file] = (changed, _load(store, file))
    return _read[file][1]


def ring_file(store: Store, home: Path | None = None) -> Path:
    """Where the ring of a store lies."""
    return (home or settings.HOME) / "keys" / f"{store.value}.ring"


def create_rings(home: Path) -> list[Store]:
    """Make the folder and every ring that is missing; returns the stores that got a new one."""
    folder = home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = [store for store in Store if not ring_file(store, home).exists()]
    for store in made:
        _write(ring_file(store, home), [_new_key()])
    return made


def add_key(store: Store) -> bytes:
    """Put a new key on top of the ring; returns its id. The old ones go on opening."""
    key_id, key = _new_key()
    _write(ring_file(store), [(key_id, key), *ring(store).keys.items()])
    return key_id


def open_to_others(home: Path) -> list[Path]:
    """The ring files and key folder that anybody but their owner may read."""
    folder = home / "keys"
    found = [folder, *folder.glob("*.ring")] if folder.exists() else []
    return [path for path in found if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


def _new_key() -> tuple[bytes, bytes]:
    return chance.some_bytes(4), chance.some_bytes(32)


def _write(file: Path, keys: list[tuple[bytes, bytes]]) -> None:
    """Replace the file as a whole: a crash leaves the old one or the new one."""
    lines = [f"{key_id.hex()} {base64.b64encode(key).decode()}" for key_id, key in keys]
    unfinished = file.with_suffix(".new")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write("\n".join([TITLE, *lines, ""]))
        out.flush()
        os.fsync(out.fileno())
    unfinished.rename(file)


def _load(store: Store, file: Path) -> Ring:
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RingRefused(f"{file.name} can be read by others; run: chmod 600 {file}")
    title, *lines = file.read_text(encoding="ascii").splitlines() or [""]
    if title != TITLE or not lines:
        raise RingRefused(f"{file.name} is not a key ring")
    return Ring(store, dict(_key(file, number, line) for number, line in enumerate(lines, 2)))


def _key(file: Path, number: int, line: str) -> tuple[bytes, bytes]:
    found = _LINE.fullmatch(line)
    try:
        key = base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error:
        key = b""
    if not found or len(key) != 32:
        raise RingRefused(f"{file.name}, line {number}: not a key")
    return bytes.fromhex(found[1]), key
