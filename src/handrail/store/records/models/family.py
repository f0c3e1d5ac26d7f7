"""Households, relations, history, and where people can be reached."""

from __future__ import annotations

from django.db import models

from handrail.store.database.classes import (
    CLINICAL_STRUCTURED,
    CONTACT_DETAILS,
    IDENTITY,
    NARRATIVE_SEALED,
    SAFETY,
    classified,
)
from handrail.store.database.fields import PartialDate, ShortText
from handrail.store.records.models.common import CODE, HEAD, OfCase, of_person, one_of

RELATIONS = (
    "parent_of", "step_parent_of", "grandparent_of", "guardian_of", "adoptive_parent_of",
    "partner_of", "former_partner_of", "sibling_of", "half_sibling_of", "step_sibling_of",
)  # fmt: skip


@classified(**HEAD, person=IDENTITY, household=IDENTITY, since=IDENTITY, until=IDENTITY)
class HouseholdMember(OfCase):
    """Somebody lives in a household; many-to-many and dated (a child may live in two)."""

    person = of_person()
    household = ShortText(max_length=CODE)
    since = PartialDate(blank=True)
    until = PartialDate(blank=True)


@classified(
    **HEAD, of=IDENTITY, to=IDENTITY, kind=IDENTITY, since=IDENTITY, until=IDENTITY,
    quality=CLINICAL_STRUCTURED, source=CLINICAL_STRUCTURED,
)  # fmt: skip
class Relation(OfCase):
    """`of` is the parent, grandparent, partner … of `to`; quality as told by `source`."""

    of = of_person()
    to = of_person()
    kind = ShortText(max_length=CODE)
    since = PartialDate(blank=True)
    until = PartialDate(blank=True)
    quality = ShortText(max_length=CODE, default="unknown")
    source = ShortText(max_length=300, blank=True)

    class Meta:
        constraints = [one_of("relation_kind", "kind", RELATIONS)]


@classified(
    **HEAD, on=CLINICAL_STRUCTURED, position=CLINICAL_STRUCTURED, event=NARRATIVE_SEALED,
    sources=CLINICAL_STRUCTURED, accounts_differ=CLINICAL_STRUCTURED,
)  # fmt: skip
class HistoryEvent(OfCase):
    """Something that happened before the work began, with who told it."""

    on = PartialDate()
    position = models.PositiveIntegerField()
    event = models.BinaryField()
    sources = models.JSONField(default=list)
    accounts_differ = models.BooleanField(default=False)


@classified(**HEAD, person=IDENTITY, details=CONTACT_DETAILS, protected=SAFETY)
class ContactDetails(OfCase):
    """Where a person can be reached, sealed as one JSON text; never on a page of the other home."""

    person = of_person()
    details = models.BinaryField()
    protected = models.BooleanField(default=False)


@classified(**HEAD, person=IDENTITY, text=NARRATIVE_SEALED)
class Remark(OfCase):
    """What is worth knowing about a person, in words."""

    person = of_person()
    text = models.BinaryField()
