"""Where the engines would differ, they do not: the same test, the same answer on each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection

from handrail import clock
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.models import Membership, Person, Practice
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.fields import ShortText, is_partial_date
from handrail.store.database.text import TextRefused, by_name, folded, problem_with
from handrail.store.database.transactions import expecting_conflict
from tests.cast import assemble


@pytest.mark.parametrize("name", ["Wr\x00en", "Wren\ud83d", "\udc00"])
def test_text_that_one_engine_would_choke_on_is_refused_before_either(cast, name):
    with acting_as(cast.rosa), pytest.raises(TextRefused):
        add_person(by=cast.rosa, given=name)


@pytest.mark.parametrize("name", ["Zoë", "Ñandú", "李", "👨‍👩‍👧", "O'Brien", "a\u0301", "ﬁ"])
def test_every_other_text_comes_back_as_it_was(cast, name):
    with acting_as(cast.carol):
        person = add_person(by=cast.carol, given=name)
        assert Person.objects.get(id=person).given == name


def test_text_that_is_too_long_is_refused_with_the_length_that_fits(cast):
    with acting_as(cast.rosa), pytest.raises(TextRefused, match="101 characters long; 100 fit"):
        add_person(by=cast.rosa, given="x" * 101)


def test_length_counts_characters_not_bytes(cast):
    with acting_as(cast.carol):
        add_person(by=cast.carol, given="é" * 100)


def test_the_engine_refuses_overlong_text_by_itself(cast):
    name = "x" * 201
    with pytest.raises(DatabaseError), expecting_conflict(), connection.cursor() as cursor:
        cursor.execute("UPDATE practice SET name = %s", [name])


def test_a_form_gets_the_same_sentence():
    with pytest.raises(ValidationError, match="NUL"):
        ShortText(max_length=10).clean("a\x00b", None)


def test_a_seat_cannot_end_before_it_began(cast):
    now = clock.now()
    with acting_as(cast.rosa), pytest.raises(IntegrityError), expecting_conflict():
        Membership.objects.create(
            practice_id=cast.practice_id,
            case_id=cast.alder,
            person_id=cast.mara,
            seat="parent",
            from_at=now,
            until_at=now - timedelta(seconds=1),
        )


def test_nobody_of_another_practice_gets_a_seat(cast):
    elsewhere = assemble()
    with acting_as(cast.rosa), pytest.raises(IntegrityError), expecting_conflict():
        Membership.objects.create(
            practice_id=cast.practice_id,
            case_id=cast.alder,
            person_id=elsewhere.mara,
            seat="parent",
            from_at=clock.now(),
        )


def test_names_sort_alike_whatever_the_engine_thinks_of_capitals_and_accents(cast):
    names = ["zoe", "Émile", "adam", "Zoë", "Eve", "ängel", "Bo"]
    with acting_as(cast.carol):
        ids = [add_person(by=cast.carol, given=name) for name in names]
        found = [person.given for person in Person.objects.filter(id__in=ids)]
    wanted = ["adam", "ängel", "Bo", "Émile", "Eve", "Zoë", "zoe"]
    assert sorted(found, key=by_name) == wanted


def test_folding_finds_the_same_name_written_differently():
    assert folded("ZOË") == folded("zoe\u0308") == "zoe"
    assert folded("STRASSE") == folded("Straße")


def test_a_random_id_tells_no_order(cast):
    rows = [Practice(name="x").id for _ in range(20)]
    assert {one.version for one in rows} == {4}
    assert rows != sorted(rows)


@pytest.mark.parametrize("text", ["1987", "2016-02", "2016-02-29", "0001", "9999-12-31"])
def test_a_date_may_be_known_in_part(text):
    assert is_partial_date(text)


@pytest.mark.parametrize(
    "text", ["", "87", "2016-13", "2015-02-29", "2016-2-9", "2016-02-29x", "0000"]
)
def test_what_is_no_date_is_refused(text):
    assert not is_partial_date(text)


def test_a_birth_date_that_does_not_exist_is_refused(cast):
    with acting_as(cast.rosa), pytest.raises(TextRefused, match="2016-02"):
        add_person(by=cast.rosa, given="Wren", born_on="2015-02-29")


def test_nothing_is_wrong_with_plain_text():
    assert problem_with("She said: “maybe on Sunday”.") is None


def test_a_viewer_without_a_practice_of_its_own_finds_nothing(cast):
    stranger = Viewer(person_id=cast.rosa.person_id, practice_id=cast.alder)
    with acting_as(stranger):
        assert not Person.objects.filter(practice_id=stranger.practice_id).exists()
