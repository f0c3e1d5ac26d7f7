"""The conflict-of-interest check: are names of a new family known in the practice already?

Whoever asks learns of colleagues and of their own cases. Of a case they may not see they learn that
somebody has to look, and nothing else; the questions asked are the same whatever the answer.
Source: clinical §1.5; seed row M3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from handrail.store.accounts.models import Membership, Person, StaffSeat
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import visible_case_ids, visible_people
from handrail.store.database.text import folded


@dataclass(frozen=True)
class NameCheck:
    """What came of comparing names.

    compared: how many. colleagues: given names of staff with one of the names, or with the same
    family name. own_cases: numbers of cases the viewer sits on that hold one. elsewhere: somebody
    who may see every cover has to look.
    """

    compared: int
    colleagues: tuple[str, ...] = ()
    own_cases: tuple[int, ...] = ()
    elsewhere: bool = False

    @property
    def clear(self) -> bool:
        """Whether nothing was found."""
        return not (self.colleagues or self.own_cases or self.elsewhere)


def full_name(given: str, family: str) -> str:
    """A name as it is compared."""
    return " ".join(folded(f"{given} {family}").split())


def compare_names(
    viewer: Viewer, names: Iterable[tuple[str, str]], *, apart_from: Iterable[UUID] = ()
) -> NameCheck:
    """Compare (given, family) names with everybody the practice knows.

    apart_from: the new people themselves, once they are on record. Four questions, always.
    """
    names, new = tuple(names), set(apart_from)
    asked = {full_name(*name) for name in names}
    families = {full_name("", family) for _given, family in names if family}
    seen = [one for one in visible_people(viewer) if one.id not in new]
    same = {one.id for one in seen if full_name(one.given, one.family) in asked}
    staff = set(
        StaffSeat.objects.filter(practice_id=viewer.practice_id).values_list("person_id", flat=True)
    )
    return NameCheck(
        compared=len(names),
        colleagues=_colleagues(seen, staff, same, families),
        own_cases=_own_cases(viewer, same - staff),
        elsewhere=_elsewhere(viewer, asked, same | new, same - staff),
    )


def _colleagues(
    seen: Iterable[Person], staff: set[UUID], same: set[UUID], families: set[str]
) -> tuple[str, ...]:
    return tuple(
        sorted(
            one.given
            for one in seen
            if one.id in staff and (one.id in same or full_name("", one.family) in families)
        )
    )


def _own_cases(viewer: Viewer, same: set[UUID]) -> tuple[int, ...]:
    rows = Membership.objects.filter(
        case_id__in=visible_case_ids(viewer), person_id__in=same
    ).values_list("case__number", flat=True)
    return tuple(sorted(set(rows)))


def _elsewhere(viewer: Viewer, asked: set[str], known: set[UUID], same: set[UUID]) -> bool:
    """Somebody of this name whom the viewer does not see, or sees without seeing their case."""
    in_own = set(
        Membership.objects.filter(
            case_id__in=visible_case_ids(viewer), person_id__in=same
        ).values_list("person_id", flat=True)
    )
    return _known_unseen(viewer, sorted(asked), known) or bool(same - in_own)


def _known_unseen(viewer: Viewer, asked: list[str], known: set[UUID]) -> bool:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT handrail_names_known(%s, %s::uuid[])", [asked, [*known]])
            return bool(cursor.fetchone()[0])
    rows = Person.objects.filter(practice_id=viewer.practice_id).exclude(id__in=known)
    return any(full_name(one.given, one.family) in set(asked) for one in rows)
