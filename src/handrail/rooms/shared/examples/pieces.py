"""Colours, buttons, cards, notices, chips, the panel of readers."""

from __future__ import annotations

from handrail.rooms.shared.parts import (
    Action,
    Amount,
    Chip,
    Condition,
    Empty,
    Link,
    NextCard,
    Notice,
    Reader,
    WhoCanSee,
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

FAMILY_NEXT = NextCard(
    kicker="Your one next step",
    title="Say back what you hear, before you answer",
    reason="Try it once a day, with anyone. It takes five minutes.",
    actions=(Action("Practise now", "#"),),
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

WAITING = (
    Condition(False, "Iris, your supervisor:", "a consult on case 014, asked on Monday"),
    Condition(False, "One home", "in case 021: how the 48 hours after were"),
)
