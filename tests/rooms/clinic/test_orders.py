"""Orders in the browser: clause by clause, one in the place of another, one that suspends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from handrail.core.therapy.protocol import load
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_facts import case_facts
from handrail.store.records.models import Session
from handrail.store.records.reading.family import stored_case
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import Open
from tests.rooms.clinic.page import Page
from tests.rooms.clinic.test_staff import mistakes, send, to

TODAY = MOMENT.date()


def person(demo: Demo, given: str) -> str:
    with acting_as(demo.viewer("noa")):
        family = stored_case(demo.alder).family
    return next(one.id for one in family.people if one.given == given)


def enter(demo: Demo, *types: str, client: Client | None = None, **given: Any) -> HttpResponse:
    fields = {
        "kind": "family_order", "signed_on": TODAY, "clause": types,
        "named": demo.accounts["noa"].person_id,
    }  # fmt: skip
    return send(client or demo.client("noa"), to("order_new", demo.alder), **{**fields, **given})


def entered(demo: Demo) -> list[dict[str, Any]]:
    """The clauses of the newest order, as they are kept."""
    with acting_as(demo.viewer("noa")):
        newest = stored_case(demo.alder).family.orders[-1]
    return [{"type": one.type, **one.params} for one in newest.clauses]


def states(page: Page) -> set[str]:
    return {row["State"] for row in page.table("Five tracks, side by side")}


# --- clause by clause ---------------------------------------------------------------------------


def test_an_order_may_say_the_same_kind_of_thing_twice(demo: Demo, open_page: Open) -> None:
    wren, theo, mara = (person(demo, given) for given in ("Wren", "Theo", "Mara"))
    answer = enter(
        demo, "PARENTING_TIME", "PARENTING_TIME",
        **{
            "PARENTING_TIME.children": [wren], "PARENTING_TIME.parent": [theo],
            "PARENTING_TIME.schedule": "Saturdays from 10 to 14",
            "PARENTING_TIME-2.children": [wren], "PARENTING_TIME-2.parent": [mara],
            "PARENTING_TIME-2.schedule": "All other days",
        },
    )  # fmt: skip
    assert answer.status_code == 303, mistakes(answer)
    assert [(one["parent"], one["schedule"]) for one in entered(demo)] == [
        ([theo], "Saturdays from 10 to 14"), ([mara], "All other days"),
    ]  # fmt: skip
    page = open_page("noa", "order", demo.alder).main
    assert "Saturdays from 10 to 14" in page
    assert "All other days" in page


def test_one_more_clause_keeps_what_was_typed_and_enters_nothing(demo: Demo) -> None:
    theo = person(demo, "Theo")
    typed = {
        "title": "Stipulation", "PARENTING_TIME.schedule": "Saturdays",
        "PARENTING_TIME.parent": [theo], "more": "PARENTING_TIME",
    }  # fmt: skip
    before = entered(demo)
    answer = enter(demo, "PARENTING_TIME", **typed)
    page = Page(answer.content)
    boxes = {e.get("name"): e for e in page.root.iter("input") if e.get("type") != "checkbox"}
    assert boxes["PARENTING_TIME.schedule"].get("value") == "Saturdays"
    assert boxes["title"].get("value") == "Stipulation"
    assert boxes["PARENTING_TIME-2.schedule"].get("value", "") == ""
    assert boxes["signed_on"].get("value") == TODAY.isoformat()
    ticked = [
        (e.get("name"), e.get("value")) for e in page.root.iter("input")
        if e.get("checked") is not None
    ]  # fmt: skip
    assert ("PARENTING_TIME.parent", theo) in ticked
    assert ("PARENTING_TIME-2.parent", theo) not in ticked
    assert "Order time, no. 2" in page.headings
    assert page.told("error-summary") == []
    assert entered(demo) == before


def test_a_further_clause_left_empty_is_none_and_a_half_filled_one_says_what_is_missing(
    demo: Demo,
) -> None:
    first = {"PARENTING_TIME.parent": [person(demo, "Theo")]}
    types = ("PARENTING_TIME", "PARENTING_TIME")
    told = mistakes(enter(demo, *types, **first, **{"PARENTING_TIME-2.schedule": "Sundays"}))
    assert "Clause 2, parent is missing." in told
    assert enter(demo, *types, **first).status_code == 303
    assert len(entered(demo)) == 1


def test_a_clause_asks_each_thing_once_and_of_those_who_may_be_meant(demo: Demo) -> None:
    where = to("order_new", demo.alder) + "?clause=CONTACT_LADDER"
    page = Page(demo.client("noa").get(where).content)
    boxes = [(e.get("name"), e.get("value")) for e in page.root.iter("input")]
    offered = [value for name, value in boxes if name == "CONTACT_LADDER.children"]
    assert offered == [person(demo, "Wren"), person(demo, "Ivo")]
    assert ("CONTACT_LADDER.parents", person(demo, "Theo")) in boxes
    assert ("CONTACT_LADDER.parents", person(demo, "Wren")) not in boxes
    assert not [name for name, _value in boxes if name in ("CONTACT_LADDER.child",)]


def test_nobody_is_made_to_fill_in_a_thousand_clauses(demo: Demo) -> None:
    page = Page(enter(demo, *["TRANSPORT"] * 60, more="TRANSPORT").content)
    assert page.headings.count("Transport, no. 9") == 1
    assert "Transport, no. 10" not in page.headings
    assert "One more: Transport" not in page.main


@pytest.mark.parametrize("said", [["nothing"], ["nothing", "letter"]])
def test_an_order_that_permits_no_contact_at_all(
    demo: Demo, said: Sequence[str], open_page: Open
) -> None:
    answer = enter(
        demo, "CONTACT_LADDER", **{"CONTACT_LADDER.permitted": said}, supersedes=["order-1"]
    )
    if len(said) > 1:
        assert "either no contact at all, or the forms that are permitted" in mistakes(answer)
        return
    assert answer.status_code == 303, mistakes(answer)
    assert entered(demo) == [{"type": "CONTACT_LADDER", "permitted": []}]
    assert "No contact is permitted, in any form." in open_page("noa", "order", demo.alder).main
    told = mistakes(
        send(demo.client("noa"), to("contact_plan", demo.alder, demo.ladder(demo.alder)), on=TODAY)
    )
    assert "permits no contact in any form" in told


def test_a_list_that_is_not_ticked_is_not_said(demo: Demo) -> None:
    assert enter(demo, "CONTACT_LADDER", "TERM", supersedes=["order-1"]).status_code == 303
    assert entered(demo) == [{"type": "CONTACT_LADDER"}, {"type": "TERM"}]


# --- one in the place of another ----------------------------------------------------------------


def test_the_page_shows_titles_and_which_order_replaced_which(demo: Demo, open_page: Open) -> None:
    enter(demo, "TERM", title="Letters only, for now", supersedes=["order-1"])
    page = open_page("rafa", "order", demo.alder)
    headings = [one for one in page.headings if "signed" in one]
    assert headings[0] == "Family court order “Letters only, for now”, signed 23 July 2025"
    assert headings[1] == "Family court order, signed 20 February 2025"
    assert "Takes the place of: Family court order of 20 February 2025." in page.main
    replaced = "Replaced from 23 July 2025 on by: Family court order of 23 July 2025, “Letters only"
    assert replaced in page.main


# --- one that suspends --------------------------------------------------------------------------


def suspend(demo: Demo, client: Client | None = None, **given: Any) -> HttpResponse:
    days = {"SUSPEND_TERMINATE.suspended_from": TODAY, **given}
    return enter(demo, "SUSPEND_TERMINATE", client=client, title="Therapy suspended", **days)


def test_an_order_that_suspends_holds_everything_at_once_and_says_what(
    demo: Demo, open_page: Open
) -> None:
    """One person, one act: every track on hold, contact locked; nobody's calendar moves."""
    with acting_as(demo.viewer("noa")):
        before = list(Session.objects.filter(case_id=demo.alder, state="planned").values())
    assert "active" in states(open_page("noa", "gates", demo.alder))
    client = demo.client("noa")
    done = suspend(demo, client)
    assert done.status_code == 303
    led_to = Page(client.get(done.headers["Location"]).content).main
    assert "It suspends the work: everything is on hold now." in led_to
    assert "active" not in states(open_page("noa", "gates", demo.alder))
    with acting_as(demo.viewer("noa")):
        chart = charted(demo.alder, TODAY)
        after = list(Session.objects.filter(case_id=demo.alder, state="planned").values())
    assert all(one.stopped for one in chart.ladders)
    assert after == before
    for route in ("order", "stops"):
        (told,) = [
            one for one in open_page("noa", route, demo.alder).told("notice")
            if "The work is suspended by an order" in one
        ]  # fmt: skip
        assert "The order of 23 July 2025 suspends the work from 23 July 2025." in told
        assert "Locked: contact in every form" in told
        assert "Not touched: order time, which only the court changes" in told
        assert "Only a further order that takes the place of this one opens it." in told
    for route in ("case", "ladder"):
        page = open_page("noa", route, demo.alder).text
        assert "Stopped for a new order since 23 July" in page
        assert "Stopped for safety" not in page


def test_nothing_begins_again_while_an_order_suspends_the_work(demo: Demo) -> None:
    suspend(demo)
    told = mistakes(
        send(
            demo.client("noa"), to("phase_turn", demo.alder, "individual_work", "resume"),
            reason="Go on",
        )
    )  # fmt: skip
    assert "suspends the work from 23 July 2025. Only a further order" in told
    ladder = to("contact_plan", demo.alder, demo.ladder(demo.alder))
    planned = mistakes(send(demo.client("noa"), ladder, on=TODAY, at="10:00"))
    assert "The order of 23 July 2025 suspends the work" in planned


def test_a_suspension_that_is_to_come_is_said_and_locks_on_its_day(
    demo: Demo, open_page: Open
) -> None:
    soon = TODAY + timedelta(days=10)
    suspend(demo, **{"SUSPEND_TERMINATE.suspended_from": soon})
    page = open_page("noa", "order", demo.alder).main
    assert "An order will suspend the work" in page
    assert "suspends the work from 2 August 2025" in page
    assert "active" in states(open_page("noa", "gates", demo.alder))


def test_what_is_next_knows_that_nothing_can_be_planned(demo: Demo) -> None:
    """Also once the stop is lifted: the order goes on refusing every step."""
    suspend(demo)
    with acting_as(demo.viewer("noa")):
        chart = charted(demo.alder, TODAY)
    found = case_facts(
        chart.stored, chart.ladders, (), today=TODAY, protocol=load(), reviewed_on=None,
        review_due=None,
    )  # fmt: skip
    assert "suspends the work from 23 July 2025" in found.ladders[0].refused[0]


def test_the_ledger_tells_a_suspension_as_the_acts_it_is(demo: Demo) -> None:
    suspend(demo)
    with acting_as(demo.viewer("noa")):
        acts = [one.act for one in Line.objects.filter(chain_id=demo.alder).order_by("seq")]
    assert {"order.entered", "stop.made"} <= set(acts[-8:])


@pytest.mark.parametrize("who", ["rafa"])
def test_the_desk_reads_the_order_and_no_clinical_word_of_it(
    demo: Demo, who: str, open_page: Open
) -> None:
    """The coordinator reads what the order says, and the board goes on as it was."""
    board = open_page(who, "today").main
    suspend(demo)
    assert "The work is suspended by an order" in open_page(who, "order", demo.alder).main
    assert open_page(who, "today").main == board
    assert demo.client(who).get(to("order_new", demo.alder)).status_code == 404
