"""Seats: what a person sits on in a case or in the practice, and where that seat is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handrail.core.datafile import read_toml

ROOMS = ("clinic", "portal", "court", "none")


@dataclass(frozen=True)
class Seat:
    """One seat. given_by: from which seats it is given (seats.toml says where). columns: where it
    stands in the matrix; the key is "" or the case that decides (a child's age band; for a parent
    whose data it is: own, child, other_parent)."""

    id: str
    name: str
    room: str
    is_staff: bool
    given_by: tuple[str, ...]
    columns: Mapping[str, str] = field(hash=False)


@cache
def seats() -> Mapping[str, Seat]:
    """Every seat by id."""
    tables = read_toml(Path(__file__).parent / "seats.toml")
    return MappingProxyType(
        {
            id_: Seat(
                id=id_,
                name=table["name"],
                room=table["room"],
                is_staff=table["is_staff"],
                given_by=tuple(table["given_by"]),
                columns=MappingProxyType(table["columns"]),
            )
            for id_, table in tables.items()
        }
    )


def age_band(years: int) -> str:
    """The child's band in the table: under_12, 12_13, 14_17 or 18_up (law §8b)."""
    if years < 12:
        return "under_12"
    if years < 14:
        return "12_13"
    return "14_17" if years < 18 else "18_up"
