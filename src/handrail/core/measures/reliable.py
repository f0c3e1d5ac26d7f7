"""Beyond measurement error? The arithmetic of reliable change, and whose numbers it uses.

S_diff = SD * sqrt(2) * sqrt(1 - r); a change is reliable when |x2 - x1| / S_diff > 1.96
(clinical §5.3; Blampied notes several legitimate variants, this one is meant).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from handrail.core.datafile import Mistake, read_toml, version_of
from handrail.core.measures.instrument import Computed, ReliableChange
from handrail.core.measures.reading import read_reliable_change
from handrail.core.measures.tables import Table

BEYOND_ERROR = 1.96


@dataclass(frozen=True)
class ParameterSet:
    """A practice's own values, by `instrument.scale`; they replace the packaged ones."""

    version: str
    values: Mapping[str, ReliableChange]


def read_parameters(path: Path) -> tuple[ParameterSet, list[Mistake]]:
    """Local values from TOML, `["psc17.total"]` tables with sd, r, source or points, source.

    Version = content hash. Use the set only if the list of mistakes is empty; raises
    DataFileError if the file is no TOML.
    """
    mistakes: list[Mistake] = []
    file = Table(read_toml(path), path.name, mistakes)
    values = {name: read_reliable_change(file.table(name)) for name in file.raw}
    version = version_of([(path.name, path.read_bytes())])
    return ParameterSet(version, MappingProxyType(values)), mistakes


def s_diff(sd: float, r: float) -> float:
    """The standard error of a difference between two scores, in points."""
    return sd * math.sqrt(2) * math.sqrt(1 - r)


def is_reliable(difference: float, change: ReliableChange) -> bool:
    if isinstance(change, Computed):
        return abs(difference) / s_diff(change.sd, change.r) > BEYOND_ERROR
    return abs(difference) >= change.points


def smallest_change(change: ReliableChange) -> int:
    """The fewest whole points that are a reliable change (clinical §4.5)."""
    if isinstance(change, Computed):
        return math.floor(BEYOND_ERROR * s_diff(change.sd, change.r)) + 1
    return change.points


def formula(change: ReliableChange) -> str:
    """How the threshold came about, for the person who has to explain it."""
    least = smallest_change(change)
    if not isinstance(change, Computed):
        return f"published threshold: {least} points or more ({change.source})"
    error = s_diff(change.sd, change.r)
    return (
        f"S_diff = {change.sd:g} × √2 × √(1 − {change.r:g}) = {error:.3f}; "
        f"reliable beyond {BEYOND_ERROR} × S_diff = {BEYOND_ERROR * error:.2f}, "
        f"that is {least} whole points or more ({change.source})"
    )
