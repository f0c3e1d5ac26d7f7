"""An uneventful contact and its signed note: how many fields Noa fills, from Before to the end.

A field is each control that is filled, chosen or ticked by the therapist; buttons that only send,
taps in the room and what the child answers on the page handed over are counted apart.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from handrail.rooms.shared.second_factor import code_now
from handrail.store.records.models import Note
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import Demo
from tests.rooms.clinic.test_room import Room
from tests.stories.conftest import OpenPage

MOST = 12


class Fields:
    """Fills and ticks for somebody, and keeps count of it."""

    def __init__(self) -> None:
        self.named: list[str] = []
        self.pressed: list[str] = []

    def fill(self, field: Locator, text: str) -> None:
        self.named.append(str(field.get_attribute("name")))
        field.fill(text)

    def choose(self, field: Locator) -> None:
        """A radio button or a box."""
        self.named.append(str(field.get_attribute("name")))
        field.check()
        expect(field).to_be_checked()

    def press(self, button: Locator) -> None:
        self.pressed.append(button.inner_text())
        button.click()


@pytest.fixture
def room(committed_demo: Demo) -> Room:
    cache.clear()
    return Room(committed_demo)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def the_child_answers(page: Page) -> int:
    """Wren, with the page in hand; returns how many questions there are."""
    groups = page.locator("main fieldset:visible, main [role=radiogroup]:visible")
    expect(groups).to_have_count(4)
    for question, key in (("just before", "3"), ("hardest", "4"), ("afterwards", "1")):
        page.get_by_role("group", name=question).get_by_label(key, exact=True).check()
    page.get_by_role("group", name="stop signal").get_by_text("No", exact=True).click()
    button(page, "I am done").click()
    expect(page.get_by_text("Please give this back to Noa")).to_be_visible()
    return groups.count()


def test_an_uneventful_contact_and_its_signed_note_take_at_most_twelve_fields(
    room: Room, open_page: OpenPage
) -> None:
    """Given a planned contact, when it goes well, then Noa fills twelve fields at most, each of the
    eight things to observe among them, and the note is signed."""
    noa = Fields()
    page = open_page(room.at("room_before"), width=820, account=room.demo.accounts["noa"])
    noa.choose(page.locator("[name=answer][value=yes]"))
    noa.press(button(page, "Keep the answer, and begin on a yes"))
    for seen in ("Spoke first", "Moved closer", "Ended"):
        noa.press(button(page, seen))
    expect(page.get_by_role("heading", name="It has ended")).to_be_visible()

    page.get_by_role("link", name="Hand the page to the child").click()
    noa.press(button(page, "Hand it over"))
    the_child_answers(page)
    page.get_by_role("link", name="Noa: take it back").click()
    noa.fill(page.get_by_label("The code your authenticator shows now"), code_now(SECOND_FACTOR))
    noa.press(button(page, "Take the page back"))

    expect(page.get_by_role("heading", level=1)).to_have_text("After")
    noa.choose(page.locator("[name=adherence][value='5']"))
    noa.choose(page.locator("[name=support][value='5']"))
    every = page.locator("[name=observer]")
    expect(every).to_have_count(8)
    for item in every.all():
        if not item.is_checked():
            noa.choose(item)
    noa.press(button(page, "Record, and go to the note"))

    expect(page.get_by_text("What was tapped in the room stands in")).to_be_visible()
    noa.press(button(page, "Sign and freeze"))
    expect(page.get_by_text("Signed. It is frozen now")).to_be_visible()

    with room.desk.by():
        session = room.desk.row(room.contact).session_id
        assert Note.objects.filter(session_id=session, signed_at__isnull=False).count() == 1
    row = room.desk.row(room.contact)
    assert (row.state, row.before, row.peak, row.after, row.adherence) == ("held", 3, 4, 1, 5)
    assert len(noa.named) <= MOST, noa.named
