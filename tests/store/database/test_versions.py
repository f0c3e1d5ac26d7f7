"""Two people, one row."""

from __future__ import annotations

import pytest

from handrail.store.accounts.actions.people import correct_person
from handrail.store.accounts.models import Person
from handrail.store.accounts.viewer import acting_as
from handrail.store.database.versions import Stale


def test_who_saves_second_is_told_and_nothing_is_overwritten(cast):
    with acting_as(cast.rosa):
        correct_person(by=cast.rosa, person_id=cast.wren, version=1, pronouns="they/them")
        with pytest.raises(Stale):
            correct_person(by=cast.rosa, person_id=cast.wren, version=1, pronouns="she/her")
        assert Person.objects.get(id=cast.wren).pronouns == "they/them"


def test_who_read_the_newer_version_may_save(cast):
    with acting_as(cast.rosa):
        second = correct_person(by=cast.rosa, person_id=cast.wren, version=1, given="Wrenna")
        correct_person(by=cast.rosa, person_id=cast.wren, version=second, given="Wren")
        assert Person.objects.get(id=cast.wren).given == "Wren"


def test_what_is_not_to_be_corrected_is_not(cast):
    with acting_as(cast.rosa), pytest.raises(TypeError, match="practice_id"):
        correct_person(by=cast.rosa, person_id=cast.wren, version=1, practice_id="x")
