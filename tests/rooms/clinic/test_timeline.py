"""The timeline: newest first, fifty a page, and a plain answer to any page number."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.demo import Demo
from tests.families import bring_in, with_sessions
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.page import Page, words


def refs(page: Page) -> list[str]:
    """The sessions in the order of the page."""
    (listed,) = page.all("timeline")
    return [words(one).split(" · ")[0].split(" ")[-1] for one in listed]


def test_newest_first_the_planned_above_the_past(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "timeline", demo.alder)
    assert refs(page) == [f"A{number}" for number in range(28, 0, -1)]
    days = [one.get("datetime", "") for one in page.root.iter("time")]
    assert days == sorted(days, reverse=True)
    assert all(datetime.fromisoformat(day) for day in days)


def test_an_entry_says_when_what_who_and_how_it_went(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "timeline", demo.alder)
    (listed,) = page.all("timeline")
    told = {re.split(r" · ", words(one))[0].split(" ")[-1]: words(one) for one in listed}
    assert told["A28"] == (
        "23 July, 16:20 A28 · Individual session, parent Planned 50 min · in the room: Theo"
    )
    assert told["A14"].startswith("12 May A14 · Parent–child session Father asked twice why")
    assert told["A14"].endswith("3 Contact Not settled 12 min · in the room: Wren and Theo")
    assert told["A26"].endswith("3 Contact Settled 45 min · in the room: Wren and Theo")


def test_what_was_not_held_says_whose_doing_and_what_is_awaited_says_so(
    open_page: Open, demo: Demo
) -> None:
    told = open_page("noa", "timeline", demo.linden).main
    assert "not held: the visiting parent cancelled" in told
    assert "not held: the child was not brought" in told
    assert "Waiting, 48 h" in told


def test_sixty_sessions_are_two_pages_without_a_gap(open_page: Open, demo: Demo) -> None:
    case = bring_in(demo.viewer("noa"), with_sessions("Rowan", 60))
    first = open_page("noa", "timeline", case)
    assert len(refs(first)) == 50
    assert first.links()["Earlier"] == f"{address('timeline', case)}?after=50"
    assert "Later" not in first.links()
    second = open_page("noa", "timeline", case, after="50")
    assert len(refs(second)) == 10
    assert second.links()["Later"] == address("timeline", case)
    assert "Earlier" not in second.links()
    assert len({*refs(first), *refs(second)}) == 60


@pytest.mark.parametrize("count", [49, 50, 51])
def test_earlier_is_offered_only_when_something_is_there(
    open_page: Open, demo: Demo, count: int
) -> None:
    case = bring_in(demo.viewer("noa"), with_sessions("Rowan", count))
    page = open_page("noa", "timeline", case)
    assert len(refs(page)) == min(count, 50)
    assert ("Earlier" in page.links()) == (count > 50)


ODD = [
    "", "0", "abc", "-1", "-50", "49", "1e3", "5.5", " 50", "٥٠", "५०", "²", "①", "\x00", "50\x00",
    "\ud800", "😀", "9" * 6, "9" * 20, "9" * 10_000, "x" * 10_000, "50;DROP TABLE", "%00", "null",
    "0x32", "1_000",
]  # fmt: skip


@pytest.mark.parametrize("after", ODD, ids=[ascii(one[:12]) for one in ODD])
def test_any_page_number_gets_a_page(demo: Demo, after: str) -> None:
    """A page beyond the last is empty in words; anything else counts as the first."""
    query = {"after": after.encode("utf-8", "surrogatepass")}
    response = demo.client("noa").get(address("timeline", demo.alder), query)
    assert response.status_code == 200
    page = Page(response.content)
    assert page.all("timeline") or "No session" in page.main


def test_beyond_the_last_page_there_is_a_way_back(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "timeline", demo.alder, after="500")
    assert "No session" in page.main
    assert "Later" in page.links()


def test_the_parameter_given_twice_or_strange_ones_change_nothing(demo: Demo) -> None:
    client, path = demo.client("noa"), address("timeline", demo.alder)
    plain = refs(Page(client.get(path).content))
    for query in (
        "after=0&after=abc",
        "order_by=text",
        "case_id=1",
        "&&==",
        "a" * 5000,
        "after[]=1",
    ):
        assert refs(Page(client.get(f"{path}?{query}").content)) == plain
