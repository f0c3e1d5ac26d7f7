"""`./handrail demo` as somebody meets it who tries Handrail for the first time."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import engines
from tests.web.processes import answer, free_port, handrail, surroundings
from tests.web.test_run import ANSWERS


def told(home: Path, url: str, statement: str) -> list[tuple[object, ...]]:
    """What the demo's database answers to whoever may read all of it."""
    if url:
        name = url.rsplit("/", 1)[1]
        with psycopg.connect(engines.url_of(name), autocommit=True) as plain:
            return plain.execute(statement).fetchall()
    import sqlite3

    plain = sqlite3.connect(home / "handrail.sqlite3")
    try:
        return plain.execute(statement).fetchall()
    finally:
        plain.close()


CASES = "SELECT number, family_name FROM case_header ORDER BY number"
THREE = [(9, "Cedar"), (14, "Alder"), (17, "Linden")]


def test_from_nothing_twice_and_after_an_interruption(tmp_path: Path, database_url: str) -> None:
    home = tmp_path / "demo"
    command = ["demo", "--no-serve", *(["--database-url", database_url] if database_url else [])]
    with interrupted_at("loading the family Alder", *command, home=home):
        pass
    first = handrail(*command, home=home)
    assert first.returncode == 0, first.stderr
    assert "loading the family Linden" in first.stderr
    assert told(home, database_url, CASES) == THREE
    assert told(home, database_url, "SELECT count(*) FROM practice") == [(1,)]
    assert told(home, database_url, "SELECT count(*) FROM account") == [(12,)]

    again = handrail(*command, home=home)
    assert again.returncode == 0, again.stderr
    assert "nothing was changed" in again.stderr
    assert told(home, database_url, CASES) == THREE
    assert handrail("verify", home=home).returncode == 0
    real = handrail("run", home=home)
    assert (real.returncode, "demo practice" in real.stderr) == (2, True), real.stderr

    told_before = told(home, database_url, "SELECT id FROM practice")
    fresh = handrail(*command, "--fresh", home=home)
    assert fresh.returncode == 0, fresh.stderr
    assert told(home, database_url, "SELECT id FROM practice") != told_before
    assert told(home, database_url, CASES) == THREE


@contextmanager
def interrupted_at(words: str, verb: str, *rest: str, home: Path) -> Iterator[None]:
    """Run the program and kill it when it says these words."""
    process = subprocess.Popen(
        [sys.executable, "-m", "handrail", verb, "--home", str(home), *rest],
        env=surroundings(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            break
    process.kill()
    assert process.wait(30) == -signal.SIGKILL, "it was over before it could be interrupted"
    process.stderr.close()
    yield


def test_a_real_practice_is_never_touched(tmp_path: Path, database_url: str) -> None:
    practice, elsewhere = tmp_path / "practice", tmp_path / "demo"
    given = [*ANSWERS, *(["--database-url", database_url] if database_url else [])]
    assert handrail("run", "--only-prepare", *given, home=practice).returncode == 0
    url = database_url or f"sqlite:///{practice}/handrail.sqlite3"
    before = everything(practice)

    for home, more in [(practice, []), (practice, ["--fresh"]), (elsewhere, [])]:
        address = [] if home == practice else ["--database-url", url]
        refused = handrail("demo", "--no-serve", *more, *address, home=home)
        assert refused.returncode == 2, refused.stderr
        assert "Traceback" not in refused.stderr
    assert "real practice" in refused.stderr
    assert everything(practice) == before
    assert told(practice, database_url, CASES) == []


def everything(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    # SQLite makes these two beside a file that is merely read.
    return {
        path.name: path.read_bytes()
        for path in files
        if not path.name.endswith(("-shm", "-wal")) or (path.stat().st_size and "wal" in path.name)
    }


def test_a_database_of_another_program_is_never_touched(tmp_path: Path, database_url: str) -> None:
    if database_url:
        url = database_url
        with psycopg.connect(database_url, autocommit=True) as plain:
            plain.execute("CREATE TABLE notes (id int)")
    else:
        import sqlite3

        url = f"sqlite:///{tmp_path}/notes.sqlite3"
        plain = sqlite3.connect(tmp_path / "notes.sqlite3")
        plain.execute("CREATE TABLE notes (id int)")
        plain.close()
    refused = handrail("demo", "--no-serve", "--database-url", url, home=tmp_path / "demo")
    assert refused.returncode == 2
    assert "another program" in refused.stderr


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for more in ([], ["--fresh"]):
        refused = handrail("demo", "--no-serve", *more, home=tmp_path)
        assert refused.returncode == 2
        assert "not empty" in refused.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"thesis.txt"}


def test_it_serves_and_says_on_every_page_that_it_is_a_demonstration(
    on_sqlite: None, tmp_path: Path
) -> None:
    """Also when the surroundings deny it: what is in the database decides."""
    port, home = free_port(), tmp_path / "demo"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        refused = handrail("demo", "--port", str(port), home=home)
    assert (refused.returncode, f"port {port} is taken" in refused.stderr) == (2, True)
    server = subprocess.Popen(
        [sys.executable, "-m", "handrail", "demo", "--home", str(home), "--port", str(port)],
        env=surroundings() | {"HANDRAIL_DEMO": "0"}, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for path in ("sign-in", "demo", "how-it-works"):
            page = answer(server, f"http://localhost:{port}/{path}/").read().decode()
            assert 'class="demo-banner"' in page
            assert "Wednesday, 23 July 2025" in page
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    assert server.stdout is not None
    words = server.stdout.read().decode()
    server.stdout.close()
    assert f"http://localhost:{port}/demo/" in words
    assert "noa@handrail.example" in words
