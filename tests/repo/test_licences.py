"""What is not ours says whose it is, beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.repo.tree import PACKAGE, ROOT, report, text, under

INSTRUMENTS = PACKAGE / "core/measures/instruments"
# SHA-256 of the licence as published by the Apache Software Foundation.
APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
# Files made elsewhere, by suffix or name.
FOREIGN = (".woff2", ".woff", ".ttf", ".otf", ".min.js", "axe.js")
LICENCE_NAMES = ("LICENCE", "LICENSE", "OFL")


def test_the_licence_is_the_whole_apache_licence() -> None:
    seen = hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest()
    assert seen == APACHE_2, "LICENSE is not the published text of the Apache License 2.0"


def test_every_shipped_instrument_says_whose_it_is() -> None:
    folders = sorted(path.parent for path in under(relative(INSTRUMENTS), ".toml"))
    shipped = [folder for folder in folders if folder != INSTRUMENTS]
    assert shipped, f"no instruments found in {relative(INSTRUMENTS)}"
    missing = [
        f"{folder.name}: no {name}"
        for folder in shipped
        for name in ("LICENCE", "PROVENANCE.md")
        if not text(folder / name if (folder / name).exists() else folder / "none").strip()
    ]
    report(
        missing,
        "Each instrument keeps its own licence note and says where its text comes from.",
        instead="LICENCE (terms as found) and PROVENANCE.md (what was compared, what was not).",
    )


def test_every_file_made_elsewhere_has_its_licence_beside_it() -> None:
    foreign = [
        path
        for folder in ("src", "tests", "docs")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.name.endswith(FOREIGN)
    ]
    missing = [relative(path) for path in foreign if not licence_beside(path)]
    report(
        missing,
        "Fonts and scripts made elsewhere carry their licence in the same folder.",
        instead="the licence text as published, named LICENCE, LICENSE or OFL.txt.",
    )


def licence_beside(path: Path) -> bool:
    return any(
        other.name.startswith(LICENCE_NAMES) and other.stat().st_size > 500
        for other in path.parent.iterdir()
    )


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
