"""Entered answers: scored by the form's own rules, kept sealed, a risk told in the same moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from handrail.core.measures.catalogue import catalogue
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.records.actions.measuring import Asked, enter_answers, enter_total
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.chart.arranged import charted
from handrail.store.records.models import Score, SessionCheck, StaffNotice
from handrail.store.records.reading.family import stored_case
from handrail.store.records.reading.session_ids import session_ids
from tests.demo import Demo

DAY = date(2025, 7, 23)
PHQ9 = catalogue().instruments["phq9"]
PSC17 = catalogue().instruments["psc17"]
RISK = PHQ9.risk_items[0].item


@pytest.fixture
def noa(demo: Demo) -> Iterator[Viewer]:
    with acting_as(demo.viewer("noa")):
        yield demo.viewer("noa")


def ids(demo: Demo) -> dict[str, UUID]:
    return {one.given: UUID(one.id) for one in stored_case(demo.alder).family.people}


def about_self(demo: Demo, instrument: str = "phq9") -> Asked:
    theo = ids(demo)["Theo"]
    return Asked(instrument=instrument, respondent=theo, about=theo, on=DAY)


def all_items(value: int, **instead: int | None) -> dict[str, int | None]:
    return {item.id: value for item in PHQ9.items if item.responses.kind != "text"} | instead


def notices(demo: Demo) -> set[UUID]:
    return set(
        StaffNotice.objects.filter(case_id=demo.alder, code="risk_item").values_list(
            "to", flat=True
        )
    )


def test_answers_are_added_up_and_kept_sealed(demo: Demo, noa: Viewer) -> None:
    entered = enter_answers(
        by=noa, case_id=demo.alder, asked=about_self(demo), answers=all_items(1, **{RISK: 0})
    )
    row = Score.objects.get(id=entered.id)
    scored = sum(item in PHQ9.scales[0].items for item in all_items(1)) - 1
    assert (row.total, row.interpretable) == (scored, True)
    assert row.form == PHQ9.content[:64]
    assert json.dumps(1).encode() not in bytes(row.answers)[:4]
    assert RISK.encode() not in bytes(row.answers)
    assert notices(demo) == set()


@pytest.mark.parametrize("rest", [0, None])
def test_a_risk_item_wants_every_clinician_whatever_the_score(
    demo: Demo, noa: Viewer, rest: int | None
) -> None:
    answers = dict.fromkeys(all_items(0), rest) | {RISK: 1}
    entered = enter_answers(by=noa, case_id=demo.alder, asked=about_self(demo), answers=answers)
    assert entered.result is not None
    assert entered.result.risk_items == (RISK,)
    team = {demo.viewer(name).person_id for name in ("noa", "iris")}
    assert notices(demo) == team, "the coordinator reads no clinical word"


def test_a_parent_without_contact_gives_no_score(demo: Demo, noa: Viewer) -> None:
    people = ids(demo)
    answers = {item.id: 1 for item in PSC17.items}
    for on, had_contact in ((date(2025, 7, 21), False), (date(2025, 7, 22), None), (DAY, True)):
        asked = Asked(
            instrument="psc17", respondent=people["Theo"], about=people["Wren"], on=on,
            had_contact=had_contact,
        )  # fmt: skip
        row = Score.objects.get(
            id=enter_answers(by=noa, case_id=demo.alder, asked=asked, answers=answers).id
        )
        assert row.interpretable is (had_contact is True)
        assert (row.total is None) is (had_contact is not True)


def test_the_same_answers_twice_and_answers_off_the_form_are_refused(
    demo: Demo, noa: Viewer
) -> None:
    enter_answers(by=noa, case_id=demo.alder, asked=about_self(demo), answers=all_items(0))
    before = Score.objects.count()
    with pytest.raises(RefusedByRule, match="on record already"):
        enter_answers(by=noa, case_id=demo.alder, asked=about_self(demo), answers=all_items(3))
    for wrong in ({"no_such_item": 1}, all_items(0, **{RISK: 9})):
        with pytest.raises(RefusedByRule):
            enter_answers(by=noa, case_id=demo.alder, asked=about_self(demo, "gad7"), answers=wrong)
    assert Score.objects.count() == before


def test_two_parents_are_two_rows(demo: Demo, noa: Viewer) -> None:
    people = ids(demo)
    for name, value in (("Mara", 0), ("Theo", 2)):
        asked = Asked(
            instrument="psc17", respondent=people[name], about=people["Wren"], on=DAY,
            had_contact=True,
        )  # fmt: skip
        answers = {item.id: value for item in PSC17.items}
        enter_answers(by=noa, case_id=demo.alder, asked=asked, answers=answers)
    rows = Score.objects.filter(case_id=demo.alder, instrument="psc17", on=DAY)
    assert sorted(rows.values_list("total", flat=True)) == [0, 34]


def test_a_total_has_its_range_and_what_is_not_to_be_used_says_why(demo: Demo, noa: Viewer) -> None:
    asked = about_self(demo, "psc35")
    with pytest.raises(RefusedByRule, match="from 0 to 70"):
        enter_total(by=noa, case_id=demo.alder, asked=asked, total=71)
    enter_total(by=noa, case_id=demo.alder, asked=asked, total=70)
    assert Score.objects.filter(case_id=demo.alder, instrument="psc35", total=70).count() == 1
    unused = next(iter(catalogue().do_not_use))
    with pytest.raises(RefusedByRule, match="not used here"):
        enter_total(by=noa, case_id=demo.alder, asked=about_self(demo, unused), total=1)


def test_a_session_check_reaches_the_alarms(demo: Demo, noa: Viewer) -> None:
    ref, session = next(iter(session_ids(demo.alder).items()))
    SessionCheck.objects.filter(session_id=session)
    before = SessionCheck.objects.filter(session_id=session).count()
    enter_answers(
        by=noa, case_id=demo.alder, asked=about_self(demo, "hs4"),
        answers={"heard": 7, "matters": 8, "pace": 1, "safe": 3}, session=session,
    )  # fmt: skip
    rows = SessionCheck.objects.filter(session_id=session, pace="too_fast", felt_safe=3)
    assert rows.count() == 1, ref
    assert SessionCheck.objects.filter(session_id=session).count() == before + 1


@pytest.mark.parametrize("who", ["rafa", "jonas"])
def test_no_other_seat_enters_answers(demo: Demo, who: str) -> None:
    with acting_as(demo.viewer("noa")):
        asked = about_self(demo)
    viewer = demo.viewer(who)
    with acting_as(viewer), pytest.raises(Refused):
        enter_answers(by=viewer, case_id=demo.alder, asked=asked, answers=all_items(0))


@pytest.mark.parametrize(("theo", "rings"), [(3, True), (4, False)])
def test_the_weekly_pulse_of_both_parents_feeds_its_alarm(
    demo: Demo, noa: Viewer, theo: int, *, rings: bool
) -> None:
    """AL8 looks at each question by itself, at the next contact after three such weeks."""
    people = ids(demo)
    for on in (date(2025, 6, 30), date(2025, 7, 7), date(2025, 7, 14)):
        for given, value in (("Mara", 8), ("Theo", theo)):
            answers = {"messages": 8, "child_kept_out": 8, "handovers": value, "plan": 8}
            enter_answers(
                by=noa, case_id=demo.alder, answers={**answers, "stress": 5},
                asked=Asked(
                    instrument="hp5", respondent=people[given], about=people[given], on=on
                ),
            )  # fmt: skip
    chart = charted(demo.alder, DAY)
    rang = [alarm.id for one in chart.result.contacts for alarm in one.alarms]
    assert ("splitting" in rang) is rings
