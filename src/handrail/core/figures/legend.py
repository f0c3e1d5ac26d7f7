"""The legend of the ladder, and every mark once for the patterns page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from handrail.core.figures import svg
from handrail.core.figures.figure import Figure, Key, Table
from handrail.core.figures.lettering import wrap
from handrail.core.figures.marks import (
    MarkKind,
    Rating,
    diamond,
    dot,
    flag,
    octagon,
    standing,
    triangle_open,
)
from handrail.core.figures.wording import figure, sentence


@dataclass(frozen=True, kw_only=True)
class MarkWords:
    """Words of the legend. {limit} is the rule's limit for the peak."""

    contact: str = "a contact: before, peak, after"
    settled: str = "settled"
    unsettled: str = "not settled"
    not_held: str = "planned, not held"
    not_held_none: str = "planned, not held (none yet)"
    waiting: str = "48-hour answer awaited"
    stopped: str = "stopped"
    unplanned: str = "a contact nobody planned"
    rail: str = "the handrail: peak {limit}, where the rule stops calling it settled"
    undecided: str = "a step that is not decided"
    flag: str = "a setback, listed by its number"
    closed: str = "not without a further order"
    title: str = "The marks of a contact"
    short_not_held: str = "not held"
    short_waiting: str = "48 h waiting"
    mark_header: str = "Mark"
    meaning_header: str = "Meaning"
    described: dict[str, str] = field(
        default_factory=lambda: {
            "settled": "filled circle at the peak",
            "unsettled": "red diamond at the peak, thicker line",
            "not_held": "hollow circle standing on the tread",
            "waiting": "dashed ring at the peak",
            "stopped": "octagon on the tread",
        }
    )


def _key(words: str, *inside: str, width: float = 26) -> Key:
    return Key(svg.small_drawing(*inside, width=width, height=24), words)


def key_of(mark: str, words: MarkWords, *, limit: float = 6) -> Key:
    """The legend entry of one mark; `mark` is a field of MarkWords. Raises KeyError for others."""
    said = str(getattr(words, mark)).format(limit=figure(limit))
    drawn: dict[str, tuple[str, float]] = {
        "contact": (standing(20, 31, Rating(1.7, 2.3, 1), "settled"), 44),
        "settled": (dot(13, 12, "settled"), 26),
        "unsettled": (diamond(13, 12), 26),
        "not_held": (dot(13, 12, "not_held"), 26),
        "not_held_none": (dot(13, 12, "not_held"), 26),
        "waiting": (dot(13, 12, "waiting"), 26),
        "stopped": (octagon(13, 12), 26),
        "unplanned": (triangle_open(13, 12), 26),
        "rail": (svg.line("fig-rail", 5, 12, 31, 12), 36),
        "undecided": (svg.path("fig-undecided", (2, 22), (2, 7), (34, 7)), 36),
        "flag": (flag(13, 24, 1), 26),
        "closed": (svg.rect("fig-closed", 2, 4, 30, 16), 34),
    }
    inside, width = drawn[mark]
    return _key(said, inside, width=width)


_EXAMPLES: tuple[tuple[MarkKind | Literal["stopped"], Rating], ...] = (
    ("settled", Rating(4, 5, 2)),
    ("unsettled", Rating(5, 8, 5)),
    ("not_held", Rating()),
    ("waiting", Rating(3.2, 4, 2.2)),
    ("stopped", Rating()),
)


def _example(uid_x: float, foot: float, kind: MarkKind | Literal["stopped"], rating: Rating) -> str:
    baluster = svg.line("fig-baluster", uid_x, foot, uid_x, foot - 60)
    if kind == "stopped":
        return baluster + octagon(uid_x, foot)
    return baluster + standing(uid_x, foot, rating, kind)


def _short(kind: str, words: MarkWords) -> str:
    short = {"not_held": words.short_not_held, "waiting": words.short_waiting}
    return short.get(kind) or str(getattr(words, kind))


def examples(*, uid: str, words: MarkWords | None = None) -> Figure:
    """Every mark once, on one tread under the rail: for the patterns page.

    uid: begins the ids in the page. Raises ValueError when it cannot be one.
    """
    words = words or MarkWords()
    said: dict[str, str] = {kind: _short(kind, words) for kind, _ in _EXAMPLES}
    rows = tuple((said[kind], words.described[kind]) for kind, _ in _EXAMPLES)
    description = " ".join(sentence(f"{word}: {shape}") for word, shape in rows)
    return Figure(
        title=words.title,
        svg_wide=_draw_examples(uid, 540, 106, said, words.title, description),
        svg_narrow=_draw_examples(f"{uid}-n", 354, 68, said, words.title, description),
        summary=words.title,
        description=description,
        table=Table((words.mark_header, words.meaning_header), tuple((b, a) for a, b in rows)),
    )


def _draw_examples(
    uid: str, wide: float, pitch: float, said: dict[str, str], title: str, description: str
) -> str:
    foot, first = 110.0, wide / 2 - 2 * pitch
    parts = [
        svg.rect("fig-stairs", 0, foot, wide, 52),
        svg.line("fig-edge", 0, foot, wide, foot),
        svg.line("fig-rail", 4, foot - 60, wide - 4, foot - 60),
    ]
    for i, (kind, rating) in enumerate(_EXAMPLES):
        x = first + i * pitch
        parts.append(svg.group("fig-example", _example(x, foot, kind, rating), data_mark=kind))
        for line, word in enumerate(wrap(said[kind], pitch - 6, 14, lines=2, bold=True)):
            y = foot + 24 + 17 * line
            parts.append(svg.text(word, x, y, "fig-ink fig-b", anchor="middle"))
    view = (0.0, 0.0, wide, foot + 52)
    return svg.drawing(
        *parts, uid=uid, cls="fig-marks", view=view, title=title, description=description
    )
