"""Neutral language: loaded words, and what a camera would show instead."""

from __future__ import annotations

from handrail.core.datafile import read_toml
from handrail.core.language.review import SHIPPED
from handrail.web.reference.markdown import page as whole
from handrail.web.reference.markdown import table


def page() -> str:
    """The list of each language."""
    entries = read_toml(SHIPPED)["entry"]
    parts = []
    for language in dict.fromkeys(entry["language"] for entry in entries):
        rows = (
            (entry["words"], entry["write"], entry["why"], entry["reviewed"])
            for entry in entries
            if entry["language"] == language
        )
        parts += [f"## {language}", table(("Word", "Write instead", "Why", "Reviewed"), rows)]
    return whole(
        "Neutral language",
        "The editor warns and suggests; it never rewrites, and a person may go on all the same. A"
        " child's own words are left alone. A star stands for any ending.",
        *parts,
        source="src/handrail/core/language/neutral.toml",
    )
