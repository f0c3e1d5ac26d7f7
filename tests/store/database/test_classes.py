"""Every column of ours says what kind of fact it holds."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from handrail.store.database.classes import ROW_ID, classified, mistakes
from handrail.store.database.guard import guarded_tables

OURS = [model for model in apps.get_models() if model.__module__.startswith("handrail.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model):
    assert mistakes(model) == []


def test_a_field_nobody_classified_is_named():
    @classified(id=ROW_ID, gone=ROW_ID)
    class Planted(models.Model):
        said = models.TextField()

        class Meta:
            app_label = "planted"

    assert mistakes(Planted) == [
        "planted.Planted.said: no class declared",
        "planted.Planted.gone: no such field",
    ]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_whatever_belongs_to_a_case_is_guarded(model):
    names = {field.name for field in model._meta.get_fields()}
    if names & {"case", "case_id"} or model._meta.label in {"accounts.Person", "ledger.Line"}:
        assert model._meta.db_table in guarded_tables()
