"""Preparation lists that were ticked, as evidence: nobody enters the same thing twice.

A list is gone through before any contact on a ladder, or before one of its contacts; each counts
for itself. Of lists that are whole the newest stands; else the newest that was begun says what is
open. Source: clinical §1.5 (phase 2), §2.5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handrail.core.family_file.values import Family
from handrail.core.therapy.card import Card
from handrail.core.therapy.gates import Evidence
from handrail.core.therapy.preparing import Tick, gone_through
from handrail.core.therapy.protocol import load
from handrail.core.therapy.stops import LadderKey
from handrail.store.records.reading.rows import as_id, sure_day

Row = Mapping[str, Any]


def prepared_evidence(
    family: Family, rows: Iterable[Row], keys: Iterable[LadderKey]
) -> Iterator[Evidence]:
    """What the ticked lists of these ladders show, at most one piece for each requirement."""
    protocol = load()
    cards = {card.id: card for card in protocol.cards}
    lists = _lists(rows)
    for key in keys:
        for asked in protocol.requirements.values():
            if asked.card:
                id_, card = f"{asked.id}:{'/'.join(key)}", cards[asked.card]
                found = [
                    shown
                    for (ladder, one), ticks in lists.items()
                    if ladder == key and one[0] == card.id
                    and (shown := gone_through(id_, card, people_of(card, family, key), ticks))
                ]  # fmt: skip
                yield from sorted(found, key=lambda one: (not one.lacks, one.on))[-1:]


def people_of(card: Card, family: Family, key: LadderKey) -> dict[str, str]:
    """Who goes through a list on a ladder: id -> given name."""
    child, parent = key
    wanted = {
        "child": [child],
        "parent_visiting": [parent],
        "parent_at_home": [p.id for p in family.people if p.seat == "parent" and p.id != parent],
    }.get(card.audience, [])
    return {one: family.given(one) for one in wanted}


def _lists(rows: Iterable[Row]) -> dict[tuple[LadderKey, tuple[str, str]], list[Tick]]:
    """(ladder, (card, before what)) -> the lines ticked there."""
    found: dict[tuple[LadderKey, tuple[str, str]], list[Tick]] = defaultdict(list)
    for row in rows:
        child = as_id(row["ladder_child"] or row["contact_ladder_child"])
        parent = as_id(row["ladder_parent"] or row["contact_ladder_parent"])
        place = ((child, parent), (row["card"], as_id(row["contact"])))
        found[place].append(
            Tick(
                person=as_id(row["person"]),
                line=row["line"],
                on=sure_day(row["ticked_on"] or row["recorded_at"][:10]),
                by=as_id(row["ticked_by"] or row["recorded_by"]) or "record",
            )
        )
    return found
