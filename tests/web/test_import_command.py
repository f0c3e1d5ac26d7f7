"""`./handrail import` as a practice meets it: a wrong file is refused whole, a right one once."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.store.records.odd_family import FAMILY
from tests.web.processes import empty_database, handrail

NOA = ("--as", "noa@handrail.example")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A practice with several people who may open cases: the demo's."""
    with empty_database() as url:
        folder = tmp_path_factory.mktemp("import") / "home"
        made = handrail("demo", "--no-serve", "--database-url", url, home=folder)
        assert made.returncode == 0, made.stderr
        yield folder


def file_of(tmp_path: Path, **changes: Any) -> Path:
    """The odd family with other top-level parts, as a file."""
    file = tmp_path / "family.json"
    file.write_text(json.dumps({**deepcopy(FAMILY), **changes}))
    return file


def test_one_file_becomes_one_case_once(home: Path, tmp_path: Path) -> None:
    file = str(file_of(tmp_path))
    nobody = handrail("import", file, home=home)
    assert nobody.returncode == 2
    for known in ("noa@", "iris@", "jonas@", "rafa@", "--as"):
        assert known in nobody.stderr
    for wrong in ("sol@handrail.example", "mara@handrail.example", "nobody@example.org"):
        refused = handrail("import", file, "--as", wrong, home=home)
        assert (refused.returncode, wrong in refused.stderr) == (2, True)

    made = handrail("import", file, "--as", "NOA@handrail.example", home=home)
    assert made.returncode == 0, made.stderr
    assert "Rowan: case 18" in made.stdout
    assert "14 sessions" in made.stdout
    assert "7 contacts" in made.stdout
    assert "Osric" not in made.stdout  # no given name is needed to say what was made

    again = handrail("import", file, *NOA, home=home)
    assert (again.returncode, "nothing was changed" in again.stdout) == (0, True)

    other = str(file_of(tmp_path, goals=[]))
    refused = handrail("import", other, *NOA, home=home)
    assert refused.returncode == 2
    assert "a family named Rowan was imported from a different file" in refused.stderr


def test_every_mistake_is_listed_with_its_path(home: Path, tmp_path: Path) -> None:
    sessions = deepcopy(FAMILY["sessions"])
    sessions[2]["contact"]["distress"]["peak"] = 11
    del sessions[3]["on"]
    refused = handrail("import", str(file_of(tmp_path, sessions=sessions)), *NOA, home=home)
    assert refused.returncode == 2
    assert "sessions[2].contact.distress.peak" in refused.stderr
    assert "sessions[3]" in refused.stderr
    assert "Traceback" not in refused.stderr

    long = {**FAMILY["case"], "name": "R" * 150}
    too_long = handrail("import", str(file_of(tmp_path, case=long)), *NOA, home=home)
    assert (too_long.returncode, "case.name" in too_long.stderr) == (2, True)


def test_without_a_file_or_a_practice_it_says_so(tmp_path: Path) -> None:
    absent = handrail("import", str(tmp_path / "absent.json"), home=tmp_path)
    assert (absent.returncode, "absent.json" in absent.stderr) == (2, True)
    homeless = handrail("import", str(file_of(tmp_path)), home=tmp_path / "nowhere")
    assert (homeless.returncode, "--home" in homeless.stderr) == (2, True)
    assert not (tmp_path / "nowhere").exists()
