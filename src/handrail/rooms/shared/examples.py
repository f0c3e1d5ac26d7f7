"""Made-up values for `/patterns/`: every part in every state. Nobody here exists.

They are examples for people who build pages, not words of the program, so they are not translated.
"""

from __future__ import annotations

from django import forms

from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import (
    CASE_TABS,
    CLINIC_NAV,
    Action,
    Amount,
    Cell,
    Chip,
    Column,
    Condition,
    Dated,
    DayBoard,
    DoorEntry,
    Empty,
    Fact,
    Identity,
    IdentityFact,
    Item,
    Link,
    Masthead,
    NextCard,
    Notice,
    Reader,
    Row,
    Table,
    TimelineItem,
    WhoCanSee,
    links,
)

GROUNDS = ("paper", "sheet", "sunk", "line", "edge", "ink", "ink2", "rail", "railsoft")
SIGNALS = ("stopfill", "stopsoft", "caresoft", "p1", "p2", "p3", "p4", "p5")
SWATCHES = GROUNDS + SIGNALS

BUTTONS = (
    Action("Record the view", "#"),
    Action("Stay on step 4", "#", kind="second"),
    Action("Something else", "#", kind="quiet"),
)
STRONG_BUTTONS = (
    Action("Stop", "#", kind="stop", icon="stop"),
    Action("Leave this page", "#", kind="leave", icon="leave"),
    Action("A child said something", "#", kind="said", icon="speak"),
)
OFF_BUTTON = Action(
    "Plan step 6",
    kind="off",
    reason="The order stops at step 5. A further order would be needed; the court can give it.",
)

NEXT = NextCard(
    kicker="Your next step in this case",
    title="Ask Wren about an outing, alone, today at 15:15",
    reason="The rule proposes step 5. It is yours to accept, wait or refuse, and two things must be"
    " on record first.",
    conditions=(
        Condition(False, "Wren’s view of step 5.", "The last one on record is of step 4."),
        Condition(False, "A consult with your supervisor.", "Asked for on 21 July."),
        Condition(True, "Three settled contacts on step 4: A23, A25, A26."),
        Condition(True, "The order allows it: in person, with the therapist."),
    ),
    actions=(
        Action("Record Wren’s view", "#"),
        Action("Stay on step 4", "#", kind="second"),
        Action("Step down or stop", "#", kind="quiet"),
    ),
)
NEXT_AT_THE_DOOR = NextCard(
    kicker="Now, at the door",
    title="Rui is here early. Ines and Ada come in 8 minutes.",
    reason="Their order keeps Rui and Ines 20 minutes and one door apart. If Rui stays in the hall"
    " they will see each other.",
    actions=(
        Action("Rui waits in Room 4", "#"),
        Action("Ask Ines to come at 14:00", "#", kind="second"),
        Action("Something else", "#", kind="quiet"),
    ),
    amounts=(Amount("Apart now", "8 min", stop=True), Amount("Order asks for", "20 min")),
    amounts_note="Whoever moves is told a time, nothing else.",
)

NOTICES = (
    Notice("For your information", "Reports go to the court and both counsel at the same moment."),
    Notice("Done", "The contact on 21 July is on the ladder.", "done"),
    Notice(
        "Look at this first",
        "The 48-hour answer from one home is missing. Nothing moves until it is in.",
        "care",
    ),
    Notice(
        "Stopped for safety",
        "No contact on any ladder of this child. Two people must look before it changes.",
        "stop",
        Link("Who must look", "#"),
    ),
)

PHASES = ("Assessment", "Individual", "Contact", "Family systems", "Evaluation")
PHASE_CHIPS = tuple(Chip(name, phase=number) for number, name in enumerate(PHASES, start=1))
STATE_CHIPS = (
    Chip("case 014"),
    Chip("About Wren", "chosen"),
    Chip("Theo", "outline"),
    Chip("Settled", "done"),
    Chip("Waiting, 48 h", "care"),
    Chip("Stopped", "stop"),
)

CONTACTS = Table(
    "Contacts, Wren with Theo",
    (
        Column("Contact"),
        Column("Date"),
        Column("Step", number=True),
        Column("Before", number=True),
        Column("Peak", number=True),
        Column("After", number=True),
        Column("Settled"),
        Column("Rule"),
        Column("Decided"),
        Column("Alarms"),
    ),
    (
        Row(("A13", "5 May", "3", "6", "6", "3", "yes", "hold", "hold", "")),
        Row(
            (
                "A14",
                "12 May",
                "3",
                "5",
                "8",
                "5",
                "no: ended early",
                "down",
                Cell("down", strong=True),
                "distress rising, after-effect",
            ),
            marked=True,
        ),
        Row(("A17", "26 May", "2", "5", "5", "2", "yes", "hold", "hold", "")),
    ),
)
NEXT_STEPS = Table(
    "The next step in each case",
    (
        Column("Family"),
        Column("Next step", label=False),
        Column("Because", label=False),
        Column("When", label=False),
    ),
    (
        Row(
            (
                Cell("Wren, Mara, Theo", strong=True, second="case 014"),
                Cell("Ask Wren about an outing, alone", "#"),
                "Step 5 is proposed. The last view on record is from 30 June.",
                "today 15:15",
            )
        ),
        Row(
            (
                Cell("Ada, Ines, Rui", strong=True, second="case 021"),
                Cell("Call both homes about the 48 hours after", "#"),
                "The answer from one home is missing. Until then nothing moves.",
                "today 17:00",
            )
        ),
        Row(
            (
                Cell("Emil, Noor, Karl", strong=True, second="case 009"),
                Cell("Hold. Decide about after-care", "#"),
                Cell(
                    "Two people must look before anything changes.",
                    chip=Chip("Stopped for safety", "stop"),
                ),
                "28 July",
            )
        ),
    ),
    narrow="stack",
)

EMPTY = Empty(
    "No contacts on this ladder",
    "The first comes after preparation, consent and the child’s own view.",
    Link("See what is still missing", "#"),
)

READERS = WhoCanSee(
    about="For the segment you are in: 16:19, about Theo.",
    readers=(
        Reader("Noa", "you", "can", "You write it."),
        Reader("Iris", "supervisor", "can", "Supervises this case since 1 March."),
        Reader("Coordinator", "desk", "cannot", "Sees times and doors, never notes."),
        Reader("Theo", "parent", "could", "It is about him. You would read it again first."),
        Reader("Mara", "parent", "cannot", "It is not about her and not told by her."),
        Reader("Wren", "child, 9", "cannot", "Before 13 a child has no view of the record here."),
    ),
    notice=Notice(
        "Your own thoughts belong in a psychotherapy note.", "You alone can open it.", "info"
    ),
)

TIMELINE = (
    TimelineItem(
        "14 July",
        "Contact on step 4, 45 minutes",
        "#",
        ("Wren chose the seat next to the window and set out the cards before Theo sat down.",),
        (Chip("Contact", phase=3), Chip("Settled", "done")),
        "told by Noa, who was there",
        time="2025-07-14",
    ),
    TimelineItem(
        "12 May",
        "A14: ended early after 18 minutes",
        "#",
        ("Distress 5 before, 8 at its peak, 5 after. Step down the same day.",),
        (Chip("Contact", phase=3), Chip("Not settled", "stop")),
        "two alarms",
        time="2025-05-12",
        marked=True,
    ),
    TimelineItem(
        "3 March",
        "First session with Wren, alone",
        "#",
        (),
        (Chip("Individual", phase=2),),
        time="2025-03-03",
    ),
)
DUTIES = (
    Dated(
        "19 Aug",
        "Report to the court and both counsel",
        "every 90 days, facts only, no recommendation · in 27 days",
        "#",
    ),
    Dated("18 Aug", "Progress review", "after 4 to 6 sessions; would make plan version 3"),
    Dated(
        "no date",
        "Ask who holds the privilege",
        "the order does not say; no record leaves until it is known",
    ),
)
DECISIONS = (
    Item(
        "Wren with Theo: step 5?",
        "The rule proposes an outing. Your supervisor’s view and Wren’s own view are still"
        " missing.",
        "#",
        (Chip("Contact", phase=3),),
        "since Monday",
    ),
    Item(
        "Tam and Beck: plan, version 3",
        "Six sessions since the last review. Two goals have no score yet.",
        "#",
        (Chip("Review", phase=5),),
        "by Friday",
    ),
    Item(
        "Emil: on hold",
        "Nothing is booked and nothing will be. Say whether after-care starts now.",
        "#",
        (Chip("Individual", phase=2),),
        "by Monday",
    ),
)
WAITING = (
    Condition(False, "Iris, your supervisor:", "a consult on case 014, asked on Monday"),
    Condition(False, "One home", "in case 021: how the 48 hours after were"),
)
APPOINTMENT = (
    Fact("Please arrive at", "16:20", "clock"),
    Fact("Come in by the", "Street door", "door"),
    Fact("You will be in", "Room 3", "note"),
)
PLAIN_FACTS = (
    Fact("Order", "20 February 2025, in force"),
    Fact("Ceiling", "Step 5, outing with the therapist", note="a further order would be needed"),
)

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


class ExampleForm(HandrailForm):
    """Each kind of field once."""

    seen = forms.CharField(
        label="What you saw", help_text="One line. Only what a camera would show.", max_length=200
    )
    asked_by = forms.CharField(
        label="Who asked", help_text="The person who was with the child.", max_length=80
    )
    asked_on = forms.DateField(label="When", widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.ChoiceField(
        label="Where", choices=[("", "Choose a room"), ("1", "Room 1"), ("2", "Room 2")]
    )
    view = forms.ChoiceField(
        label="Wren’s view of this step",
        help_text="“No” is an answer. It holds.",
        choices=[("yes", "Yes"), ("later", "Not yet"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="In Wren’s own words", required=False, max_length=2000, widget=forms.Textarea
    )
    said_to = forms.MultipleChoiceField(
        label="Told to",
        required=False,
        choices=[("noa", "Noa"), ("iris", "Iris")],
        widget=forms.CheckboxSelectMultiple,
    )


def filled_form() -> ExampleForm:
    """As a person meets it, partly filled."""
    return ExampleForm(initial={"seen": "Sat nearest the door", "view": "later"}, prefix="a")


def wrong_form() -> ExampleForm:
    """Sent back with two things to put right."""
    return ExampleForm(
        {
            "b-idempotency_key": "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f",
            "b-seen": "Sat nearest the door",
            "b-asked_by": "",
            "b-asked_on": "31 June",
            "b-place": "1",
            "b-view": "no",
        },
        prefix="b",
    )


FAMILY_NEXT = NextCard(
    kicker="Your one next step",
    title="Say back what you hear, before you answer",
    reason="Try it once a day, with anyone. It takes five minutes.",
    actions=(Action("Practise now", "#"),),
)
