"""The project speaks of itself alone: nothing of where it was made, nothing of where wheels lie."""

from __future__ import annotations

import re
from pathlib import Path

from tests.repo.tree import ROOT, lines_with, report, text, under


def backwards(*words: str) -> str:
    """Patterns for words that may stand nowhere, also not here: so they are written backwards."""
    return "|".join(re.escape(word[::-1]) for word in words)


PLACES = re.compile(
    rf"(?<![\w.~-])({backwards('krow/', 'mraf/')})(?![\w-])|{backwards('tnegabus', 'pots-erofeb')}"
    rf"|\b({backwards('toor/', 'boj hsab', 'knirhtreffub')})/",
    re.IGNORECASE,
)
REGISTRIES = re.compile(
    r"(?<!no-emit-)(?:"
    + backwards(
        "gro.ipyp", "gro.detsohnohtyp", "gro.sjmpn", "gro.gnalog.yxorp", "oi.setarc",
        "lru-xedni", "tsoh-detsurt", "sknil-dnif--",
    )
    + ")",
    re.IGNORECASE,
)  # fmt: skip


def test_no_file_speaks_of_the_workplace() -> None:
    report(
        lines_with(under(""), PLACES),
        "The project speaks of itself alone.",
        instead="a path inside the repository, or a folder the reader chooses.",
    )


def test_no_file_names_a_package_registry() -> None:
    report(
        lines_with(under(""), REGISTRIES),
        "Where packages come from is the reader's setting, not ours.",
        instead="the name of the package; its hash stands in the lock file.",
    )


def test_lock_files_hold_no_address() -> None:
    locks = under("requirements", ".lock")
    assert locks, "requirements/ has no lock files"
    addresses = lines_with(locks, re.compile(r"[a-z+]+://\S+", re.IGNORECASE))
    options = lines_with(locks, re.compile(r"^\s*--(?!hash=)\S+|^\s*-\w\b.*", re.MULTILINE))
    report(
        [*addresses, *options],
        "A lock file names versions and hashes, nothing else.",
        instead="compile it without the index and without links.",
    )


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Pages load no script, style, font or picture from another host."""
    pattern = re.compile(
        r"(src|href|action)\s*=\s*[\"'](https?:)?//|@import\s|url\(\s*[\"']?(https?:)?//"
        r"|\bfetch\(\s*[\"'](https?:)?//",
        re.IGNORECASE,
    )
    places = under("src", ".html", ".css", ".js")
    assert places, f"no templates found under {ROOT / 'src'}"
    found = [one for one in lines_with(places, pattern) if not is_link_out(one.path, one.line)]
    report(
        found,
        "Everything a page needs comes from its own server.",
        instead='a file under static/; a link a person may follow carries rel="noreferrer".',
    )


def is_link_out(path: Path, line: int) -> bool:
    """A plain link that a person may choose to follow."""
    row = text(path).splitlines()[line - 1]
    return "<a " in row and "noreferrer" in row
