"""Which row each person of a family stands in: grandparents, their children, and so on down."""

from __future__ import annotations

from handrail.core.figures.family_map.family import Family, Relation

_BELOW = {"parent": 1, "grandparent": 2}


def generations(family: Family) -> dict[str, int]:
    """Person id to row, 0 at the top. Contradictions (a circle of parents) end somewhere."""
    rows = {person.id: 0 for person in family.people}
    limit = len(rows)
    for _ in range(limit + 1):
        before = dict(rows)
        for relation in family.relations:
            _settle(rows, relation, limit)
        _pull_down(rows, family)
        if rows == before:
            break
    _place_unrelated(rows, family)
    order = sorted(set(rows.values()))
    return {person: order.index(row) for person, row in rows.items()}


def _settle(rows: dict[str, int], relation: Relation, limit: int) -> None:
    """Children below their parents, partners side by side."""
    one, other = relation.person, relation.of
    if relation.kind in _BELOW:
        rows[other] = min(limit, max(rows[other], rows[one] + _BELOW[relation.kind]))
    else:
        rows[one] = rows[other] = max(rows[one], rows[other])


def _pull_down(rows: dict[str, int], family: Family) -> None:
    """A parent stands right above the highest of their children."""
    for person in rows:
        above = [
            rows[r.of] - _BELOW[r.kind]
            for r in family.relations
            if r.person == person and r.kind in _BELOW
        ]
        if above:
            rows[person] = max(rows[person], min(above))


def _place_unrelated(rows: dict[str, int], family: Family) -> None:
    """Somebody without a relation: a child in the last row, an adult in the row above it."""
    related = {id_ for r in family.relations for id_ in (r.person, r.of)}
    last = max(rows.values(), default=0)
    for person in family.people:
        if person.id not in related:
            rows[person.id] = last if person.is_child else max(0, last - 1)
