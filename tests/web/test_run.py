"""`./handrail run` and `verify` as an administrator meets them: whole processes, real files."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests import engines
from tests.web.processes import answer, free_port, handrail, surroundings

ANSWERS = [
    "--practice", "River House", "--time-zone", "America/Denver", "--jurisdiction", "US-CO",
    "--administrator-name", "Dana Moss", "--administrator-email", "dana@example.org",
]  # fmt: skip
LINK = re.compile(r"http://localhost:\d+/invitation/[0-9a-f]{64}/\n")


def test_from_nothing_to_a_proven_practice(tmp_path, database_url):
    home = tmp_path / "practice"
    first = handrail("run", "--only-prepare", *ANSWERS, "--database-url", database_url, home=home)
    assert first.returncode == 0, first.stderr
    assert LINK.fullmatch(first.stdout)

    again = handrail("run", "--only-prepare", home=home)
    assert (again.returncode, again.stdout) == (0, ""), again.stderr

    new_link = handrail("run", "--only-prepare", "--new-link", home=home)
    assert LINK.fullmatch(new_link.stdout)
    assert new_link.stdout != first.stdout

    proven = handrail("verify", home=home)
    assert (proven.returncode, proven.stdout.splitlines()[-1]) == (
        0,
        "every line is as it was written",
    )
    tamper(home, database_url, "UPDATE ledger_line SET act = 'person.lost' WHERE seq = 2")
    broken = handrail("verify", home=home)
    assert broken.returncode == 1
    assert "line 2: its content is not what was written" in broken.stdout

    settled = handrail("run", "--only-prepare", "--practice", "Other", home=home)
    assert settled.returncode == 2
    assert "settings.toml" in settled.stderr


def tamper(home: Path, database_url: str, statement: str) -> None:
    if database_url:
        as_superuser = engines.url_of(urlsplit(database_url).path[1:])
        with psycopg.connect(as_superuser, autocommit=True) as plain:
            plain.execute("SET session_replication_role = replica")
            plain.execute(statement)
        return
    import sqlite3

    plain = sqlite3.connect(home / "handrail.sqlite3")
    plain.execute("DROP TRIGGER ledger_line_no_update")
    plain.execute(statement)
    plain.commit()
    plain.close()


def test_whatever_is_missing_is_listed_at_once(tmp_path):
    refused = handrail("run", "--time-zone", "Denver", home=tmp_path / "practice")
    assert refused.returncode == 2
    for name in ("practice", "time_zone", "jurisdiction", "administrator_name", "email"):
        assert f"{name}" in refused.stderr
    assert not (tmp_path / "practice").exists()


def test_unsafe_settings_are_refused_by_name(tmp_path):
    dangerous = ["--bind", "0.0.0.0", "--host", "*"]
    refused = handrail("run", *ANSWERS, *dangerous, home=tmp_path / "practice")
    assert refused.returncode == 2
    assert "hosts: '*'" in refused.stderr
    assert "plain HTTP on 0.0.0.0" in refused.stderr
    assert not (tmp_path / "practice" / "settings.toml").exists()


def test_a_database_that_does_not_answer_is_said_so(tmp_path):
    refused = handrail(
        "run", *ANSWERS, "--database-url", "postgresql://h:h@127.0.0.1:1/h", home=tmp_path / "p"
    )
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert "127.0.0.1" in refused.stderr


def test_there_is_nothing_to_verify_in_an_empty_folder(tmp_path):
    assert handrail("verify", home=tmp_path).returncode == 2


def test_it_serves_and_stops_when_it_is_told(on_sqlite, tmp_path):
    port = free_port()
    home = tmp_path / "practice"
    command = [sys.executable, "-m", "handrail", "run", "--home", str(home), "--port", str(port)]
    server = subprocess.Popen(
        [*command, *ANSWERS], env=surroundings(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        page = answer(server, f"http://localhost:{port}/sign-in/")
        assert page.headers["Cache-Control"] == "no-store"
        style = re.search(r'href="(/static/[^"]+\.css)"', page.read().decode())
        assert style, "the page is styled from built files"
        assert re.search(r"\.[0-9a-f]{12}\.css$", style[1])
        assert urllib.request.urlopen(f"http://localhost:{port}{style[1]}").status == 200
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) in (0, -signal.SIGTERM)
