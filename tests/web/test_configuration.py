"""The settings file: every mistake at once, every danger named, nothing readable by others."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace

import pytest

from handrail.store.keys.rings import create_rings
from handrail.web import configuration
from handrail.web.configuration import (
    FILE,
    Configuration,
    ConfigurationRefused,
    checked,
    environment,
    read,
    secret_key,
    unsafe,
    write,
)

HOUSE = Configuration(practice="River “House”", time_zone="America/Denver", jurisdiction="US-CO")
PUBLIC = replace(HOUSE, hosts=("handrail.example.org",), https=True, behind_proxy=True)
SECRET = "s" * 64


@pytest.fixture
def home(tmp_path):
    create_rings(tmp_path)
    secret_key(tmp_path, new=lambda: SECRET)
    return tmp_path


def dangers(home, chosen, secret=SECRET, **surroundings) -> str:
    return "\n".join(unsafe(home, chosen, secret=secret, surroundings=surroundings))


@pytest.mark.parametrize("chosen", [HOUSE, PUBLIC, replace(HOUSE, idle_minutes=10, port=80)])
def test_what_is_written_is_read_back(home, chosen):
    write(home, chosen)
    assert read(home) == chosen
    assert stat.S_IMODE((home / FILE).stat().st_mode) == 0o600


def test_a_new_home_has_no_settings(home):
    assert read(home) is None


def test_every_mistake_is_named_with_what_would_do():
    with pytest.raises(ConfigurationRefused) as refused:
        checked(
            {"time_zone": "Denver", "port": 0, "hosts": [], "idle_minutes": True, "colour": "red"}
        )
    said = str(refused.value)
    for part in ("practice", "jurisdiction", "America/Denver", "1 to 65535", "5 to 120", "colour"):
        assert part in said
    assert len(refused.value.mistakes) == 7


@pytest.mark.parametrize(
    "content", ["not toml [", "[practice]\nname = 'x'", "[cellar]\nx = 1", "practice = 'x'", "\xff"]
)
def test_a_file_that_cannot_be_meant_is_refused(home, content):
    (home / FILE).write_bytes(content.encode("latin-1"))
    with pytest.raises(ConfigurationRefused):
        read(home)


@pytest.mark.parametrize("chosen", [HOUSE, PUBLIC])
def test_a_careful_practice_may_start(home, chosen):
    assert dangers(home, chosen) == ""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hosts": ("*",)}, "answers to any name"),
        ({"hosts": (".example.org",)}, "answers to any name"),
        ({"bind": "0.0.0.0"}, "plain HTTP on 0.0.0.0"),
        ({"bind": "::"}, "plain HTTP on ::"),
        ({"hosts": ("handrail.example.org",)}, "set https = true"),
        ({"https": True}, "put a proxy in front"),
    ],
)
def test_a_danger_is_named(home, change, says):
    assert says in dangers(home, replace(HOUSE, **change))


def test_a_short_secret_is_refused(home):
    assert "too short" in dangers(home, HOUSE, secret="s" * 49)


@pytest.mark.parametrize("name", ["secret.key", "keys/record.ring", "keys", FILE])
def test_what_others_can_read_is_named_with_the_command_that_helps(home, name):
    write(home, HOUSE)
    (home / name).chmod(0o755 if name == "keys" else 0o644)
    assert f"chmod go= {home / name}" in dangers(home, HOUSE)


def test_a_missing_ring_is_missed_not_replaced(home):
    (home / "keys" / "safety.ring").unlink()
    assert "safety.ring is missing" in dangers(home, HOUSE)


@pytest.mark.parametrize("name", ["HANDRAIL_DEMO", "HANDRAIL_CLOCK_OFFSET_SECONDS"])
def test_the_demos_surroundings_are_refused(home, name):
    assert name in dangers(home, HOUSE, **{name: "1"})


def test_the_secret_is_made_once_and_kept_private(tmp_path):
    one = secret_key(tmp_path, new=lambda: "first")
    assert secret_key(tmp_path, new=lambda: "second") == one == "first"
    assert stat.S_IMODE((tmp_path / configuration.SECRET_FILE).stat().st_mode) == 0o600


def test_the_environment_says_what_was_decided(home, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    said = environment(home, PUBLIC, secret=SECRET)
    assert (said["HANDRAIL_HTTPS"], said["HANDRAIL_PROXY"]) == ("1", "1")
    assert (said["HANDRAIL_HOSTS"], said["DATABASE_URL"]) == ("handrail.example.org", "")
    monkeypatch.setenv("DATABASE_URL", "postgresql://h@db/house")
    assert environment(home, PUBLIC, secret=SECRET)["DATABASE_URL"] == "postgresql://h@db/house"


SHOW = """
from handrail.web import settings
for name in ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME",
             "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "ALLAUTH_TRUSTED_PROXY_COUNT"):
    print(getattr(settings, name))
"""


def test_by_https_the_cookies_belong_to_this_host_alone_and_the_proxy_is_believed(home):
    said = os.environ | environment(home, PUBLIC, secret=SECRET) | {"PYTHONPATH": "src"}
    shown = subprocess.run([sys.executable, "-c", SHOW], env=said, capture_output=True, text=True)
    assert shown.stdout.split() == [
        "__Host-session", "True", "__Host-csrf", "True", str(365 * 24 * 3600), "1",
    ]  # fmt: skip
