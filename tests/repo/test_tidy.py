"""The code stays small, plain and alive."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.repo.tree import PACKAGE, ROOT, Found, lines_with, parsed, report, text, under

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

# Where a name by layer says nothing about what a module holds.
SAYS_NOTHING = {"services", "utils", "util", "helpers", "managers", "misc", "common_utils", "base"}

# A drawing or icon that the program itself made, never a person's words: file -> why.
MAY_MARK_SAFE = {
    "src/handrail/rooms/shared/templatetags/handrail.py": "figures, drawn by core.figures",
    "src/handrail/rooms/shared/icons.py": "icons of our own",
}


def python(*, migrations: bool = False) -> list[Path]:
    """The program's own Python files."""
    return [p for p in under("src", ".py") if migrations or "migrations" not in p.parts]


def test_no_file_runs_away() -> None:
    found = [
        Found(path, count, f"{count} lines")
        for path in [*python(), *under("src", ".html", ".css", ".js"), ROOT / "bootstrap.py"]
        if (count := len(text(path).splitlines())) > LONGEST_FILE
    ]
    report(
        found,
        f"A file holds one thing and has at most {LONGEST_FILE} lines.",
        instead="split it by what its parts hold.",
    )


def test_no_function_runs_away() -> None:
    found = [
        Found(path, node.lineno, f"{node.name}() has {length} lines")
        for path in python()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    report(
        found,
        f"A function has at most {LONGEST_FUNCTION} lines.",
        instead="name its parts and call them.",
    )


def test_modules_are_named_for_what_they_hold() -> None:
    found = [
        Found(path, 1, path.stem)
        for path in python()
        if path.stem in SAYS_NOTHING or path.parent.name in SAYS_NOTHING
    ]
    report(found, "A module is named for what it holds.", instead="a noun of the field.")


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every call in a file as (line, dotted name), e.g. (12, "datetime.now")."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


BANNED_IN_CORE = {"open", "print", "input", "eval", "exec", "compile", "breakpoint", "__import__"}
WRITES = (".write_text", ".write_bytes", ".mkdir", ".unlink", ".rename", ".touch", ".open")


def test_the_core_neither_talks_nor_writes() -> None:
    found = [
        Found(path, line, f"{name}()")
        for path in under("src/handrail/core", ".py")
        for line, name in calls(path)
        if name in BANNED_IN_CORE or name.endswith(WRITES)
    ]
    report(
        found,
        "The core is pure: it reads its own packaged files through core.datafile and nothing else.",
        instead="take the value as an argument, or do it in the store or the front door.",
    )


CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now",
    "time.time", "time.localtime", "datetime.datetime.now", "datetime.date.today",
}  # fmt: skip
CHANCE = re.compile(r"^(secrets|random)\.|(^|\.)(uuid1|uuid4|uuid7|urandom|get_random_string)$")
# Measures how long something takes; no fact of the program depends on it.
MAY_LOOK_AT_THE_CLOCK = {"src/handrail/clock.py"}
MAY_TAKE_CHANCE = {"src/handrail/chance.py"}


def test_one_clock_and_one_source_of_chance() -> None:
    found = []
    for path in python(migrations=True):
        name_of_file = path.relative_to(ROOT).as_posix()
        for line, name in calls(path):
            if name in CLOCKS and name_of_file not in MAY_LOOK_AT_THE_CLOCK:
                found.append(Found(path, line, f"{name}()"))
            if CHANCE.search(name) and name_of_file not in MAY_TAKE_CHANCE:
                found.append(Found(path, line, f"{name}()"))
    report(
        found,
        "There is one clock and one source of chance, so that a test can hold both still.",
        instead="handrail.clock.now() and handrail.chance.new_id(), new_token(), some_bytes().",
    )


QUERIES = re.compile(
    r"\b(objects|_base_manager|_default_manager)\.|\bconnections?\.cursor\(|\bRawSQL\(|\.extra\("
    r"|\.raw\("
)


def test_only_the_store_asks_the_database() -> None:
    outside = [p for p in python(migrations=True) if PACKAGE / "store" not in p.parents]
    report(
        lines_with(outside, QUERIES),
        "Queries stand in the store, where every one of them names who is asking.",
        instead="a function in the reading or actions of the room's store.",
    )


def test_markup_is_escaped_in_templates_alone() -> None:
    pattern = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|\bmark_safe\(|\{%\s*autoescape off")
    places = [
        path
        for path in [*python(), *under("src", ".html", ".txt")]
        if path.relative_to(ROOT).as_posix() not in MAY_MARK_SAFE
    ]
    report(
        lines_with(places, pattern),
        "Nothing is marked safe but drawings the program made itself (MAY_MARK_SAFE).",
        instead="let the template escape it, or use format_html.",
    )


INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)


def test_templates_hold_no_style_and_no_script() -> None:
    report(
        lines_with(under("src", ".html", ".svg"), INLINE),
        "The content security policy is one constant: no inline style, script or handler.",
        instead="a class in a stylesheet, or a custom element in a module under static/.",
    )


def test_nothing_is_left_to_do_in_the_code() -> None:
    words = "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"])
    places = [p for p in under("") if p.suffix not in {".lock"} and not p.name.startswith("LICEN")]
    report(
        lines_with(places, re.compile(rf"\b({words})\b")),
        "What is left to do is not kept in the code.",
        instead="do it, or write down plainly in THREAT_MODEL.md or the docs what is not covered.",
    )


def test_no_two_tests_hide_each_other() -> None:
    """pytest finds a test file by its dotted name, so every folder of tests is a package."""
    folders = {path.parent for path in under("tests", ".py")}
    found = [
        Found(folder, 0, "has no __init__.py")
        for folder in folders
        if not (folder / "__init__.py").exists()
    ]
    report(found, "Every folder of tests is a package.", instead="an empty __init__.py.")
