"""No way leads from the administrator to a case: who gives which seat, and what ends with what."""

from __future__ import annotations

import threading
from itertools import product

import pytest
from django.db import connection

from handrail.core.disclosure.seats import seats
from handrail.store.accounts.actions.accounts import disable_account
from handrail.store.accounts.actions.cases import end_seat, give_seat, open_case
from handrail.store.accounts.actions.practices import end_staff_seat, give_staff_seat
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Case, StaffSeat
from handrail.store.accounts.reading import case_for, cases_of
from handrail.store.accounts.seats import CASE_TEAM, PRACTICE_WIDE
from handrail.store.accounts.teams import candidates, cover_of, covers, gives, team_of
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.accounts.visibility import visible_case_ids
from handrail.store.ledger.models import Line
from tests.cast import Cast, _staff, account_of, assemble
from tests.engines import tamper
from tests.store.accounts.test_acts import NEW_CASE


def given(by: Viewer, case: object, to: Viewer, seat: str) -> None:
    with acting_as(by):
        give_seat(by=by, case_id=case, person_id=to.person_id, seat=seat)  # type: ignore[arg-type]


def colleague(cast: Cast, name: str, seat: str) -> Viewer:
    return _staff(cast.dana, name, seat)


# --- the administrator ---


@pytest.mark.parametrize("seat", PRACTICE_WIDE)
def test_nobody_gives_a_seat_of_the_practice_to_themself(cast: Cast, seat: str) -> None:
    with acting_as(cast.dana), pytest.raises(Refused, match="to_oneself"):
        give_staff_seat(by=cast.dana, person_id=cast.dana.person_id, seat=seat)


@pytest.mark.parametrize("seat", CASE_TEAM)
def test_an_administrator_gives_no_seat_in_a_case(cast: Cast, seat: str) -> None:
    for to in (cast.dana, cast.theo):
        with acting_as(cast.dana), pytest.raises(Refused, match="no_such_case"):
            give_seat(by=cast.dana, case_id=cast.alder, person_id=to.person_id, seat=seat)


def test_an_administrator_can_be_given_none_either(cast: Cast) -> None:
    for by, seat in product((cast.carol, cast.rosa), ("co_therapist", "supervisor", "coordinator")):
        with acting_as(by), pytest.raises(Refused, match="seat_does_not_fit"):
            give_seat(by=by, case_id=cast.alder, person_id=cast.dana.person_id, seat=seat)


def test_an_administrator_sees_no_cover_and_no_team(cast: Cast) -> None:
    with acting_as(cast.dana):
        assert cover_of(cast.dana, cast.alder) is None
        assert covers(cast.dana) == []


def test_a_desk_that_could_give_itself_a_seat_would_be_a_way_in(cast: Cast) -> None:
    """An administrator who is coordinator too gives a seat to others, never to themself."""
    erin = colleague(cast, "Erin", "administrator")
    with acting_as(erin):
        give_staff_seat(by=erin, person_id=cast.dana.person_id, seat="coordinator")
        give_staff_seat(by=erin, person_id=cast.dana.person_id, seat="therapist")
    for seat in CASE_TEAM:
        with acting_as(cast.dana), pytest.raises(Refused, match="to_oneself"):
            give_seat(by=cast.dana, case_id=cast.alder, person_id=cast.dana.person_id, seat=seat)
    with acting_as(cast.dana):
        assert cases_of(cast.dana) == []


# --- who gives what in a case (seats.toml) ---


def test_every_seat_on_a_team_is_given_by_exactly_those_of_the_list(cast: Cast) -> None:
    """Each giver × each seat, against the data file."""
    iris = colleague(cast, "Iris", "supervisor")
    jonas = colleague(cast, "Jonas", "therapist")
    given(cast.rosa, cast.alder, iris, "supervisor")
    given(cast.rosa, cast.alder, jonas, "co_therapist")
    givers = {
        "therapist": cast.rosa,
        "supervisor": iris,
        "co_therapist": jonas,
        "coordinator": cast.carol,
        "privacy_officer": cast.pia,
    }
    for number, ((own, by), seat) in enumerate(product(givers.items(), CASE_TEAM)):
        newcomer = colleague(cast, f"New {number}", "therapist")
        if own in seats()[seat].given_by:
            given(by, cast.alder, newcomer, seat)
        else:
            with pytest.raises(Refused, match="not_yours_to_give"):
                given(by, cast.alder, newcomer, seat)
        assert (seat in gives(frozenset({own}))) is (own in seats()[seat].given_by)


def test_a_seat_on_a_team_needs_one_in_the_practice_that_carries_it(cast: Cast) -> None:
    for to, seat in [(cast.carol, "co_therapist"), (cast.pia, "coordinator")]:
        with pytest.raises(Refused, match="seat_does_not_fit"):
            given(cast.rosa, cast.alder, to, seat)
    given(cast.rosa, cast.alder, cast.carol, "coordinator")
    with acting_as(cast.carol), pytest.raises(Refused, match="seat_does_not_fit"):
        open_case(by=cast.carol, **NEW_CASE)  # the desk opens a case as the desk
    with acting_as(cast.carol):
        assert open_case(by=cast.carol, seat="coordinator", **NEW_CASE)


def test_nobody_sits_twice_on_the_same_seat(cast: Cast) -> None:
    given(cast.rosa, cast.alder, cast.theo, "supervisor")
    with pytest.raises(Refused, match="already_seated"):
        given(cast.rosa, cast.alder, cast.theo, "supervisor")
    with acting_as(cast.dana), pytest.raises(Refused, match="already_seated"):
        give_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="therapist")


def test_one_ends_what_one_may_give_and_ones_own(cast: Cast) -> None:
    iris = colleague(cast, "Iris", "supervisor")
    jonas = colleague(cast, "Jonas", "therapist")
    given(cast.rosa, cast.alder, iris, "supervisor")
    given(cast.rosa, cast.alder, jonas, "co_therapist")
    with acting_as(jonas), pytest.raises(Refused, match="not_yours_to_give"):
        end_seat(by=jonas, case_id=cast.alder, person_id=iris.person_id, seat="supervisor")
    with acting_as(jonas):
        end_seat(by=jonas, case_id=cast.alder, person_id=jonas.person_id, seat="co_therapist")
    with acting_as(iris):
        end_seat(by=iris, case_id=cast.alder, person_id=cast.rosa.person_id, seat="therapist")
    with acting_as(cast.rosa):
        assert case_for(cast.rosa, cast.alder) is None


def test_the_team_says_since_when_and_by_whom(cast: Cast) -> None:
    given(cast.carol, cast.alder, cast.theo, "supervisor")
    with acting_as(cast.rosa):
        found = [(one.given, one.seat, one.given_by) for one in team_of(cast.alder)]
        assert found == [("Rosa", "therapist", "Rosa"), ("Theo", "supervisor", "Carol")]
        offered = [(one.given, one.fitting) for one in candidates(cast.rosa, ("supervisor",))]
    assert offered == [("Theo", ("supervisor",))]


# --- what ends with a seat in the practice ---


def test_who_stops_being_a_therapist_is_out_of_every_case_at_once_and_for_good(cast: Cast) -> None:
    given(cast.rosa, cast.alder, cast.theo, "supervisor")
    with acting_as(cast.dana):
        end_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="therapist")
    with acting_as(cast.theo):
        assert cases_of(cast.theo) == []
    with acting_as(cast.rosa):
        assert [one.given for one in team_of(cast.alder)] == ["Rosa"]
        ended = Line.objects.filter(chain_id=cast.alder, act="seat.ended").get()
        assert (ended.actor_person_id, ended.object_id, ended.seat) == (
            cast.dana.person_id,
            cast.theo.person_id,
            "administrator",
        )
    with acting_as(cast.dana):
        give_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="therapist")
    with acting_as(cast.theo):
        assert cases_of(cast.theo) == [], "given anew, it opens nothing it had opened before"


def test_a_second_seat_that_carries_it_keeps_the_case_open(cast: Cast) -> None:
    with acting_as(cast.dana):
        give_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="supervisor")
        end_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="therapist")
    with acting_as(cast.theo):
        assert [one.case.id for one in cases_of(cast.theo)] == [cast.cedar]


def test_a_seat_on_a_team_alone_opens_nothing(committed_cast: Cast) -> None:
    """Should the two ever come apart: without a seat in the practice there is no case."""
    cast = committed_cast
    with acting_as(cast.dana):
        end_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="therapist")
    tamper("UPDATE membership SET until_at = NULL")
    with acting_as(cast.theo):
        assert case_for(cast.theo, cast.cedar) is None
        assert Case.objects.filter(id__in=visible_case_ids(cast.theo)).count() == 0
        if connection.vendor == "postgresql":
            assert Case.objects.count() == 0
    with acting_as(cast.carol):
        assert team_of(cast.cedar) == []


# --- the last administrator ---


def test_the_last_administrator_whose_account_is_open_stays(cast: Cast) -> None:
    account_of(cast.dana, cast.dana, "dana@example.org")
    with acting_as(cast.dana), pytest.raises(Refused, match="last_administrator"):
        disable_account(by=cast.dana, person_id=cast.dana.person_id)
    erin = colleague(cast, "Erin", "administrator")
    account_of(cast.dana, erin, "erin@example.org")
    with acting_as(cast.dana):
        disable_account(by=cast.dana, person_id=erin.person_id)
        with pytest.raises(Refused, match="last_administrator"):
            end_staff_seat(by=cast.dana, person_id=cast.dana.person_id, seat="administrator")


def test_two_administrators_who_end_each_other_leave_one(committed_cast: Cast) -> None:
    dana, practice = committed_cast.dana, committed_cast.practice_id
    erin = colleague(committed_cast, "Erin", "administrator")
    both = threading.Barrier(2)
    refused: list[str] = []

    def end(by: Viewer, other: Viewer) -> None:
        try:
            with acting_as(by):
                both.wait(timeout=20)
                end_staff_seat(by=by, person_id=other.person_id, seat="administrator")
        except Refused as one:
            refused.extend(one.reasons)
        finally:
            connection.close()

    threads = [threading.Thread(target=end, args=pair) for pair in ((dana, erin), (erin, dana))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    with acting_as(committed_cast.rosa):
        left = StaffSeat.objects.filter(practice_id=practice, seat="administrator")
        assert left.filter(until_at__isnull=True).count() == 1


def test_a_seat_is_not_given_across_practices(cast: Cast) -> None:
    elsewhere = assemble()
    with acting_as(cast.dana), pytest.raises(Refused, match="no_such_person"):
        give_staff_seat(by=cast.dana, person_id=elsewhere.theo.person_id, seat="therapist")
    with acting_as(cast.dana), pytest.raises(Refused, match="no_such_seat"):
        end_staff_seat(by=cast.dana, person_id=elsewhere.theo.person_id, seat="therapist")
    with acting_as(elsewhere.theo):
        assert cases_of(elsewhere.theo) != []
