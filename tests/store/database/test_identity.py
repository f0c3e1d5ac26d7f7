"""Without a name nothing is found; with one, what that name may see."""

from __future__ import annotations

import pytest
from django.db import connection

from handrail.store.accounts.models import Case, Membership, Person, StaffSeat
from handrail.store.accounts.viewer import acting_as
from handrail.store.database import identity
from handrail.store.ledger.models import Line

GUARDED = [Case, Person, Membership, StaffSeat, Line]


def counted_by_hand(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("model", GUARDED)
def test_nobody_finds_nothing(cast, model):
    assert model.objects.count() == 0
    with acting_as(cast.pia):
        assert model.objects.count() > 0


@pytest.mark.parametrize("model", GUARDED)
def test_on_postgresql_not_even_by_hand(on_postgresql, cast, model):
    assert counted_by_hand(model._meta.db_table) == 0


def test_the_former_name_comes_back(on_postgresql, cast):
    with acting_as(cast.rosa):
        rosas = counted_by_hand("case_header")
        with acting_as(cast.carol):
            assert counted_by_hand("case_header") > rosas
        assert counted_by_hand("case_header") == rosas
        with pytest.raises(ZeroDivisionError), acting_as(cast.carol):
            raise ZeroDivisionError
        assert counted_by_hand("case_header") == rosas
    assert counted_by_hand("case_header") == 0


def test_a_connection_of_an_earlier_request_remembers_nobody(on_postgresql, committed_cast):
    with acting_as(committed_cast.rosa):
        assert counted_by_hand("case_header") == 1
    assert not connection.in_atomic_block
    assert counted_by_hand("case_header") == 0


def test_one_request_is_judged_at_one_moment(cast):
    with acting_as(cast.rosa):
        moment = identity.moment()
        assert identity.moment() == moment
        identity.renew()
        assert identity.moment() > moment
