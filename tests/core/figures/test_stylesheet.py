"""The drawings hold classes, the stylesheet holds their colours: neither without the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import handrail
from handrail.core.figures import curves, family_map, ladder, legend, tracks
from handrail.core.figures.figure import Figure
from tests.core.figures.examples import DISTRESS, ECHOED, FAMILY, HARD, TRACKS, TREND

CSS = Path(handrail.__file__).parent / "rooms/shared/static/handrail/css"
SHEET = (CSS / "figures.css").read_text()
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.S)
# Names for what lies in a group: nothing to paint.
GROUPS = {
    "fig-rung", "fig-contact", "fig-flagged", "fig-step-down", "fig-now", "fig-callout-box",
    "fig-proposed", "fig-stopped", "fig-track", "fig-score", "fig-chip", "fig-relation",
    "fig-home-group", "fig-example", "fig-marks", "fig-family", "fig-kin-parent",
    "fig-kin-ex_partner", "fig-key", "fig-newest",
}  # fmt: skip


def everything() -> list[Figure]:
    figures = [ladder.draw(one, uid=f"l{i}") for i, one in enumerate(HARD.values())]
    figures += [
        tracks.draw(TRACKS, uid="t"),
        curves.draw_trend(TREND, uid="c"),
        curves.draw_distress(DISTRESS, uid="d"),
        family_map.draw(FAMILY, uid="f"),
        family_map.draw(ECHOED, uid="g"),
        legend.examples(uid="m"),
    ]
    return figures


def used_classes() -> set[str]:
    svgs = [
        svg
        for figure in everything()
        for svg in (figure.svg_wide, figure.svg_narrow or "", *(key.svg for key in figure.keys))
    ]
    return {
        cls
        for svg in svgs
        for value in re.findall(r'class="([^"]*)"', svg)
        for cls in value.split()
    }


def test_every_class_that_paints_has_a_rule() -> None:
    known = set(re.findall(r"\.(fig[\w-]*)", RULES))
    assert used_classes() - known - GROUPS == set()


def test_every_rule_is_used() -> None:
    known = set(re.findall(r"\.(fig(?:-[\w-]+)?)\b(?![\w-])", RULES)) - {"figure-region"}
    assert known - used_classes() == set()


def test_every_colour_is_a_token() -> None:
    declared = set(re.findall(r"(--[\w-]+)\s*:", (CSS / "tokens.css").read_text() + RULES))
    assert set(re.findall(r"var\((--[\w-]+)", RULES)) <= declared
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", RULES)


@pytest.mark.parametrize("query", ["@media print", "@media (forced-colors: active)"])
def test_paper_and_forced_colours_are_thought_of(query: str) -> None:
    assert query in RULES


def test_every_colour_token_in_use_is_mapped_for_forced_colours() -> None:
    forced = RULES[RULES.index("@media (forced-colors: active)") :]
    mapped = set(re.findall(r"(--[\w-]+)\s*:", forced))
    local = set(re.findall(r"(--fig-[\w-]+)", RULES))
    used = set(re.findall(r"var\((--[\w-]+)", RULES)) - local
    assert used <= mapped
