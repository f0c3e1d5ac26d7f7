"""The team of a case: who gives and ends which seat, and what an outsider sees of it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from handrail.store.accounts.reading import case_for
from handrail.store.accounts.teams import team_of
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from tests.demo import Demo
from tests.rooms.clinic.page import Page
from tests.rooms.clinic.test_staff import mistakes, page_of, person, send, to


def membership(demo: Demo, name: str) -> UUID:
    with acting_as(demo.viewer("noa")):
        (found,) = [one for one in team_of(demo.alder) if one.person == person(demo, name)]
    return found.membership


def give(demo: Demo, by: str, name: str, seat: str) -> HttpResponse:
    return send(demo.client(by), to("team", demo.alder), person=person(demo, name), seat=seat)


def seen(demo: Demo, by: str) -> Page:
    return page_of(demo.client(by).get(to("team", demo.alder)))  # type: ignore[arg-type]


def test_the_people_page_tells_the_team_and_leads_to_it(demo: Demo) -> None:
    page = page_of(demo.client("noa").get(to("people", demo.alder)))  # type: ignore[arg-type]
    assert page.table("The team of this case") == [
        {"Name": "Noa", "Seat": "reunification therapist", "Since": "23 July", "Given by": "Noa"},
        {"Name": "Iris", "Seat": "supervisor", "Since": "23 July", "Given by": "Noa"},
        {"Name": "Rafa", "Seat": "coordinator", "Since": "23 July", "Given by": "Noa"},
    ]
    assert page.links()["Give or end a seat"] == to("team", demo.alder)


@pytest.mark.parametrize("by", ["noa", "iris", "rafa", "greta"])
def test_the_team_and_the_desk_give_a_colleague_a_seat(demo: Demo, by: str) -> None:
    jonas = demo.client("jonas")
    assert jonas.get(to("case", demo.alder)).status_code == 404
    assert give(demo, by, "jonas", "co_therapist").headers["Location"] == to("team", demo.alder)
    assert jonas.get(to("case", demo.alder)).status_code == 200
    with acting_as(demo.viewer("iris")):
        line = Line.objects.filter(chain_id=demo.alder, act="seat.given").order_by("-seq")[0]
    assert (line.actor_person_id, line.object_id) == (person(demo, by), person(demo, "jonas"))


@pytest.mark.parametrize("who", ["jonas", "sol", "mara"])
def test_nobody_else_finds_the_page(demo: Demo, who: str) -> None:
    nothing = Client().get("/none/").content
    client = demo.client(who)
    for address in (
        to("team", demo.alder),
        to("team_seat_end", demo.alder, membership(demo, "iris")),
    ):
        for answer in (client.get(address), send(client, address, person=person(demo, "jonas"))):
            assert (answer.status_code, answer.content) == (404, nothing)


def test_the_privacy_officer_sees_the_cover_and_nothing_of_the_case(demo: Demo) -> None:
    page = seen(demo, "greta")
    assert "The team of case 014, Alder" in page.headings
    for word in ("Wren", "Mara", "Theo", "separate arrivals", "Ladder"):
        assert word not in page.text
    with acting_as(demo.viewer("greta")):
        assert case_for(demo.viewer("greta"), demo.alder) is None
    every = page_of(demo.client("greta").get(to("cases")))  # type: ignore[arg-type]
    assert [row["Family"] for row in every.table("Every case of the practice")] == [
        "Alder", "Cedar", "Linden",
    ]  # fmt: skip
    assert (
        "Every case of the practice"
        not in page_of(
            demo.client("noa").get(to("cases"))  # type: ignore[arg-type]
        ).main
    )


def test_what_is_offered_is_what_may_be_given(demo: Demo) -> None:
    """The form of each seat, against what its POST would refuse."""
    for by, seats in [
        ("noa", ["Co-therapist", "Supervisor", "Coordinator"]),
        ("iris", ["Reunification therapist", "Co-therapist", "Supervisor", "Coordinator"]),
    ]:
        assert seen(demo, by).told("choice") == seats
    give(demo, "noa", "jonas", "co_therapist")
    told = seen(demo, "jonas")
    assert told.told("choice") == []
    assert "gives no seats" in told.main
    assert "not on the list" in mistakes(give(demo, "noa", "jonas", "therapist"))


def test_nobody_is_offered_who_could_not_sit_there(demo: Demo) -> None:
    offered = seen(demo, "noa").section("Give a seat")
    assert "Jonas Reed" in offered
    for name in ("Sol", "Greta", "Noa", "Mara"):
        assert name not in offered


@pytest.mark.parametrize(
    ("name", "seat", "told"),
    [
        ("jonas", "", "has no answer"),
        ("jonas", "administrator", "not on the list"),
        ("sol", "supervisor", "not on the list"),
        ("mara", "supervisor", "not on the list"),
        ("noa", "supervisor", "not on the list"),
        ("rafa", "supervisor", "does not carry this one"),
        ("iris", "supervisor", "have this seat already"),
    ],
)
def test_what_cannot_be_given_is_refused_with_the_reason(
    demo: Demo, name: str, seat: str, told: str
) -> None:
    assert told in mistakes(give(demo, "noa", name, seat))


@pytest.mark.parametrize("given", [{}, {"person": "x"}, {"person": "\x00"}, {"person": uuid4()}])
def test_odd_input_is_only_refused(demo: Demo, given: dict[str, object]) -> None:
    answer = send(demo.client("noa"), to("team", demo.alder), **given)
    assert "to put right" in mistakes(answer)


def test_ending_a_seat_closes_the_case_at_once(demo: Demo) -> None:
    iris = demo.client("iris")
    address = to("team_seat_end", demo.alder, membership(demo, "iris"))
    client = demo.client("noa")
    assert "End the seat of Iris as supervisor?" in page_of(client.get(address)).headings  # type: ignore[arg-type]
    assert send(client, address).headers["Location"] == to("team", demo.alder)
    assert iris.get(to("case", demo.alder)).status_code == 404
    assert client.get(address).status_code == 404, "what has ended has no end"
    assert send(client, address).status_code == 303


def test_whoever_goes_last_is_told(demo: Demo) -> None:
    client = demo.client("noa")
    own = to("team_seat_end", demo.alder, membership(demo, "noa"))
    send(client, to("team_seat_end", demo.alder, membership(demo, "iris")))
    assert "Nobody who treats is left" in page_of(client.get(own)).main  # type: ignore[arg-type]
    assert send(client, own).headers["Location"] == to("cases")
    assert client.get(to("team", demo.alder)).status_code == 404
    assert give(demo, "greta", "jonas", "therapist").status_code == 303


def test_a_seat_one_may_not_give_one_may_not_end(demo: Demo) -> None:
    give(demo, "noa", "jonas", "co_therapist")
    jonas = demo.client("jonas")
    assert "End this seat" in seen(demo, "jonas").links(), "their own"
    answer = send(jonas, to("team_seat_end", demo.alder, membership(demo, "iris")))
    assert "does not give this seat" in mistakes(answer)


def test_a_seat_of_another_case_is_not_ended_from_here(demo: Demo) -> None:
    with acting_as(demo.viewer("noa")):
        (foreign,) = [one for one in team_of(demo.cedar) if one.person == person(demo, "iris")]
    address = to("team_seat_end", demo.alder, foreign.membership)
    assert demo.client("noa").get(address).status_code == 404
    send(demo.client("noa"), address)
    with acting_as(demo.viewer("iris")):
        assert case_for(demo.viewer("iris"), demo.cedar) is not None
