"""Where people and homes stand on the family map, along one axis and in rows.

`a` runs along the homes (to the right on the wide map, down on the narrow one); rows are the
generations. A person of two neighbouring homes stands where the two overlap; a person of homes
that are not neighbours stands in one and is echoed in the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, permutations

from handrail.core.figures.family_map.family import Family, Household, Person
from handrail.core.figures.family_map.generations import generations

MOST_HOMES_TO_TRY = 6


@dataclass(frozen=True)
class Measures:
    """Sizes along `a` and across it (`d`).

    strip: room for a home's name at the start of its block. pad: of an outline round its people.
    lane, apart: between lines along the rows and across them. air: beside the lanes of a gap.
    """

    chip_a: float
    chip_d: float
    gap: float
    strip: float
    pad: float
    lane: float
    apart: float
    air: float


@dataclass(frozen=True)
class Chip:
    """A person's place; `echo`: lives here too, but stands elsewhere."""

    person: Person
    row: int
    a: float
    echo: bool = False


@dataclass(frozen=True)
class Outline:
    """A home round its people. name_a: where its own block, and its name, begins."""

    home: Household
    start: float
    end: float
    first_row: int
    last_row: int
    name_a: float
    name_room: float


@dataclass(frozen=True)
class Arrangement:
    chips: tuple[Chip, ...]
    outlines: tuple[Outline, ...]
    rows: int
    length: float

    def chip(self, person: str) -> Chip:
        return next(c for c in self.chips if c.person.id == person and not c.echo)


@dataclass(frozen=True)
class _Block:
    """People who stand together: those of one home only, or of two neighbours; or of none."""

    homes: tuple[Household, ...]
    people: tuple[tuple[Person, bool], ...]


def arrange(family: Family, measures: Measures) -> Arrangement:
    rows = generations(family)
    chips: list[Chip] = []
    spans: list[tuple[_Block, float, float]] = []
    a = 0.0
    for block in _blocks(family):
        start = a + (measures.strip if len(block.homes) == 1 else 0)
        placed, end = _placed(block, chips, rows, start, family, measures)
        chips += placed
        spans.append((block, a, end))
        a = end
    outlines = tuple(_outlines(family, chips, spans, measures))
    return Arrangement(tuple(chips), outlines, max(rows.values(), default=0) + 1, a)


def _blocks(family: Family) -> Iterable[_Block]:
    """Blocks in their order, without empty overlaps."""
    homes = _ordered(family)
    spots = {person.id: _spot(family, homes, person) for person in family.people}
    for i, home in enumerate(homes):
        own = [(p, False) for p in family.people if spots[p.id] == (i,)]
        echoes = [
            (p, True) for p in family.people if home.has(p.id) and i not in (spots[p.id] or ())
        ]
        yield _Block((home,), (*own, *echoes))
        both = tuple((p, False) for p in family.people if spots[p.id] == (i, i + 1))
        if both:
            yield _Block((home, homes[i + 1]), both)
    alone = tuple((p, False) for p in family.people if spots[p.id] is None)
    if alone:
        yield _Block((), alone)


def _spot(family: Family, homes: tuple[Household, ...], person: Person) -> tuple[int, ...] | None:
    lives = [i for i, home in enumerate(homes) if home.has(person.id)]
    pairs = [(i, j) for i, j in pairwise(lives) if j == i + 1]
    return pairs[0] if pairs else tuple(lives[:1]) or None


def _ordered(family: Family) -> tuple[Household, ...]:
    """Homes that share people next to each other, then homes that are related near each other."""
    if not 1 < len(family.households) <= MOST_HOMES_TO_TRY:
        return family.households
    return min(permutations(family.households), key=lambda order: _cost(order, family))


def _cost(order: tuple[Household, ...], family: Family) -> tuple[int, int]:
    apart = 0
    for person in family.people:
        lives = [i for i, home in enumerate(order) if home.has(person.id)]
        apart += sum(j - i - 1 for i, j in pairwise(lives))
    far = 0
    for relation in family.relations:
        one = [i for i, home in enumerate(order) if home.has(relation.person)]
        other = [i for i, home in enumerate(order) if home.has(relation.of)]
        far += min((abs(i - j) for i in one for j in other), default=0)
    return apart, far


def _near_their_own(
    people: list[tuple[Person, bool]], placed: list[Chip], family: Family
) -> list[tuple[Person, bool]]:
    """People of one row so that partners, past and present, stand next to each other."""
    if not 1 < len(people) <= MOST_HOMES_TO_TRY:
        return people
    here = {chip.person.id: i - len(placed) for i, chip in enumerate(placed) if not chip.echo}
    couples = [(r.person, r.of) for r in family.relations if r.kind in ("partner", "ex_partner")]

    def far(order: Iterable[tuple[Person, bool]]) -> int:
        spots = here | {person.id: i for i, (person, _) in enumerate(order)}
        to_come = len(people) + 1
        return sum(abs(spots.get(a, to_come) - spots.get(b, to_come)) for a, b in couples)

    return list(min(permutations(people), key=far))


def _placed(
    block: _Block,
    before: list[Chip],
    rows: dict[str, int],
    start: float,
    family: Family,
    measures: Measures,
) -> tuple[list[Chip], float]:
    """The chips of a block, each row in its middle, and where the block ends."""
    by_row: dict[int, list[tuple[Person, bool]]] = {}
    for person, echo in block.people:
        by_row.setdefault(rows[person.id], []).append((person, echo))
    slot = measures.chip_a + measures.gap
    widest = max((len(row) for row in by_row.values()), default=1)
    chips = []
    for row, unordered in by_row.items():
        people = _near_their_own(unordered, [c for c in before if c.row == row], family)
        first = start + (widest - len(people) + 1) * slot / 2
        chips += [Chip(p, row, first + i * slot, echo) for i, (p, echo) in enumerate(people)]
    return chips, start + widest * slot


def _outlines(
    family: Family,
    chips: list[Chip],
    spans: list[tuple[_Block, float, float]],
    measures: Measures,
) -> Iterable[Outline]:
    for home in _ordered(family):
        mine = [(block, start, end) for block, start, end in spans if home in block.homes]
        own = next((start, end) for block, start, end in mine if len(block.homes) == 1)
        rows = [
            chip.row for chip in chips if any(start <= chip.a <= end for _, start, end in mine)
        ] or [0]
        inner = measures.gap / 2 - measures.pad
        yield Outline(
            home,
            min(start for _, start, _ in mine) + inner,
            max(end for _, _, end in mine) - inner,
            min(rows),
            max(rows),
            own[0] + measures.gap / 2,
            own[1] - own[0] - measures.gap,
        )
