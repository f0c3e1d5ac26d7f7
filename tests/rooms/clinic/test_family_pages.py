"""The family map is written down: people, two homes, relations with who told them, history."""

from __future__ import annotations

from uuid import UUID

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.family import add_history, add_home, add_relation
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.reading.family import stored_case
from handrail.store.records.reading.family_map import held_on
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.forms import refused, send

WRITING = ("person_add", "person_correct", "home_add", "relation_add", "family_end", "history_add")


def ids(demo: Demo) -> dict[str, str]:
    with acting_as(demo.viewer("noa")):
        return {one.given: one.id for one in stored_case(demo.alder).family.people}


def test_somebody_new_is_on_the_map_and_can_be_put_right(demo: Demo, open_page: Open) -> None:
    answer = send(
        demo,
        "noa",
        "person_add",
        demo.alder,
        given="Ottilie",
        seat="grandparent",
        born_on="1950-04",
    )
    assert answer.status_code == 303
    page = open_page("noa", "people", demo.alder)
    assert [row["Who"] for row in page.table("The family") if row["Name"] == "Ottilie"] == [
        "grandparent"
    ]
    path = f"{address('person_correct', demo.alder)}?person={ids(demo)['Ottilie']}"
    given = {"idempotency_key": str(UUID(int=5)), "given": "Odile", "version": "1"}
    assert demo.client("noa").post(path, given).status_code == 303
    assert "Odile" in open_page("noa", "people", demo.alder).main
    stale = {**given, "idempotency_key": str(UUID(int=6))}
    assert "in the meantime" in refused(demo.client("noa").post(path, stale))  # type: ignore[arg-type]


def test_nobody_of_the_staff_is_added_this_way(demo: Demo) -> None:
    for seat in ("therapist", "supervisor", "nonsense"):
        answer = send(demo, "noa", "person_add", demo.alder, given="X", seat=seat)
        assert "not on the list" in refused(answer)


def test_a_child_lives_in_two_homes_and_the_map_knows_the_days(demo: Demo, open_page: Open) -> None:
    people = ids(demo)
    before = open_page("noa", "people", demo.alder).table("Homes, with their days")
    answer = send(demo, "noa", "home_add", demo.alder, people=[people["Wren"]], since="2024-06")
    assert answer.status_code == 303
    page = open_page("noa", "people", demo.alder)
    rows = page.table("Homes, with their days")
    assert len(rows) == len(before) + 1
    then = open_page("noa", "people", demo.alder, on="2024-05-31")
    (wren_then,) = [row["Home"] for row in then.table("The family") if row["Name"] == "Wren"]
    (wren_now,) = [row["Home"] for row in page.table("The family") if row["Name"] == "Wren"]
    assert wren_now.count(",") == wren_then.count(",") + 1
    assert "As it was on 31 May 2024." in then.main


def test_a_stay_ends_and_the_days_before_still_show_it(demo: Demo, open_page: Open) -> None:
    people = ids(demo)
    send(demo, "noa", "home_add", demo.alder, people=[people["Wren"]], since="2024-06")
    page = open_page("noa", "people", demo.alder)
    ends = [e.get("href", "") for e in page.root.iter("a") if "stay=" in e.get("href", "")]
    client = demo.client("noa")
    for path in ends:
        key = {"idempotency_key": str(UUID(int=ends.index(path) + 50))}
        early = client.post(path, {**key, "until": "2023"})
        if early.status_code == 200:  # the one with a beginning
            assert "before it begins" in refused(early)  # type: ignore[arg-type]
            assert client.post(path, {**key, "until": "2025-01"}).status_code == 303
    now = open_page("noa", "people", demo.alder).table("The family")
    then = open_page("noa", "people", demo.alder, on="2024-12-24").table("The family")
    assert [row["Home"] for row in now if row["Name"] == "Wren"] != [
        row["Home"] for row in then if row["Name"] == "Wren"
    ]


def test_a_relation_says_who_told_it(demo: Demo, open_page: Open) -> None:
    people = ids(demo)
    given = {"of": people["Mara"], "to": people["Theo"], "kind": "former_partner_of"}
    answer = send(
        demo, "noa", "relation_add", demo.alder, quality="conflicted", since="2023",
        source=people["Theo"], **given,
    )  # fmt: skip
    assert answer.status_code == 303
    rows = open_page("noa", "people", demo.alder).table("Relations")
    told = [(row["Told to be"], row["Since"], row["Told by"]) for row in rows]
    assert ("in conflict", "2023", "Theo") in told
    same = send(
        demo, "noa", "relation_add", demo.alder, quality="close", kind="partner_of",
        of=people["Mara"], to=people["Mara"],
    )  # fmt: skip
    assert "between two people" in refused(same)


def test_history_has_its_sources(demo: Demo, open_page: Open) -> None:
    people = ids(demo)
    given = {"on": "2019-03", "event": "A move to the coast", "sources": [people["Theo"]]}
    assert send(demo, "noa", "history_add", demo.alder, **given).status_code == 303
    told = open_page("noa", "people", demo.alder).section("What happened before")
    assert "A move to the coast" in told
    without = send(demo, "noa", "history_add", demo.alder, on="2019", event="x")
    assert "Told by" in refused(without)
    to_come = send(demo, "noa", "history_add", demo.alder, **given | {"on": "2031"})
    assert "not come yet" in refused(to_come)
    for wrong in ("last spring", "2019-13"):
        answer = send(demo, "noa", "history_add", demo.alder, **given | {"on": wrong})
        assert "Write a year, a month or a day" in refused(answer)


def test_people_of_another_family_cannot_be_named(demo: Demo) -> None:
    noa = demo.viewer("noa")
    with acting_as(noa):
        stranger = UUID(stored_case(demo.cedar).family.people[0].id)
        mara = UUID(next(p.id for p in stored_case(demo.alder).family.people if p.given == "Mara"))
        for write in (
            lambda: add_home(by=noa, case_id=demo.alder, people=[stranger]),
            lambda: add_relation(
                by=noa, case_id=demo.alder, of=mara, to=stranger, kind="partner_of"
            ),
            lambda: add_history(
                by=noa, case_id=demo.alder, on="2019", event="x", sources=[stranger]
            ),
        ):
            with pytest.raises(RefusedByRule, match="not among"):
                write()


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        ("", "", True), ("2025", "", True), ("2025-07-23", "", True), ("2025-07-24", "", False),
        ("2025-08", "", False), ("", "2025", True), ("", "2025-07", True),
        ("", "2025-07-22", False), ("", "2024", False),
    ],
)  # fmt: skip
def test_a_day_a_month_and_a_year_hold_as_far_as_they_reach(
    since: str, until: str, holds: bool
) -> None:
    assert held_on(since, until, MOMENT.date()) is holds


@pytest.mark.parametrize("route", WRITING)
@pytest.mark.parametrize("who", ["rafa", "jonas", "greta", "sol", "mara"])
def test_no_other_seat_writes_the_family_down(demo: Demo, who: str, route: str) -> None:
    person = ids(demo)["Wren"]
    path = f"{address(route, demo.alder)}?person={person}"
    assert demo.client(who).get(path).status_code == 404
