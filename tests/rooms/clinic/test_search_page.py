"""Search: what one may read, scanned, newest first; any words get a plain answer."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote_from_bytes

import pytest

from handrail import clock
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from tests.demo import MOMENT, Demo
from tests.families import bring_in, with_sessions
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.page import Page, words


def found(page: Page) -> list[str]:
    """The titles of the hits, in their order."""
    return [words(one) for listed in page.all("rows") for one in listed.iter("h3")]


def test_a_hit_says_where_when_and_what_stands_around(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "search", q="birthday")
    assert found(page) == ["A14 · Parent–child session"]
    assert "case 014 · 12 May" in page.main
    assert "Father asked twice why a birthday call was not answered" in page.main
    assert page.links()["A14 · Parent–child session"] == address("timeline", demo.alder)


def test_case_and_order_of_the_words_do_not_matter(open_page: Open) -> None:
    one = found(open_page("noa", "search", q="BIRTHDAY father"))
    assert one == found(open_page("noa", "search", q="father  birthday")) != []


def test_every_word_has_to_be_there(open_page: Open) -> None:
    assert found(open_page("noa", "search", q="birthday dragon")) == []


def test_a_shorter_word_in_a_longer_one_is_found(open_page: Open) -> None:
    assert "A14 · Parent–child session" in found(open_page("noa", "search", q="birth"))


def test_signs_of_patterns_mean_themselves(open_page: Open) -> None:
    for sign in ("%", "_", ".*", "\\", "'", '"', "<b>", "--"):
        page = open_page("noa", "search", q=sign + "zz")
        assert "Nothing found" in page.main


def test_nothing_found_says_where_it_looked(open_page: Open) -> None:
    page = open_page("noa", "search", q="dragonfruit")
    assert "Nothing found Looked through the notes of your own cases" in page.main
    assert "400 days" in page.main


def test_without_words_nothing_is_searched(open_page: Open) -> None:
    for query in ({}, {"q": ""}, {"q": "   "}, {"other": "x"}):
        assert "Found" not in open_page("noa", "search", **query).headings


def test_what_lies_too_far_back_is_not_found(open_page: Open) -> None:
    with clock.stopped_at(MOMENT + timedelta(days=400)):
        assert found(open_page("noa", "search", q="birthday")) == []


def test_at_most_forty_and_the_page_says_so(open_page: Open, demo: Demo) -> None:
    bring_in(demo.viewer("noa"), with_sessions("Rowan", 60))
    page = open_page("noa", "search", q="drew")
    assert len(found(page)) == 40
    assert "The newest 40 are shown." in page.main


def test_newest_first(open_page: Open, demo: Demo) -> None:
    bring_in(demo.viewer("noa"), with_sessions("Rowan", 20))
    titles = found(open_page("noa", "search", q="drew"))
    numbers = [int(title.split(" ")[0][1:]) for title in titles if title.startswith("E")]
    assert numbers == list(range(14, -1, -1))


@pytest.mark.parametrize("who", ["rafa", "jonas", "greta", "sol"])
def test_without_notes_one_may_read_there_is_no_field(open_page: Open, who: str) -> None:
    page = open_page(who, "search", q="birthday")
    assert "No notes to search" in page.main
    assert not list(page.root.iter("input"))[1:], "but for the token of signing out"


ODD = {
    "nul": b"birth\x00day",
    "half a character": "quince \ud800".encode("utf-8", "surrogatepass"),
    "not utf-8": b"\xff\xfe\xfa",
    "too long": b"x" * 10_000,
    "blanks": b" \t\r\n ",
    "many words": b"zz " * 33,
    "emoji": "😀".encode(),
    "arabic": "الأحد".encode(),
    "combining": "é̂̃".encode(),
    "right to left": "\u202egnirts".encode(),
    "markup": b"<script>alert(1)</script>",
    "template": b"{{ 7|add:7 }}{% load x %}",
    "sql": b"' OR 1=1 --",
    "braces": b"%(name)s {0} {x}",
}


@pytest.mark.parametrize("name", ODD)
def test_any_words_get_a_plain_answer(demo: Demo, name: str) -> None:
    query = quote_from_bytes(ODD[name])
    response = demo.client("noa").get(f"{address('search')}?q={query}")
    assert response.status_code == 200
    page = Page(response.content)
    if name in ("nul", "too long"):
        assert page.all("error-summary"), "what is wrong and what would be right"
    else:
        assert "Nothing found" in page.main or "Found" not in page.headings


def test_what_is_wrong_is_said_with_what_would_do(open_page: Open) -> None:
    page = open_page("noa", "search", q="x" * 101)
    (told,) = page.told("error-summary")
    assert "100" in told
    (field,) = [one for one in page.root.iter("input") if one.get("name") == "q"]
    assert field.get("value") == "x" * 101, "nothing typed is lost"


def test_the_words_stand_in_no_ledger_line(demo: Demo, open_page: Open) -> None:
    open_page("noa", "search", q="birthday")
    noa = demo.viewer("noa")
    with acting_as(noa):
        lines = list(
            Line.objects.filter(actor_person_id=noa.person_id).values_list(
                "act", "object_kind", "detail"
            )
        )
    assert not any("birthday" in str(line) for line in lines)
