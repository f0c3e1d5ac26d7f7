"""GLOSSARY.md is the authority on words; this test reads it and looks for the words it refuses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.repo.tree import ROOT, Found, lines_with, report, text, under

GLOSSARY = ROOT / "GLOSSARY.md"

# Where a refused word has to stand: file or folder -> why.
MAY_NAME_THEM = {
    "GLOSSARY.md": "it says which words are refused",
    "src/handrail/core/language": "the loaded words and what to write instead",
    "docs/reference/neutral-language.md": "printed from the loaded words",
    "docs/explanation/sources": "names of publications and of laws",
    "docs/explanation/evidence.md": "quotes what others have called them, and why we do not",
}


@cache
def refused(mark: str) -> tuple[str, ...]:
    """The words of the column "not" in this mark: ** refused everywhere, * refused on screens."""
    column = [row.split("|")[3] for row in text(GLOSSARY).splitlines() if row.startswith("| ")]
    marked = re.compile(rf"(?<!\*){re.escape(mark)}(?!\*)([^*]+){re.escape(mark)}(?!\*)")
    return tuple(word for cell in column for word in marked.findall(cell))


def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words, also in the plural; one that ends in … stands for all that begin so."""
    parts = [
        re.escape(word.rstrip("…")) + (r"\w*" if word.endswith("…") else r"(?:e?s)?\b")
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile(r"(?<![A-Za-z])(?:" + "|".join(parts) + ")", re.IGNORECASE)


def may_name(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return any(name == place or name.startswith(f"{place}/") for place in MAY_NAME_THEM)


def test_the_glossary_refuses_words() -> None:
    assert len(refused("**")) >= 10, (
        "GLOSSARY.md: words in **bold** in the column “not” are refused"
    )
    assert len(refused("*")) >= 5, "GLOSSARY.md: words in *italics* are refused on screens"


def test_refused_words_stand_nowhere() -> None:
    kinds = (".py", ".toml", ".html", ".txt", ".md", ".json", ".css", ".js", ".po")
    places = [
        path
        for path in [*under("src", *kinds), *under("docs", *kinds), *ROOT.glob("*.md")]
        if not may_name(path) and "instruments" not in path.parts
    ]
    report(
        lines_with(places, pattern_of(refused("**"))),
        "GLOSSARY.md refuses these words everywhere.",
        instead="the word in the first column of the same row.",
    )


def test_what_people_read_uses_the_words_of_the_field() -> None:
    pattern = pattern_of(refused("*"))
    found = [
        Found(path, line, match.group())
        for path, line, said in shown()
        for match in pattern.finditer(said)
    ]
    report(
        found,
        "GLOSSARY.md refuses these words in what people read.",
        instead="the word in the first column of the same row.",
    )


def shown() -> Iterator[tuple[Path, int, str]]:
    """What a person sees: text of templates, sentences of data files, translated texts."""
    for path in under("src", ".html", ".txt"):
        for number, line in enumerate(text(path).splitlines(), 1):
            yield path, number, re.sub(r"\{[%#{].*?[%#}]\}|<[^>]*>|&\w+;", " ", line)
    for path in under("src", ".toml"):
        if not may_name(path) and "instruments" not in path.parts:
            for said in sentences(tomllib.loads(text(path))):
                yield path, 0, said
    translated = re.compile(r"\b_\(\s*f?\"((?:[^\"\\]|\\.)*)\"")
    for path in under("src", ".py"):
        for number, line in enumerate(text(path).splitlines(), 1):
            for match in translated.finditer(line):
                yield path, number, match.group(1)


def sentences(value: Any, key: str = "") -> Iterator[str]:
    """The texts of a data file that hold more than one word, but for sources and citations."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from sentences(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner, key)
    elif (
        isinstance(value, str) and " " in value and key not in {"source", "citation", "why", "note"}
    ):
        yield value
