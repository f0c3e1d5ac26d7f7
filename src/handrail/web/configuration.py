"""The settings file of a practice: what it may say, and what is not safe to say.

    HANDRAIL_HOME/settings.toml        what the practice chose; see `Configuration`
    HANDRAIL_HOME/secret.key           signs cookies and seals second factors
    HANDRAIL_HOME/keys/*.ring          see handrail.store.keys.rings
    HANDRAIL_HOME/handrail.sqlite3     unless a DATABASE_URL names another database
    HANDRAIL_HOME/destroyed.journal    see handrail.store.keys.destruction

Nothing here needs Django: it decides what Django's settings will be.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from handrail.core.datafile import DataFileError, Mistake, read_toml
from handrail.store.keys.stores import Store

FILE = "settings.toml"
SECRET_FILE = "secret.key"  # noqa: S105 - a file name
SHORTEST_SECRET = 50

_JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


class ConfigurationRefused(ValueError):
    """The settings cannot be used; `mistakes` holds everything that is wrong with them."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Configuration:
    """What a practice decides about its installation."""

    practice: str
    time_zone: str
    jurisdiction: str
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    bind: str = "127.0.0.1"
    port: int = 8010
    https: bool = False  # people reach it by https://
    behind_proxy: bool = False  # a proxy in front ends TLS and sets X-Forwarded-* itself
    database_url: str = ""  # empty: a SQLite file in the home folder
    idle_minutes: int = 30
    session_hours: int = 8
    hipaa_covered: bool = True


# Where each value stands in the file: table -> names.
TABLES = {
    "practice": ("practice", "time_zone", "jurisdiction", "hipaa_covered"),
    "server": ("hosts", "bind", "port", "https", "behind_proxy"),
    "database": ("database_url",),
    "sessions": ("idle_minutes", "session_hours"),
}

REQUIRED = ("practice", "time_zone", "jurisdiction")
Check = tuple[Callable[[Any], bool], str]
CHECKS: dict[str, Check] = {
    "practice": (lambda v: _is_text(v) and 0 < len(v) <= 200, "a name of up to 200 characters"),
    "time_zone": (lambda v: v in available_timezones(), "a time zone such as America/Denver"),
    "jurisdiction": (
        lambda v: _is_text(v) and _JURISDICTION.fullmatch(v) is not None,
        "a country and state such as US-CO",
    ),
    "hosts": (
        lambda v: isinstance(v, list | tuple) and len(v) > 0 and all(map(_is_text, v)),
        'a list of host names such as ["handrail.example.org"]',
    ),
    "bind": (lambda v: _is_address(v), "an address of this machine such as 127.0.0.1"),
    "port": (lambda v: _is_whole(v, 1, 65535), "a number from 1 to 65535"),
    "https": (lambda v: isinstance(v, bool), "true or false"),
    "behind_proxy": (lambda v: isinstance(v, bool), "true or false"),
    "database_url": (lambda v: _is_text(v), "empty, or postgresql://user:password@host/name"),
    "idle_minutes": (lambda v: _is_whole(v, 5, 120), "a number from 5 to 120"),
    "session_hours": (lambda v: _is_whole(v, 1, 12), "a number from 1 to 12"),
    "hipaa_covered": (lambda v: isinstance(v, bool), "true or false"),
}


def checked(values: Mapping[str, Any]) -> Configuration:
    """A configuration from plain values by name. Raises ConfigurationRefused with every mistake."""
    missing = [name for name in REQUIRED if name not in values]
    mistakes = [Mistake(name, "is missing", CHECKS[name][1]) for name in missing]
    for name, value in values.items():
        if name not in CHECKS:
            mistakes.append(Mistake(name, "is not a setting"))
        elif not CHECKS[name][0](value):
            mistakes.append(Mistake(name, f"cannot be {value!r}", CHECKS[name][1]))
    if mistakes:
        raise ConfigurationRefused(mistakes)
    hosts = tuple(values.get("hosts", Configuration.hosts))
    return Configuration(**{**values, "hosts": hosts})


def read(home: Path) -> Configuration | None:
    """The settings file of this home; None when there is none yet. Raises ConfigurationRefused."""
    file = home / FILE
    if not file.exists():
        return None
    try:
        said = read_toml(file)
    except DataFileError as error:
        raise ConfigurationRefused([Mistake(FILE, str(error))]) from error
    mistakes = [
        Mistake(name, "is not a table of this file", f"one of {', '.join(TABLES)}")
        for name, table in said.items()
        if name not in TABLES or not isinstance(table, dict)
    ]
    if mistakes:
        raise ConfigurationRefused(mistakes)
    return checked({name: value for table in said.values() for name, value in table.items()})


def write(home: Path, configuration: Configuration) -> None:
    """Write the settings file, readable by its owner alone."""
    lines = ["# Handrail: the settings of this practice. Change them and start again."]
    for table, names in TABLES.items():
        lines += ["", f"[{table}]"]
        lines += [f"{name} = {_toml(getattr(configuration, name))}" for name in names]
    _write_private(home / FILE, "\n".join([*lines, ""]))


def secret_key(home: Path, *, new: Callable[[], str]) -> str:
    """The secret key of this home, made from `new` at the first call."""
    file = home / SECRET_FILE
    if not file.exists():
        _write_private(file, new())
    return file.read_text(encoding="ascii").strip()


def environment(home: Path, configuration: Configuration, *, secret: str) -> dict[str, str]:
    """The environment variables that handrail.web.settings reads."""
    return {
        "DJANGO_SETTINGS_MODULE": "handrail.web.settings",
        "HANDRAIL_HOME": str(home.resolve()),
        "HANDRAIL_SECRET_KEY": secret,
        "HANDRAIL_HOSTS": ",".join(configuration.hosts),
        "HANDRAIL_HTTPS": "1" if configuration.https else "",
        "HANDRAIL_PROXY": "1" if configuration.behind_proxy else "",
        "HANDRAIL_TIME_ZONE": configuration.time_zone,
        "HANDRAIL_IDLE_MINUTES": str(configuration.idle_minutes),
        "HANDRAIL_SESSION_HOURS": str(configuration.session_hours),
        "HANDRAIL_STATIC_BUILT": "1",
        # glibc keeps what one thread once needed for a password or a long page; these give it back.
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": str(4 * 1024 * 1024),
        "DATABASE_URL": os.environ.get("DATABASE_URL") or configuration.database_url,
    }


def unsafe(
    home: Path, configuration: Configuration, *, secret: str, surroundings: Mapping[str, str]
) -> list[str]:
    """Every reason not to serve with these settings, as plain sentences that say what would do."""
    return [
        *_unsafe_hosts(configuration),
        *_unsafe_transport(configuration),
        *_unsafe_files(home),
        *_unsafe_surroundings(surroundings),
        *(
            [f"{SECRET_FILE} is too short; delete it and start again to get a new one."]
            if len(secret) < SHORTEST_SECRET
            else []
        ),
    ]


def _unsafe_hosts(configuration: Configuration) -> list[str]:
    wide = [host for host in configuration.hosts if host == "*" or host.startswith(".")]
    return [f"hosts: {host!r} answers to any name; list the names people use." for host in wide]


def _unsafe_transport(configuration: Configuration) -> list[str]:
    names_elsewhere = [host for host in configuration.hosts if not _is_loopback(host)]
    if configuration.https:
        if configuration.behind_proxy:
            return []
        return ["https: Handrail does not end TLS itself; put a proxy in front: behind_proxy."]
    if not _is_loopback(configuration.bind):
        danger = f"bind: plain HTTP on {configuration.bind} can be read by others on the network;"
        return [f"{danger} put a proxy in front that ends TLS, and set https and behind_proxy."]
    if names_elsewhere:
        return [f"https: {names_elsewhere[0]} is not this machine alone; set https = true."]
    return []


def _unsafe_files(home: Path) -> list[str]:
    rings = [home / "keys" / f"{store.value}.ring" for store in Store]
    private = [home / FILE, home / SECRET_FILE, home / "keys", *rings]
    others = stat.S_IRWXG | stat.S_IRWXO
    missing = [
        f"{path} is missing; without it what it sealed cannot be read: restore it from its backup."
        for path in rings
        if not path.exists()
    ]
    return missing + [
        f"{path} can be read by others; run: chmod go= {path}"
        for path in private
        if path.exists() and path.stat().st_mode & others
    ]


def _unsafe_surroundings(surroundings: Mapping[str, str]) -> list[str]:
    reasons = {
        "HANDRAIL_DEMO": "the demo's one-click sign-in would be open",
        "HANDRAIL_CLOCK_OFFSET_SECONDS": "the clock would be wrong",
    }
    return [
        f"The environment sets {name}: {reason}; unset it."
        for name, reason in reasons.items()
        if surroundings.get(name)
    ]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_address(value: Any) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return isinstance(value, str)


def _is_loopback(host: str) -> bool:
    bare = host.strip("[]")
    return bare == "localhost" or (_is_address(bare) and ipaddress.ip_address(bare).is_loopback)


def _toml(value: str | int | bool | tuple[str, ...]) -> str:
    """JSON's strings, numbers, booleans and lists of strings are TOML's as well."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _write_private(file: Path, text: str) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
