"""How the work ends in the browser: named at once, letters, after-care, closed, then read-only."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse

from handrail import chance, clock
from handrail.store.accounts.reading import case_for
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.records import models as tables
from handrail.store.records.actions.gates import record_evidence
from handrail.store.records.chart.case_gates import gates_of
from handrail.store.records.reading.endings import LetterRead, letters
from handrail.store.records.reading.family import stored_case
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.test_staff import mistakes, send, to
from tests.rooms.shared.test_sign_in import code_now

TODAY = MOMENT.date()
READY = (
    "Dear {name}, our work with your family ends today. What a court order says stays as it is. "
    "You can call the practice."
)


def name(demo: Demo, ending: str, *, case: UUID | None = None, who: str = "noa") -> HttpResponse:
    return send(
        demo.client(who), to("ending_name", case or demo.alder),
        ending=ending, reason="Looked at together, yarrowby.",
    )  # fmt: skip


def found(demo: Demo, kind: str = "closing", case: UUID | None = None) -> dict[str, LetterRead]:
    """Given name, or the kind -> the letter."""
    case = case or demo.alder
    with acting_as(demo.viewer("noa")):
        family = stored_case(case).family
        every = [one for one in letters(case) if one.letter == kind]
    return {family.given(one.person) if one.person else kind: one for one in every}


def write(demo: Demo, one: LetterRead, text: str, *, version: int = 0) -> HttpResponse:
    return send(
        demo.client("noa"), to("letter", demo.alder, one.id),
        text=text, version=version or one.version,
    )  # fmt: skip


def sign(demo: Demo, one: LetterRead, **given: object) -> HttpResponse:
    return send(demo.client("noa"), to("letter_sign", demo.alder, one.id), **given)


def give(demo: Demo, one: LetterRead, **given: object) -> HttpResponse:
    fields = {"given_on": TODAY, "way": "post", **given}
    return send(demo.client("noa"), to("letter_give", demo.alder, one.id), **fields)


def missing(demo: Demo) -> list[str]:
    with acting_as(demo.viewer("noa")):
        gate = gates_of(demo.viewer("noa"), demo.alder, TODAY).gate("closure")
    return [one.asked.id for one in gate.requirements if one.missing]


def agree(demo: Demo, who: str = "iris") -> HttpResponse:
    with acting_as(demo.viewer("noa")):
        waits = tables.CoSign.objects.get(case_id=demo.alder, answer="").id
    return demo.client(who).post(  # type: ignore[return-value]
        to("co_sign", demo.alder, waits),
        {
            "which": "agree", "agree-idempotency_key": str(chance.new_id()),
            "agree-code": code_now(SECOND_FACTOR),
        },
    )  # fmt: skip


def finish_papers(demo: Demo) -> None:
    """Letters written, signed and given; the summary signed by two; the rest entered by hand."""
    for given, one in found(demo).items():
        write(demo, one, READY.format(name=given))
    for one in found(demo).values():
        assert sign(demo, one).status_code == 303
        assert give(demo, one).status_code == 303
    (notice,), (summary,) = (found(demo, kind).values() for kind in ("court_notice", "summary"))
    for one in (notice, summary):
        write(demo, one, "Sessions offered and held are listed. It states facts of treatment.")
    sign(demo, notice)
    give(demo, notice)
    assert sign(demo, summary, code="000000").status_code == 200, "without the code nothing"
    assert sign(demo, summary, code=code_now(SECOND_FACTOR)).status_code == 303
    assert "closing_summary" in missing(demo), "nothing before the second person"
    assert agree(demo).status_code == 303
    with acting_as(demo.viewer("noa")):
        child = next(p.id for p in stored_case(demo.alder).family.people if p.given == "Wren")
    send(
        demo.client("noa"), to("after_care", demo.alder), person=child, helper="Her own therapist.",
        follow_up_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    noa = demo.viewer("noa")
    with acting_as(noa):
        for requirement in missing(demo):
            record_evidence(
                by=noa, case_id=demo.alder, requirement=requirement, on=TODAY, source="Said."
            )


def empty_calendar(demo: Demo) -> None:
    """Everything that is still planned is called off."""
    with acting_as(demo.viewer("noa")):
        planned = tables.Session.objects.filter(case_id=demo.alder, state="planned")
        rows = list(planned.values_list("id", flat=True))
    for row in rows:
        answer = send(demo.client("noa"), to("session_cancel", demo.alder, row))
        assert answer.status_code == 303


def close(demo: Demo, case: UUID | None = None) -> HttpResponse:
    return send(demo.client("noa"), to("case_close", case or demo.alder))


# --- naming -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["unsuitable", "childs_sustained_refusal", "stopped_for_safety"])
def test_an_ending_takes_effect_at_once_and_begins_the_same_letter_for_both_parents(
    demo: Demo, ending: str, open_page: Open
) -> None:
    assert name(demo, ending).status_code == 303
    both = found(demo)
    assert both["Mara"].text == both["Theo"].text
    assert both["Wren"].text != both["Mara"].text
    states = open_page("noa", "gates", demo.alder).table("Five tracks, side by side")
    assert "active" not in {row["State"] for row in states}
    assert "yarrowby" not in " ".join(one.text for one in both.values())


def test_a_planned_ending_lets_the_work_run_out(demo: Demo, open_page: Open) -> None:
    before = open_page("noa", "gates", demo.alder).table("Five tracks, side by side")
    name(demo, "planned")
    assert open_page("noa", "gates", demo.alder).table("Five tracks, side by side") == before


def test_stopped_for_safety_locks_contact_at_once(demo: Demo) -> None:
    with acting_as(demo.viewer("noa")):
        before = stored_case(demo.alder).stops
    name(demo, "stopped_for_safety")
    with acting_as(demo.viewer("noa")):
        after = stored_case(demo.alder).stops
    assert after
    assert len(after) == max(1, len(before))


def test_an_ending_asks_for_a_reason_and_is_one_of_the_list(demo: Demo) -> None:
    told = mistakes(
        send(demo.client("noa"), to("ending_name", demo.alder), ending="won", reason=" ")
    )
    assert "is not on the list" in told
    assert "“Why” is empty" in told


# --- letters ------------------------------------------------------------------------------------


def test_a_letter_with_something_to_fill_in_is_not_signed(demo: Demo) -> None:
    name(demo, "unsuitable")
    told = mistakes(sign(demo, found(demo)["Mara"]))
    assert "Something is still to be filled in: [name], [date]" in told


def test_no_letter_reads_as_leave_to_keep_a_child_from_order_time(demo: Demo) -> None:
    name(demo, "court_directed")
    one = found(demo)["Mara"]
    write(demo, one, "Our work ends. You may keep Wren at home until further notice.")
    assert "could be read as leave to keep a child from order time" in mistakes(sign(demo, one))


def test_after_a_stop_for_safety_both_parents_read_the_same_words(demo: Demo) -> None:
    name(demo, "stopped_for_safety")
    both = found(demo)
    write(demo, both["Mara"], READY.format(name="Mara"))
    write(demo, both["Theo"], READY.format(name="Theo") + " Something happened.")
    told = mistakes(sign(demo, both["Mara"]))
    assert "The letter to Theo reads otherwise. Here both parents read the same words" in told
    write(demo, both["Theo"], READY.format(name="Theo"), version=2)
    assert sign(demo, both["Mara"]).status_code == 303


def test_a_signed_letter_stays_as_it_is(demo: Demo, open_page: Open) -> None:
    name(demo, "move")
    one = found(demo)["Mara"]
    write(demo, one, READY.format(name="Mara"))
    sign(demo, one)
    write(demo, one, "Another text.", version=2)
    page = open_page("noa", "letter", demo.alder, one.id)
    assert "Dear Mara, our work" in page.main
    assert "Another text." not in page.main


def test_a_letter_is_signed_before_it_is_given(demo: Demo) -> None:
    name(demo, "move")
    told = mistakes(give(demo, found(demo)["Mara"], given_on=TODAY + timedelta(days=1)))
    assert "A letter is signed before it is given." in told
    assert "The day lies ahead." in told


def test_whoever_saves_on_top_of_somebody_elses_text_is_told(demo: Demo) -> None:
    name(demo, "move")
    one = found(demo)["Mara"]
    write(demo, one, "First.")
    told = write(demo, one, "Second.", version=1)
    assert "Somebody changed this in the meantime" in mistakes(told)
    assert "Second." in told.content.decode(), "nothing that was typed is lost"
    assert found(demo)["Mara"].text == "First."


def test_a_pause_is_one_sentence_for_both_parents(demo: Demo) -> None:
    assert send(demo.client("noa"), to("letters_hold", demo.alder)).status_code == 303
    both = found(demo, "on_hold")
    assert set(both) == {"Mara", "Theo", "on_hold"}
    assert {one.text for one in both.values()} == {both["Mara"].text}
    assert "what a court order says stays as it is" in both["Mara"].text
    write(demo, both["Mara"], "Contact is paused because of Theo.")
    assert "reads otherwise" in mistakes(sign(demo, both["Mara"]))


def sign_pause(demo: Demo, text: str) -> None:
    """The letters about a pause that are open: each the same text, then signed."""
    for one in found(demo, "on_hold").values():
        assert write(demo, one, text).status_code == 303
    for one in found(demo, "on_hold").values():
        answer = sign(demo, one)
        assert answer.status_code == 303, mistakes(answer)


def test_one_round_of_letters_about_a_pause_at_a_time(demo: Demo, open_page: Open) -> None:
    assert send(demo.client("noa"), to("letters_hold", demo.alder)).status_code == 303
    told = mistakes(send(demo.client("noa"), to("letters_hold", demo.alder)))
    assert "3 letters about a pause wait to be signed." in told
    page = open_page("noa", "ending", demo.alder)
    assert "Begin letters about a pause" not in page.links()
    assert "Letters about a pause are begun already. Sign them first." in page.main
    with acting_as(demo.viewer("noa")):
        assert tables.Letter.objects.filter(case_id=demo.alder, letter="on_hold").count() == 3


def test_a_second_pause_has_letters_of_its_own_which_can_be_signed(demo: Demo) -> None:
    """What was signed about the first is read beside nothing of the second."""
    for day, text in enumerate(("We make a pause.", "We make a pause once more.")):
        with clock.stopped_at(MOMENT + timedelta(days=day)):
            assert send(demo.client("noa"), to("letters_hold", demo.alder)).status_code == 303
            sign_pause(demo, text)
    with acting_as(demo.viewer("noa")):
        every = [one for one in letters(demo.alder) if one.letter == "on_hold"]
    assert len(every) == 6
    assert all(one.signed_at for one in every)
    with clock.stopped_at(MOMENT + timedelta(days=2)):
        assert send(demo.client("noa"), to("letters_hold", demo.alder)).status_code == 303
        third = found(demo, "on_hold")
        write(demo, third["Mara"], "We make a pause, because of Theo.")
        assert "reads otherwise" in mistakes(sign(demo, third["Mara"])), "each round for itself"


def test_another_ending_gives_its_own_text_to_what_nobody_has_written_on(demo: Demo) -> None:
    """After a stop for safety no letter goes on telling the reason of the ending before."""
    name(demo, "unsuitable")
    write(demo, found(demo)["Theo"], READY.format(name="Theo"))
    name(demo, "stopped_for_safety")
    both = found(demo)
    assert "another kind of help" not in both["Mara"].text
    assert both["Theo"].text == READY.format(name="Theo"), "what somebody wrote stays"


def test_another_ending_begins_another_letter_where_the_first_is_signed(demo: Demo) -> None:
    """And what was given about the first tells nobody how the work ends now."""
    name(demo, "unsuitable")
    mara = found(demo)["Mara"]
    write(demo, mara, READY.format(name="Mara"))
    sign(demo, mara)
    give(demo, mara)
    told = [one for one in missing(demo) if one.startswith("parent_told_in_writing")]
    name(demo, "unsuitable")
    assert found(demo)["Mara"].id == mara.id, "the same ending, named again"
    with clock.stopped_at(MOMENT + timedelta(days=1)):
        name(demo, "move")
    assert found(demo)["Mara"].id != mara.id
    assert "because of a move" in found(demo)["Mara"].text
    now = [one for one in missing(demo) if one.startswith("parent_told_in_writing")]
    assert (len(told), len(now)) == (1, 2)
    with acting_as(demo.viewer("noa")):
        theos = [one for one in letters(demo.alder) if one.person == found(demo)["Theo"].person]
    assert len(theos) == 1, "one open letter for each of them"


# --- closing ------------------------------------------------------------------------------------


def test_a_case_does_not_close_before_its_gate_is_open(demo: Demo, open_page: Open) -> None:
    assert "No ending is named yet" in mistakes(close(demo))
    name(demo, "childs_sustained_refusal")
    told = mistakes(close(demo))
    assert "Mara: told in writing how the work ends." in told
    assert "Wren: told by somebody the child knows" in told
    assert "signed by the therapist and the supervisor" in told
    assert "are missing" in open_page("noa", "ending", demo.alder).main


def test_a_case_does_not_close_over_what_is_still_in_the_calendar(
    demo: Demo, open_page: Open
) -> None:
    """A family would go on coming. Each session says when, and the way to call it off is there."""
    name(demo, "unsuitable")
    finish_papers(demo)
    with acting_as(demo.viewer("noa")):
        planned = tables.Session.objects.filter(case_id=demo.alder, state="planned")
        contacts, days = planned.filter(contact__state="planned").count(), planned.count()
    assert (days, contacts) == (2, 0)
    for route in ("ending", "case_close"):
        page = open_page("noa", route, demo.alder)
        assert "2 sessions are still planned: " in page.main
        assert page.links()["Open the calendar"] == address("sessions", demo.alder)
    assert "Close the case" not in open_page("noa", "ending", demo.alder).links()
    told = mistakes(close(demo))
    assert "still planned: 23 July 2025." in told
    assert "Call each off on the calendar, or record what became of it." in told
    empty_calendar(demo)
    assert "Open the calendar" not in open_page("noa", "ending", demo.alder).links()
    assert close(demo).status_code == 303


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        ("childs_sustained_refusal", "The child's sustained no, 23 July"),
        ("stopped_for_safety", "Stopped for safety, 23 July"),
        ("unsuitable", "Not suitable, 23 July"),
    ],
)
def test_every_ending_closes_well(demo: Demo, ending: str, told: str, open_page: Open) -> None:
    name(demo, ending)
    finish_papers(demo)
    assert missing(demo) == []
    empty_calendar(demo)
    assert close(demo).status_code == 303
    with acting_as(demo.viewer("noa")):
        case = case_for(demo.viewer("noa"), demo.alder)
        assert case is not None
        assert (case.case.status, case.case.closed_on) == ("closed", TODAY)
    page = open_page("noa", "ending", demo.alder)
    assert told in page.main
    assert "Her own therapist." in page.main
    states = {
        row["State"]
        for row in open_page("noa", "gates", demo.alder).table("Five tracks, side by side")
    }
    assert states <= {"done", "not started"}
    assert "%" not in page.main, "it counts as nothing but itself"


def test_a_closed_case_is_read_only_but_for_what_is_owed_afterwards(demo: Demo) -> None:
    name(demo, "unsuitable")
    finish_papers(demo)
    empty_calendar(demo)
    close(demo)
    noa = demo.client("noa")
    for route, of, given in (
        ("evidence_new", ("referral",), {"requirement": "fee_terms", "on": TODAY, "source": "x"}),
        ("phase_turn", ("individual_work", "hold"), {"reason": ""}),
        ("ending_name", (), {"ending": "other", "reason": "x"}),
        ("suitability", (), {"decision": "not_suitable", "reason": "x", "alternatives": "x"}),
    ):
        told = mistakes(send(noa, to(route, demo.alder, *of), **given))
        assert "This case is closed." in told, route
    with acting_as(demo.viewer("noa")):
        person = stored_case(demo.alder).family.people[0].id
    again = send(noa, to("after_care", demo.alder), person=person, helper="The school.")
    assert again.status_code == 303


def test_the_ledger_tells_an_ending_by_its_code_alone(demo: Demo) -> None:
    name(demo, "unsuitable")
    with acting_as(demo.viewer("noa")):
        lines = list(Line.objects.filter(chain_id=demo.alder).order_by("seq"))
    (line,) = [line for line in lines if line.act == "ending.named"]
    assert "unsuitable" in str(line.detail)
    assert "yarrowby" not in str([one.detail for one in lines])


# --- the wall -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["rafa", "jonas", "greta", "sol", "mara"])
def test_nobody_else_finds_an_ending_or_a_letter(demo: Demo, who: str) -> None:
    name(demo, "unsuitable")
    one = found(demo)["Mara"]
    absent = demo.client(who).get("/none/").content
    routes = ["ending", "ending_name", "after_care", "case_close", "letters_hold"]
    paths = [address(route, demo.alder) for route in routes]
    paths += [address(r, demo.alder, one.id) for r in ("letter", "letter_sign", "letter_give")]
    for path in paths:
        got = demo.client(who).get(path)
        assert (got.status_code, got.content) == (404, absent), path


def test_a_letter_of_another_case_is_not_found_in_this_one(demo: Demo) -> None:
    name(demo, "unsuitable")
    one = found(demo)["Mara"]
    assert demo.client("noa").get(address("letter", demo.cedar, one.id)).status_code == 404


def test_words_of_one_case_stand_in_no_other(demo: Demo) -> None:
    """Evidence, a waiver, a decision, an ending and a letter of Alder; the pages of the others."""
    noa = demo.client("noa")
    send(
        noa, to("evidence_new", demo.alder, "referral"), requirement="fee_terms", on=TODAY,
        source="yarrowby",
    )  # fmt: skip
    send(
        noa, to("waiver_new", demo.alder, "referral"), requirement="capacity_matches_risk",
        until=TODAY, reason="yarrowby", code=code_now(SECOND_FACTOR),
    )  # fmt: skip
    send(
        noa, to("suitability", demo.alder), decision="not_suitable", reason="yarrowby",
        alternatives="yarrowby",
    )  # fmt: skip
    name(demo, "unsuitable")
    write(demo, found(demo)["Mara"], "yarrowby")
    told = []
    for case in demo.cases.values():
        routes = ["gates", "referral", "safety", "co_signs", "ending", "case", "timeline"]
        paths = [address(route, case) for route in routes] + [address("gate", case, "referral")]
        pages = " ".join(noa.get(path).content.decode() for path in paths)
        told.append((case == demo.alder, "yarrowby" in pages))
    assert sorted(told) == [(False, False), (False, False), (True, True)]
    for route in ("today", "cases"):
        assert "yarrowby" not in demo.client("rafa").get(address(route)).content.decode()
