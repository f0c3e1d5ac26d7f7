"""Memberships in force decide everything: absent, foreign, not begun, ended all look the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail import clock
from handrail.store.accounts.actions.cases import end_seat, give_seat
from handrail.store.accounts.reading import case_for, cases_of, members_of, own_name, seats_of
from handrail.store.accounts.seats import CASE_TEAM
from handrail.store.accounts.viewer import acting_as
from handrail.store.database.transactions import snapshot

HOUR = timedelta(hours=1)


def asked(viewer, case_id):
    with acting_as(viewer), CaptureQueriesContext(connection) as queries:
        return case_for(viewer, case_id), len(queries)


def test_the_team_enters_with_its_seat(cast):
    found, queries = asked(cast.rosa, cast.alder)
    assert (found.seat, found.case.family_name, found.case.id) == ("therapist", "Alder", cast.alder)
    assert queries == 1


def test_absent_and_forbidden_look_and_cost_the_same(cast):
    assert asked(cast.theo, cast.alder) == asked(cast.theo, uuid4()) == (None, 1)


@pytest.mark.parametrize("who", ["dana", "carol", "pia"])
def test_a_seat_in_the_practice_opens_no_case(cast, who):
    assert asked(getattr(cast, who), cast.alder)[0] is None


@pytest.mark.parametrize("seat", ["parent", "child", "sibling", "guardian_ad_litem"])
def test_a_seat_in_the_family_opens_nothing_in_the_clinic(cast, seat):
    with acting_as(cast.rosa):
        give_seat(by=cast.rosa, case_id=cast.alder, person_id=cast.nell, seat=seat)
    nell = replace(cast.rosa, person_id=cast.nell)
    assert asked(nell, cast.alder)[0] is None


def test_the_same_person_in_another_practice_enters_nothing(cast):
    assert asked(replace(cast.rosa, practice_id=uuid4()), cast.alder)[0] is None


def test_without_a_name_nobody_enters(cast):
    assert case_for(cast.rosa, cast.alder) is None


@pytest.mark.parametrize(
    ("begins", "ends", "enters"),
    [
        (-HOUR, None, True),
        (-HOUR, HOUR, True),
        (timedelta(0), None, True),  # from the very moment
        (HOUR, None, False),  # not begun
        (-HOUR, timedelta(0), False),  # until, and not including
        (-2 * HOUR, -HOUR, False),  # ended
        (timedelta(0), timedelta(0), False),
    ],
)
def test_a_seat_counts_from_its_begin_until_its_end(cast, begins, ends, enters):
    now = clock.now()
    with acting_as(cast.rosa):
        give_seat(
            by=cast.rosa,
            case_id=cast.alder,
            person_id=cast.theo.person_id,
            seat="co_therapist",
            from_at=now + begins,
            until_at=None if ends is None else now + ends,
        )
    with clock.stopped_at(now):
        assert (asked(cast.theo, cast.alder)[0] is not None) is enters


def test_who_loses_the_seat_is_out_with_the_next_statement(cast):
    with acting_as(cast.rosa):
        give_seat(
            by=cast.rosa, case_id=cast.alder, person_id=cast.theo.person_id, seat="supervisor"
        )
        end_seat(by=cast.rosa, case_id=cast.alder, person_id=cast.theo.person_id, seat="supervisor")
    assert asked(cast.theo, cast.alder)[0] is None


def test_within_one_request_too(cast):
    with acting_as(cast.rosa):
        end_seat(by=cast.rosa, case_id=cast.alder, person_id=cast.rosa.person_id, seat="therapist")
        assert case_for(cast.rosa, cast.alder) is None


def test_with_two_seats_the_nearer_one_shows(cast):
    with acting_as(cast.carol):
        give_seat(
            by=cast.carol, case_id=cast.alder, person_id=cast.rosa.person_id, seat="supervisor"
        )
    assert asked(cast.rosa, cast.alder)[0].seat == "therapist"
    assert CASE_TEAM.index("therapist") < CASE_TEAM.index("supervisor")


def test_my_cases_are_mine_in_the_order_of_names(cast):
    with acting_as(cast.rosa), CaptureQueriesContext(connection) as queries:
        assert [one.case.family_name for one in cases_of(cast.rosa)] == ["Alder"]
    assert len(queries) == 1


def test_the_people_of_a_case_come_with_their_seats(cast):
    with acting_as(cast.rosa):
        found = [(person.given, seat) for person, seat in members_of(cast.alder)]
    assert found == [
        ("Joel", "parent"),
        ("Mara", "parent"),
        ("Rosa", "therapist"),
        ("Wren", "child"),
    ]


def test_own_name_and_own_seats(cast):
    with acting_as(cast.carol):
        assert own_name(cast.carol).given == "Carol"
        assert seats_of(cast.carol) == {"coordinator"}


def test_a_seat_taken_away_meanwhile_is_not_seen_half(committed_cast):
    """Policy and content are read in one statement, so there is nothing in between."""
    with snapshot(), acting_as(committed_cast.rosa):
        found = case_for(committed_cast.rosa, committed_cast.alder)
    assert found is not None
