"""Forms of contact: which one is part of which, and how far an order's words reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handrail.core.datafile import read_toml

NONE = "none"


@dataclass(frozen=True)
class Modality:
    """One form of contact. `therapist`: a therapist is with the child or screens it beforehand.

    near: 0-6, how near it is and how much alone with the parent; a wide form as its least.
    """

    id: str
    name: str
    therapist: bool
    near: int
    part_of: str = ""
    must_be_named: bool = False
    status: str = ""


@cache
def modalities() -> Mapping[str, Modality]:
    """Every form by its id and by its other spellings."""
    found: dict[str, Modality] = {}
    for id_, table in read_toml(Path(__file__).parent / "modalities.toml").items():
        spellings = [id_, *table.pop("also", ())]
        found |= dict.fromkeys(spellings, Modality(id=id_, **table))
    return MappingProxyType(found)


def names() -> tuple[str, ...]:
    """The ids, in the order of the data file, without the other spellings."""
    return tuple(dict.fromkeys(one.id for one in modalities().values()))


def is_known(id_: object) -> bool:
    """Whether a ladder or an order may use this word."""
    return isinstance(id_, str) and id_ in modalities()


def plain_name(id_: str) -> str:
    """The form in plain words, or the word itself when it is not known."""
    return modalities()[id_].name if is_known(id_) else id_


def _wider(id_: str) -> tuple[str, ...]:
    """The form itself, then each wider one it belongs to."""
    one = modalities()[id_]
    return (one.id, *(_wider(one.part_of) if one.part_of else ()))


def reaches(permitted: str, asked: str) -> bool:
    """Whether words that permit one form also permit the asked one.

    Only a part is reached from a wider form, and not a part that has to be named.
    """
    if not (is_known(permitted) and is_known(asked)):
        return False
    goal, here = modalities()[permitted].id, modalities()[asked]
    while here.id != goal:
        if here.must_be_named or not here.part_of:
            return False
        here = modalities()[here.part_of]
    return True


def touches(forbidden: str, asked: str) -> bool:
    """Whether words that forbid one form also stop the asked one.

    They do when either is a part of the other: a step that could be the forbidden thing waits.
    """
    if not (is_known(forbidden) and is_known(asked)):
        return False
    ban, goal = _wider(forbidden), _wider(asked)
    return ban[0] in goal or goal[0] in ban
