"""No page says a word that the seat may not read. The markers are the families' own sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.stops import stop_now
from handrail.store.records.reading.family import stored_case
from handrail.web.demo.cast import STAFF
from tests.demo import Demo, taken_back
from tests.families import bring_in, shipped
from tests.repo.test_routes import DECLARED, SEATS
from tests.repo.test_routes import address as route_address
from tests.rooms.clinic.conftest import BESIDES, TABS, Open, address
from tests.rooms.clinic.page import Page

FAMILIES = ("alder", "cedar", "linden")
EVERYBODY = tuple(seat.key for seat in STAFF)
ACROSS = ("today", "cases", "search", "legal_holds")


def texts(value: Any) -> Iterator[str]:
    """Every text inside a piece of a family file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def clinical_words() -> set[str]:
    """Sentences of notes, goals, history, views and decisions of all families."""
    found: set[str] = set()
    for raw in map(shipped, FAMILIES):
        found |= {one["observed"] for one in raw["sessions"] if one.get("observed")}
        found |= {one["event"] for one in raw["history"]}
        for goal in raw["goals"]:
            found |= {goal["statement"], *goal.get("levels", ())}
    # a note that says no more than the kind of its session is no secret
    return {text for text in found if len(text) > 8 and text != "Individual session"}


def contact_details() -> set[str]:
    """Addresses, telephones, schools, workplaces, and their telling parts."""
    found: set[str] = set()
    for raw in map(shipped, FAMILIES):
        for person in raw["people"]:
            found |= set(texts(person.get("contact_details", {})))
    assert len(found) >= 5, "the families hold something to keep"
    return found | {"Kestrel", "Ashfield", "Marlow", "Mill Lane", "555-01"}


def family_names() -> set[str]:
    found = {seat.family for seat in STAFF}
    for raw in map(shipped, FAMILIES):
        found |= {raw["case"]["name"], *(person["family"] for person in raw["people"])}
    return found


SEARCHES = ("", "a", "e", "birthday", "Kestrel", "Noor", "outing")


def pages_of(demo: Demo, who: str) -> Iterator[tuple[str, str]]:
    """(address, html) of every page somebody can open; each of them in every family."""
    client = demo.client(who)
    every = [address(route) for route in ACROSS]
    every += [f"{address('search')}?q={words}" for words in SEARCHES]
    every += [address(tab, case) for tab in (*TABS, *BESIDES) for case in demo.cases.values()]
    for path in every:
        response = client.get(path)
        if response.status_code == 200:
            yield path, response.content.decode()


COVERS = re.compile(r'<section class="stack" aria-labelledby="covers">.*?</section>', re.DOTALL)
"""What the seats that keep the covers of every case find at the foot of Cases."""


@pytest.fixture(scope="module")
def opened(shared_demo: Demo) -> dict[str, list[tuple[str, str]]]:
    """Every page of everybody of the staff."""
    with taken_back():
        return {who: list(pages_of(shared_demo, who)) for who in EVERYBODY}


def test_the_therapist_sees_the_words_that_others_must_not(demo: Demo) -> None:
    """The control of this file: the markers are there where they may be."""
    seen = " ".join(Page(html).text for _path, html in pages_of(demo, "noa"))
    missing = {text for text in clinical_words() if " ".join(text.split()) not in seen}
    assert missing == set()


CLINICAL_TERMS = re.compile(
    r"\b(distress|settled|alarm|setback|step down|rung|goal|PSC|GAD|PHQ|note[ds]?|therapy goal)\b",
    re.IGNORECASE,
)


def test_the_coordinator_reads_no_clinical_word_anywhere(demo: Demo) -> None:
    pages = list(pages_of(demo, "rafa"))
    assert {path for path, _html in pages} >= {
        address("today"), address("cases"), *(address("order", c) for c in demo.cases.values())
    }  # fmt: skip
    for path, html in pages:
        page = Page(html)
        told = page.text
        if path.startswith(address("search")):
            assert page.told("title") == ["No notes to search"]
            continue
        assert not [text for text in clinical_words() if text in told], path
        for heading in page.headings:
            assert not CLINICAL_TERMS.search(heading), (path, heading)
        assert not CLINICAL_TERMS.search(page.main.replace("progress towards the goals", "")), path


@pytest.mark.parametrize("who", ["jonas", "greta", "sol"])
def test_whoever_has_no_seat_sees_nothing_of_any_case(demo: Demo, who: str) -> None:
    given = {person["given"] for raw in map(shipped, FAMILIES) for person in raw["people"]}
    for path, whole in pages_of(demo, who):
        html = COVERS.sub("", whole)
        told = Page(html).text
        assert not [name for name in given if re.search(rf"\b{name}\b", told)], path
        assert not re.search(r"\bcase \d", told), path
        assert not re.search(r"/cases/[0-9a-f]", html), path
        assert not [text for text in clinical_words() if text in told], path


def test_nobody_sees_an_address_or_a_telephone(opened: dict[str, list[tuple[str, str]]]) -> None:
    details = contact_details()
    for who, pages in opened.items():
        for path, html in pages:
            shown = html.replace('value="Kestrel"', "")  # what was typed comes back to be changed
            found = [one for one in details if one in shown and one != "Westbrook"]
            assert found == [], (who, path)


def test_screens_show_given_names_alone(opened: dict[str, list[tuple[str, str]]]) -> None:
    """No family name in a title or a line, but on the covers for the seats that keep them."""
    names = re.compile(rf"\b({'|'.join(sorted(family_names()))})\b", re.IGNORECASE)
    for who, pages in opened.items():
        for path, html in pages:
            shown = COVERS.sub("", html) if who in ("rafa", "greta") else html
            assert not names.search(shown), (who, path)
            assert not names.search(Page(html).title), (who, path)


@pytest.mark.parametrize("who", ["rafa", "greta"])
def test_a_cover_holds_the_name_the_number_and_the_state(open_page: Open, who: str) -> None:
    rows = open_page(who, "cases").table("Every case of the practice")
    assert [set(row) for row in rows] == [{"Family", "Case", "State", "Team"}] * 3
    assert [(row["Family"], row["Case"], row["State"]) for row in rows] == [
        ("Alder", "014", "active"), ("Cedar", "009", "active"), ("Linden", "017", "active"),
    ]  # fmt: skip


def test_titles_say_which_page_and_nothing_of_whose(
    opened: dict[str, list[tuple[str, str]]],
) -> None:
    titles = {Page(html).title for pages in opened.values() for _path, html in pages}
    assert titles == {
        f"{name} · Handrail"
        for name in (
            "Today", "Cases", "Search", "Case", "Timeline", "Understanding", "Plan", "Ladder",
            "Gates", "Goals", "Measures",
            "People", "Order and duties", "Who saw what", "Contacts", "Sessions", "Stops",
            "Legal holds",
        )
    }  # fmt: skip


def test_no_page_holds_a_mail_address_or_a_counted_id(
    opened: dict[str, list[tuple[str, str]]],
) -> None:
    """Ids are random; a number in an address could be counted up by whoever reads it."""
    for who, pages in opened.items():
        for path, html in pages:
            assert "@" not in html, (who, path)
            page = Page(html)
            for element in page.root.iter():
                for name in ("href", "action", "src", "value", "for"):
                    told = element.get(name, "")
                    parts = re.split(r"[/?&=#]", told.partition("?after=")[0])
                    assert not [part for part in parts if part.isdecimal()], (path, told)


def test_nothing_may_keep_a_page(demo: Demo) -> None:
    client = demo.client("noa")
    for path in (address("today"), address("timeline", demo.alder), address("search") + "?q=a"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert not {"ETag", "Last-Modified", "Expires", "Content-Encoding"} & set(headers)


# --- what a child told --------------------------------------------------------------------------

TOLD = {
    "words": "quillwort behind the boiler",
    "before": "asked about bedtime, zibeline",
    "reported_to": "Kaveshire hotline",
    "reference": "REF-77-oxbow",
    "heard_by": ["Noa", "yarrowby"],
}
MARKERS = ("quillwort", "zibeline", "Kaveshire", "oxbow", "yarrowby")


@pytest.fixture
def case_with_report(demo: Demo) -> UUID:
    """A family in which a child told something; the whole team has its seat."""
    raw = shipped("alder")
    raw["case"]["name"] = "Hawthorn"
    session = next(one for one in raw["sessions"] if one["id"] == "A16")
    session["disclosure"] = {"child": "wren", "about": "parent_b", **TOLD}
    noa = demo.viewer("noa")
    return bring_in(noa, raw)


def _team(demo: Demo, case: UUID) -> None:
    from handrail.store.accounts.actions.cases import give_seat

    noa = demo.viewer("noa")
    with acting_as(noa):
        for who, seat in (("iris", "supervisor"), ("rafa", "coordinator")):
            give_seat(by=noa, case_id=case, person_id=demo.viewer(who).person_id, seat=seat)


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_a_child_told_stands_on_no_page(demo: Demo, case_with_report: UUID, who: str) -> None:
    """Not for the reporter either, on these pages: the file has a door of its own."""
    _team(demo, case_with_report)
    client = demo.client(who)
    paths = [address(tab, case_with_report) for tab in TABS] + [address(r) for r in ACROSS]
    paths += [f"{address('search')}?q={marker}" for marker in MARKERS]
    for path in paths:
        html = client.get(path).content.decode()
        found = [m for m in MARKERS if m in html.replace(f'value="{m}"', "")]
        assert found == [], path


def test_the_report_leaves_no_count_and_no_gap(demo: Demo, open_page: Open) -> None:
    """The same family with the stop but without the report gives the same pages."""
    with_report, without = shipped("alder"), shipped("alder")
    for name, raw in (("Hawthorn", with_report), ("Hornbeam", without)):
        raw["case"]["name"] = name
        session = next(one for one in raw["sessions"] if one["id"] == "A16")
        told = {"child": "wren", "about": "parent_b"}
        session["disclosure"] = {**told, **TOLD} if raw is with_report else told
    noa = demo.viewer("noa")
    cases = [bring_in(noa, with_report), bring_in(noa, without)]
    for tab in TABS:
        if tab == "seen":
            continue
        first, second = (open_page("noa", tab, case).main for case in cases)
        assert first == second, tab
    lines = [open_page("noa", "seen", case).table("Ledger lines of this case") for case in cases]
    acts = [[row["Did what"] for row in rows] for rows in lines]
    assert acts[0] == acts[1]


def desk_pages(demo: Demo) -> dict[str, str]:
    """Every page of the clinic the coordinator reads, with its words."""
    found = {}
    for (route, verb), answers in DECLARED.items():
        seat = dict(zip(SEATS, answers, strict=True))["coordinator of the case"]
        if verb == "GET" and seat == "P" and route.startswith("clinic:"):
            response = demo.client("rafa").get(route_address(route, demo))
            assert response.status_code == 200, route
            found[route] = Page(response.content).text
    return found


def test_a_stop_changes_no_word_on_a_page_of_the_desk(demo: Demo) -> None:
    """A stop is a safety alert: the coordinator's seat may not read it (disclosure matrix)."""
    noa = demo.viewer("noa")
    before = desk_pages(demo)
    with acting_as(noa):
        stop_now(by=noa, case_id=demo.alder, child=None, reason="safety_flag")
        assert stored_case(demo.alder).stops
    after = desk_pages(demo)
    assert len(after) > 6
    assert {route for route in after if after[route] != before[route]} == set()
