"""Drawings worth looking at: the ordinary family, and ladders that are hard to draw."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from handrail.core.figures.curves import Change, CutOff, Distress, Score, Trend
from handrail.core.figures.family_map import Family, Household, Member, Person, Relation
from handrail.core.figures.ladder import Alarm, Ceiling, Contact, Ladder, Rung
from handrail.core.figures.tracks import Span, Track, Tracks
from tests.core.figures.wren import CONTACTS, RUNGS, contact, not_held, wren

RISING = (Alarm("Distress rising", "peak 9; the three before: 4.3"),)
ORDER = date(2025, 2, 20)


def _long_history(count: int) -> tuple[Contact, ...]:
    """Up and down for `count` weeks, the same every time."""
    chance = random.Random(4)
    found, rung = [], 0
    for i in range(1, count + 1):
        peak = chance.choice([3, 4, 4, 5, 5, 6, 7, 8, 10])
        decided, alarms = "HOLD", ()
        if peak > 6:
            decided = "DOWN" if chance.random() < 0.6 else "HOLD"
            alarms = RISING if chance.random() < 0.5 else ()
        elif chance.random() < 0.4:
            decided = "UP"
        found.append(contact(i, rung, peak, decided=decided, alarms=alarms))
        rung = max(0, min(4, rung + {"UP": 1, "DOWN": -1}.get(decided, 0)))
    return tuple(found)


FORTY = _long_history(40)
STOP = contact(
    5, 1, 9, stopped=True, decided="STOP", alarms=(Alarm("Safety", "the child told of harm"),)
)
LONG = "Sesión guiada más larga con acompañamiento de la terapeuta 60"

HARD: dict[str, Ladder] = {
    "Wren with Theo": wren(),
    "no contact": wren(contacts=(), now=None, proposed=0),
    "no contact, a rung": wren(contacts=(), now=0, proposed=None, ceiling=None),
    "one contact": wren(contacts=CONTACTS[:1], now=0, proposed=None),
    "one contact, a setback": wren(
        contacts=(contact(1, 0, 10, after=9, decided="DOWN", alarms=RISING),), now=0, proposed=None
    ),
    "peaks of ten under a ceiling at the first rung": wren(
        contacts=(
            contact(1),
            contact(2, 0, 9, alarms=RISING),
            contact(3, 0, 10, before=10, after=10, decided="DOWN", alarms=RISING),
            contact(4),
        ),
        now=0,
        proposed=None,
        ceiling=Ceiling(0, ORDER),
    ),
    "forty contacts": wren(contacts=FORTY, now=2, proposed=None),
    "many setbacks": wren(contacts=FORTY[:22], now=FORTY[21].rung, proposed=None),
    "stopped": wren(contacts=(contact(1), contact(2, decided="UP"), contact(4, 1), STOP), now=1),
    "stopped without a contact": wren(contacts=(contact(1), contact(2, 1)), now=1, stopped=True),
    "stopped, then going on": wren(
        contacts=(
            contact(1),
            replace(STOP, session="B2", on=date(2025, 3, 17), rung=0),
            not_held(3, stopped=True),
            contact(4),
            contact(5, 0, 6, settled=None, waiting_48h=True),
        ),
        now=0,
        proposed=None,
    ),
    "not held, unplanned, awaited": wren(
        contacts=(
            contact(1),
            not_held(2, reason="the child was ill"),
            not_held(3, reason="the visiting parent did not come", settled=False),
            contact(4, 0, 8, settled=None, unplanned=True),
            contact(5, 1, settled=None, waiting_48h=True),
        ),
        now=1,
        proposed=None,
    ),
    "over a new year": wren(
        contacts=tuple(replace(c, on=c.on + timedelta(weeks=26)) for c in CONTACTS)
    ),
    "thirteen rungs": wren(rungs=(*RUNGS, *(replace(RUNGS[5], number=n) for n in range(7, 14)))),
    "thirteen rungs, no order": wren(
        rungs=(*RUNGS, *(replace(RUNGS[5], number=n) for n in range(7, 14))), ceiling=None
    ),
    "a step down is proposed": wren(contacts=CONTACTS[:8], now=2, proposed=1),
    "a step down is decided": wren(contacts=CONTACTS[:8], now=1, proposed=None),
    "the ceiling has come down": wren(ceiling=Ceiling(3, ORDER)),
    "now above the ceiling": wren(ceiling=Ceiling(1, ORDER), proposed=None),
    "long and foreign names": wren(
        child="وردة عبد الرحمن",
        parent="Maximiliano-Alejandro de la Santísima Trinidad y Fernández 👩\u200d👧",
        rungs=(
            Rung(number=1, name=LONG, line="treinta a cincuenta minutos, la terapeuta se aparta"),
            Rung(number=2, name="رسالة مسجلة مع المعالجة النفسية للأطفال", line="مع المعالجة"),
            Rung(number=3, name="Donaudampfschifffahrtsgesellschaftskapitänsmütze"),
            Rung(number=4, name="🧸🎲 Spielen 遊ぶ時間 <b>&\"'\u202e"),
            *RUNGS[4:],
        ),
        contacts=tuple(
            replace(
                c,
                session=f"Session-2025-{c.session}",
                alarms=tuple(
                    Alarm(
                        "Malestar en aumento, comparado con los anteriores", "el máximo fue 8 " * 6
                    )
                    for _ in c.alarms
                ),
            )
            for c in CONTACTS
        ),
    ),
}

_DAYS = [c.on for c in CONTACTS]
TRACKS = Tracks(
    (
        Track(
            number=1,
            name="Assessment and planning",
            state="closed 24 March",
            spans=(Span(date(2025, 3, 3), date(2025, 3, 24)),),
            sessions=(date(2025, 3, 3), date(2025, 3, 4), date(2025, 3, 10)),
        ),
        Track(number=2, name="Individual work", state="open", spans=(Span(date(2025, 3, 10)),)),
        Track(
            number=3,
            name="Supported contact",
            state="open, step 4",
            spans=(Span(_DAYS[0]),),
            sessions=tuple(_DAYS),
            steps_down=(date(2025, 5, 12),),
        ),
        Track(number=4, name="Family systems work", state="not started"),
        Track(number=5, name="Progress evaluation", state="next review 18 August"),
    ),
    date(2025, 7, 23),
)


def week(number: int, value: float | None) -> Score:
    on = date(2025, 3, 3) + timedelta(weeks=number - 1)
    return Score(on=on, value=value, label=f"week {number}")


TREND = Trend(
    title="How Wren is, as Mara answers it",
    measure="PSC-17 total",
    high=34,
    scores=(week(1, 21), week(10, 19), week(13, 22), week(21, 13)),
    cut_off=CutOff(15, "15 and over: look closer"),
    change=Change(21, 13, "reliable", 6),
    note="Theo is not asked: no daily contact in the period",
)
DISTRESS = Distress(contacts=CONTACTS, note="The three before it averaged 5")

PEOPLE = (
    Person(id="mara", name="Mara", line="parent", born="1987"),
    Person(id="theo", name="Theo", line="parent", born="1984"),
    Person(id="wren", name="Wren", line="9 years", born="Feb 2016", is_child=True),
    Person(id="ivo", name="Ivo", line="15 years", born="Nov 2009", is_child=True),
    Person(id="odile", name="Odile", line="grandmother", born="1956"),
    Person(id="jun", name="Jun", line="Theo’s partner", born="1986"),
)
FAMILY = Family(
    on=date(2025, 7, 21),
    people=PEOPLE,
    households=(
        Household(
            id="h1",
            name="Mara’s home",
            members=(Member("mara"), Member("wren"), Member("ivo", "alternate weekends")),
        ),
        Household(
            id="h2",
            name="Theo’s home",
            members=(Member("theo"), Member("jun"), Member("ivo", "alternate weekends")),
        ),
        Household(id="h3", name="Odile’s home", members=(Member("odile"),)),
    ),
    relations=(
        Relation(kind="parent", person="mara", of="wren"),
        Relation(kind="parent", person="mara", of="ivo"),
        Relation(kind="parent", person="theo", of="wren"),
        Relation(kind="parent", person="theo", of="ivo"),
        Relation(kind="ex_partner", person="mara", of="theo", line="since Jan 2023"),
        Relation(kind="partner", person="theo", of="jun"),
        Relation(kind="grandparent", person="odile", of="wren"),
        Relation(kind="grandparent", person="odile", of="ivo"),
    ),
)
# Ivo lives in three homes: he stands where two of them overlap, and is echoed in the third.
ECHOED = Family(
    on=date(2025, 7, 21),
    people=PEOPLE,
    households=tuple(
        Household(id=f"h{i}", name=f"Home {i}", members=(Member("ivo"), Member(other)))
        for i, other in enumerate(("mara", "theo", "odile"))
    ),
)
