"""Reading a family file: `read_family` is the one way in."""

from __future__ import annotations

import hashlib
import json

from handrail.core.family_file.building import family_from
from handrail.core.family_file.meaning import mistakes_in
from handrail.core.family_file.structure import FamilyFileRefused, read_object
from handrail.core.family_file.values import Family
from handrail.core.measures.catalogue import Catalogue


def read_family(content: bytes, catalogue: Catalogue) -> Family:
    """The family in a handrail-case/1 file.

    Raises FamilyFileRefused listing every mistake with its path; nothing is read by halves. Shape
    comes first: mistakes of meaning are looked for once the shape is right.
    """
    raw = read_object(content)
    mistakes = mistakes_in(raw, catalogue)
    if mistakes:
        raise FamilyFileRefused(mistakes)
    canonical = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return family_from(raw, hashlib.sha256(canonical.encode()).hexdigest())
