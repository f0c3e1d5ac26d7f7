"""The family map as a drawing: homes as outlines, people in rows by generation, lines between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box
from handrail.core.figures.family_map.arrangement import (
    Arrangement,
    Chip,
    Measures,
    Outline,
    arrange,
)
from handrail.core.figures.family_map.family import Family
from handrail.core.figures.family_map.routes import Route, Step, Traffic, routes
from handrail.core.figures.family_map.words import FamilyWords
from handrail.core.figures.lettering import wrap

WIDE = Measures(chip_a=128, chip_d=58, gap=26, strip=0, pad=12, lane=10, apart=16, air=24)
NARROW = Measures(chip_a=58, chip_d=90, gap=26, strip=24, pad=12, lane=7, apart=9, air=16)
MARGIN, NAME_HIGH, NAME_SIZE = 6.0, 24.0, 14.5


@dataclass(frozen=True)
class Sheet:
    """One family on one sheet. `turned`: homes one below the other, for a phone."""

    family: Family
    words: FamilyWords
    turned: bool

    @property
    def measures(self) -> Measures:
        return NARROW if self.turned else WIDE

    @cached_property
    def arrangement(self) -> Arrangement:
        return arrange(self.family, self.measures)

    @cached_property
    def routed(self) -> tuple[tuple[Route, ...], Traffic]:
        return routes(self.family, self.arrangement, self.measures)

    # places across the homes

    @cached_property
    def row_tops(self) -> tuple[float, ...]:
        tops, d = [], 0.0
        for row in range(self.arrangement.rows):
            d += self._gap(row)
            tops.append(d)
            d += self.measures.chip_d
        return tuple(tops)

    def _gap(self, gap: int) -> float:
        lanes = len(self.routed[1].lanes[gap]) * self.measures.lane
        return (self._air if gap else 0) + lanes + self._air + self._name_room(gap)

    @property
    def _air(self) -> float:
        return self.measures.air

    def _name_room(self, gap: int) -> float:
        named = any(
            o.first_row == gap and self.is_named_above(o) for o in self.arrangement.outlines
        )
        return NAME_HIGH if named else 0

    def is_named_above(self, outline: Outline) -> bool:
        """A home that reaches the last row has its name below, where no line passes."""
        return not self.turned and outline.last_row < self.arrangement.rows - 1

    @property
    def depth(self) -> float:
        below = 0 if self.turned else NAME_HIGH
        return self.row_tops[-1] + self.measures.chip_d + self._air + below

    def d_of(self, step: Step) -> float:
        if step.gap is None:
            part = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[step.edge]
            return self.row_tops[step.row] + part * self.measures.chip_d
        top = self.row_tops[step.gap] - self._gap(step.gap)
        lane = self.measures.lane
        return top + (self._air if step.gap else 0) + (step.lane + 0.5) * lane

    def point(self, a: float, d: float) -> tuple[float, float]:
        return (d, a + MARGIN) if self.turned else (a + MARGIN, d)

    def box(self, a1: float, d1: float, a2: float, d2: float) -> Box:
        (left, top), (right, bottom) = self.point(a1, d1), self.point(a2, d2)
        return Box(left, top, right, bottom)

    @property
    def size(self) -> tuple[float, float]:
        return self.point(self.arrangement.length + MARGIN, self.depth)

    # what is drawn

    def draw(self, *, uid: str, told: str) -> str:
        wide, high = self.size
        least = 354.0 if self.turned else 760.0
        aside = max(0.0, (least - wide) / 2)
        long = " fig-long" if wide > (480 if self.turned else 1400) else ""
        return svg.drawing(
            *(self._home(outline, i) for i, outline in enumerate(self.arrangement.outlines)),
            *map(self._line, self.routed[0]),
            *map(self._chip, self.arrangement.chips),
            *map(self._name, self.arrangement.outlines),
            uid=uid,
            cls=f"fig-{'narrow' if self.turned else 'wide'} fig-family{long}",
            view=(-aside, 0, wide + 2 * aside, high),
            title=self.words.title,
            description=told,
        )

    def outline_box(self, outline: Outline, index: int) -> Box:
        round_them = self._air * 0.7 - (index % 2) * 4  # two outlines never lie on one line
        top = self.row_tops[outline.first_row] - round_them
        bottom = self.row_tops[outline.last_row] + self.measures.chip_d + round_them
        if not self.turned:
            above = self.is_named_above(outline)
            top -= NAME_HIGH if above else 0
            bottom += 0 if above else NAME_HIGH
        return self.box(outline.start, top, outline.end, bottom)

    def _home(self, outline: Outline, index: int) -> str:
        box = self.outline_box(outline, index)
        return svg.group(
            "fig-home-group",
            svg.rect("fig-home", box.left, box.top, box.width, box.height, round_=20),
            data_home=outline.home.id,
        )

    def _name(self, outline: Outline) -> str:
        if self.turned:
            d = self.row_tops[outline.last_row] + 2
            x, y = self.point(outline.name_a + 7, d)
            room = self.measures.chip_d + self._air / 2
            return svg.text(
                outline.home.name, x, y, "fig-ink2 fig-b fig-halo", size=13.5, room=room
            )
        row_d = self.row_tops[outline.last_row] + self.measures.chip_d + 27
        if self.is_named_above(outline):
            row_d = self.row_tops[outline.first_row] - 18
        x, y = self.point(outline.name_a + 2, row_d)
        room = max(outline.name_room, 80)
        return svg.text(
            outline.home.name, x, y, "fig-ink2 fig-b fig-halo", size=NAME_SIZE, room=room
        )

    def _line(self, route: Route) -> str:
        points = [self.point(step.a, self.d_of(step)) for step in route.steps]
        drawn = [svg.path(f"fig-kin fig-kin-{route.kind}", *points)]
        if route.kind == "ex_partner":
            drawn += _two_strokes(points)
        relation = route.relation
        return svg.group("fig-relation", *drawn, data_relation=f"{relation.person} {relation.of}")

    def chip_box(self, chip: Chip) -> Box:
        half, top = self.measures.chip_a / 2, self.row_tops[chip.row]
        return self.box(chip.a - half, top, chip.a + half, top + self.measures.chip_d)

    def _chip(self, chip: Chip) -> str:
        """A child's shape has round ends, an adult's has corners."""
        box, person = self.chip_box(chip), chip.person
        round_ = box.height / 2 if person.is_child else 7
        cls = "fig-person fig-person-echo" if chip.echo else "fig-person"
        drawn = [svg.rect(cls, box.left, box.top, box.width, box.height, round_=round_)]
        room = box.width - (26 if person.is_child else 12)
        name = wrap(person.name, room, 15, lines=2, bold=True)
        said = self.words.here_too if chip.echo else person.line
        more = wrap(said, room, 13, lines=3 - len(name)) if said else ()
        drawn += _centred(box, name, more[:1] if len(name) == 2 else more[:2])
        return svg.group(
            "fig-chip", *drawn, data_person=person.id, data_echo=str(chip.echo).lower()
        )


def _centred(box: Box, name: tuple[str, ...], more: tuple[str, ...]) -> Iterator[str]:
    x = (box.left + box.right) / 2
    high = 17 * len(name) + 15.5 * len(more)
    y = (box.top + box.bottom - high) / 2 + 13
    for said in name:
        yield svg.text(said, x, y, "fig-ink fig-b", size=15, anchor="middle")
        y += 17
    for said in more:
        yield svg.text(said, x, y - 1.5, "fig-ink2", size=13, anchor="middle")
        y += 15.5


def _two_strokes(points: list[tuple[float, float]]) -> Iterator[str]:
    """Two slanting strokes across the longest piece of a line: they are no longer a couple."""
    pieces = pairwise(points)
    (x1, y1), (x2, y2) = max(pieces, key=lambda p: abs(p[0][0] - p[1][0]) + abs(p[0][1] - p[1][1]))
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    for aside in (-4, 4):
        dx, dy = (aside, 0) if y1 == y2 else (0, aside)
        yield svg.line("fig-kin", x + dx - 4, y + dy + 8, x + dx + 4, y + dy - 8)
