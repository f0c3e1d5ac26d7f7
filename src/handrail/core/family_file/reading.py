"""Reading a family file: `read_family` is the one way in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from handrail.core.datafile import Mistake
from handrail.core.family_file.building import family_from
from handrail.core.family_file.meaning import mistakes_in
from handrail.core.family_file.plain_mistakes import mistakes_of, place_of
from handrail.core.family_file.remainder import remainder_of
from handrail.core.family_file.structure import (
    FamilyFileRefused,
    faults,
    read_object,
    schema_errors,
)
from handrail.core.family_file.values import Family
from handrail.core.measures.catalogue import Catalogue


def read_family(content: bytes, catalogue: Catalogue) -> Family:
    """The family in a handrail-case/1 file.

    Raises FamilyFileRefused listing every mistake with its path, in the order of the file; nothing
    is read by halves.
    """
    raw = read_object(content)
    mistakes = _all_mistakes(raw, catalogue)
    if mistakes:
        raise FamilyFileRefused(sorted(mistakes, key=lambda one: _position(raw, one.path)))
    canonical = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return family_from(raw, hashlib.sha256(canonical.encode()).hexdigest())


def _all_mistakes(raw: dict[str, Any], catalogue: Catalogue) -> list[Mistake]:
    errors = schema_errors(raw)
    found = [*(mistake for error in errors for mistake in mistakes_of(error)), *faults(raw)]
    rest = remainder_of(raw, errors)
    if rest is not None:
        people = rest.ids_in_file("people")
        found += rest.judged(mistakes_in(rest.value, catalogue, people=people, lost=rest.lost))
    return found


def _position(raw: Any, path: str) -> list[int]:
    """Where a path stands in the file; what is missing stands last in its object."""
    found = []
    for step in place_of(path):
        if isinstance(raw, Mapping):
            found.append(list(raw).index(step) if step in raw else len(raw))
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int):
            found.append(step)
            raw = raw[step] if step < len(raw) else None
    return found
