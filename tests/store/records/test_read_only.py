"""What may still be written on a closed case is on one list, and on the ledger's."""

from __future__ import annotations

import pytest

from handrail.store.accounts.actions.cases import change_case
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.acts import ACTS
from handrail.store.records.actions.recording import AFTER_CLOSING, recording
from tests.demo import Demo


@pytest.fixture
def closed(demo: Demo) -> Demo:
    noa = demo.viewer("noa")
    with acting_as(noa):
        change_case(by=noa, case_id=demo.alder, version=1, status="closed")
    return demo


def test_the_list_names_acts_that_exist() -> None:
    assert set(ACTS) >= AFTER_CLOSING


def test_every_other_act_is_refused_on_a_closed_case(closed: Demo) -> None:
    noa = closed.viewer("noa")
    with acting_as(noa):
        for act in sorted(set(ACTS) - AFTER_CLOSING):
            with (
                pytest.raises(Refused, match="case_closed"),
                recording(by=noa, case_id=closed.alder, act=act),
            ):
                pytest.fail(f"{act} began on a closed case")


def test_what_is_owed_afterwards_and_what_protects_is_not(closed: Demo) -> None:
    noa = closed.viewer("noa")
    with acting_as(noa):
        for act in ("addendum.signed", "letter.written", "after_care.planned", "stop.made"):
            with recording(by=noa, case_id=closed.alder, act=act):
                pass
