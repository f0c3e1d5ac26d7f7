"""Every act: who may, what it leaves in the ledger, and that it belongs to one practice."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from handrail.store.accounts.actions.accounts import disable_account, enable_account
from handrail.store.accounts.actions.cases import change_case, end_seat, give_seat, open_case
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.actions.practices import end_staff_seat, give_staff_seat
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Account, Case, Session
from handrail.store.accounts.reading import case_for, seats_of
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.versions import Stale
from handrail.store.ledger.models import Line
from tests.cast import account_of, assemble, client_of

NEW_CASE = {
    "family_name": "Birch",
    "opened_on": date(2025, 5, 1),
    "basis": "voluntary",
    "jurisdiction": "US-XX",
}


def acts_on(chain, by) -> list[str]:
    with acting_as(by):
        lines = Line.objects.filter(chain_id=chain).order_by("seq")
        return [line.act for line in lines]


def test_a_case_is_numbered_and_its_opener_is_its_therapist(cast):
    with acting_as(cast.rosa):
        case = open_case(by=cast.rosa, **NEW_CASE)
        found = case_for(cast.rosa, case)
        assert (found.seat, found.case.number, found.case.status) == ("therapist", 3, "intake")
        lines = Line.objects.filter(chain_id=case).order_by("seq")
        assert [line.act for line in lines] == ["case.opened", "seat.given"]


@pytest.mark.parametrize("who", ["dana", "pia"])
def test_who_treats_nobody_opens_no_case(cast, who):
    viewer = getattr(cast, who)
    with acting_as(viewer), pytest.raises(Refused, match="staff_only"):
        open_case(by=viewer, **NEW_CASE)


def test_the_cover_is_changed_by_the_team_and_not_over_anothers_change(cast):
    with acting_as(cast.rosa):
        change_case(by=cast.rosa, case_id=cast.alder, version=1, status="paused")
        with pytest.raises(Stale):
            change_case(by=cast.rosa, case_id=cast.alder, version=1, status="closed")
        assert Case.objects.get(id=cast.alder).status == "paused"
    with acting_as(cast.theo), pytest.raises(Refused, match="no_such_case"):
        change_case(by=cast.theo, case_id=cast.alder, version=2, status="closed")


def test_what_is_not_on_the_cover_is_not_changed(cast):
    with acting_as(cast.rosa), pytest.raises(TypeError, match="practice_id"):
        change_case(by=cast.rosa, case_id=cast.alder, version=1, practice_id=uuid4())


def test_a_coordinator_gives_a_seat_without_sitting_in_the_case(cast):
    with acting_as(cast.carol):
        give_seat(
            by=cast.carol, case_id=cast.alder, person_id=cast.theo.person_id, seat="co_therapist"
        )
    with acting_as(cast.theo):
        assert case_for(cast.theo, cast.alder).seat == "co_therapist"
    with acting_as(cast.carol):
        assert case_for(cast.carol, cast.alder) is None


def test_nobody_outside_the_team_gives_seats(cast):
    with acting_as(cast.theo), pytest.raises(Refused, match="no_such_case"):
        give_seat(by=cast.theo, case_id=cast.alder, person_id=cast.theo.person_id, seat="therapist")


def test_the_team_is_staff(cast):
    with acting_as(cast.rosa), pytest.raises(Refused, match="not_staff"):
        give_seat(by=cast.rosa, case_id=cast.alder, person_id=cast.mara, seat="supervisor")


def test_nobody_of_another_practice_comes_in(cast):
    elsewhere = assemble()
    with acting_as(cast.rosa):
        with pytest.raises(Refused, match="no_such_person"):
            give_seat(by=cast.rosa, case_id=cast.alder, person_id=elsewhere.mara, seat="parent")
        with pytest.raises(Refused, match="no_such_case"):
            give_seat(by=cast.rosa, case_id=elsewhere.alder, person_id=cast.mara, seat="parent")


def test_a_seat_that_nobody_has_is_not_ended(cast):
    with acting_as(cast.rosa), pytest.raises(Refused, match="no_such_seat"):
        end_seat(by=cast.rosa, case_id=cast.alder, person_id=cast.mara, seat="therapist")


def test_administrators_alone_give_seats_of_the_practice(cast):
    with acting_as(cast.rosa), pytest.raises(Refused, match="administrators_only"):
        give_staff_seat(by=cast.rosa, person_id=cast.rosa.person_id, seat="administrator")
    with acting_as(cast.dana):
        with pytest.raises(Refused, match="no_such_seat"):
            give_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="superuser")
        give_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="supervisor")
    with acting_as(cast.theo):
        assert seats_of(cast.theo) == {"therapist", "supervisor"}


def test_the_last_administrator_stays(cast):
    with acting_as(cast.dana):
        with pytest.raises(Refused, match="last_administrator"):
            end_staff_seat(by=cast.dana, person_id=cast.dana.person_id, seat="administrator")
        give_staff_seat(by=cast.dana, person_id=cast.theo.person_id, seat="administrator")
        end_staff_seat(by=cast.dana, person_id=cast.dana.person_id, seat="administrator")
        assert seats_of(cast.dana) == set()


def test_whoever_is_added_can_be_given_a_seat_at_once(cast):
    with acting_as(cast.rosa):
        ada = add_person(by=cast.rosa, given="Ada", born_on="2016-02")
        give_seat(by=cast.rosa, case_id=cast.alder, person_id=ada, seat="grandparent")


def test_a_closed_account_is_out_at_once_and_in_again_only_by_signing_in(cast):
    account = account_of(cast.dana, cast.rosa, "rosa@example.org")
    client_of(account)
    rosa = Viewer(person_id=cast.rosa.person_id, practice_id=cast.practice_id)
    with acting_as(rosa), pytest.raises(Refused, match="administrators_only"):
        disable_account(by=rosa, person_id=cast.rosa.person_id)
    with acting_as(cast.dana):
        disable_account(by=cast.dana, person_id=cast.rosa.person_id)
        assert not Account.objects.get(id=account.id).is_active
        assert not Session.objects.filter(account=account).exists()
        enable_account(by=cast.dana, person_id=cast.rosa.person_id)
        assert not Session.objects.filter(account=account).exists()
    assert acts_on(cast.practice_id, cast.pia)[-2:] == ["account.disabled", "account.enabled"]


def test_an_account_of_another_practice_is_not_mine_to_close(cast):
    elsewhere = assemble()
    account_of(elsewhere.dana, elsewhere.rosa, "rosa@example.net")
    with acting_as(cast.dana), pytest.raises(Refused, match="no_such_account"):
        disable_account(by=cast.dana, person_id=elsewhere.rosa.person_id)
