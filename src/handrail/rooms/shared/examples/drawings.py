"""One drawing of each kind, from a made-up way of nine contacts with one setback."""

from __future__ import annotations

from datetime import date, timedelta

from handrail.core.figures import ladder, tracks
from handrail.core.figures.curves import (
    Change,
    CutOff,
    Distress,
    Score,
    Trend,
    draw_distress,
    draw_trend,
)
from handrail.core.figures.figure import Figure

BEGAN, TODAY = date(2025, 3, 3), date(2025, 5, 26)
RUNGS = (
    ladder.Rung(number=1, name="Letter, card, photo", line="read with the therapist"),
    ladder.Rung(number=2, name="Recorded message", line="seen with the therapist"),
    ladder.Rung(number=3, name="First guided meeting", line="10–20 min, guided"),
    ladder.Rung(number=4, name="Longer guided session", line="30–50 min, steps back"),
)
RATINGS = (  # step, before, peak, after, decided
    (1, 5, 6, 3, "HOLD"),
    (1, 4, 5, 2, "HOLD"),
    (1, 4, 4, 2, "UP"),
    (2, 5, 6, 3, "HOLD"),
    (2, 4, 5, 2, "UP"),
    (3, 5, 8, 5, "DOWN"),
    (2, 5, 5, 2, "HOLD"),
    (2, 4, 4, 2, "HOLD"),
    (2, 3, 3, 1, ""),
)
ALARMS = (
    ladder.Alarm("Distress rising", "peak 8; the three before: 5"),
    ladder.Alarm("After-effect", "3 of 3 within 48 hours"),
)


def _contact(index: int) -> ladder.Contact:
    step, before, peak, after, decided = RATINGS[index]
    fell = decided == "DOWN"
    return ladder.Contact(
        session=f"A{index + 6}",
        on=BEGAN + timedelta(weeks=index + 3),
        rung=step - 1,
        before=before,
        peak=peak,
        after=after,
        settled=not fell,
        ended_early=fell,
        reason="ended early" if fell else "",
        proposal="DOWN" if fell else "UP" if decided in ("UP", "") else "HOLD",
        decided=decided,  # type: ignore[arg-type]
        alarms=ALARMS if fell else (),
    )


CONTACTS = tuple(_contact(index) for index in range(len(RATINGS)))


def the_ladder() -> Figure:
    """A ladder with a step down, a ceiling and a proposed step."""
    way = ladder.Ladder(
        child="Wren",
        parent="Theo",
        rungs=RUNGS,
        contacts=CONTACTS,
        ceiling=ladder.Ceiling(2, date(2025, 2, 20)),
        now=1,
        proposed=2,
    )
    return ladder.draw(way, uid="ladder")


def the_tracks() -> Figure:
    """Five phases side by side."""
    names = (
        ("Assessment and planning", "closed 24 March", 0, 3),
        ("Individual work", "open", 1, None),
        ("Supported contact", "open, step 2", 3, None),
        ("Family systems work", "on hold", 4, 8),
        ("Progress evaluation", "next review 18 August", 0, None),
    )
    found = tuple(
        tracks.Track(
            number=number,
            name=name,
            state=state,
            spans=(tracks.Span(_week(first), None if last is None else _week(last)),),
            sessions=tuple(contact.on for contact in CONTACTS) if number == 3 else (_week(first),),
            steps_down=tuple(c.on for c in CONTACTS if c.steps_down) if number == 3 else (),
        )
        for number, (name, state, first, last) in enumerate(names, start=1)
    )
    return tracks.draw(tracks.Tracks(found, TODAY), uid="tracks")


def the_trend() -> Figure:
    """A measure over time with its cut-off and a reliable change."""
    values = ((1, 21), (6, 22), (12, 13))
    trend = Trend(
        title="How Wren is, as Mara answers it",
        measure="PSC-17 total",
        scores=tuple(
            Score(on=_week(week), value=value, label=f"week {week}") for week, value in values
        ),
        high=34,
        cut_off=CutOff(15, "15 and over: look closer"),
        change=Change(21, 13, "reliable", 6),
    )
    return draw_trend(trend, uid="trend")


def the_distress() -> Figure:
    """Distress in each contact against the two limits of the rule."""
    return draw_distress(Distress(contacts=CONTACTS), uid="distress")


def _week(number: int) -> date:
    return BEGAN + timedelta(weeks=number)
