"""Safety in the browser: interviews alone on different days, what they lock, whether it suits."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse

from handrail import chance
from handrail.store.accounts.actions.cases import give_seat
from handrail.store.accounts.viewer import acting_as
from handrail.store.keys.envelopes import DoesNotOpen
from handrail.store.keys.sealing import key_of
from handrail.store.keys.stores import Store
from handrail.store.records import models as tables
from handrail.store.records.chart.case_gates import gates_of
from handrail.store.records.reading.family import stored_case
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import TABS, Open, address
from tests.rooms.clinic.test_beginning import begun
from tests.rooms.clinic.test_staff import mistakes, person, send, to
from tests.rooms.shared.test_sign_in import code_now

TODAY = MOMENT.date()
LATER = TODAY + timedelta(days=90)


@pytest.fixture
def case(demo: Demo) -> UUID:
    """A family at intake: Ada (child), Uma and Len (parents); Iris is their supervisor."""
    opened, noa = begun(demo), demo.viewer("noa")
    with acting_as(noa):
        give_seat(by=noa, case_id=opened, person_id=person(demo, "iris"), seat="supervisor")
    return opened


def who(demo: Demo, case: UUID, given: str) -> str:
    with acting_as(demo.viewer("noa")):
        return next(p.id for p in stored_case(case).family.people if p.given == given)


def interview(demo: Demo, case: UUID, given: str, on: date, **other: object) -> HttpResponse:
    fields: dict[str, object] = {
        "person": who(demo, case, given), "on": on, "alone": "yes", "outcome": "no_concern",
        "review_on": LATER, **other,
    }  # fmt: skip
    return send(demo.client("noa"), to("safety_interview", case), **fields)


def outcome(demo: Demo, case: UUID) -> str:
    with acting_as(demo.viewer("noa")):
        return stored_case(case).family.safety.outcome


def suits(demo: Demo, case: UUID, decision: str, **other: object) -> HttpResponse:
    fields = {"decision": decision, "reason": "Both were heard.", "code": "", **other}
    return send(demo.client("noa"), to("suitability", case), **fields)


def met(demo: Demo, case: UUID, gate: str) -> set[str]:
    with acting_as(demo.viewer("noa")):
        found = gates_of(demo.viewer("noa"), case, TODAY).gate(gate)
    return {one.asked.id.partition(":")[0] for one in found.requirements if not one.missing}


def test_each_adult_is_asked_on_a_day_of_their_own(demo: Demo, case: UUID, open_page: Open) -> None:
    assert interview(demo, case, "Uma", TODAY - timedelta(days=2)).status_code == 303
    told = mistakes(interview(demo, case, "Len", TODAY - timedelta(days=2)))
    assert "Uma was asked on this day. Two adults are asked on different days" in told
    assert interview(demo, case, "Len", TODAY - timedelta(days=1)).status_code == 303
    page = open_page("noa", "safety", case)
    assert [row["Who"] for row in page.table("Safety interviews, each alone")] == ["Len", "Uma"]
    assert "safety_interview" in met(demo, case, "assessment_and_planning.exit")


def test_an_interview_with_somebody_else_there_is_none(demo: Demo, case: UUID) -> None:
    told = mistakes(interview(demo, case, "Uma", TODAY, alone="no"))
    assert "takes place alone: nobody else in the room" in told
    assert outcome(demo, case) == ""


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"on": TODAY + timedelta(days=1), "review_on": LATER}, "lies ahead"),
        ({"outcome": "concern_manageable"}, "is managed by something"),
        ({"review_on": TODAY - timedelta(days=3)}, "Safety is looked at again"),
        ({"outcome": ""}, "has no answer"),
        ({"measures": ["moat"]}, "not on the list"),
    ],
)
def test_what_is_wrong_is_told(demo: Demo, case: UUID, other: dict[str, object], told: str) -> None:
    on = other.pop("on", TODAY) if "on" in other else TODAY
    assert told in mistakes(interview(demo, case, "Uma", on, **other))  # type: ignore[arg-type]


def test_a_child_is_not_asked_by_this_form(demo: Demo, case: UUID) -> None:
    assert "not on the list" in mistakes(interview(demo, case, "Ada", TODAY))


def test_a_contraindication_locks_contact_at_once_and_alone(
    demo: Demo, case: UUID, open_page: Open
) -> None:
    interview(
        demo, case, "Uma", TODAY, outcome="contact_contraindicated",
        measures=["separate_days", "addresses_hidden"],
    )  # fmt: skip
    with acting_as(demo.viewer("noa")):
        stored = stored_case(case)
    assert [stop.reason.code for _on, stop in stored.stops] == ["safety_flag"]
    page = open_page("iris", "safety", case)
    assert "Contact is contraindicated now" in page.main
    assert "Stopped for safety" in page.text


def test_a_later_interview_does_not_make_it_milder_by_itself(demo: Demo, case: UUID) -> None:
    interview(demo, case, "Uma", TODAY - timedelta(days=1), outcome="refer_out")
    interview(demo, case, "Len", TODAY)
    assert outcome(demo, case) == "refer_out"
    with acting_as(demo.viewer("noa")):
        assert len(stored_case(case).stops) == 1, "one lock, however many interviews"


def decide(demo: Demo, case: UUID, wanted: str, **other: object) -> HttpResponse:
    fields = {"outcome": wanted, "review_on": LATER, "reason": "Looked at together.", **other}
    return send(demo.client("noa"), to("safety_outcome", case), **fields)


def agree(demo: Demo, case: UUID) -> None:
    """Iris agrees to the one act that waits."""
    with acting_as(demo.viewer("noa")):
        (waiting,) = tables.CoSign.objects.filter(case_id=case).values_list("id", flat=True)
    demo.client("iris").post(
        to("co_sign", case, waiting),
        {
            "which": "agree", "agree-idempotency_key": str(chance.new_id()),
            "agree-code": code_now(SECOND_FACTOR),
        },
    )  # fmt: skip


def test_a_milder_outcome_takes_two_and_lifts_no_stop(demo: Demo, case: UUID) -> None:
    interview(demo, case, "Uma", TODAY, outcome="contact_contraindicated")
    assert "is not the one" in mistakes(decide(demo, case, "no_concern", code="1"))
    assert decide(demo, case, "no_concern", code=code_now(SECOND_FACTOR)).status_code == 303
    assert outcome(demo, case) == "contact_contraindicated", "nothing before the second person"
    agree(demo, case)
    assert outcome(demo, case) == "no_concern"
    with acting_as(demo.viewer("noa")):
        assert len(stored_case(case).stops) == 1


def test_a_worse_outcome_waits_for_nobody_and_no_code(demo: Demo, case: UUID) -> None:
    assert decide(demo, case, "refer_out").status_code == 303
    assert outcome(demo, case) == "refer_out"


def measures(demo: Demo, case: UUID) -> set[str]:
    with acting_as(demo.viewer("noa")):
        return set(stored_case(case).family.safety.measures)


def test_a_measure_is_not_given_up_by_one_person_alone(
    demo: Demo, case: UUID, open_page: Open
) -> None:
    """A tick forgotten beside a worse outcome lets nobody meet whom they were kept from."""
    interview(
        demo, case, "Uma", TODAY, outcome="concern_manageable",
        measures=["separate_arrivals", "addresses_hidden"],
    )  # fmt: skip
    agreed = measures(demo, case)
    assert decide(demo, case, "refer_out", measures=["code_word"]).status_code == 303
    assert outcome(demo, case) == "refer_out", "what protects waits for no code"
    assert measures(demo, case) == agreed | {"code_word"}
    code = code_now(SECOND_FACTOR)
    assert decide(demo, case, "refer_out", measures=["code_word"], code=code).status_code == 303
    assert measures(demo, case) == agreed | {"code_word"}, "nothing before the second person"
    agree(demo, case)
    assert measures(demo, case) == {"code_word"}


def test_going_on_asks_that_safety_was_looked_at(demo: Demo, case: UUID) -> None:
    told = mistakes(suits(demo, case, "proceed"))
    assert "Record each adult's safety interview first." in told
    interview(demo, case, "Uma", TODAY)
    assert suits(demo, case, "proceed").status_code == 303
    assert "suitability_decided" in met(demo, case, "assessment_and_planning.exit")
    assert "safety_allows_going_on" in met(demo, case, "individual_work.entry")


def test_with_an_open_concern_going_on_takes_two(demo: Demo, case: UUID) -> None:
    interview(
        demo, case, "Uma", TODAY, outcome="concern_manageable", measures=["separate_arrivals"]
    )
    assert "is not the one" in mistakes(suits(demo, case, "proceed"))
    assert suits(demo, case, "proceed", code=code_now(SECOND_FACTOR)).status_code == 303
    assert "safety_allows_going_on" not in met(demo, case, "individual_work.entry")


def test_not_suitable_waits_for_nobody_and_names_other_help(demo: Demo, case: UUID) -> None:
    interview(demo, case, "Uma", TODAY)
    suits(demo, case, "proceed")
    told = mistakes(suits(demo, case, "not_suitable"))
    assert "Not suitable names what else may help." in told
    done = suits(demo, case, "not_suitable", alternatives="Help of her own for Ada.")
    assert done.status_code == 303
    assert "safety_allows_going_on" not in met(demo, case, "individual_work.entry")
    assert "suitability_decided" in met(demo, case, "assessment_and_planning.exit")


def test_a_contraindication_is_not_gone_over_without_conditions(demo: Demo, case: UUID) -> None:
    interview(demo, case, "Uma", TODAY, outcome="contact_contraindicated")
    told = mistakes(suits(demo, case, "proceed", code=code_now(SECOND_FACTOR)))
    assert "Going on takes conditions, and a second person." in told


# --- the wall -----------------------------------------------------------------------------------


def test_notes_lie_in_the_safety_file_and_on_no_other_page(
    demo: Demo, case: UUID, open_page: Open
) -> None:
    interview(demo, case, "Uma", TODAY, notes="zibeline behind the boiler")
    assert "zibeline behind the boiler" in open_page("iris", "safety", case).main
    for tab in TABS:
        assert "zibeline" not in open_page("noa", tab, case).text, tab
    with acting_as(demo.viewer("noa")):
        row = tables.SafetyInterview.objects.get(case_id=case)
        about = {"table": "safety_interview", "row": row.id, "field": "notes"}
        assert "zibeline" in key_of(Store.SAFETY, case).open(bytes(row.notes), **about)
        with pytest.raises(DoesNotOpen):
            key_of(Store.RECORD, case).open(bytes(row.notes), **about)


@pytest.mark.parametrize("name", ["rafa", "jonas", "greta", "sol", "mara"])
@pytest.mark.parametrize("route", ["safety", "safety_interview", "safety_outcome", "suitability"])
def test_nobody_else_finds_safety(demo: Demo, name: str, route: str) -> None:
    absent = demo.client(name).get("/none/").content
    found = demo.client(name).get(address(route, demo.alder))
    assert (found.status_code, found.content) == (404, absent)
