"""Reading packaged and practice-owned TOML: parsed once, with a content hash as its version."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class DataFileError(ValueError):
    """A data file cannot be read as TOML; the text says where and why."""


@dataclass(frozen=True)
class Mistake:
    """One thing wrong in a file: where it stands, what it is, what would be right."""

    path: str
    what: str
    right: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.what}" + (f" ({self.right})" if self.right else "")


def read_toml(path: Path) -> dict[str, Any]:
    """The file as a dictionary; raises DataFileError naming file and line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise DataFileError(f"{path.name}: not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{path.name}: {error}") from error
    except OSError as error:
        raise DataFileError(f"{path.name}: cannot be read ({error.strerror})") from error


def version_of(files: Iterable[tuple[str, bytes]]) -> str:
    """The content hash of named files, whatever their order: 64 hexadecimal digits."""
    seen = hashlib.sha256()
    for name, content in sorted(files):
        seen.update(len(name.encode()).to_bytes(4, "big") + name.encode())
        seen.update(len(content).to_bytes(8, "big") + content)
    return seen.hexdigest()
