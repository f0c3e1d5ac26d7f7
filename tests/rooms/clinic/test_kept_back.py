"""What comes for a child from outside a contact: kept back, told to nobody, settled once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse

from handrail.store.accounts.actions.cases import change_case
from handrail.store.accounts.viewer import acting_as
from handrail.store.database.versions import Stale
from handrail.store.ledger.models import Line
from handrail.store.records.actions.kept_back import settle_kept_back
from handrail.store.records.actions.stops import stop_now
from handrail.store.records.models import KeptBack, Session, StaffNotice
from handrail.store.records.reading.family import stored_case
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import BESIDES, TABS, Open, address
from tests.rooms.clinic.page import Page
from tests.rooms.clinic.test_leaks import desk_pages
from tests.rooms.clinic.test_staff import mistakes, send, to

TODAY = MOMENT.date()
WORDS = "In the locked drawer; the envelope says quillwort."


def person(demo: Demo, given: str) -> str:
    with acting_as(demo.viewer("noa")):
        people = stored_case(demo.alder).family.people
    return next(one.id for one in people if one.given == given)


def keep(demo: Demo, who: str = "noa", **given: Any) -> HttpResponse:
    fields = {
        "child": person(demo, "Wren"), "came_as": "letter", "arrived_on": TODAY,
        "sender": person(demo, "Theo"), "held": "unopened", "words": WORDS,
    }  # fmt: skip
    return send(demo.client(who), to("kept_back_new", demo.alder), **{**fields, **given})


def kept(demo: Demo) -> UUID:
    with acting_as(demo.viewer("noa")):
        return UUID(str(KeptBack.objects.get(case_id=demo.alder).id))


def stop(demo: Demo) -> None:
    noa = demo.viewer("noa")
    with acting_as(noa):
        stop_now(by=noa, case_id=demo.alder, child=None, reason="safety_flag")


def settle(
    demo: Demo, became: str, *, version: int = 1, words: str = "Iris and Noa decided."
) -> HttpResponse:
    return send(
        demo.client("noa"), to("kept_back", demo.alder, kept(demo)), became=became, words=words,
        version=version,
    )  # fmt: skip


# --- keeping ------------------------------------------------------------------------------------


def test_a_letter_that_comes_while_contact_is_stopped_has_its_place(
    demo: Demo, open_page: Open
) -> None:
    stop(demo)
    with acting_as(demo.viewer("noa")):
        before = list(Session.objects.filter(case_id=demo.alder).values_list("id", "version"))
    assert keep(demo).status_code == 303
    for who in ("noa", "iris"):
        told = open_page(who, "stops", demo.alder).section("What came for a child and is kept back")
        assert "A letter or a card for Wren from Theo" in told
        assert "Unopened; nobody of the practice read or heard it." in told
        assert WORDS in told
        assert "came on 23 July" in told
    with acting_as(demo.viewer("noa")):
        after = list(Session.objects.filter(case_id=demo.alder).values_list("id", "version"))
        assert not StaffNotice.objects.filter(case_id=demo.alder, code="wanted_now").exists()
    assert after == before, "nobody's calendar moves"


def test_somebody_outside_the_family_is_named_in_words(demo: Demo, open_page: Open) -> None:
    assert keep(demo, sender="", from_whom="An uncle of Theo", came_as="call").status_code == 303
    assert "A call for Wren from An uncle of Theo" in open_page("noa", "stops", demo.alder).main


def test_everything_wrong_is_said_at_once(demo: Demo) -> None:
    soon = TODAY + timedelta(days=1)
    told = mistakes(keep(demo, from_whom="An uncle too", arrived_on=soon))
    assert "Say who sent it: somebody of the family, or somebody else in words. Not both." in told
    assert "The day lies ahead." in told
    assert "Say who sent it" in mistakes(keep(demo, sender=""))
    assert "not on the list" in mistakes(keep(demo, child=person(demo, "Theo")))


def test_a_threat_in_it_calls_the_supervisor_at_once(demo: Demo, open_page: Open) -> None:
    keep(demo, held="read_threat")
    notices = open_page("iris", "today").told("notice")
    assert any("Noa wants you now" in one for one in notices)
    assert "quillwort" not in " ".join(notices)


# --- what became of it --------------------------------------------------------------------------


@pytest.mark.parametrize("became", ["sent_back", "handed_on", "stays"])
def test_what_became_of_it_is_recorded_once(demo: Demo, became: str, open_page: Open) -> None:
    stop(demo)
    keep(demo)
    here = address("kept_back", demo.alder, kept(demo))
    assert here in open_page("noa", "stops", demo.alder).links().values()
    assert "what was done with it" in mistakes(settle(demo, became, words=" ")).lower()
    assert settle(demo, became).status_code == 303
    page = open_page("noa", "stops", demo.alder)
    assert "Iris and Noa decided." in page.main
    assert here not in page.links().values()
    assert demo.client("noa").get(here).status_code == 404


def test_nothing_goes_on_to_the_child_past_a_stop(demo: Demo) -> None:
    keep(demo)
    stop(demo)
    told = mistakes(settle(demo, "to_a_contact"))
    assert "Contact is stopped" in told
    assert "nothing goes on to the child" in told


def test_where_contact_is_free_it_becomes_a_contact_like_any_other(demo: Demo) -> None:
    keep(demo)
    assert settle(demo, "to_a_contact").status_code == 303


def test_without_a_ladder_there_is_no_contact_to_take_it_into(demo: Demo) -> None:
    keep(demo, sender=person(demo, "Mara"))
    assert "There is no ladder of this child" in mistakes(settle(demo, "to_a_contact"))


@pytest.mark.parametrize("became", ["sent_back", "to_a_contact"])
def test_a_threat_is_neither_sent_back_nor_given_on(demo: Demo, became: str) -> None:
    keep(demo, held="read_threat")
    told = mistakes(settle(demo, became))
    assert "keep it, put a copy into the safety file" in told
    assert settle(demo, "handed_on").status_code == 303


def test_two_at_once_do_not_overwrite_each_other(demo: Demo) -> None:
    keep(demo)
    noa, row = demo.viewer("noa"), kept(demo)
    with acting_as(noa), pytest.raises(Stale):
        settle_kept_back(
            by=noa, case_id=demo.alder, kept=row, became="stays", words="Kept.", version=7
        )


def test_it_is_taken_on_a_closed_case_too(demo: Demo, open_page: Open) -> None:
    """Somebody reads what comes in later; there is no contact any more to take it into."""
    noa = demo.viewer("noa")
    with acting_as(noa):
        change_case(by=noa, case_id=demo.alder, version=1, status="closed", closed_on=TODAY)
    assert keep(demo).status_code == 303
    assert "or the case is closed" in mistakes(settle(demo, "to_a_contact"))
    assert settle(demo, "sent_back").status_code == 303
    assert WORDS in open_page("iris", "stops", demo.alder).main


# --- the wall -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["rafa", "jonas", "greta", "sol", "mara", "theo"])
def test_nobody_else_finds_it(demo: Demo, who: str) -> None:
    keep(demo)
    absent = demo.client(who).get("/none/").content
    for path in (
        address("kept_back_new", demo.alder), address("kept_back", demo.alder, kept(demo)),
    ):  # fmt: skip
        for ask in (demo.client(who).get, lambda path, who=who: send(demo.client(who), path)):
            got = ask(path)
            assert (got.status_code, got.content) == (404, absent), path


def every_page(demo: Demo, who: str, *, but: str = "") -> str:
    routes = [one for one in (*TABS, *BESIDES, "safety", "gates", "ending") if one != but]
    client = demo.client(who)
    found = [client.get(address(route, demo.alder)).content.decode() for route in routes]
    return " ".join([*found, client.get("/today/").content.decode()])


def test_its_words_stand_on_no_other_page_and_in_no_other_case(demo: Demo) -> None:
    keep(demo)
    settle(demo, "stays", words="Kept for good, yarrowby.")
    for who in ("noa", "iris", "rafa"):
        told = every_page(demo, who, but="stops")
        assert "quillwort" not in told, who
        assert "yarrowby" not in told, who
    for case in (demo.cedar, demo.linden):
        page = demo.client("noa").get(address("stops", case)).content.decode()
        assert "quillwort" not in page
    assert demo.client("noa").get(address("kept_back", demo.cedar, kept(demo))).status_code == 404
    sent = {"became": "stays", "words": "x", "version": 2}
    answer = send(demo.client("noa"), to("kept_back", demo.cedar, kept(demo)), **sent)
    assert answer.status_code == 404


@pytest.mark.parametrize("act", [keep, lambda demo: settle(demo, "sent_back")])
def test_it_changes_no_word_on_a_page_of_the_desk(
    demo: Demo, act: Callable[[Demo], HttpResponse]
) -> None:
    if act is not keep:
        keep(demo)
    before = desk_pages(demo)
    assert act(demo).status_code == 303
    after = desk_pages(demo)
    assert len(after) > 6
    assert {route for route in after if after[route] != before[route]} == set()


def test_the_ledger_says_that_and_not_what(demo: Demo) -> None:
    keep(demo)
    settle(demo, "stays")
    with acting_as(demo.viewer("noa")):
        lines = list(Line.objects.filter(chain_id=demo.alder))
        row = KeptBack.objects.get(case_id=demo.alder)
    own = [one for one in lines if one.act.startswith("kept_back.")]
    assert {"kept_back.recorded", "kept_back.settled"} <= {one.act for one in own}
    told = str([one.detail for one in lines])
    assert "quillwort" not in told
    assert person(demo, "Theo") not in str([one.detail for one in own])
    assert b"quillwort" not in bytes(row.words)


def test_one_click_keeps_it_and_asks_nobody_else(demo: Demo) -> None:
    """A protective act: no second person, no second factor."""
    page = Page(demo.client("noa").get(address("kept_back_new", demo.alder)).content)
    names = {e.get("name", "") for e in page.root.iter("input")}
    assert "code" not in names
    assert keep(demo).status_code == 303
