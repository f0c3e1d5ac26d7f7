"""A child too young to be asked is observed: on the pages, in the rule, and never as a yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse

from handrail.store.accounts.models import Person
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.child_views import record_child_view
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.actions.starting import against_start
from handrail.store.records.models import ChildView
from tests.demo import Demo, taken_back
from tests.rooms.clinic.test_contacts import DAY, Desk
from tests.rooms.clinic.test_room import Room
from tests.rooms.clinic.test_staff import mistakes, to

SEEN = "Wren sat on the mat beside Mara and built; looked up when the door went."


@pytest.fixture
def desk(demo: Demo) -> Iterator[Desk]:
    """Wren is not yet two."""
    with taken_back():
        made_young(demo)
        yield Desk(demo)


def made_young(demo: Demo) -> None:
    with acting_as(demo.viewer("noa")):
        wren = Desk(demo).person("Wren")
        Person.objects.filter(id=wren).update(born_on="2023-10")


def view(desk: Desk, answer: str, said: str = SEEN) -> HttpResponse:
    return desk.send(
        "child_view", desk.demo.ladder(desk.demo.alder), rung="R5", answer=answer, on=DAY,
        asked_by="Noa", alone="no", said=said,
    )  # fmt: skip


def test_the_page_asks_what_was_seen_and_offers_no_yes(desk: Desk) -> None:
    page = desk.page("child_view", desk.demo.ladder(desk.demo.alder))
    assert page.headings[0] == "How Wren is before a step"
    assert "too young to be asked" in page.main
    assert "setting of this practice" in page.main
    assert "not on the list" in mistakes(view(desk, "yes"))
    assert "empty" in mistakes(view(desk, "seen_at_ease", said=" "))


def test_what_was_seen_is_marked_and_leads_up(desk: Desk) -> None:
    contact = desk.demo.contact(desk.demo.alder, "A26")
    told = desk.page("decision", contact).main
    assert "Wren says nothing seen is on record yet" in told
    assert view(desk, "seen_at_ease").status_code == 303
    told = desk.page("decision", contact).main
    assert "seen at ease; not the child’s yes, on 23 July, observed, not asked" in told
    rows = desk.page("ladder").table("Wren’s own view")
    assert rows[0]["Answer"] == "seen at ease; not the child’s yes"
    assert rows[0]["How"] == "observed, not asked"


def test_seen_not_at_ease_holds_and_takes_two_to_go_on(desk: Desk) -> None:
    view(desk, "seen_not_at_ease")
    contact = desk.demo.contact(desk.demo.alder, "A26")
    told = desk.page("decision", contact).main
    assert "was seen not at ease before step 5" in told
    assert "A second person looks before you go on." in told


def test_a_no_is_kept_at_any_age(desk: Desk) -> None:
    assert view(desk, "no").status_code == 303
    with acting_as(desk.demo.viewer("noa")):
        assert ChildView.objects.order_by("-recorded_at")[0].answer == "no"


def test_the_verb_refuses_a_yes_and_whoever_is_old_enough_is_asked(demo: Demo) -> None:
    noa = demo.viewer("noa")
    given: dict[str, Any] = {
        "by": noa, "case_id": demo.alder, "ladder": demo.ladder(demo.alder), "rung": "R5",
        "on": DAY, "asked_by": "Noa", "alone": False, "words": SEEN,
    }  # fmt: skip
    with taken_back(), acting_as(noa):
        with pytest.raises(RefusedByRule, match="is asked"):
            record_child_view(answer="seen_at_ease", **given)
        made_young(demo)
        with acting_as(noa), pytest.raises(RefusedByRule, match="observed, not asked"):
            record_child_view(answer="yes", **given)


def test_in_the_room_the_young_child_is_seen_before_it_begins(demo: Demo) -> None:
    with taken_back():
        made_young(demo)
        room = Room(demo)
        told = room.page("room_before").main
        assert "Seen today: is the child at ease enough to begin?" in told
        assert room.post("room_before", answer="yes", words=SEEN).status_code == 200
        assert room.post("room_before", answer="seen_at_ease", words="").status_code == 200
        room.post("room_before", answer="seen_not_at_ease", words="She cried and held on")
        told = room.page("room_before").main
        assert "Seen today, Wren: seen not at ease; it holds" in told
        with room.desk.by():
            (first, *_) = against_start(
                demo.alder, room.contact, DAY, asked_today="seen_not_at_ease"
            )
        assert "seen not at ease" in first
        done = room.post("room_before", answer="seen_at_ease", words=SEEN)
        assert done.headers["Location"] == to("room", demo.alder, room.contact)
        assert room.desk.row(room.contact).started_at is not None
