"""Every link in the documents leads somewhere, and every source the code cites can be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.repo.tree import ROOT, Found, lines_with, report, text, under

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)
_CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
# Pictures that are taken of the running program.
PICTURES = "docs/pictures/"


def documents() -> list[Path]:
    return [path for path in under("", ".md") if "static" not in path.parts]


def anchors(path: Path) -> set[str]:
    """The fragments a Markdown file offers, as the usual renderers make them."""
    found: set[str] = set()
    for heading in _HEADING.findall(_CODE_BLOCK.sub("", text(path))):
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")
        number = sum(1 for one in found if re.fullmatch(rf"{re.escape(slug)}(-\d+)?", one))
        found.add(f"{slug}-{number}" if number else slug)
    return found


def links(path: Path) -> Iterator[tuple[int, str]]:
    content = _CODE_BLOCK.sub(lambda block: "\n" * block.group().count("\n"), text(path))
    for number, line in enumerate(content.splitlines(), 1):
        for match in _LINK.finditer(line):
            yield number, match.group(1)


def test_every_link_leads_somewhere() -> None:
    broken = []
    for path in documents():
        for line, link in links(path):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, fragment = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            if not target.exists() and PICTURES not in target.as_posix():
                broken.append(Found(path, line, f"{link}: no such file"))
            elif fragment and target.suffix == ".md" and fragment not in anchors(target):
                broken.append(Found(path, line, f"{link}: no such heading"))
    report(broken, "Every link in the documents leads somewhere.", instead="its present name.")


def test_every_document_can_be_found() -> None:
    """Every page under docs/ is linked from some other document."""
    linked = {
        (path.parent / link.partition("#")[0]).resolve()
        for path in documents()
        for _, link in links(path)
        if not re.match(r"[a-z]+:|#", link)
    }
    lost = [
        Found(path, 1, "nobody links here") for path in under("docs", ".md") if path not in linked
    ]
    report(
        [one for one in lost if one.path != ROOT / "docs/README.md"],
        "A page nobody links to is not found.",
        instead="a link in docs/README.md or in the index of its folder.",
    )


_CITED = re.compile(
    r"\b(clinical|law) ((?:§\s?\d+(?:\.\d+)*|[A-Z]{1,2}-?\d+[a-z]?\b)"
    r"(?:\s?(?:,|-|–|and)\s?(?:§\s?\d+(?:\.\d+)*|\d+\.\d+|[A-Z]-?\d+[a-z]?\b))*)"
)
_ONE = re.compile(r"\d+(?:\.\d+)*|[A-Z]{1,2}-?\d+[a-z]?")
SOURCES = ROOT / "docs/explanation/sources"
BRIEFS = {"clinical": SOURCES / "clinical.md", "law": SOURCES / "law.md"}
_SEED_ROW = re.compile(r"\bseed rows? (M\d+(?:(?:, | and |-|–)M\d+)*)|\brows?\s*=\s*\[([^\]]*)\]")


def test_every_cited_source_can_be_looked_up() -> None:
    places = [*under("src", ".py", ".toml", ".md", ".html", ".json"), *under("docs", ".md")]
    places = [path for path in places if path not in BRIEFS.values()]
    unknown = []
    for found in lines_with(places, _CITED):
        brief, cited = found.what.split(" ", 1)
        known = entries(BRIEFS[brief])
        unknown += [
            Found(found.path, found.line, f"{brief} {one}")
            for one in _ONE.findall(cited)
            if one not in known
        ]
    report(
        unknown,
        "A source that is cited stands in docs/explanation/sources/.",
        instead="the number of a section or entry there, or a new entry.",
    )


def test_nothing_else_is_cited() -> None:
    """A section sign after another word, or a document that is not here, leads nowhere."""
    here = {path.name for path in under("")}
    places = under("src", ".py", ".toml", ".html", ".css", ".js")
    places += [*under(".ci"), ROOT / "pyproject.toml"]
    sections = lines_with(
        places, re.compile(r"\b(?!clinical |law |brief |and )[a-z]+ §\s?\d[\d.]*")
    )
    documents_ = lines_with(places, re.compile(r"[\w-]+\.md\b"))
    lost = [one for one in documents_ if one.what not in here]
    report(
        [*sections, *lost],
        "What is cited can be looked up in the repository.",
        instead="clinical §…, law §…, a seed row, or a document that is here.",
    )


def test_every_seed_row_can_be_looked_up() -> None:
    known = entries(SOURCES / "seeds.md")
    assert len(known) == 30, "seeds.md lists rows M1 to M30"
    unknown = [
        Found(found.path, found.line, one)
        for found in lines_with(under("src", ".py", ".toml"), _SEED_ROW)
        for one in re.findall(r"\bM\d+\b", found.what)
        if one not in known
    ]
    report(unknown, "A seed row that is cited stands in sources/seeds.md.", instead="M1 to M30.")


def entries(path: Path) -> set[str]:
    """Section numbers and entry ids a source list defines: `## 2.4 …`, `| H-12 |`, `- **S38**`."""
    content = text(path)
    found = set(re.findall(r"^#{2,4} (\d+(?:\.\d+)*)\b", content, re.MULTILINE))
    found |= set(re.findall(r"^\| ([A-Z]{1,2}-?\d+[a-z]?) \|", content, re.MULTILINE))
    found |= set(re.findall(r"^- \*\*([A-Z]{1,2}-?\d+[a-z]?)\*\*", content, re.MULTILINE))
    return found
