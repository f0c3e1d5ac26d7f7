"""What a right family file may hold and the record cannot keep."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from handrail.core.datafile import Mistake
from handrail.core.family_file.structure import FamilyFileRefused
from handrail.core.family_file.values import Family
from handrail.store.accounts.models import Case, Person
from handrail.store.records.models.scores import MOST_POINTS


def refuse_unkeepable(family: Family) -> None:
    """Raises FamilyFileRefused with everything in the family that does not fit the record."""
    mistakes = [*_long_texts(family), *_measures(family)]
    if mistakes:
        raise FamilyFileRefused(mistakes)


def _long_texts(family: Family) -> Iterator[Mistake]:
    case = family.case
    yield from _too_long("case.name", case.name, Case, "family_name")
    yield from _too_long("case.jurisdiction", case.jurisdiction, Case, "jurisdiction")
    for index, person in enumerate(family.people):
        yield from _too_long(f"people[{index}].given", person.given, Person, "given")
        yield from _too_long(f"people[{index}].family", person.family, Person, "family")


def _too_long(path: str, text: str, table: type[Model], field: str) -> Iterator[Mistake]:
    longest: int = getattr(table._meta.get_field(field), "max_length", 0)
    if len(text) > longest:
        yield Mistake(path, f"is {len(text)} characters long", f"at most {longest} characters")


def _measures(family: Family) -> Iterator[Mistake]:
    """Two scores of one day say two things about the same moment, also when one says the week."""
    seen = set()
    for index, one in enumerate(family.measures):
        path = f"measures[{index}]"
        key = (one.instrument, one.respondent, one.about, one.on)
        if key in seen:
            yield Mistake(path, f"is a second score of {one.on.isoformat()}", "one for each day")
        seen.add(key)
        if one.total is not None and abs(one.total) > MOST_POINTS:
            yield Mistake(f"{path}.total", "is out of reach", f"at most {MOST_POINTS}")
