"""Preparation lists on the pages: ticked once, they show at the gates with day and source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from handrail.core.therapy.preparing import lines_of
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.preparing import prepare
from handrail.store.records.chart.arranged import charted, facts_for
from handrail.store.records.chart.case_gates import gates_of
from handrail.store.records.models import Ladder, PreparedLine
from tests.demo import MOMENT, Demo, taken_back
from tests.rooms.clinic.test_contacts import Desk
from tests.rooms.clinic.test_staff import mistakes, to

CARDS = {card.id: card for card in load().cards}
VISITING, HOME = "preparation.parent_visiting", "preparation.parent_at_home"
EVERY = [str(at) for at in range(len(lines_of(CARDS[VISITING])))]


@pytest.fixture
def desk(demo: Demo) -> Iterator[Desk]:
    with taken_back():
        yield Desk(demo)


def tick(desk: Desk, lines: list[str], *, card: str = VISITING, who: str = "Theo") -> HttpResponse:
    return desk.send(
        "preparation", desk.demo.ladder(desk.demo.alder), card=card, person=desk.person(who),
        lines=lines,
    )  # fmt: skip


def missing(desk: Desk, named: str) -> str | None:
    """What the gate still asks of the first requirement of this name; None: it is met."""
    with desk.later(), acting_as(desk.demo.viewer("noa")):
        now = gates_of(desk.demo.viewer("noa"), desk.demo.alder, desk.moment.date())
        found = now.gate("individual_work.exit").requirements
    (one,) = [one for one in found if one.asked.id.startswith(named)]
    return one.missing.what_would_satisfy if one.missing else None


def test_a_list_gone_through_is_not_entered_again(desk: Desk) -> None:
    assert missing(desk, "visiting_parent_prepared")
    page = desk.page("gate", "individual_work-exit")
    assert page.links()["Go through the list"].endswith("/preparation/")
    assert tick(desk, EVERY).status_code == 303
    assert missing(desk, "visiting_parent_prepared") is None
    assert missing(desk, "home_parent_prepared"), "Mara's list is another one"
    page = desk.page("gate", "individual_work-exit")
    title = CARDS[VISITING].en.title
    assert f"23 July: “{title}”, every line gone through with Theo. Noa" in page.main
    tick(desk, [str(at) for at in range(len(lines_of(CARDS[HOME])))], card=HOME, who="Mara")
    assert missing(desk, "home_parent_prepared") is None


def test_a_list_that_is_not_whole_says_what_is_open_and_a_tick_taken_back_closes(
    desk: Desk,
) -> None:
    tick(desk, EVERY[:-1])
    told = missing(desk, "visiting_parent_prepared")
    assert told is not None
    assert f"{len(EVERY) - 1} of {len(EVERY)} lines are ticked" in told
    assert lines_of(CARDS[VISITING])[-1].rstrip(".") in told
    assert told in desk.page("gate", "individual_work-exit").main
    tick(desk, EVERY)
    assert missing(desk, "visiting_parent_prepared") is None
    tick(desk, EVERY[1:])
    assert missing(desk, "visiting_parent_prepared")


def test_ticks_before_one_contact_count_each_contact_for_itself(desk: Desk) -> None:
    contact = desk.planned()
    half = len(EVERY) // 2
    theo = desk.person("Theo")
    desk.send("contact", contact, card=VISITING, person=theo, lines=EVERY[:half])
    tick(desk, EVERY[half:])
    assert missing(desk, "visiting_parent_prepared"), "two halves are no whole"
    desk.send("contact", contact, card=VISITING, person=theo, lines=EVERY)
    assert missing(desk, "visiting_parent_prepared") is None


def test_the_step_that_asks_for_it_can_be_planned_then(desk: Desk) -> None:
    """R3 of the protocol asks that the visiting parent is prepared; the list alone is enough."""
    with acting_as(desk.demo.viewer("noa")):
        row = Ladder.objects.filter(case_id=desk.demo.alder).order_by("position")[0]
        needs = next(rung.needs for rung in load().rungs if rung.id == "R3")
        rungs = [{**one, "needs": needs if one["id"] == "R3" else []} for one in row.rungs]
        Ladder.objects.filter(id=row.id).update(rungs=rungs)

    def asked() -> list[str]:
        with desk.later(), acting_as(desk.demo.viewer("noa")):
            chart = charted(desk.demo.alder, MOMENT.date())
            now = chart.ladders[0]
            facts = facts_for(chart, now, now.ladder.index("R3"), MOMENT.date())
        return [one.requirement_id for one in getattr(facts.needs, "missing", ())]

    assert [one.partition(":")[0] for one in asked()] == ["visiting_parent_prepared"]
    tick(desk, EVERY)
    assert asked() == []


def test_somebody_of_no_seat_in_the_family_or_no_such_line_is_refused(desk: Desk) -> None:
    iris = desk.demo.viewer("iris").person_id
    ladder = desk.demo.ladder(desk.demo.alder)
    stranger = desk.send("preparation", ladder, card=VISITING, person=iris, lines=EVERY)
    assert stranger.status_code == 200, "no list of that page"
    assert "not on the list" in mistakes(tick(desk, ["99"]))
    noa = desk.demo.viewer("noa")
    for given in ({"person": iris, "lines": [0]}, {"person": None, "lines": [99]}):
        with acting_as(noa), pytest.raises(Refused, match="gone"):
            prepare(
                by=noa, case_id=desk.demo.alder, ladder=ladder, card=VISITING,
                **given,  # type: ignore[arg-type]
            )  # fmt: skip
    with acting_as(noa):
        assert not PreparedLine.objects.filter(ladder_id=ladder).exists()


def test_the_page_shows_the_child_and_both_parents_and_how_far_each_is(desk: Desk) -> None:
    page = desk.page("preparation", desk.demo.ladder(desk.demo.alder))
    assert page.headings[0] == "Preparation, Wren with Theo"
    for name in ("Wren: ", "Theo: ", "Mara: "):
        assert name in page.main
    assert "You, or whoever observes" not in page.main, "the card of each contact is not here"
    tick(desk, EVERY)
    page = desk.page("preparation", desk.demo.ladder(desk.demo.alder))
    assert "All ticked: Theo: " in page.main
    assert f"{len(EVERY)} of {len(EVERY)}" in page.main


@pytest.mark.parametrize("who", ["jonas", "rafa", "sol", "greta"])
def test_nobody_else_finds_the_lists(demo: Demo, who: str) -> None:
    address = to("preparation", demo.alder, demo.ladder(demo.alder))
    client = demo.client(who)
    assert client.get(address).status_code == 404
    assert client.post(address, {"card": VISITING, "lines": EVERY}).status_code == 404


def test_a_ladder_of_another_case_is_not_there(demo: Demo) -> None:
    other = demo.ladder(demo.cedar)
    assert demo.client("noa").get(to("preparation", demo.alder, other)).status_code == 404
    noa = demo.viewer("noa")
    with acting_as(noa), pytest.raises(Refused, match="gone"):
        prepare(
            by=noa, case_id=demo.alder, ladder=other, card=VISITING, person=None, lines=[0],
        )  # fmt: skip
    with acting_as(noa):
        assert not PreparedLine.objects.filter(ladder_id=other).exists()
