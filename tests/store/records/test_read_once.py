"""A case is read once for the same content, and never one day longer than the content stays."""

from __future__ import annotations

from datetime import timedelta

from handrail import clock
from handrail.store.accounts.actions.cases import change_case, give_seat
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.reading.family import stored_case
from tests.cast import Cast
from tests.store.records.demo_families import bring_in, family


def test_the_same_content_is_read_once_and_changed_content_anew(cast: Cast) -> None:
    case = bring_in(cast.rosa, family("cedar")).case_id
    with acting_as(cast.rosa):
        first, again = stored_case(case), stored_case(case)
        assert again.family is first.family
        change_case(by=cast.rosa, case_id=case, version=1, client_is="child")
        assert stored_case(case).family.case.client_is == "child"


def test_who_sits_in_the_case_is_asked_at_every_reading(cast: Cast) -> None:
    case = bring_in(cast.rosa, family("cedar")).case_id
    now = clock.now()
    with clock.stopped_at(now), acting_as(cast.rosa):
        give_seat(
            by=cast.rosa, case_id=case, person_id=cast.theo.person_id, seat="supervisor",
            until_at=now + timedelta(hours=1),
        )  # fmt: skip
        seated = stored_case(case)
        assert str(cast.theo.person_id) in {one.person for one in seated.team}
    with clock.stopped_at(now + timedelta(hours=2)), acting_as(cast.rosa):
        later = stored_case(case)
        assert later.family is seated.family
        assert str(cast.theo.person_id) not in {one.person for one in later.team}
