"""A prepared statement finds what the ORM finds, for whoever asks and whenever they ask."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from handrail import chance, clock
from handrail.store.accounts.models import Membership, Person
from handrail.store.accounts.reading import case_for, cases_of
from handrail.store.accounts.viewer import acting_as
from handrail.store.accounts.visibility import MY_CASE_IDS, in_force, visible_case_ids
from handrail.store.database.prepared import Prepared

OF_CASE = Prepared(
    lambda case: Membership.objects.filter(in_force(), case_id=case).values_list(
        "id", "seat", "from_at", "person__given"
    ),
    keys=("case",),
)
SOME_PEOPLE = Prepared(
    lambda practice, begin, length: (
        Person.objects.filter(practice_id=practice)
        .order_by("given", "id")
        .values_list("given", flat=False)[begin : begin + length]
    ),
    keys=("practice",),
    numbers=("begin", "length"),
)


def by_orm(case):
    rows = Membership.objects.filter(in_force(), case_id=case)
    return sorted(rows.values_list("id", "seat", "from_at", "person__given"))


def test_it_finds_what_the_orm_finds_with_the_same_types(cast):
    for viewer, case in [(cast.rosa, cast.alder), (cast.theo, cast.cedar)]:
        with acting_as(viewer):
            found = OF_CASE.rows(case=case)
            assert sorted(found) == by_orm(case)
            assert len(found) == {cast.alder: 4, cast.cedar: 3}[case]


def test_it_is_asked_in_the_name_of_whoever_asks_now(cast):
    with acting_as(cast.rosa):
        sql, params = MY_CASE_IDS.sql_with_params()
        assert (sql, list(params)) == _plain(visible_case_ids(cast.rosa))
    with acting_as(cast.theo):
        assert case_for(cast.theo, cast.alder) is None
        assert [one.case.id for one in cases_of(cast.theo)] == [cast.cedar]


def _plain(queryset):
    sql, params = queryset.query.sql_with_params()
    return sql, list(params)


def test_nobody_asking_finds_nothing(cast):
    assert OF_CASE.rows(case=cast.alder) == []
    assert cases_of(cast.rosa) == []


def test_it_is_asked_at_the_moment_of_asking(cast):
    with acting_as(cast.rosa):
        assert case_for(cast.rosa, cast.alder) is not None
    earlier = clock.now() - timedelta(days=1)
    with clock.stopped_at(earlier), acting_as(cast.rosa):
        assert case_for(cast.rosa, cast.alder) is None


def test_slices_begin_and_end_where_they_should(cast):
    with acting_as(cast.carol):
        everybody = [row[0] for row in Person.objects.order_by("given", "id").values_list("given")]
        pages = [
            SOME_PEOPLE.rows(practice=cast.practice_id, begin=begin, length=3)
            for begin in (0, 3, 6)
        ]
    assert len(everybody) > 8
    assert [row[0] for page in pages for row in page] == everybody[:9]
    with acting_as(cast.carol):
        assert SOME_PEOPLE.rows(practice=chance.new_id(), begin=0, length=3) == []


@pytest.mark.django_db(transaction=True)
def test_it_is_put_together_once_and_asked_by_any_thread(committed_cast):
    built = []

    def build(case):
        built.append(case)
        return Membership.objects.filter(case_id=case).values_list("id", "from_at")

    statement, found = Prepared(build, keys=("case",)), []

    def ask():
        with acting_as(committed_cast.rosa):
            found.append(sorted(statement.rows(case=committed_cast.alder)))
        connection.close()

    ask()
    others = [threading.Thread(target=ask) for _ in range(3)]
    for one in others:
        one.start()
    for one in others:
        one.join()
    assert len(built) == 1
    assert len(found) == 4
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 4
