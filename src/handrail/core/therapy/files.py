"""Which files make up a protocol: the packaged ones, and a practice's own laid over them.

A file of the practice replaces the packaged file of the same name; a new card or form is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handrail.core.datafile import Mistake
from handrail.core.therapy import card, phase

PACKAGED = Path(__file__).parent
LADDER, GATES, PRINCIPLES, RULES = "ladder.toml", "gates.toml", "principles.toml", "rules.toml"
SESSION_KINDS, NEXT_STEP, ENDINGS = "session_kinds.toml", "next_step.toml", "endings.toml"
FIDELITY = "fidelity.toml"
SINGLE = (
    *phase.FILES, LADDER, GATES, PRINCIPLES, RULES, SESSION_KINDS, NEXT_STEP, ENDINGS, FIDELITY,
)  # fmt: skip
FIXED = ("pause.toml", "room.toml", "child_says.toml")
"""The same in every practice: a copy may lie in a practice's directory, and says nothing else."""
NEIGHBOURS = ("instruments", "jurisdictions", "neutral.toml")
"""What a practice's directory may also hold; other parts of the house check it."""

SIZE_LIMIT = 256_000
COUNT_LIMIT = 2_000


def packaged() -> dict[str, Path]:
    """name -> path of every packaged file."""
    return {name: PACKAGED / name for name in _names(PACKAGED) if _place(name)}


def own(directory: Path) -> tuple[dict[str, Path], list[Mistake]]:
    """name -> path of a practice's own files, and what is wrong with where they stand."""
    if not directory.is_dir():
        return {}, [Mistake(str(directory), "is not a directory", "the folder of your protocol")]
    found: dict[str, Path] = {}
    mistakes: list[Mistake] = []
    names = list(_names(directory))
    for name in names[:COUNT_LIMIT]:
        wrong = _too_large(directory / name) or _wrong_place(name) or _changed(directory, name)
        if wrong:
            mistakes.append(Mistake(name, *wrong))
        elif _place(name):
            found[name] = directory / name
    if len(names) > COUNT_LIMIT:
        mistakes.append(Mistake(str(directory), f"holds {len(names)} files", f"≤ {COUNT_LIMIT}"))
    if not names:
        right = "at least one .toml file: " + ", ".join((*SINGLE, "library/…", "forms/…"))
        mistakes.append(Mistake(str(directory), "holds no protocol file", right))
    return found, mistakes


def is_card(name: str) -> bool:
    """Whether the name is that of a library card: library/KIND/NAME.toml."""
    parts = name.split("/")
    return len(parts) == 3 and parts[0] == "library" and parts[1] in card.KINDS


def is_form(name: str) -> bool:
    """Whether the name is that of an own form: forms/NAME.toml."""
    return name.startswith("forms/") and name.count("/") == 1


def _names(directory: Path) -> Iterator[str]:
    for path in sorted(directory.rglob("*.toml")):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield name


def _place(name: str) -> bool:
    return name in SINGLE or is_card(name) or is_form(name)


def _wrong_place(name: str) -> tuple[str, str] | None:
    if _place(name) or name in FIXED or name.split("/")[0] in NEIGHBOURS:
        return None
    if name.startswith("library/"):
        return "is not where a card stands", f"library/KIND/NAME.toml, KIND {_kinds()}"
    if name.startswith("phases/"):
        return "is not one of the five phases", ", ".join(phase.FILES)
    return "is not part of a protocol", ", ".join((*SINGLE, "library/…", "forms/…", *NEIGHBOURS))


def _kinds() -> str:
    return "one of " + ", ".join(card.KINDS)


def _changed(directory: Path, name: str) -> tuple[str, str] | None:
    if name not in FIXED or (directory / name).read_bytes() == (PACKAGED / name).read_bytes():
        return None
    return "is the same in every practice and cannot be changed here", "leave it out"


def _too_large(path: Path) -> tuple[str, str] | None:
    size = path.stat().st_size
    if size <= SIZE_LIMIT:
        return None
    return f"is {size} bytes long", f"at most {SIZE_LIMIT}"
