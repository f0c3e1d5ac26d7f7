"""Contacts at the desk: planned with every reason, begun anew, recorded and judged by the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.database.versions import Stale
from handrail.store.ledger.models import Line
from handrail.store.records.actions.contacts import (
    Rated,
    Seen,
    rate_contact,
    record_held,
    record_not_held,
    record_unplanned,
)
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.actions.sessions import SessionPlan, cancel_session, plan_session
from handrail.store.records.actions.starting import against_start
from handrail.store.records.models import Alarm, Session, Stop
from tests.demo import Demo, taken_back
from tests.store.records.desk import GOOD, Desk


@pytest.fixture
def alder(demo: Demo) -> Iterator[Desk]:
    with taken_back():
        yield Desk(demo, demo.alder)


def joint(desk: Desk) -> dict[str, Any]:
    """Wren with Theo, by separate doors."""
    wren, mara, theo = (desk.person(name) for name in ("Wren", "Mara", "Theo"))
    return {"arrivals": desk.arrivals(wren, mara, theo), "minutes": 45}


def test_a_contact_is_planned_at_the_present_rung_and_judged_when_it_was_held(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", on=alder.today + timedelta(days=7), **joint(alder))
    row = alder.row(contact)
    assert (row.session.ref, row.session.kind, row.state) == ("A29", "PC", "planned")
    with alder.by("noa", days=7):
        pass
    alder.held(contact)
    row = alder.row(contact)
    assert (row.state, row.session.state, row.settled) == ("held", "held", None)
    assert row.proposed == "HOLD"
    assert {reason["code"] for reason in row.reasons} == {"waiting_48h"}
    assert len(row.rule_version) == 64
    with alder.by("iris"):
        acts = Line.objects.filter(chain_id=alder.case_id, object_id=contact)
        assert {"contact.planned", "contact.judged", "contact.recorded"} <= set(
            acts.values_list("act", flat=True)
        )


def test_planning_refuses_with_every_reason_at_once(alder: Desk) -> None:
    """R6 is above the present rung, and the order keeps contact with the therapist (A26)."""
    with pytest.raises(RefusedByRule) as refused:
        alder.plan(alder.ladder(), "R6", **joint(alder))
    told = " ".join(refused.value.reasons)
    assert "The ladder is on step 4" in told
    assert "further order" in told
    assert "was not asked about step 6" in told


def test_without_separate_arrivals_a_joint_contact_is_not_planned(alder: Desk) -> None:
    with pytest.raises(RefusedByRule, match="Separate arrivals are agreed"):
        alder.plan(alder.ladder(), "R4")


def test_two_who_are_kept_apart_do_not_come_in_one_gap(alder: Desk) -> None:
    wren, mara, theo = (alder.person(name) for name in ("Wren", "Mara", "Theo"))
    near = alder.arrivals(wren, mara, theo)
    close = (near[0], type(near[1])(wren, "09:10", "Garden door", brought_by=mara))
    with pytest.raises(RefusedByRule, match="Mara and Theo would come or go at"):
        alder.plan(alder.ladder(), "R4", arrivals=close, on=alder.today + timedelta(days=7))


def test_a_session_on_the_same_day_counts_for_the_gap(alder: Desk) -> None:
    """Theo comes at 16:20 that day (A28); Mara would be there at 16:15."""
    mara = alder.person("Mara")
    arrival = alder.arrivals(mara, "", mara)[0]
    plan = SessionPlan(
        kind="IP", on=alder.today, present=(mara,),
        arrivals=(type(arrival)(mara, "16:15", "Garden door"),),
    )  # fmt: skip
    with alder.by() as who, pytest.raises(RefusedByRule, match="Mara and Theo"):
        plan_session(**who, plan=plan)


def test_a_stop_between_planning_and_start_keeps_the_contact_from_beginning(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    with alder.by():
        assert against_start(alder.case_id, contact, alder.today) == ()
        said_no = against_start(alder.case_id, contact, alder.today, asked_today="no")
    assert "said no today" in said_no[0]
    with alder.by("noa"):
        Stop(
            id=contact, case_id=alder.case_id, recorded_at=alder.moment, reason="order_change",
            on=alder.today,
        ).save(force_insert=True)  # fmt: skip
        (text,) = against_start(alder.case_id, contact, alder.today)
    assert "stopped" in text
    assert "a new order has to be looked at" in text


def test_a_critical_incident_locks_and_rings(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    alder.held(contact, Seen(before=4, peak=9, after=6, adherence=2, critical_incident=True))
    row = alder.row(contact)
    assert row.proposed == "STOP"
    with alder.by():
        assert list(Stop.objects.filter(contact_id=contact).values_list("reason", flat=True)) == [
            "critical_incident"
        ]
        rang = set(Alarm.objects.filter(contact_id=contact).values_list("alarm", flat=True))
    assert {"safety", "distress_rising"} <= rang
    assert alder.chart().ladders[0].stopped


def test_a_missed_contact_is_coded_to_the_parent_and_says_whose(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    with alder.by() as who, pytest.raises(RefusedByRule, match="how many hours"):
        record_not_held(**who, contact=contact, version=1, because="visiting_parent_cancelled")
    with alder.by() as who:
        record_not_held(
            **who, contact=contact, version=1, because="visiting_parent_cancelled", notice_hours=3
        )
    row = alder.row(contact)
    assert (row.state, row.settled, row.session.not_held_because) == (
        "not_held", False, "visiting_parent_cancelled",
    )  # fmt: skip
    last = alder.chart().ladders[0].contacts[-1]
    assert last.coded_to == alder.person("Theo")


def test_contact_nobody_planned_is_recorded_and_moves_nothing(alder: Desk) -> None:
    before = alder.chart().ladders[0]
    ladder = alder.ladder()
    with alder.by() as who:
        contact = record_unplanned(**who, ladder=ladder, on=alder.today)
    row = alder.row(contact)
    assert (row.state, row.settled, row.proposed) == ("unplanned", None, "NOT_COUNTED")
    after = alder.chart().ladders[0]
    assert (after.now, after.proposed) == (before.now, before.proposed)
    assert after.undecided == before.undecided


def test_somebody_not_on_the_plan_has_no_part_in_the_contact(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    jun, version = alder.person("Jun"), alder.version(contact)
    with alder.by() as who:
        record_held(**who, contact=contact, version=version, seen=GOOD, came_along=(jun,))
    session = alder.row(contact).session
    assert jun not in session.present
    assert session.arrivals[-1]["person"] == jun


def test_a_late_rating_is_judged_again(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    alder.held(contact, Seen(before=3, peak=4, after=1))
    assert "waiting_ratings" in str(alder.row(contact).reasons)
    version = alder.version(contact)
    with alder.by() as who:
        rate_contact(**who, contact=contact, version=version, rated=Rated(adherence=2))
    assert alder.row(contact).settled is False
    with alder.by() as who, pytest.raises(Stale):
        rate_contact(**who, contact=contact, version=version, rated=Rated(adherence=5))


def test_impossible_ratings_are_refused_all_at_once(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    with pytest.raises(RefusedByRule) as refused:
        alder.held(contact, Seen(before=11, peak=5, after=7, adherence=0, signs=("hopeful",)))
    assert len(refused.value.reasons) == 4


def test_a_session_called_off_takes_its_contact_with_it_and_counts_for_nobody(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    session = alder.row(contact).session_id
    with alder.by("rafa") as who:
        cancel_session(**who, session=session)
    row = alder.row(contact)
    assert (row.state, row.session.not_held_because) == ("not_held", "cancelled")
    assert alder.chart().ladders[0].undecided is not None
    with alder.by() as who, pytest.raises(Refused, match="session_over"):
        cancel_session(**who, session=session)


def test_an_outsider_and_the_coordinator_record_nothing(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    for name, code in (("jonas", "no_such_case"), ("rafa", "not_your_seat")):
        with alder.by(name) as who, pytest.raises(Refused, match=code):
            record_held(**who, contact=contact, version=1, seen=GOOD)
    with alder.by():
        assert Session.objects.get(id=alder.row(contact).session_id).state == "planned"
