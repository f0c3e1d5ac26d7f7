"""The house stands as ARCHITECTURE.md draws it: every piece placed, every phase there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from tests.repo.tree import PACKAGE, ROOT, report, text, under

PHASES = (
    "1_assessment_and_planning", "2_individual_work", "3_supported_contact",
    "4_family_systems_work", "5_progress_evaluation",
)  # fmt: skip
DOCUMENTS = (
    "README.md", "LICENSE", "ARCHITECTURE.md", "GLOSSARY.md", "THREAT_MODEL.md",
    "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md",
)  # fmt: skip
SHELVES = ("tutorial", "how-to", "reference", "explanation", "adr")
# Packages that need not be placed among others: they are inside one floor and one piece.
CONTAINERS = ("handrail", "handrail.rooms", "handrail.store", "handrail.core")


@cache
def contracts() -> list[dict[str, Any]]:
    """The import contracts of pyproject.toml."""
    settings = tomllib.loads(text(ROOT / "pyproject.toml"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def test_every_phase_has_its_file() -> None:
    folder = PACKAGE / "core/therapy/phases"
    here = {path.stem for path in under("src/handrail/core/therapy/phases", ".toml")}
    report(
        {f"{name}.toml" for name in set(PHASES) ^ here},
        f"The five phases stand in {folder.relative_to(ROOT)}, one file each.",
        instead="exactly: " + ", ".join(f"{name}.toml" for name in PHASES),
    )


def test_every_piece_of_a_floor_is_placed() -> None:
    missing = []
    for container in CONTAINERS:
        folder = ROOT / "src" / container.replace(".", "/")
        placed = placed_in(container)
        here = {
            path.stem
            for path in folder.iterdir()
            if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.stem != "__init__"
        }
        missing += [f"{container}.{name}: not placed" for name in here - placed]
        missing += [f"{container}.{name}: placed, but not there" for name in placed - here]
    report(
        missing,
        "Every module and package of a floor has its place in the layers of pyproject.toml.",
        instead="name it in the layer it belongs to, and draw it in ARCHITECTURE.md.",
    )


def placed_in(container: str) -> set[str]:
    """The names in the layers of one container; the contract must be exhaustive."""
    for contract in contracts():
        if contract["type"] == "layers" and container in contract["containers"]:
            assert contract["exhaustive"] is True, f"{contract['name']}: must be exhaustive"
            return {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    return set()


def test_the_wall_is_a_contract() -> None:
    walls = [
        contract
        for contract in contracts()
        if contract["type"] == "forbidden"
        and {"handrail.rooms.portal", "handrail.rooms.court"} <= set(contract["source_modules"])
        and "handrail.store.records" in contract["forbidden_modules"]
        and not contract.get("allow_indirect_imports", False)
        and not contract.get("ignore_imports")
    ]
    assert walls, (
        "pyproject.toml must forbid handrail.rooms.portal and handrail.rooms.court every import of"
        " handrail.store.records, also an indirect one, without exceptions"
    )


def test_the_architecture_draws_every_piece() -> None:
    drawn = text(ROOT / "ARCHITECTURE.md")
    missing = [
        f"{container}: {name}"
        for container in CONTAINERS
        for name in placed_in(container)
        if not re.search(rf"\b{name}\b", drawn)
    ]
    report(missing, "ARCHITECTURE.md shows every piece of the house.", instead="draw it there.")


def test_the_architecture_shows_the_contracts_in_force() -> None:
    """The layers printed in ARCHITECTURE.md are those of pyproject.toml, in the same order."""
    drawn = " ".join(text(ROOT / "ARCHITECTURE.md").split())
    missing = [
        f"{contract['name']}: {' → '.join(contract['layers'])}"
        for contract in contracts()
        if contract["type"] == "layers" and " → ".join(contract["layers"]) not in drawn
    ]
    report(
        missing,
        "ARCHITECTURE.md prints the dependency rule as it is enforced.",
        instead="the line above, word for word.",
    )


def test_the_documents_are_there() -> None:
    missing = [name for name in DOCUMENTS if not (ROOT / name).exists()]
    missing += [f"docs/{shelf}/" for shelf in SHELVES if not any((ROOT / "docs" / shelf).glob("*"))]
    report(missing, "A stranger finds these documents.", instead="write them.")


def test_the_readme_fits_one_screen() -> None:
    rows = len(text(ROOT / "README.md").splitlines())
    assert rows <= 75, (
        f"README.md has {rows} lines; one screen is at most 75. Move the rest to docs/."
    )


def test_every_decision_says_how_it_is_enforced() -> None:
    parts = ("## Context", "## Decision", "## Consequences", "## How it is enforced")
    missing = [
        f"{path.name}: no “{part}”"
        for path in under("docs/adr", ".md")
        if path.name != "README.md"
        for part in parts
        if part not in text(path)
    ]
    missing += [
        f"{path.name}: {count} lines"
        for path in under("docs/adr", ".md")
        if (count := len(text(path).splitlines())) > 60
    ]
    report(missing, "A decision is one page with four parts.", instead=", ".join(parts))
