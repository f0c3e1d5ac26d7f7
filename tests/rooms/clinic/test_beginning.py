"""How a case begins in the browser: inquiry, check of names, referral, papers."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse

from handrail import clock
from handrail.store.accounts.actions.qualifications import record_qualification
from handrail.store.accounts.reading import case_for, cases_of
from handrail.store.accounts.viewer import acting_as
from handrail.store.database.transactions import reading
from handrail.store.ledger.models import Line
from handrail.store.records.actions.gates import record_evidence
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.chart.case_gates import gates_of
from handrail.store.records.reading.referral import referral
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import Open
from tests.rooms.clinic.test_staff import mistakes, page_of, person, send, to

TODAY = MOMENT.date()
FAMILY: dict[str, object] = {
    "family_name": "Birch",
    "basis": "court_order",
    "jurisdiction": "US-XX",
    "referred_by": "court",
    "received_on": "2025-07-22",
    "reasons": ["long_absence"],
    "words": "The order came by fax; quillwort.",
    "given_1": "Ada", "seat_1": "child", "born_1": "2017-03", "homes_1": ["H1"],
    "given_2": "Uma", "seat_2": "parent", "homes_2": ["H1"],
    "given_3": "Len", "family_3": "Dorn", "seat_3": "parent", "homes_3": ["H2"],
}  # fmt: skip
DESK = {key: value for key, value in FAMILY.items() if key not in ("reasons", "words")}


def begin(demo: Demo, who: str = "noa", **other: object) -> HttpResponse:
    return send(demo.client(who), to("inquiry"), **{**FAMILY, **other})


def begun(demo: Demo, who: str = "noa", **other: object) -> UUID:
    answer = begin(demo, who, **other)
    assert answer.status_code == 303, mistakes(answer)
    return UUID(answer.headers["Location"].split("/")[2])


def missing(demo: Demo, case: UUID, gate: str = "referral") -> list[str]:
    with acting_as(demo.viewer("noa")):
        found = gates_of(demo.viewer("noa"), case, TODAY).gate(gate)
    return [one.asked.id for one in found.requirements if one.missing]


def open_the_gate(demo: Demo, case: UUID, *, but: str = "-") -> None:
    """Everything a person has to enter by hand, and the order."""
    from handrail.store.records import models as tables
    from handrail.store.records.actions.beginning import confirm_jurisdiction
    from handrail.store.records.actions.recording import recording

    noa = demo.viewer("noa")
    with acting_as(noa):
        with recording(by=noa, case_id=case, act="evidence.recorded") as record:
            record.add(tables.Order, ref="O1", signed_on=TODAY - timedelta(days=9), title="Order")
        if but != "jurisdiction_confirmed":
            confirm_jurisdiction(by=noa, case_id=case)
        for requirement in missing(demo, case):
            if not requirement.startswith((but, "restorable")):
                record_evidence(
                    by=noa, case_id=case, requirement=requirement, on=TODAY, source="Asked."
                )


# --- the inquiry --------------------------------------------------------------------------------


def test_an_inquiry_opens_a_case_with_its_people_and_its_words(demo: Demo, open_page: Open) -> None:
    case = begun(demo)
    page = open_page("noa", "referral", case)
    assert "A parent was away for a long time" in page.main
    assert "The order came by fax; quillwort." in page.main
    assert "a court" in page.main
    assert "22 July" in page.main
    with acting_as(demo.viewer("noa")):
        found = case_for(demo.viewer("noa"), case)
    assert found is not None
    assert (found.case.status, found.seat, found.case.family_name) == (
        "intake", "therapist", "Birch",
    )  # fmt: skip
    people = open_page("noa", "people", case).main
    assert "Ada" in people
    assert "Len" in people


def test_everything_wrong_is_told_at_once_and_nothing_is_lost(demo: Demo) -> None:
    answer = begin(
        demo, family_name="", basis="", born_1="last spring", seat_2="", given_3="",
        received_on="2025-07-24",
    )  # fmt: skip
    told = mistakes(answer)
    for wanted in (
        "“Family name” is empty", "“What the work rests on” has no answer", "is a year, a month",
        "Person 2 has no seat", "Person 3 has no given name",
    ):  # fmt: skip
        assert wanted in told, wanted
    html = answer.content.decode()
    for kept in ("Ada", "last spring", "quillwort", "Dorn"):
        assert kept in html, kept
    with acting_as(demo.viewer("noa")):
        assert len(cases_of(demo.viewer("noa"))) == 3, "nothing was opened"


def test_an_inquiry_from_a_day_to_come_is_refused_whole(demo: Demo) -> None:
    assert "a day that lies ahead" in mistakes(begin(demo, received_on="2025-07-24"))
    with acting_as(demo.viewer("noa")):
        assert len(cases_of(demo.viewer("noa"))) == 3


def test_a_child_and_a_parent_have_to_be_there(demo: Demo) -> None:
    told = mistakes(begin(demo, seat_1="sibling"))
    assert "No child is named yet" in told


def test_the_desk_enters_who_and_when_and_no_clinical_word(demo: Demo, open_page: Open) -> None:
    form = open_page("rafa", "inquiry")
    assert "Why the family comes and what was said is written down by a therapist" in form.main
    assert "A parent was away" not in form.main
    answer = begin(demo, "rafa")
    case = UUID(answer.headers["Location"].split("/")[2])
    assert answer.headers["Location"] == to("team", case), "the desk gives the seats next"
    rafa = demo.viewer("rafa")
    with acting_as(rafa):
        found = case_for(rafa, case)
        assert found is not None
        assert found.seat == "coordinator"
        read = referral(case)
    assert [(one.reasons, one.words) for one in read.entries] == [((), "")], "what was sent is left"
    assert demo.client("rafa").get(to("referral", case)).status_code == 404


@pytest.mark.parametrize("who", ["greta", "sol", "mara"])
def test_nobody_else_opens_a_case(demo: Demo, who: str) -> None:
    assert demo.client(who).get(to("inquiry")).status_code == 404
    assert begin(demo, who).status_code == 404


def test_sent_twice_it_opens_one_case(demo: Demo) -> None:
    client, fields = demo.client("noa"), {**FAMILY, "idempotency_key": str(UUID(int=77))}
    first, second = (client.post(to("inquiry"), fields) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with acting_as(demo.viewer("noa")):
        assert len(cases_of(demo.viewer("noa"))) == 4


# --- the check of names -------------------------------------------------------------------------


def test_names_nobody_knows_are_evidence_by_themselves(demo: Demo) -> None:
    case = begun(demo)
    assert "no_conflict_of_interest" not in missing(demo, case)


def test_a_name_of_ones_own_case_is_told_with_its_number(demo: Demo, open_page: Open) -> None:
    case = begun(demo, given_3="THÉO", family_3="Alder")
    page = open_page("noa", "referral", case)
    assert "The name stands in a case of yours: 014." in page.main
    assert "no_conflict_of_interest" in missing(demo, case)


def test_a_name_of_a_case_one_may_not_see_tells_that_somebody_has_to_look(demo: Demo) -> None:
    """Jonas sits on no case. What he reads does not say which case, nor that there is one."""
    case = begun(demo, "jonas", given_3="Theo", family_3="Alder")
    told = page_of(demo.client("jonas").get(to("referral", case))).main  # type: ignore[arg-type]
    assert "The privacy officer has to look at one of the names." in told
    for word in ("014", "Wren", "Mara", "Noa", "a case of yours"):
        assert word not in told, word


def test_who_comes_to_a_colleague_later_is_not_told_on_a_case_that_was_accepted(
    demo: Demo, open_page: Open
) -> None:
    """Names are asked about while a referral is decided, not for as long as the case is open."""
    before = open_page("noa", "referral", demo.alder).main
    begun(demo, "jonas", given_3="Theo", family_3="Alder")
    assert open_page("noa", "referral", demo.alder).main == before
    assert "privacy officer" not in before


def test_a_colleague_of_the_same_name_is_told(demo: Demo, open_page: Open) -> None:
    case = begun(demo, family_3="Vance")
    assert "A colleague has this name: Iris." in open_page("noa", "referral", case).main


def test_the_check_asks_the_database_alike_whatever_it_finds(demo: Demo) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from handrail.store.accounts.conflicts import compare_names

    jonas, counts = demo.viewer("jonas"), []
    for names in ([("Theo", "Alder")], [("Nobody", "Here")]):
        with acting_as(jonas), reading(), CaptureQueriesContext(connection) as asked:
            compare_names(jonas, names)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


# --- accept and decline -------------------------------------------------------------------------


def test_a_closed_gate_refuses_and_says_everything_that_would_satisfy_it(
    demo: Demo, open_page: Open
) -> None:
    case = begun(demo)
    told = mistakes(send(demo.client("noa"), to("referral_accept", case)))
    for wanted in (
        "The order, or the agreement signed by both.",
        "Uma: asked about protective and no-contact orders.",
        "Len: asked about protective and no-contact orders.",
        "The pack and its version, confirmed by name.",
        "The split and the retainer, as ordered or agreed.",
    ):
        assert wanted in told, wanted
    page = open_page("noa", "referral", case)
    assert "things are missing" in page.section("Decide")


def test_with_everything_there_the_family_is_accepted(demo: Demo, open_page: Open) -> None:
    case = begun(demo)
    open_the_gate(demo, case)
    assert missing(demo, case) == []
    assert send(demo.client("noa"), to("referral_accept", case)).status_code == 303
    with acting_as(demo.viewer("noa")):
        found = case_for(demo.viewer("noa"), case)
    assert found is not None
    assert found.case.status == "active"
    assert "Accepted on 23 July" in open_page("noa", "referral", case).main
    again = mistakes(send(demo.client("noa"), to("referral_accept", case)))
    assert "decided before" in again


@pytest.mark.parametrize("but", ["jurisdiction_confirmed", "basis_of_care", "fee_terms"])
def test_one_missing_thing_is_enough_to_refuse(demo: Demo, but: str) -> None:
    case = begun(demo, basis="voluntary") if but == "basis_of_care" else begun(demo)
    open_the_gate(demo, case, but=but)
    refused = send(demo.client("noa"), to("referral_accept", case))
    assert "to put right" in mistakes(refused)


def test_where_harm_was_reported_somebody_must_have_found_contact_safe(
    demo: Demo, open_page: Open
) -> None:
    case = begun(demo, reasons=["harm_reported"])
    open_the_gate(demo, case)
    told = mistakes(send(demo.client("noa"), to("referral_accept", case)))
    assert "That nothing was found is not such a determination." in told
    given = {
        "determined_by": "court", "who": "Judge Okafor", "on": "2025-05-02",
        "document": "Order 25-118, page 3", "read_on": "2025-05-01",
    }  # fmt: skip
    address = to("determination", case)
    assert "read before it was made" in mistakes(send(demo.client("noa"), address, **given))
    assert (
        send(demo.client("noa"), address, **{**given, "read_on": "2025-07-22"}).status_code == 303
    )
    assert "Judge Okafor (a court) on 2 May" in open_page("noa", "referral", case).main
    assert send(demo.client("noa"), to("referral_accept", case)).status_code == 303


def test_declining_takes_a_reason_and_what_else_may_help(demo: Demo, open_page: Open) -> None:
    case = begun(demo)
    told = mistakes(send(demo.client("noa"), to("referral_decline", case), reason=" "))
    assert "“Reason” is empty" in told
    assert "“What else may help” is empty" in told
    done = send(
        demo.client("noa"), to("referral_decline", case),
        reason="The way to us is too far.", alternatives="A practice in their town.",
    )  # fmt: skip
    assert done.status_code == 303
    page = open_page("noa", "referral", case)
    assert "Declined on 23 July. The way to us is too far." in page.main
    assert "A practice in their town." in page.main


def test_a_declined_case_is_read_only(demo: Demo) -> None:
    case = begun(demo)
    send(
        demo.client("noa"), to("referral_decline", case), reason="Too far.", alternatives="Near."
    )  # fmt: skip
    noa = demo.viewer("noa")
    refused = send(
        demo.client("noa"), to("evidence_new", case, "referral"), requirement="fee_terms",
        on=TODAY, source="Late.",
    )  # fmt: skip
    assert "This case is closed" in mistakes(refused)
    with acting_as(noa):
        written = Line.objects.filter(chain_id=case).order_by("seq").values_list("act", flat=True)
        after = list(written)[list(written).index("referral.declined") + 1 :]
    assert [act for act in after if not act.endswith(".viewed")] == []


# --- papers -------------------------------------------------------------------------------------


def test_the_supervisor_and_the_administrator_see_who_is_qualified(
    demo: Demo, open_page: Open
) -> None:
    for who in ("iris", "sol"):
        page = open_page(who, "qualifications")
        assert {"Iris Vance", "Jonas Reed", "Noa Ibarra"} <= set(page.headings)
    for who in ("noa", "rafa", "jonas", "greta", "mara"):
        assert demo.client(who).get(to("qualifications")).status_code == 404, who


def test_a_paper_that_ended_closes_the_gate_and_the_seat(demo: Demo) -> None:
    case = begun(demo)
    assert "therapist_qualified" not in missing(demo, case)
    sol = demo.viewer("sol")
    with acting_as(sol):
        from handrail.store.accounts.actions.qualifications import withdraw_qualification
        from handrail.store.accounts.qualifications import papers_of

        papers = papers_of(sol, [person(demo, "noa"), person(demo, "jonas")])
        for name in ("noa", "jonas"):
            (paper,) = [p for p in papers[person(demo, name)] if p.qualification == "licence"]
            withdraw_qualification(by=sol, person_id=person(demo, name), paper=paper.id)
        record_qualification(
            by=sol, person_id=person(demo, "noa"), qualification="licence", title="Licence",
            since=TODAY - timedelta(days=900), until=TODAY,
        )  # fmt: skip
    assert "therapist_qualified" not in missing(demo, case), "its last day is included"
    with clock.stopped_at(MOMENT + timedelta(days=1)), acting_as(demo.viewer("noa")):
        found = gates_of(demo.viewer("noa"), case, TODAY + timedelta(days=1)).gate("referral")
        assert "therapist_qualified" in {o.asked.id for o in found.requirements if o.missing}
    told = mistakes(
        send(
            demo.client("iris"), to("team", demo.alder),
            person=person(demo, "jonas"), seat="therapist",
        )
    )  # fmt: skip
    assert "No current licence is on record for them" in told


def test_a_paper_is_recorded_for_somebody_else_and_taken_back(demo: Demo, open_page: Open) -> None:
    iris, jonas = demo.client("iris"), person(demo, "jonas")
    given = {"qualification": "supervision", "title": "Peer group", "since": "2025-01-01"}
    wrong = send(iris, to("qualification_new", jonas), **given, until="2024-01-01")
    assert "The last day lies before the first" in mistakes(wrong)
    own = send(iris, to("qualification_new", person(demo, "iris")), **given)
    assert "Nobody records their own papers" in mistakes(own)
    assert send(iris, to("qualification_new", jonas), **given, hours="12").status_code == 303
    rows = open_page("iris", "qualifications").table("Papers of Jonas Reed")
    assert "supervision (12 hours)" in [row["What"] for row in rows]


# --- the wall -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["jonas", "rafa", "greta", "sol", "mara"])
@pytest.mark.parametrize(
    "route",
    ["referral", "referral_add", "determination", "jurisdiction", "referral_accept",
     "referral_decline"],
)  # fmt: skip
def test_nobody_else_finds_the_referral(demo: Demo, who: str, route: str) -> None:
    absent = demo.client(who).get("/none/").content
    found = demo.client(who).get(to(route, demo.alder))
    assert (found.status_code, found.content) == (404, absent)


def test_nothing_of_a_refused_inquiry_stays(demo: Demo) -> None:
    """One transaction: people, seats and referral come together or not at all."""
    from handrail.store.records.actions.beginning import Inquiry, NewPerson, begin_case

    noa = demo.viewer("noa")
    inquiry = Inquiry(
        family_name="Birch", basis="voluntary", jurisdiction="US-XX", referred_by="parent",
        received_on=TODAY, people=(NewPerson(given="Ada", seat="judge"),), reasons=("none",),
    )  # fmt: skip
    with acting_as(noa):
        with pytest.raises(RefusedByRule) as refused:
            begin_case(by=noa, inquiry=inquiry, today=TODAY)
        assert len(refused.value.reasons) == 4
        assert len(cases_of(noa)) == 3
