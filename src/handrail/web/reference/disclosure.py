"""Who may know what: kinds of record, seats, and the matrix between them."""

from __future__ import annotations

from collections.abc import Iterator

from handrail.core.disclosure.kinds import kinds
from handrail.core.disclosure.matrix import Cell, Code, codes, default
from handrail.core.disclosure.seats import Seat, seats
from handrail.web.reference.markdown import code, table
from handrail.web.reference.markdown import page as whole


def page() -> str:
    """The default answer for every kind of record and every seat."""
    staff = [seat for seat in seats().values() if seat.is_staff]
    family = [seat for seat in seats().values() if seat.room == "portal"]
    outside = [seat for seat in seats().values() if not seat.is_staff and seat.room != "portal"]
    return whole(
        "Who may know what",
        "What holds when nothing else is decided. Orders, consents and the place may tighten it;"
        " only a parent's access to a child's record may be loosened by the law of the place. It is"
        " not legal advice, and no lawyer has reviewed it yet.",
        table(("Code", "Means"), codes().items()),
        "## Kinds of record",
        table(
            ("Kind", "Store", "Holds"),
            ((kind.name, kind.store, kind.holds) for kind in kinds().values()),
        ),
        "## Seats",
        table(
            ("Seat", "Room", "Staff", "Given by"),
            ((code(s.id), s.room, s.is_staff, s.given_by) for s in seats().values()),
        ),
        "## Inside the practice",
        _matrix(staff),
        "## The family",
        _matrix(family),
        "## Outside",
        _matrix(outside),
        source="src/handrail/core/disclosure/*.toml",
    )


def _matrix(of: list[Seat]) -> str:
    columns = [(seat, which) for seat in of for which in _once(seat)]
    headings = [
        "Kind",
        *(f"{seat.name}{f', {_plain(which)}' if which else ''}" for seat, which in columns),
    ]
    rows = (
        [kind.name, *(_cell(default(kind.id, seat.id, of=which)) for seat, which in columns)]
        for kind in kinds().values()
    )
    return table(headings, rows)


def _once(seat: Seat) -> Iterator[str]:
    """The columns of a seat: several where it depends on age or on whose data it is."""
    yield from seat.columns


def _cell(cell: Cell) -> str:
    ways = " or ".join(" and ".join(_code(one) for one in way) for way in cell.ways)
    parts = f"; only {_plain(', '.join(cell.parts))}" if cell.parts else ""
    return f"{ways}{parts}{f' ({cell.note})' if cell.note else ''}"


def _code(one: Code) -> str:
    of = f"({_plain(one.of)})" if one.of else ""
    return f"**{one.letter}**{of}{f' if {_plain(one.only_if)}' if one.only_if else ''}"


def _plain(word: str) -> str:
    return word.replace("_", " ")
