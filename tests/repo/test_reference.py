"""docs/reference says what the data files say, today."""

from __future__ import annotations

import shutil
from pathlib import Path

from handrail.web import reference
from tests.repo.tree import ROOT, report

FOLDER = ROOT / "docs/reference"


def test_the_reference_is_current() -> None:
    report(
        reference.stale(FOLDER),
        "docs/reference is printed from the data files, and these pages are not what they print.",
        instead="run ./handrail docs and look at what changed.",
    )


def test_every_kind_of_staleness_is_noticed(tmp_path: Path) -> None:
    copy = tmp_path / "reference"
    shutil.copytree(FOLDER, copy)
    changed, gone = copy / "protocol.md", copy / "handrail-case-1.schema.json"
    changed.write_text(changed.read_text(encoding="utf-8").replace("R5", "R50"), encoding="utf-8")
    gone.unlink()
    (copy / "left-over.md").write_text("printed by nobody", encoding="utf-8")

    assert {"protocol.md", gone.name, "left-over.md"} <= set(reference.stale(copy))

    reference.write(copy)
    assert reference.stale(copy) == []


def test_the_schema_in_the_docs_is_the_one_that_judges() -> None:
    judge = ROOT / "src/handrail/core/family_file/handrail-case-1.schema.json"
    assert (FOLDER / judge.name).read_bytes() == judge.read_bytes()
