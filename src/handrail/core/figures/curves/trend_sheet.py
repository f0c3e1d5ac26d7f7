"""The curve of one measure: line, gaps, figures where they cover nothing, the cut-off's band."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box, first_free, text_box
from handrail.core.figures.calendar_axis import CalendarAxis
from handrail.core.figures.curves.scale import Scale, along, free_labels
from handrail.core.figures.curves.series import Score, Trend
from handrail.core.figures.wording import Language, figure

WIDE, NARROW, TOP, BOTTOM = 430.0, 300.0, 27.0, 197.0
LEFT, RIGHT_AIR, MOST_FIGURES = 34.0, 4.0, 12


@dataclass(frozen=True)
class TrendSheet:
    """One trend on a sheet of this width."""

    trend: Trend
    language: Language
    wide: float

    @property
    def right(self) -> float:
        return self.wide - RIGHT_AIR

    @property
    def scale(self) -> Scale:
        return Scale(self.trend.low, self.trend.shown_high, TOP, BOTTOM)

    @property
    def axis(self) -> CalendarAxis:
        days = [score.on for score in self.trend.scores] or [date(2000, 1, 1)]
        return CalendarAxis(days[0], days[-1], LEFT + 12, self.right - 16)

    def point(self, score: Score) -> tuple[float, float]:
        value = self.trend.low if score.value is None else score.value
        return self.axis.x(score.on), self.scale.y(value)

    def runs(self) -> list[list[tuple[float, float]]]:
        """The points of the line, broken where a score is missing."""
        grouped = groupby(self.trend.scores, key=lambda score: score.value is not None)
        return [[self.point(score) for score in run] for given, run in grouped if given]

    def draw(self, uid: str, cls: str, told: str) -> str:
        figures, taken = self._figures()
        named = self._cut_off_name(taken)
        below = 0 if named or self.trend.cut_off is None else 22
        parts = (
            self._cut_off(),
            self.scale.figures(LEFT - 8, self.scale.ticks()),
            svg.line("fig-ground", LEFT, BOTTOM, self.right, BOTTOM),
            *(svg.path("fig-curve-line", *run) for run in self.runs() if len(run) > 1),
            *map(self._mark, self.trend.scores),
            *figures,
            free_labels(self._dates(), BOTTOM + 22, self.wide),
            named or self._cut_off_below(),
        )
        return svg.drawing(
            *parts,
            uid=uid,
            cls=f"{cls} fig-curve fig-sheet-ground fig-p5",
            view=(0, 0, self.wide, BOTTOM + 30 + below),
            title=self.trend.title,
            description=told,
        )

    def _mark(self, score: Score) -> str:
        x, y = self.point(score)
        if score.value is None:
            return svg.group("fig-score", svg.circle("fig-hollow", x, BOTTOM, 4.5), data_score="")
        drawn = svg.circle("fig-point", x, y, 5.6)
        return svg.group("fig-score", drawn, data_score=figure(score.value))

    def _cut_off(self) -> str:
        cut = self.trend.cut_off
        if cut is None or not self.trend.low <= cut.value <= self.trend.shown_high:
            return ""
        y = self.scale.y(cut.value)
        top, bottom = (TOP - 12, y) if cut.above else (y, BOTTOM)
        band = svg.rect("fig-band", LEFT, top, self.right - LEFT, bottom - top)
        return band + svg.line("fig-cut-off", LEFT, y, self.right, y)

    def _figures(self) -> tuple[list[str], list[Box]]:
        """The figure at each point where it covers nothing; and all the room taken."""
        taken = [box for run in self.runs() for box in along(run)]
        taken += [Box.around(*self.point(score), 7) for score in self.trend.given]
        if self.trend.cut_off:
            line = self.scale.y(self.trend.cut_off.value)
            taken.append(Box(LEFT, line - 2, self.right, line + 2))
        drawn = []
        for score in self._with_figures():
            said = figure(score.value)
            boxes = {
                text_box(said, x, y, size=15, anchor="middle", bold=True): (x, y)
                for x, y in self._figure_places(score)
            }
            box = first_free(filter(self._is_inside, boxes), taken, margin=0)
            if box:
                taken.append(box)
                drawn.append(svg.text(said, *boxes[box], "fig-ink fig-b", size=15, anchor="middle"))
        return drawn, taken

    def _is_inside(self, box: Box) -> bool:
        across = box.left >= LEFT - 6 and box.right <= self.wide
        return across and box.top >= 0 and box.bottom < BOTTOM

    def _figure_places(self, score: Score) -> list[tuple[float, float]]:
        """Above the point, or below it where the line comes down to it; then aside."""
        x, y = self.point(score)
        given = [one.value or 0 for one in self.trend.given]
        at = self.trend.given.index(score)
        falls = at > 0 and given[at - 1] > given[at]
        rises = at + 1 < len(given) and given[at + 1] < given[at]
        above, below = (x, y - 12), (x, y + 23)
        first = (below, above) if falls and not rises else (above, below)
        aside = [
            (x + way * far, y - up) for far, up in ((16, 8), (18, -4), (14, 14)) for way in (1, -1)
        ]
        return [*first, *aside]

    def _with_figures(self) -> list[Score]:
        """Every score, or of many the first, the last, the lowest and the highest."""
        given = list(self.trend.given)
        if len(given) <= MOST_FIGURES:
            return given
        by_value = sorted(given, key=lambda score: score.value or 0)
        chosen = (given[0], given[-1], by_value[0], by_value[-1])
        return [score for score in given if any(score is one for one in chosen)]

    def _cut_off_name(self, taken: list[Box]) -> str:
        """The cut-off's name on its line, inside the band if there is room."""
        cut = self.trend.cut_off
        if cut is None or not self._cut_off():
            return ""
        line = self.scale.y(cut.value)
        heights = (line - 8, line + 17) if cut.above else (line + 17, line - 8)
        for y in heights:
            for x in range(int(LEFT + 10), int(self.right), 12):
                box = text_box(cut.label, x, y, size=13, bold=True)
                if self._is_inside(box) and box.is_free(taken):
                    return svg.text(cut.label, x, y, "fig-tone fig-b", size=13)
        return ""

    def _cut_off_below(self) -> str:
        """Its name under the picture, with a piece of its line, where the curve leaves no room."""
        if self.trend.cut_off is None:
            return ""
        y = BOTTOM + 46
        line = svg.line("fig-cut-off", LEFT - 26, y - 4, LEFT, y - 4)
        room = self.wide - LEFT - 8
        said = svg.text(self.trend.cut_off.label, LEFT + 8, y, "fig-tone fig-b", size=13, room=room)
        return line + said

    def _dates(self) -> Iterator[tuple[str, float, str]]:
        scores = list(self.trend.scores)
        for score in (*scores[:1], *scores[-1:], *scores[1:-1]):
            said = score.label or self.language.short(score.on)
            yield said, self.axis.x(score.on), "fig-ink2"
