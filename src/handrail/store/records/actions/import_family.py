"""Import: one right family file becomes one case, whole or not at all."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from handrail.core.family_file.replay import replay
from handrail.core.family_file.values import Family
from handrail.core.measures.catalogue import Catalogue
from handrail.core.therapy.rule import Rule
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.text import folded
from handrail.store.database.transactions import writing
from handrail.store.records.actions.importing.family import load_people, load_safety
from handrail.store.records.actions.importing.loading import Loading
from handrail.store.records.actions.importing.plan import load_measures, load_orders, load_plan
from handrail.store.records.actions.importing.sessions import load_sessions
from handrail.store.records.models import ImportedFile


class AnotherFileOfThisName(ValueError):
    """A different file with this family's name was imported before; nothing was changed."""


@dataclass(frozen=True)
class Imported:
    """`new` is False when this very file was imported before: nothing was changed.

    counts: table -> rows made.
    """

    case_id: UUID
    new: bool
    counts: Counter[str]


def import_family(
    *, by: Viewer, family: Family, rule: Rule, catalogue: Catalogue, protocol_version: str
) -> Imported:
    """Load a whole family into the practice of whoever imports it; they become its therapist.

    One transaction with its ledger lines. Raises AnotherFileOfThisName when a file of the same
    name but other content is there already: two cases of one family would be two truths. Raises
    Refused when the person may not open cases.
    """
    with writing():
        before = _imported_before(by, family)
        if before is not None:
            return before
        loading = Loading(by, family, protocol_version)
        load_people(loading)
        load_orders(loading)
        load_plan(loading)
        load_measures(loading)
        load_safety(loading)
        load_sessions(loading, replay(family, rule, catalogue))
        loading.write()
        _remember(loading)
        loading.tell_ledger()
        return Imported(loading.case_id, True, loading.counts)


def _imported_before(by: Viewer, family: Family) -> Imported | None:
    here = ImportedFile.objects.filter(practice_id=by.practice_id)
    same = here.filter(digest=family.digest).values_list("case_id", flat=True).first()
    if same is not None:
        return Imported(same, False, Counter())
    if here.filter(name=_name_hash(family)).exists():
        raise AnotherFileOfThisName(
            f"a family named {family.case.name} was imported from a different file before; "
            "if this is another family, give its file another case.name"
        )
    return None


def _name_hash(family: Family) -> str:
    """Families are told apart by name without keeping the name a second time."""
    return hashlib.sha256(folded(family.case.name).encode()).hexdigest()


def _remember(loading: Loading) -> None:
    ImportedFile(
        practice_id=loading.by.practice_id,
        case_id=loading.case_id,
        digest=loading.family.digest,
        name=_name_hash(loading.family),
        at=loading.at,
    ).save(force_insert=True)
