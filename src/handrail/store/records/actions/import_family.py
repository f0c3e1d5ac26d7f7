"""Import: one right family file becomes one case, whole or not at all."""

from __future__ import annotations

import hmac
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError

from handrail.core.family_file.replay import replay
from handrail.core.family_file.values import Family
from handrail.core.measures.catalogue import Catalogue
from handrail.core.therapy.rule import Rule
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.text import folded
from handrail.store.database.transactions import writing
from handrail.store.records.actions.importing.family import load_people, load_referral, load_safety
from handrail.store.records.actions.importing.limits import refuse_unkeepable
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
    """Load a whole family into the practice of whoever imports it; they take a seat on the case.

    One transaction with its ledger lines. Raises FamilyFileRefused for what the record cannot
    keep, AnotherFileOfThisName when a file of the same name but other content is there already
    (two cases of one family would be two truths), Refused when the person may not open cases.
    """
    refuse_unkeepable(family)
    try:
        return _load(by, family, rule, catalogue, protocol_version)
    except IntegrityError:
        # Somebody may have imported the same family at the same moment; if not, it is our mistake.
        before = _imported_before(by, family)
        if before is None:
            raise
        return before


def _load(
    by: Viewer, family: Family, rule: Rule, catalogue: Catalogue, protocol_version: str
) -> Imported:
    with writing():
        before = _imported_before(by, family)
        if before is not None:
            return before
        loading = Loading(by, family, protocol_version)
        load_referral(loading)
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
    same = here.filter(digest=_keyed(family.digest)).values_list("case_id", flat=True).first()
    if same is not None:
        return Imported(same, False, Counter())
    if here.filter(name=_keyed(folded(family.case.name))).exists():
        raise AnotherFileOfThisName(
            f"a family named {family.case.name} was imported from a different file before; "
            "if this is another family, give its file another case.name"
        )
    return None


def _keyed(text: str) -> str:
    """What is remembered of a file and of its family's name: enough to know them again here.

    Keyed with the secret of the installation, because a bare hash would tell whoever holds the
    database whether a guess is right.
    """
    return hmac.digest(settings.SECRET_KEY.encode(), f"imported\0{text}".encode(), "sha256").hex()


def _remember(loading: Loading) -> None:
    ImportedFile(
        practice_id=loading.by.practice_id,
        case_id=loading.case_id,
        digest=_keyed(loading.family.digest),
        name=_keyed(folded(loading.family.case.name)),
        at=loading.at,
    ).save(force_insert=True)
