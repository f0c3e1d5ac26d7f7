"""Order time is shown, never granted, locked or cancelled (clinical §2.4 j)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handrail.core.law.clauses import reading_of
from handrail.core.law.contact import Permitted
from handrail.core.law.features import Outcome, PlanFacts, matches
from handrail.core.law.order_time import OrderTime, asks_for_more, left_to_therapist, order_time
from handrail.core.law.orders import Order, problems_with
from handrail.core.law.packs import packs_for, shipped
from handrail.core.therapy.protocol import load
from tests.core.law.examples import asked, day, ladder, no_contact, order

NAMES = {"kid": "Wren", "pa": "Theo"}
ON = day("2025-07-01")
RUNGS = [(rung.id, rung.modality) for rung in load().rungs]
QUALIFIED = frozenset({"family_therapy", "masters_licence", "family_violence_training"})
PLACE = {id_: index for index, (id_, _) in enumerate(RUNGS)}


def gives(*modality: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "PARENTING_TIME", "parent": "pa", "children": ["kid"],
        "modality": list(modality), "schedule": "every second Saturday", **more,
    }  # fmt: skip


def times(*clauses: dict[str, Any], on: str = "2025-07-01") -> tuple[OrderTime, ...]:
    return order_time([order("o1", "2025-05-01", *clauses)], day(on))


def conflicts(time: tuple[OrderTime, ...], rung: str, child: str = "kid") -> list[str]:
    found = asks_for_more(
        time, child=child, parent="pa", rungs=RUNGS, current=PLACE[rung], names=NAMES
    )
    return [one.text for one in found]


def test_what_the_order_gives_is_shown_in_its_words() -> None:
    (time,) = times(gives("in_person_unsupervised", begins="2025-06-01", decided_by="court"))
    assert time == OrderTime(
        order_id="o1", signed_on=day("2025-05-01"), parent="pa", children=("kid",),
        schedule="every second Saturday", modalities=("in_person_unsupervised",),
        begins=day("2025-06-01"), decided_by="court",
    )  # fmt: skip
    clause = order("o1", "2025-05-01", gives("in_person_overnight")).clauses[0]
    said = reading_of(clause, NAMES)
    assert "When: every second Saturday." in said
    assert "neither grants nor changes it" in said


def test_it_ends_with_the_order_and_not_with_the_term_of_the_work() -> None:
    term = {"type": "TERM", "end": "2025-06-01"}
    assert len(times(gives("in_person_unsupervised"), term)) == 1
    assert times(gives("in_person_unsupervised", expires="2025-06-30")) == ()
    assert times(gives("in_person_unsupervised"), on="2025-04-30") == ()


def test_it_neither_permits_nor_forbids_what_the_practice_arranges() -> None:
    silent = order("o1", "2025-05-01", gives("in_person_unsupervised"))
    lists = order("o1", "2025-05-01", gives("in_person_unsupervised"), ladder("letter"))
    assert asked([silent], "letter") == Permitted(silent=True)
    assert not isinstance(asked([lists], "in_person_unsupervised"), Permitted)
    assert isinstance(asked([lists], "letter"), Permitted)


@pytest.mark.parametrize(
    ("form", "from_step"),
    [
        ("in_person_overnight", "R11"), ("in_person_unsupervised", "R8"),
        ("in_person_supported", "R7"), ("in_person_third_party_supervised", "R6"),
        ("in_person_without_therapist", "R8"), ("in_person_with_therapist", "R3"),
        ("live_call", "R1"),
    ],
)  # fmt: skip
def test_more_than_the_present_step_is_said_until_the_plan_is_there(
    form: str, from_step: str
) -> None:
    told = [id_ for id_, _ in RUNGS if conflicts(times(gives(form)), id_)]
    assert told == [id_ for id_, _ in RUNGS][: PLACE[from_step]]


def test_the_sentence_names_both_and_changes_nothing() -> None:
    (text,) = conflicts(times(gives("in_person_unsupervised", begins="2025-08-01")), "R4")
    assert text == (
        "The order of 1 May 2025 gives Wren time with Theo: in person without supervision, "
        "every second Saturday, from 1 August 2025. The plan is on step 6. The order stands as it "
        "is; the program changes neither."
    )
    (found,) = asks_for_more(
        times(gives("in_person_unsupervised")),
        child="kid", parent="pa", rungs=RUNGS, current=PLACE["R4"], names=NAMES,
    )  # fmt: skip
    assert found.duty == "Settle with counsel or the court how the plan for Wren follows the order"
    assert (found.gives, found.rung) == ("in_person_unsupervised", "R4")


def test_a_wide_form_is_time_alone_unless_somebody_is_there() -> None:
    watched = times(gives("in_person", supervised_by="Odile"))
    assert conflicts(times(gives("in_person")), "R7")
    assert not conflicts(watched, "R6")
    assert conflicts(times(gives()), "R7"), "an order that does not say how"


def test_it_is_this_childs_time_with_this_parent() -> None:
    assert not conflicts(times(gives("in_person_overnight")), "R4", child="another")
    (everybody,) = times({"type": "PARENTING_TIME", "parent": "pa", "modality": ["in_person"]})
    assert conflicts((everybody,), "R4", child="another")
    assert not conflicts((replace(everybody, parent="ma"),), "R4")


def test_an_order_that_forbids_contact_is_named_beside_it() -> None:
    orders = [
        order("o1", "2025-05-01", gives("in_person_unsupervised")),
        order("o2", "2025-06-01", no_contact("kid", "pa")),
    ]
    (time,) = order_time(orders, ON)
    assert time.forbidden_by == ("o2",)


@pytest.mark.parametrize(
    ("clauses", "warned"),
    [
        ([gives("in_person", decided_by="therapist")], True),
        ([gives("in_person", decided_by="court")], False),
        ([{"type": "CONTACT_LADDER", "pace_authority": "the therapist"}], True),
        ([ladder("letter", pace_authority="therapist")], False),
        ([{"type": "CONTACT_LADDER", "pace_authority": "court"}], False),
    ],
)
def test_an_order_that_leaves_it_all_to_the_therapist_is_taken_to_counsel(
    clauses: list[dict[str, Any]], warned: bool
) -> None:
    found = left_to_therapist([order("o1", "2025-05-01", *clauses)], ON)
    assert [one.order_id for one in found] == (["o1"] if warned else [])
    for one in found:
        assert "Ask counsel" in one.text
        assert one.status == "unverified"


def test_a_clause_has_to_say_whose_time_it_is() -> None:
    raw = {"id": "o1", "signed_on": "2025-05-01", "clauses": [gives("in_persn", parent="")]}
    paths = [problem.path for problem in problems_with(raw)]
    assert paths == ["clauses[0].parent", "clauses[0].modality[0]"]


@pytest.mark.parametrize("place", sorted(shipped()))
def test_the_default_ladder_saves_under_every_pack(place: str) -> None:
    """R11 and R12 follow the order: time an order gives is no feature of treatment (law §3.3)."""
    ordinary = PlanFacts(
        location_state=place, home_state=place, days_continuous=1,
        contact_rule_with_other_parent="unrestricted", custody_change=False,
        transport_provider="parent", transport_force=False, sanctions_text="", isolation_rules=(),
        distressing_circumstances=(), evidence_refs=("a trial",), burdens_other_parent_first=False,
        abuse_allegation=True, credible_violence_finding=False, joint_sessions=True,
        harmed_person_pays=False, term_days=300, findings_made=True,
        therapist_quals=QUALIFIED,
    )  # fmt: skip
    order_gives = {"R11": {"stay_nights": 1}, "R12": {"stay_nights": 4, "days_continuous": 5}}
    for id_, modality in RUNGS:
        follows = modality in ("in_person_unsupervised", "in_person_overnight")
        step = replace(
            ordinary, follows_order=follows, **{"stay_nights": 0, **order_gives.get(id_, {})}
        )
        found = matches(step, packs_for(place, shipped()), on=ON)
        assert [one for one in found if one.outcome is not Outcome.NO_MATCH] == [], id_
    arranged = replace(ordinary, stay_nights=1)
    found = matches(arranged, packs_for(place, shipped()), on=ON)
    assert any(one.outcome is Outcome.MATCH for one in found), "arranged by the treatment"


def test_time_alone_has_to_be_named_by_the_order_also_on_the_default_ladder() -> None:
    """R8: "order explicitly permits" (clinical §2.2); an order that asks for supervision does not
    reach it."""
    without = order("o1", "2025-05-01", ladder("in_person_without_therapist"))
    named = order("o1", "2025-05-01", ladder("in_person_unsupervised"), {"type": "SUPERVISION"})
    reached = [id_ for id_, form in RUNGS if isinstance(asked([without], form), Permitted)]
    assert reached == ["R0", "R6", "R7"]
    assert isinstance(asked([named], dict(RUNGS)["R8"]), Permitted)


def test_no_orders_give_no_time() -> None:
    assert order_time([], ON) == ()
    empty: list[Order] = []
    assert left_to_therapist(empty, ON) == ()
