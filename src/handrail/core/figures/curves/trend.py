"""One measure over time: its scores, gaps, the cut-off named on its line, the change in words.

Source: clinical §5.3. The words say "lower" or "higher", never "better".
"""

from __future__ import annotations

from dataclasses import dataclass

from handrail.core.figures.curves.series import Change, CutOff, Score, Trend
from handrail.core.figures.curves.trend_sheet import NARROW, WIDE, TrendSheet
from handrail.core.figures.figure import Figure, Table
from handrail.core.figures.lettering import plain
from handrail.core.figures.wording import ENGLISH, Language, figure, sentence

__all__ = ["Change", "CutOff", "Score", "Trend", "TrendWords", "draw_trend"]


@dataclass(frozen=True, kw_only=True)
class TrendWords:
    """Every word on the picture and in its table."""

    language: Language = ENGLISH
    reliable: str = "{first} to {last}: reliable change, {direction}"
    not_reliable: str = "{first} to {last}: no reliable change"
    not_computable: str = "{first} to {last}: whether the change is reliable cannot be computed"
    lower: str = "lower"
    higher: str = "higher"
    threshold: str = "A change of {threshold} or more counts as reliable; this is {change}"
    told: str = "{measure}: {scores}"
    score_on: str = "{value} in {label}"
    no_score: str = "no score"
    nothing: str = "No score yet"
    headers: tuple[str, ...] = ("When", "Date", "Score", "Against the cut-off")


def draw_trend(trend: Trend, *, uid: str, words: TrendWords | None = None) -> Figure:
    """The curve for a card (430 wide, grows with it) and for a phone (300), and its table.

    uid: begins the ids inside the page. Raises ValueError when it cannot be one.
    """
    words = words or TrendWords()
    trend = plain(trend)
    told = _told(trend, words)
    return Figure(
        title=trend.title,
        svg_wide=TrendSheet(trend, words.language, WIDE).draw(uid, "fig-wide", told),
        svg_narrow=TrendSheet(trend, words.language, NARROW).draw(f"{uid}-n", "fig-narrow", told),
        summary=_summary(trend, words),
        description=told,
        table=_table(trend, words),
    )


def _label(score: Score, words: TrendWords) -> str:
    return score.label or words.language.short(score.on, year=True)


def _summary(trend: Trend, words: TrendWords) -> str:
    """21 to 13: reliable change, lower. A change of 6 or more counts as reliable; this is 8."""
    said = []
    change = trend.change
    if not trend.given:
        said.append(words.nothing)
    if change:
        direction = words.lower if change.last < change.first else words.higher
        pattern = getattr(words, change.verdict)
        first, last = figure(change.first), figure(change.last)
        said.append(pattern.format(first=first, last=last, direction=direction))
    if change and change.threshold is not None:
        moved = figure(abs(change.last - change.first))
        said.append(words.threshold.format(threshold=figure(change.threshold), change=moved))
    return " ".join(map(sentence, filter(None, (*said, trend.note))))


def _told(trend: Trend, words: TrendWords) -> str:
    scores = [
        words.score_on.format(value=figure(s.value, words.no_score), label=_label(s, words))
        for s in trend.scores
    ]
    said = words.language.comma.join(scores) or words.nothing
    told = [words.told.format(measure=trend.measure, scores=said)]
    if trend.cut_off:
        told.append(trend.cut_off.label)
    return " ".join([*map(sentence, told), _summary(trend, words)]).strip()


def _table(trend: Trend, words: TrendWords) -> Table:
    rows = tuple(
        (
            _label(score, words),
            words.language.short(score.on, year=True),
            figure(score.value, words.no_score),
            _against(score, trend),
        )
        for score in trend.scores
    )
    return Table(words.headers, rows)


def _against(score: Score, trend: Trend) -> str:
    cut = trend.cut_off
    if cut is None or score.value is None:
        return ""
    looks_closer = score.value >= cut.value if cut.above else score.value <= cut.value
    return cut.label if looks_closer else ""
