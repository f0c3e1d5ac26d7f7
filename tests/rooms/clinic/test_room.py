"""In the room: before, taps, paper, the hand-over page, the end; on the pages themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from handrail.core.family_file.standing import STOP_TEXTS
from handrail.rooms.shared.second_factor import code_now
from handrail.store.accounts.models import Case
from handrail.store.records.actions.agreements import (
    enter_agreement,
    sign_agreement,
    withdraw_signature,
)
from handrail.store.records.actions.contacts import Card, plan_contact
from handrail.store.records.actions.sessions import SessionPlan
from handrail.store.records.actions.stops import REASONS, stop_now
from handrail.store.records.models import ChildView, ContactCheck, Stop, Tap
from handrail.store.records.reading.in_the_room import facts_of
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import Demo, taken_back
from tests.families import shipped
from tests.repo.test_routes import ROUTES
from tests.repo.test_routes import address as path_of
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.forms import refused
from tests.rooms.clinic.page import Page
from tests.store.records.desk import Desk

CARD = Card(
    one_change="minutes", topics="The rabbit", barred="Court, the school", gifts="One book",
    exit_plan="Wren goes to the garden room",
)  # fmt: skip


class Room:
    """Noa's browser, in the room with Wren and Theo."""

    def __init__(self, demo: Demo) -> None:
        self.desk = Desk(demo, demo.alder)
        desk = self.desk
        wren, mara, theo = (desk.person(name) for name in ("Wren", "Mara", "Theo"))
        with desk.by() as who:
            self.contact = plan_contact(
                **who, ladder=desk.ladder(), rung="R4", card=CARD,
                session=SessionPlan(
                    kind="", on=desk.today, minutes=45, room="Room 2",
                    arrivals=desk.arrivals(wren, mara, theo),
                ),
            )  # fmt: skip
        self.noa = demo.client("noa")
        self.demo = demo

    def at(self, route: str) -> str:
        return address(route, self.demo.alder, self.contact)

    def page(self, route: str) -> Page:
        response = self.noa.get(self.at(route))
        assert response.status_code == 200, response.status_code
        return Page(response.content)

    def post(self, route: str, client: Client | None = None, **given: Any) -> Any:
        fields = {"idempotency_key": str(uuid4()), **given}
        headers = {"HTTP_ACCEPT": "application/json"} if given.pop("script", False) else {}
        fields.pop("script", None)
        return (client or self.noa).post(self.at(route), fields, **headers)

    def begin(self, answer: str = "yes") -> Any:
        return self.post("room_before", answer=answer)

    def taps(self) -> list[Tap]:
        with self.desk.by():
            return list(Tap.objects.filter(contact_id=self.contact).order_by("recorded_at", "id"))


@pytest.fixture(autouse=True)
def no_codes_yet() -> None:
    cache.clear()


@pytest.fixture
def room(demo: Demo) -> Iterator[Room]:
    with taken_back():
        yield Room(demo)


def test_today_leads_to_before_and_before_says_what_was_agreed(room: Room, open_page: Open) -> None:
    today = open_page("noa", "today")
    assert today.links()["Wren with Theo"] == room.at("room_before")
    told = room.page("room_before").main
    for words in (
        "Step 4 of", "it may begin", "45 min", "the minutes", "The rabbit", "Court, the school",
        "One book", "Wren goes to the garden room", "Phones and watches are away", "Garden door",
        "Room 2",
    ):  # fmt: skip
        assert words in told, words


def test_no_page_of_the_room_names_a_family_or_the_other_parent(room: Room) -> None:
    family = {person["family"] for person in shipped("alder")["people"]} | {"Alder"}
    room.begin()
    for route in ("room_before", "room", "room_sheet", "room_paper", "room_hand_over", "room_end"):
        page = room.page(route)
        assert not [name for name in (*family, "Mara") if name in page.text], route
        assert not page.all("masthead"), route
        assert not page.all("tabs"), route
        assert "A child said something" in page.text, route


def test_a_no_today_is_kept_and_nothing_begins(room: Room) -> None:
    assert room.begin("no").status_code == 303
    told = room.page("room_before").main
    assert "Kept. It holds" in told
    assert "It does not begin" in told
    assert room.desk.row(room.contact).started_at is None
    with room.desk.by():
        view = ChildView.objects.get(on=room.desk.today)
        assert (view.answer, view.alone) == ("no", True)
    room.post("room_before", declined="1")
    row = room.desk.row(room.contact)
    assert (row.state, row.not_held_because) == ("not_held", "child_declined")


def test_a_stop_before_the_start_keeps_it_from_beginning(room: Room) -> None:
    told = {"words": "x", "at": "13:00", "safe_to_leave": "yes", "child": room.desk.person("Wren")}
    fields = {"idempotency_key": str(uuid4()), **told}
    assert room.noa.post(address("child_says", room.demo.alder), fields).status_code == 303
    page = room.page("room_before")
    assert "It does not begin" in page.main
    assert page.links()["Read it away from the child."] == room.at("contact")
    room.begin()
    assert room.desk.row(room.contact).started_at is None


@pytest.mark.parametrize("reason", REASONS)
def test_why_contact_is_stopped_is_not_said_beside_the_child(room: Room, reason: str) -> None:
    """Least of all that a child told something: the page may lie before the parent it is about."""
    theo = UUID(room.desk.person("Theo"))
    with room.desk.by() as who:
        stop_now(**who, child=None, about=theo, reason=reason)
    told = room.page("room_before").text
    assert "It does not begin" in told
    assert STOP_TEXTS[reason] not in told
    assert not re.search(r"stopped|concern|incident|told|breach|beyond", told)
    assert STOP_TEXTS[reason] in Page(room.noa.get(room.at("contact")).content).main


def test_who_of_the_adults_withdrew_is_not_said_beside_the_child(room: Room) -> None:
    """The agreement stands beside the order; the parent at home takes hers back."""
    wren, mara, theo = (room.desk.person(name) for name in ("Wren", "Mara", "Theo"))
    with room.desk.by() as who:
        Case.objects.filter(id=room.demo.alder).update(basis="voluntary")
        agreed = enter_agreement(
            **who, children=[wren], authority=[mara, theo], permitted=["in_person"]
        )
        for person in (mara, theo):
            sign_agreement(**who, agreement=agreed, person=person, on=room.desk.today)
        withdraw_signature(**who, agreement=agreed, person=mara)
    assert "Mara withdrew" in Page(room.noa.get(room.at("contact")).content).main
    told = room.page("room_before").text
    assert "It does not begin" in told
    assert "Mara" not in told


def test_the_reminder_to_ask_nothing_says_no_more_than_that(room: Room) -> None:
    assert "No questions" not in room.page("room_before").main
    told = {"words": "x", "at": "13:00", "safe_to_leave": "yes", "idempotency_key": str(uuid4())}
    entry = room.noa.post(address("child_says", room.demo.alder), told).headers["Location"]
    room.noa.post(entry, {"idempotency_key": str(uuid4()), "questions": "none"})
    notices = room.page("room_before").told("notice")
    assert "No questions about what happened, until further notice." in notices


def test_a_tap_counts_once_and_is_stamped_here(room: Room) -> None:
    room.begin()
    key = str(uuid4())
    for _time in range(2):
        answer = room.post("room", idempotency_key=key, seen="spoke_first")
        assert answer.headers["Location"] == room.at("room")
    (kept,) = room.taps()
    assert (kept.seen, kept.came, kept.device_at) == ("spoke_first", "", None)
    assert "Spoke first" in room.page("room").main


def test_a_slip_is_corrected_and_stays_in_sight(room: Room) -> None:
    room.begin()
    key = str(uuid4())
    room.post("room", idempotency_key=key, seen="stop_card")
    room.post("room", corrects=key)
    assert {one.seen for one in room.taps()} == {"stop_card", "correction"}
    assert "Stop card corrected" in room.page("room").main
    assert facts_of_contact(room) == []


def facts_of_contact(room: Room) -> list[str]:
    with room.desk.by():
        return [one.sentence for one in facts_of(room.desk.row(room.contact).session_id)]


def test_what_was_held_back_says_when_it_was_tapped_and_that_it_came_later(room: Room) -> None:
    room.begin()
    answer = room.post(
        "room", seen="moved_closer", came="later", device_at="2025-07-23T19:31:05Z", script=True
    )
    assert answer.status_code == 200
    assert set(json.loads(answer.content)) == {"kept"}
    assert facts_of_contact(room) == ["13:31 Wren moved closer (sent later)."]
    missing = room.post("room", seen="moved_closer", came="later", script=True)
    assert missing.status_code == 400
    assert "says when it was tapped" in json.loads(missing.content)["refused"][0]


def test_nothing_is_asked_by_stop_and_a_correction_takes_it_back(room: Room) -> None:
    room.begin()
    key = str(uuid4())
    room.post("room", idempotency_key=key, seen="stop")
    row = room.desk.row(room.contact)
    assert row.ended_at is not None
    assert row.ended_early is True
    assert "It has ended" in room.page("room").main
    room.post("room", corrects=key)
    assert room.desk.row(room.contact).ended_at is None


def test_a_tap_of_no_button_or_with_nothing_in_it_is_refused(room: Room) -> None:
    room.begin()
    assert "no such button" in refused(room.post("room", seen="liked_him"))
    assert "Nothing was noted" in refused(room.post("room", line=""))
    assert room.taps() == []


def test_before_it_began_the_board_leads_to_before_and_a_tap_is_kept_all_the_same(
    room: Room,
) -> None:
    assert room.noa.get(room.at("room")).headers["Location"] == room.at("room_before")
    assert room.post("room", seen="pause", script=True).status_code == 200
    assert [one.seen for one in room.taps()] == ["pause"]


def test_a_tap_of_the_signed_out_does_not_vanish(room: Room) -> None:
    """Without a script the answer holds what was tapped; a script is told by the redirect."""
    room.begin()
    key = str(uuid4())
    answer = room.post("room", Client(), idempotency_key=key, line="Wren laughed", seen="")
    page = Page(answer.content)
    assert "Nothing is lost" in page.main
    values = {e.get("name"): e.get("value") for e in page.root.iter("input")}
    assert (values["idempotency_key"], values["line"]) == (key, "Wren laughed")
    assert room.post("room", Client(), seen="pause", script=True).status_code == 302
    assert room.taps() == []


def test_paper_is_entered_with_its_times_and_says_so(room: Room) -> None:
    sheet = room.page("room_sheet")
    assert "Moved closer" in sheet.main
    answer = room.post(
        "room_paper", at_1="16:07", seen_1="spoke_first", at_2="16:12", line_2="Rule card shown"
    )
    assert answer.headers["Location"] == room.at("room_end")
    assert facts_of_contact(room) == [
        "16:07 Wren spoke first (entered later from paper).",
        "16:12 Rule card shown (entered later from paper).",
    ]
    told = refused(room.post("room_paper", line_3="no time", at_4="16:00"))
    assert "Line 3 has no time" in told
    assert "Line 4 has a time and says nothing" in told


# --- the hand-over ------------------------------------------------------------------------------


def handed_over(room: Room, *present: str) -> Any:
    return room.post("room_hand_over", present=[*present])


def test_with_a_parent_in_the_room_the_page_is_not_handed_over(room: Room) -> None:
    theo = room.desk.person("Theo")
    assert "Theo is in the room" in refused(handed_over(room, theo))
    assert "A parent is in the room" in refused(handed_over(room, "parent"))
    assert room.noa.get(address("today")).status_code == 200


def test_while_the_child_has_the_page_every_other_address_leads_back(room: Room) -> None:
    noa = str(room.demo.accounts["noa"].person_id)
    assert handed_over(room, noa).headers["Location"] == room.at("room_check")
    elsewhere = [
        address("today"), address("cases"), address("search"), address("case", room.demo.alder),
        room.at("room"), room.at("room_end"), "/account/", "/how-it-works/", "/patterns/",
        address("child_says", room.demo.alder),
    ]  # fmt: skip
    for path in elsewhere:
        for answer in (room.noa.get(path), room.noa.post(path, {})):
            assert answer.status_code == 303, path
            assert answer.headers["Location"] == room.at("room_check"), path
    page = room.page("room_check")
    assert set(page.links().values()) == {"#main", room.at("room_leave")}
    for word in ("Theo", "Mara", "Alder", "Step"):
        assert word not in page.text


@pytest.mark.parametrize("verb", ["get", "head", "post"])
def test_no_address_of_the_program_opens_meanwhile(room: Room, verb: str) -> None:
    """Whatever is asked, by page or by script: nothing but the page and its way out answers."""
    handed_over(room, str(room.demo.accounts["noa"].person_id))
    own = (room.at("room_check"), room.at("room_leave"))
    paths = {path_of(route, room.demo) for route in ROUTES} - {*own}
    paths |= {f"{path}?next={own[0]}" for path in paths} | {f"{own[0]}../end/", own[0] + "/"}
    for accept in ("text/html", "application/json"):
        for path in sorted(paths):
            answer = getattr(room.noa, verb)(path, headers={"accept": accept})
            if answer.status_code not in (404, 405):
                assert (answer.status_code, answer.headers["Location"]) == (303, own[0]), path
            else:
                assert b"Wren" not in answer.content, path
    assert room.noa.get(own[0]).status_code == 200


def test_what_was_said_before_is_not_said_to_the_child(room: Room) -> None:
    """A notice that waits for the therapist's next page waits until the page is theirs again."""
    with room.desk.by() as who:
        stop_now(**who, child=None, reason="stopped")
    ladder = room.desk.ladder()
    form = {"idempotency_key": str(uuid4()), "reason": "Looked.", "code": code_now(SECOND_FACTOR)}
    asked = room.noa.post(address("stop_clear", room.demo.alder, ladder), form)
    assert asked.status_code == 303
    handed_over(room, str(room.demo.accounts["noa"].person_id))
    assert "second person" not in room.page("room_check").text
    assert "second person" not in room.page("room_leave").text


def test_only_the_therapists_code_leads_back(room: Room) -> None:
    handed_over(room, str(room.demo.accounts["noa"].person_id))
    room.post("room_check", before="3", worst="6", after="2", stop_used="no", best="The rabbit")
    assert "Please give this back to Noa" in room.page("room_check").main
    assert "not the one" in refused(room.post("room_leave", code="000000"))
    assert room.noa.get(address("today")).status_code == 303
    out = room.post("room_leave", code=code_now(SECOND_FACTOR))
    assert out.headers["Location"] == room.at("room_end")
    assert room.noa.get(address("today")).status_code == 200
    with room.desk.by():
        check = ContactCheck.objects.get(contact_id=room.contact)
    assert (check.before, check.worst, check.after, check.stop_used) == (3, 6, 2, False)
    assert check.present == [str(room.demo.accounts["noa"].person_id)]
    end = room.page("room_end")
    assert "The rabbit" in end.main
    values = {e.get("name"): e.get("value") for e in end.root.iter("input")}
    assert (values["before"], values["peak"], values["after"]) == ("3", "6", "2")


def test_nobody_answers_over_what_the_child_answered(room: Room) -> None:
    """Whoever takes the tablet out of the child's hand changes nothing that was said."""
    handed_over(room, str(room.demo.accounts["noa"].person_id))
    room.post("room_check", before="3", worst="6", after="2")
    again = room.post("room_check", before="0", worst="0", after="0")
    assert again.headers["Location"] == room.at("room_check")
    with room.desk.by():
        (check,) = ContactCheck.objects.filter(contact_id=room.contact)
    assert check.worst == 6


def test_the_therapists_other_sessions_go_on(room: Room) -> None:
    handed_over(room, str(room.demo.accounts["noa"].person_id))
    assert room.demo.client("noa").get(address("today")).status_code == 200


@pytest.mark.parametrize(
    ("born", "keys", "words"),
    [("2020-02-01", 6, 0), ("2018-02-01", 6, 2), ("2016-02-01", 11, 2), ("2011", 11, 2)],
)
def test_the_check_follows_the_childs_age(room: Room, born: str, keys: int, words: int) -> None:
    from handrail.store.accounts.models import Person

    with room.desk.by():
        Person.objects.filter(id=UUID(room.desk.person("Wren"))).update(born_on=born)
    handed_over(room, str(room.demo.accounts["noa"].person_id))
    page = room.page("room_check")
    names = [e.get("name") for e in page.root.iter("input")]
    assert names.count("worst") == keys
    assert len(list(page.root.iter("textarea"))) == words


def test_the_end_is_recorded_judged_and_leads_on(room: Room) -> None:
    room.begin()
    room.post("room", seen="ended")
    answer = room.post(
        "room_end", ended="planned", adherence="5", support="4", before="3", peak="5", after="1",
        observer=["punctual", "no_pressure"], minutes="40", signs=["flat"],
    )  # fmt: skip
    assert answer.status_code == 303, refused(answer)
    note = address("note", room.demo.alder, room.desk.row(room.contact).session_id)
    assert answer.headers["Location"] == note
    assert "the contact ended" in room.noa.get(note).content.decode()
    row = room.desk.row(room.contact)
    assert (row.state, row.peak, row.signs, row.ended_early) == ("held", 5, ["flat"], False)
    assert {reason["code"] for reason in row.reasons} >= {"not_clear"}
    facts = facts_of_contact(room)
    (fact,) = [one for one in facts if "Observer’s form" in one]
    assert "seen: Came at the agreed time; Kept away from pressure topics. not seen:" in fact
    assert "This contact is recorded" in room.page("room").main


def end(room: Room, **given: Any) -> Any:
    fields = {"ended": "planned", "before": "3", "peak": "5", "after": "1", "minutes": "40"}
    return room.post("room_end", **fields, **given)


def test_what_was_tapped_stands_beside_what_it_asks(room: Room) -> None:
    room.begin()
    for seen in ("pressure_topic", "adult_stepped_in", "ended"):
        room.post("room", seen=seen)
    page = room.page("room_end")
    (item,) = [text for text in page.told("choice") if "Kept away from pressure topics (" in text]
    assert "a topic came up that was agreed not to come up" in item
    hints = " ".join(page.told("hint"))
    assert "a topic came up" in hints
    assert "the therapist stepped in" in hints
    assert "Does an order forbid recording?" not in page.main, "no device was seen"


def test_seen_not_seen_and_not_come_up_are_told_apart(room: Room) -> None:
    room.begin()
    both = end(room, observer=["punctual"], not_applicable=["punctual"])
    assert "ticked as seen and as not come up" in refused(both)
    assert end(room, observer=["punctual"], not_applicable=["ended_well"]).status_code == 303
    (fact,) = [one for one in facts_of_contact(room) if "Observer’s form" in one]
    assert "seen: Came at the agreed time. not seen: " in fact
    assert fact.count("did not apply: ") == 1


def test_an_observers_form_nobody_filled_in_leaves_no_line(room: Room) -> None:
    room.begin()
    assert end(room).status_code == 303
    assert not [one for one in facts_of_contact(room) if "Observer’s form" in one]


@pytest.mark.parametrize("forbids", ["yes", "no", "unknown", ""])
def test_a_device_an_order_forbids_leads_to_the_stop_and_stops_nothing(
    room: Room, forbids: str
) -> None:
    room.begin()
    room.post("room", seen="recording_seen")
    assert "Does an order forbid recording?" in room.page("room_end").main
    answer = end(room, order=forbids, device="The phone went into the box")
    assert answer.status_code == 303
    stop = address("stop_new", room.demo.alder)
    assert answer.headers["Location"].startswith(stop) is (forbids == "yes")
    assert any(
        "what was done: The phone went into the box" in one for one in facts_of_contact(room)
    )
    with room.desk.by():
        assert not Stop.objects.filter(case_id=room.demo.alder, reason="order_breach").exists()
    if forbids == "yes":
        page = Page(room.noa.get(answer.headers["Location"]).content)
        chosen = [e.get("value") for e in page.root.iter("input") if "checked" in e.attrib]
        assert "order_breach" in chosen
        assert "An order was not kept to" in page.main


@pytest.mark.parametrize("who", ["rafa", "jonas", "greta", "sol", "mara"])
def test_whoever_is_not_a_clinician_of_the_case_finds_no_room(room: Room, who: str) -> None:
    other = room.demo.client(who)
    for route in ("room_before", "room", "room_sheet", "room_paper", "room_hand_over",
                  "room_check", "room_leave", "room_end"):  # fmt: skip
        assert other.get(room.at(route)).status_code == 404, route
        assert room.post(route, other, seen="pause").status_code == 404, route
    assert room.taps() == []


def test_a_contact_of_another_case_is_not_found_in_this_one(room: Room) -> None:
    for route in ("room_before", "room", "room_end"):
        assert room.noa.get(address(route, room.demo.cedar, room.contact)).status_code == 404


# --- how much there is to fill in ---------------------------------------------------------------


def prefilled(page: Page) -> dict[str, Any]:
    """What the form of a page sends when nobody touches it."""
    values: dict[str, Any] = {}
    for field in page.root.iter("input"):
        kind, name = field.get("type"), field.get("name")
        if not name or (kind in ("radio", "checkbox") and "checked" not in field.attrib):
            continue
        values.setdefault(name, []).append(field.get("value", ""))
    return values


class Hands:
    """Fills in forms the way a person does, and counts the fields."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.fields = 0

    def fill(self, route: str, **given: Any) -> Any:
        self.fields += len(given)
        values = {**prefilled(self.room.page(route)), **given}
        answer = self.room.noa.post(self.room.at(route), values)
        assert answer.status_code == 303, refused(answer)
        return answer


def test_an_uneventful_contact_takes_nine_fields_and_leaves_three_for_the_note(room: Room) -> None:
    hands = Hands(room)
    hands.fill("room_before", answer="yes")
    room.post("room", seen="ended")
    hands.fill("room_hand_over")
    hands.fill("room_check", before="2", worst="4", after="1", stop_used="no")
    hands.fill("room_leave", code=code_now(SECOND_FACTOR))
    hands.fill("room_end", adherence="5", support="5", observer=["punctual", "ended_well"])
    row = room.desk.row(room.contact)
    assert (row.state, row.before, row.peak, row.after, row.adherence) == ("held", 2, 4, 1, 5)
    assert hands.fields == 9
