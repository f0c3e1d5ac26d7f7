"""What is left of a wrong file once its wrong places are taken out.

The rest has the right shape and can be judged too, so that one reading lists every mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema.exceptions import ValidationError

from handrail.core.datafile import Mistake
from handrail.core.family_file.plain_mistakes import Place, path_of, place_of, wrong_places
from handrail.core.family_file.structure import schema_errors


@dataclass(frozen=True)
class Remainder:
    """value: an object of the right shape; gone: the places in the file that were taken out; raw:
    the file as it was."""

    value: dict[str, Any]
    gone: frozenset[Place]
    raw: dict[str, Any]

    @property
    def lost(self) -> frozenset[str]:
        """The parts of the file that lost an entry of a list, or are gone altogether."""
        entries = (place for place in self.gone if len(place) == 1 or isinstance(place[-1], int))
        return frozenset(str(place[0]) for place in entries)

    def ids_in_file(self, part: str) -> frozenset[str] | None:
        """The ids in a list as it stood in the file; None when one of them cannot be read."""
        entries = self.raw.get(part, [])
        if not isinstance(entries, list):
            return None
        ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
        known = frozenset(id_ for id_ in ids if isinstance(id_, str))
        return known if all(isinstance(id_, str) for id_ in ids) else None

    def judged(self, mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
        """Mistakes found in the rest, with their paths in the file; without those that only say
        that something taken out is missing."""
        for mistake in mistakes:
            place = _in_the_file(self.value, place_of(mistake.path))
            if not any(gone[: len(place)] == place for gone in self.gone):
                yield Mistake(path_of(place), mistake.what, mistake.right)


class _Kept(list[Any]):
    """The entries of a list that were kept, and where each stood in the file."""

    at: tuple[int, ...] = ()


def remainder_of(raw: dict[str, Any], errors: Sequence[ValidationError]) -> Remainder | None:
    """What is left of it, given what the schema says against it; None when nothing is."""
    gone: set[Place] = set()
    left: Any = raw
    while errors:
        gone |= {_in_the_file(left, place) for error in errors for place in wrong_places(error)}
        if () in gone:
            return None
        left = _kept(raw, gone, ())
        errors = schema_errors(left)
    return Remainder(left, frozenset(gone), raw)


def _kept(value: Any, gone: set[Place], here: Place) -> Any:
    if isinstance(value, dict):
        names = [name for name in value if (*here, name) not in gone]
        return {name: _kept(value[name], gone, (*here, name)) for name in names}
    if isinstance(value, list):
        at = [index for index in range(len(value)) if (*here, index) not in gone]
        found = _Kept(_kept(value[index], gone, (*here, index)) for index in at)
        found.at = tuple(at)
        return found
    return value


def _in_the_file(left: Any, place: Place) -> Place:
    """A place in the rest as a place in the file."""
    found: list[str | int] = []
    for step in place:
        known = isinstance(left, _Kept) and isinstance(step, int) and step < len(left)
        found.append(left.at[step] if known else step)
        inside = isinstance(left, (dict, list)) and (
            step in left if isinstance(left, dict) else isinstance(step, int) and step < len(left)
        )
        left = left[step] if inside else None
    return tuple(found)
