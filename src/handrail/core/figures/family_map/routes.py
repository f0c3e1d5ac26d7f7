"""Lines between people that never run over a person: in lanes between the rows, down in gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from handrail.core.figures.family_map.arrangement import Arrangement, Chip, Measures
from handrail.core.figures.family_map.family import Family, Relation, RelationKind

Span = tuple[float, float]


@dataclass(frozen=True)
class Step:
    """A corner of a route: `a`, and across it either a lane of a gap or an edge of a row."""

    a: float
    gap: int | None = None
    lane: int = 0
    row: int = 0
    edge: str = ""  # "top", "middle", "bottom" of the row


@dataclass(frozen=True)
class Route:
    kind: RelationKind
    relation: Relation
    steps: tuple[Step, ...]


@dataclass
class Traffic:
    """What is taken already: lanes of each gap, places where lines cross it, lines to share."""

    arrangement: Arrangement
    measures: Measures
    lanes: dict[int, list[list[Span]]] = field(default_factory=lambda: defaultdict(list))
    crossings: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def lane(self, gap: int, *stops: float) -> int:
        """The first lane of the gap that is free along all these stops."""
        span = min(stops) - self.measures.apart, max(stops) + self.measures.apart
        for i, used in enumerate(self.lanes[gap]):
            if all(span[1] < start or end < span[0] for start, end in used):
                used.append(span)
                return i
        self.lanes[gap].append([span])
        return len(self.lanes[gap]) - 1

    def is_crossed(self, a: float, gaps: range) -> bool:
        return any(
            abs(a - other) < self.measures.apart - 1
            for gap in gaps
            for other in self.crossings[gap]
        )

    def take(self, a: float, gaps: range) -> float:
        for gap in gaps:
            self.crossings[gap].append(a)
        return a

    def port(self, chip: Chip, gap: int) -> float:
        """A place on the chip's side to this gap where no other line crosses it."""
        apart = self.measures.apart
        most = int((self.measures.chip_a / 2 - 6) // apart)
        places = [chip.a + side * i * apart for i in range(most + 1) for side in (1, -1)]
        free = (a for a in places if not self.is_crossed(a, range(gap, gap + 1)))
        return self.take(next(free, chip.a), range(gap, gap + 1))

    def gutter(self, wish: float, first: int, last: int) -> float:
        """A place near the wish, beside every person of the rows `first` to before `last`.

        The wish is where the line ends, so its own crossing of the last gap is no hindrance.
        """
        half, gaps = self.measures.chip_a / 2 + 5, range(first, last + 1)
        chips = [c for c in self.arrangement.chips if first <= c.row < last]
        away = [half + i * self.measures.apart for i in range(9)]
        sides = [c.a + side * far for c in chips for side in (1, -1) for far in away]
        beside = [a for a in (wish, *sides) if all(abs(a - c.a) >= half for c in chips)]
        if wish in beside and not self.is_crossed(wish, range(first, last)):
            return self.take(wish, range(first, last))
        free = [a for a in beside if not self.is_crossed(a, gaps)] or beside
        return self.take(min(free, key=lambda a: abs(a - wish)), gaps)


def routes(
    family: Family, arrangement: Arrangement, measures: Measures
) -> tuple[tuple[Route, ...], Traffic]:
    """A route for every relation, and how many lanes each gap between rows needs."""
    traffic = Traffic(arrangement, measures)
    found: list[Route] = []
    below: dict[tuple[str, RelationKind], list[tuple[Relation, Chip]]] = defaultdict(list)
    for relation in family.relations:
        one, other = arrangement.chip(relation.person), arrangement.chip(relation.of)
        if one.row == other.row:
            found.append(Route(relation.kind, relation, _beside(one, other, traffic)))
            continue
        upper, lower = sorted((one, other), key=lambda chip: chip.row)
        below[upper.person.id, relation.kind].append((relation, lower))
    for (person, _), lowers in below.items():
        found += _down(arrangement.chip(person), lowers, traffic)
    return tuple(found), traffic


def _beside(one: Chip, other: Chip, traffic: Traffic) -> tuple[Step, ...]:
    """Straight when nobody stands between, else over their heads."""
    left, right = sorted((one, other), key=lambda chip: chip.a)
    row, half = one.row, traffic.measures.chip_a / 2
    others = (chip for chip in traffic.arrangement.chips if chip.row == row)
    if not any(left.a < chip.a < right.a for chip in others):
        return (
            Step(left.a + half, row=row, edge="middle"),
            Step(right.a - half, row=row, edge="middle"),
        )
    start, end = traffic.port(left, row), traffic.port(right, row)
    lane = traffic.lane(row, start, end)
    return (
        Step(start, row=row, edge="top"),
        Step(start, row, lane),
        Step(end, row, lane),
        Step(end, row=row, edge="top"),
    )


def _down(upper: Chip, lowers: list[tuple[Relation, Chip]], traffic: Traffic) -> Iterator[Route]:
    """Down to one lane for all of them, along it, and down; past rows between in a gutter."""
    first = upper.row + 1
    start = traffic.port(upper, first)
    ends = [traffic.port(lower, lower.row) for _, lower in lowers]
    asides = [
        traffic.gutter(end, first, lower.row) if lower.row > first else end
        for end, (_, lower) in zip(ends, lowers, strict=True)
    ]
    lane = traffic.lane(first, start, *asides)
    for (relation, lower), end, aside in zip(lowers, ends, asides, strict=True):
        steps = [
            Step(start, row=upper.row, edge="bottom"),
            Step(start, first, lane),
            Step(aside, first, lane),
        ]
        if aside != end:
            second = traffic.lane(lower.row, aside, end)
            steps += [Step(aside, lower.row, second), Step(end, lower.row, second)]
        steps.append(Step(end, row=lower.row, edge="top"))
        yield Route(relation.kind, relation, tuple(steps))
