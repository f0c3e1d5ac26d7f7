"""A day at the doors, and what stands round a page."""

from __future__ import annotations

from handrail.rooms.shared.parts import (
    CASE_TABS,
    CLINIC_NAV,
    Action,
    DayBoard,
    DoorEntry,
    Identity,
    IdentityFact,
    Link,
    Masthead,
    links,
)

DAY_NAME = "Wednesday 23 July"
DAY_IN_SHORT = (
    "Five arrivals this afternoon, two doors. Three decisions wait for you, none is overdue."
)
GREETING = "Hello, Theo"

DAY = DayBoard(
    caption="Who comes when",
    doors=("Street door", "Garden door"),
    opens=13 * 60,
    closes=17 * 60,
    now=13 * 60 + 32,
    entries=(
        DoorEntry(
            780, 801, "Dara", "Garden door", "left 13:21", ("alone with Noa · Room 1",), "left"
        ),
        DoorEntry(
            811,
            842,
            "Rui",
            "Street door",
            "here since 13:31, 34 min early",
            ("for 14:05, Room 2",),
            "clash",
            Action("In the room", "#", "second", small=True),
        ),
        DoorEntry(
            821,
            852,
            "Ada, brought by Ines",
            "Garden door",
            "due 13:40",
            ("for 14:10, Room 2",),
            action=Action("Arrived", "#", "second", small=True),
        ),
        DoorEntry(
            890,
            910,
            "Kept apart while they leave",
            details=("Rui 14:50, street · Ada and Ines 15:10, garden",),
            kind="apart",
        ),
        DoorEntry(
            915,
            965,
            "Wren, brought by Mara",
            "Garden door",
            "due 15:15",
            ("alone with Noa · Room 1", "Mara waits on the garden side, leaves 16:05"),
        ),
        DoorEntry(
            980,
            1012,
            "Theo",
            "Street door",
            "due 16:20",
            ("15 min after Wren has left · Room 3",),
        ),
    ),
)

IDENTITY = Identity(
    "Wren, Mara and Theo",
    "Wren is 9",
    "case 014",
    (
        IdentityFact("Mara and Theo: separate arrivals, no direct handover", "door"),
        IdentityFact("Privilege: holder not known", "lock"),
    ),
)


def masthead(current: str) -> Masthead:
    """A masthead whose links go nowhere."""
    return Masthead(links(CLINIC_NAV, lambda key: "#", current), "Noa", "reunification therapist")


def case_tabs() -> tuple[Link, ...]:
    """The tabs of a case, the first one current."""
    return links(CASE_TABS, lambda key: "#", "overview")
