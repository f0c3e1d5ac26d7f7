"""Every library has a reason, and every wheel is the one that was looked at."""

from __future__ import annotations

import re
from pathlib import Path

from tests.repo.tree import PACKAGE, ROOT, report, text, under

_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(\[[a-z0-9,._-]+\])?==[^\s;]+", re.IGNORECASE)
# Wanted in run.in and imported nowhere by this name: library -> the name it is imported or used by.
IMPORTED_AS = {
    "django-allauth": "allauth",
    "argon2-cffi": r"django\.contrib\.auth\.hashers import Argon2\w+",
    "django-csp": "csp",
    "psycopg": "psycopg",
    "tzdata": "zoneinfo",
}


def wanted(path: Path) -> list[tuple[str, str, str]]:
    """The lines of an .in file as (library, whole requirement, reason)."""
    rows = []
    for line in text(path).splitlines():
        requirement, _, reason = line.partition("#")
        if requirement.strip() and not requirement.startswith("-r"):
            name = re.split(r"[\[=<>~; ]", requirement.strip())[0]
            rows.append((name, requirement.strip(), reason.strip()))
    return rows


def test_every_library_has_a_reason() -> None:
    bare = [
        f"{path.name}: {requirement}"
        for path in under("requirements", ".in")
        for _, requirement, reason in wanted(path)
        if len(reason) < 6
    ]
    report(
        bare,
        "Every line of requirements/*.in says why the library is needed.",
        instead="`library==1.*   # what it does for us`.",
    )


def test_every_wheel_is_pinned_by_hash() -> None:
    loose = []
    for path in under("requirements", ".lock"):
        for block in blocks(text(path)):
            first = block.splitlines()[0]
            if not _PINNED.match(first):
                loose.append(f"{path.name}: {first}: no exact version")
            elif "--hash=sha256:" not in block:
                loose.append(f"{path.name}: {first}: no hash")
    report(loose, "A lock file names an exact version and hashes.", instead="compile it again.")


def blocks(lock: str) -> list[str]:
    """A requirement with its continuation lines, without comments."""
    lines = [
        line for line in lock.splitlines() if line.strip() and not line.strip().startswith("#")
    ]
    found: list[str] = []
    for line in lines:
        if line.startswith(" ") and found:
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def test_every_wanted_library_is_locked() -> None:
    missing = []
    for source in under("requirements", ".in"):
        lock = text(source.with_suffix(".lock"))
        locked = {re.split(r"[\[=]", block)[0].lower() for block in blocks(lock)}
        names = wanted(source)
        if "-r run.in" in text(source):
            names += wanted(source.with_name("run.in"))
        missing += [f"{source.stem}.lock: {name}" for name, _, _ in names if name not in locked]
    report(missing, "What is wanted is locked.", instead="compile the lock file again.")


def test_no_library_is_carried_along_for_nothing() -> None:
    code = "\n".join(text(path) for path in under("src", ".py"))
    unused = []
    for name, _, _ in wanted(ROOT / "requirements/run.in"):
        module = IMPORTED_AS.get(name, name.replace("-", "_"))
        # imported, or named in a text: "csp.middleware.CSPMiddleware", ["-m", "granian"]
        if not re.search(
            rf"^\s*(?:import|from) {module}\b|[\"'.]{module}[\"'.]", code, re.MULTILINE
        ):
            unused.append(name)
    report(
        unused,
        f"Every library of run.in is used somewhere below {PACKAGE.relative_to(ROOT)}.",
        instead="take it out, or say in IMPORTED_AS by which name it is used.",
    )
