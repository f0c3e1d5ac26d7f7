"""Random histories: whatever happened, the picture stands, and drawing it twice gives the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import handrail
from handrail.core.figures import ladder
from handrail.core.figures.ladder import Alarm, Ceiling, Contact, Ladder, Rung
from tests.core.figures.reading import (
    Drawing,
    assert_figure_is_safe,
    drawings,
    places,
    texts_that_meet,
)

NAMES = st.text(min_size=1, max_size=40)
RATING = st.none() | st.integers(0, 10) | st.floats(0, 10).map(lambda v: round(v, 1))
MOVES = st.sampled_from(["", "UP", "HOLD", "DOWN", "STOP", "NOT_COUNTED", "PENDING"])
OFTEN = st.sampled_from([True, True, True, False])
SELDOM = OFTEN.map(lambda often: not often)


@st.composite
def contacts(draw: st.DrawFn, rungs: int) -> tuple[Contact, ...]:
    on = date(2025, 1, 1)
    found = []
    for i in range(draw(st.integers(0, 14))):
        on += timedelta(days=draw(st.integers(0, 40)))
        found.append(
            Contact(
                session=f"{draw(NAMES)}-{i}",
                on=on,
                rung=draw(st.integers(0, rungs - 1)),
                held=draw(OFTEN),
                before=draw(RATING),
                peak=draw(RATING),
                after=draw(RATING),
                settled=draw(st.sampled_from([True, True, False, None])),
                waiting_48h=draw(SELDOM),
                reason=draw(st.just("") | NAMES),
                after_effect=draw(st.none() | st.integers(0, 3)),
                proposal=draw(MOVES),
                decided=draw(MOVES),
                alarms=tuple(
                    Alarm(draw(NAMES), draw(NAMES)) for _ in range(draw(st.integers(0, 2)))
                ),
                stopped=draw(SELDOM),
                unplanned=draw(SELDOM),
            )
        )
    return tuple(found)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    rungs = draw(st.integers(1, 8))
    index = st.none() | st.integers(0, rungs - 1)
    ceiling = draw(index)
    return Ladder(
        child=draw(NAMES),
        parent=draw(NAMES),
        rungs=tuple(
            Rung(number=i, name=draw(NAMES), line=draw(st.just("") | NAMES)) for i in range(rungs)
        ),
        contacts=draw(contacts(rungs)),
        rail_limit=draw(st.sampled_from([4, 6, 6.5, 10])),
        ceiling=None if ceiling is None else Ceiling(ceiling, date(2025, 2, 20)),
        now=draw(index),
        proposed=draw(index),
        stopped=draw(SELDOM),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ladders())
def test_any_history_is_drawn_whole(one: Ladder) -> None:
    figure = ladder.draw(one, uid="x")
    assert figure == ladder.draw(one, uid="x")
    assert_figure_is_safe(figure)
    assert len(figure.table.rows) == len(one.contacts)
    assert len(figure.notes) == len(one.flagged)
    for drawing in drawings(figure):
        assert len(drawing.all("fig-contact")) == len(one.contacts)
        marks = [g.attrib["data-mark"] for g in drawing.all("fig-contact")]
        assert marks == [c.kind for c in one.contacts]
        assert len(drawing.all("fig-callout")) == bool(one.setbacks)
        assert texts_that_meet(drawing) == []
    _callout_covers_no_contact(drawings(figure)[0])


def _callout_covers_no_contact(wide: Drawing) -> None:
    for callout in wide.all("fig-callout"):
        (sign,) = places(callout)
        for kind in ("fig-contact", "fig-flagged", "fig-now", "fig-rail"):
            for element in wide.all(kind):
                assert not any(sign.meets(box) for box in places(element))


_SCRIPT = """
import hashlib
from handrail.core.figures import curves, family_map, ladder, tracks
from tests.core.figures import examples as e
figures = [ladder.draw(one, uid="x") for one in e.HARD.values()]
figures += [tracks.draw(e.TRACKS, uid="x"), curves.draw_trend(e.TREND, uid="x"),
            curves.draw_distress(e.DISTRESS, uid="x"), family_map.draw(e.FAMILY, uid="x")]
print(hashlib.sha256(repr(figures).encode("utf-8", "backslashreplace")).hexdigest())
"""


def test_the_same_bytes_in_every_process() -> None:
    """Nothing hangs on the order of a set, which changes from one process to the next."""
    source = os.path.dirname(os.path.dirname(handrail.__file__))
    told: set[str] = set()
    for seed in ("1", "2"):
        environment: dict[str, Any] = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([source, os.getcwd()]),
        }
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, check=True
        )
        told.add(done.stdout.decode().strip())
    assert len(told) == 1
    assert len(told.pop()) == hashlib.sha256().digest_size * 2
