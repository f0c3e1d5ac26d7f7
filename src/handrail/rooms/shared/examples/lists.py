"""Tables, lists, facts, a timeline."""

from __future__ import annotations

from handrail.rooms.shared.parts import (
    Cell,
    Chip,
    Column,
    Dated,
    Fact,
    Item,
    Row,
    Table,
    TimelineItem,
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

APPOINTMENT = (
    Fact("Please arrive at", "16:20", "clock"),
    Fact("Come in by the", "Street door", "door"),
    Fact("You will be in", "Room 3", "note"),
)

PLAIN_FACTS = (
    Fact("Order", "20 February 2025, in force"),
    Fact("Ceiling", "Step 5, outing with the therapist", note="a further order would be needed"),
)
