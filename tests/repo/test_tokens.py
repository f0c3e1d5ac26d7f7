"""The colours of tokens.css can be read: every pair that meets on a screen, in both modes."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest

from tests.repo.tree import PACKAGE, lines_with, report, text, under

STYLES = PACKAGE / "rooms/shared/static/handrail/css"
TOKENS = STYLES / "tokens.css"
MODES = ("light", "dark")
TEXT, MARK = 4.5, 3.0

_PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9A-F]{6}),\s*(#[0-9A-F]{6})\)")

PHASES = [f"p{number}" for number in range(1, 6)]
GROUNDS = ["paper", "sheet", "sunk", "railsoft", "stopsoft", "caresoft", *PHASES]
# 22 + 15 + 15 = 52 pairs of text on ground.
INK = list(product(["ink", "ink2"], GROUNDS))
STRONG = [(f"{p}s", ground) for p in PHASES for ground in ("paper", "sheet", p)]
SIGNALS = [
    ("onrail", "rail"), ("onbar", "bar"), ("onstop", "stopfill"), ("paper", "ink"),
    ("rail", "paper"), ("rail", "sheet"), ("rail", "sunk"), ("rail", "railsoft"),
    ("link", "paper"), ("link", "sheet"), ("link", "sunk"),
    ("stop", "paper"), ("stop", "sheet"), ("stop", "stopsoft"),
    ("care", "caresoft"),
]  # fmt: skip
ALSO_TEXT = [
    ("link", "stopsoft"), ("link", "caresoft"), ("link", "railsoft"),
    ("care", "paper"), ("care", "sheet"), ("care", "sunk"),
    *product(["rail"], PHASES),
]  # fmt: skip
MARKS = [
    *product(["edge"], ["paper", "sheet", "sunk"]),
    *product(["rail", "focus-out"], GROUNDS),
    *product(["stopfill"], ["paper", "sheet", "sunk"]),
    *((f"{p}s", p) for p in PHASES),
    ("focus-out", "focus-in"),
]


@cache
def tokens() -> dict[str, tuple[str, str]]:
    """Name -> (light, dark), as hexadecimal colours."""
    return {name: (light, dark) for name, light, dark in _PAIR.findall(text(TOKENS))}


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2, 0 (black) to 1 (white)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, mode: str) -> float:
    """Contrast of two tokens in a mode, 1 to 21."""
    pair = [luminance(tokens()[name][MODES.index(mode)]) for name in (one, other)]
    return (max(pair) + 0.05) / (min(pair) + 0.05)


def too_weak(pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{one} on {other}, {mode}: {found:.2f}"
        for one, other in pairs
        for mode in MODES
        if (found := contrast(one, other, mode)) < least
    ]


def test_the_measure_itself() -> None:
    assert contrast("onstop", "onstop", "light") == 1
    assert round((luminance("#FFFFFF") + 0.05) / (luminance("#000000") + 0.05)) == 21


def test_there_are_52_pairs_of_text() -> None:
    assert len({*INK, *STRONG, *SIGNALS}) == 52


def test_text_can_be_read() -> None:
    weak = too_weak([*INK, *STRONG, *SIGNALS, *ALSO_TEXT], TEXT)
    report(weak, f"Text on its ground has a contrast of {TEXT} or more.", instead="a darker tone.")


def test_borders_and_marks_can_be_seen() -> None:
    weak = too_weak(MARKS, MARK)
    report(
        weak, f"Borders and marks have a contrast of {MARK} or more.", instead="a stronger tone."
    )


@pytest.mark.parametrize(
    ("name", "light", "dark"),
    [("ink", 10.0, 9.1), ("ink2", 5.1, 5.6), ("rail", 6.8, 5.9), ("focus-out", 10.0, 7.5)],
)
def test_what_is_read_most_is_better_than_it_must_be(name: str, light: float, dark: float) -> None:
    for mode, least in zip(MODES, (light, dark), strict=True):
        lowest = min(contrast(name, ground, mode) for ground in GROUNDS)
        assert round(lowest, 1) >= least, f"{name} in {mode}: {lowest:.2f}"


def test_colours_stand_in_tokens_alone() -> None:
    others = [path for path in under("src", ".css") if path != TOKENS]
    colour = re.compile(r":[^;{]*(?:#[0-9A-Fa-f]{3,8}\b|rgba?\()")
    report(
        lines_with(others, colour),
        "Every colour is a token.",
        instead="var(--…), defined in tokens.css.",
    )


def test_every_token_used_is_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+)\s*:", "\n".join(text(p) for p in under("src", ".css"))))
    unknown = [
        found
        for found in lines_with(under("src", ".css"), re.compile(r"(?<=var\()--[\w-]+"))
        if found.what not in defined
    ]
    report(unknown, "var() names a token that exists.", instead="its name in tokens.css.")


def test_sizes_are_relative() -> None:
    """Text grows with the reader's own setting: no font size in px."""
    fixed = lines_with(under("src", ".css"), re.compile(r"font-size:\s*[\d.]+px"))
    report(fixed, "Font sizes are in rem or em.", instead="a token such as var(--s).")


def test_space_and_place_are_logical() -> None:
    """Start and end instead of left and right, so that a page can run the other way."""
    physical = re.compile(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right):"
        r"|text-align:\s*(?:left|right)\b|(?<![\w-])(?:width|height):\s"
    )
    report(
        lines_with(under("src", ".css"), physical),
        "Styles use logical properties.",
        instead="margin-inline-start, inset-block-end, inline-size and so on.",
    )
