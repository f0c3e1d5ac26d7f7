"""Ladders that are hard to draw: nothing is covered, nothing is lost, nothing breaks."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from handrail.core.figures import ladder
from handrail.core.figures.boxes import Box
from handrail.core.figures.ladder import Ceiling, Contact, Ladder
from tests.core.figures.examples import HARD, ORDER
from tests.core.figures.reading import (
    Drawing,
    assert_figure_is_safe,
    drawings,
    places,
    points,
    texts_that_meet,
)
from tests.core.figures.wren import contact, wren

CASES = pytest.mark.parametrize("name", HARD)


def drawn(name: str) -> list[Drawing]:
    return drawings(ladder.draw(HARD[name], uid="x"))


@CASES
def test_it_is_safe_in_a_page(name: str) -> None:
    assert_figure_is_safe(ladder.draw(HARD[name], uid="x"))


@CASES
def test_every_contact_is_drawn_once_and_stands_in_the_table(name: str) -> None:
    figure = ladder.draw(HARD[name], uid="x")
    sessions = [c.session for c in HARD[name].contacts]
    assert [row[0] for row in figure.table.rows] == sessions
    for drawing in drawings(figure):
        assert [g.get("data-session") for g in drawing.all("fig-contact")] == sessions


@CASES
def test_no_text_lies_on_another(name: str) -> None:
    for drawing in drawn(name):
        assert texts_that_meet(drawing) == []


@CASES
def test_everything_lies_inside_the_picture(name: str) -> None:
    for drawing in drawn(name):
        view = drawing.view.grown(1)
        for box in places(drawing.root):
            if box.width > 9.5 or box.height > 9.5:  # the hatch is drawn in its own small room
                assert view.left <= box.left, name
                assert box.right <= view.right
                assert view.top <= box.top
                assert box.bottom <= view.bottom


def covered(drawing: Drawing, sign: Box) -> list[str]:
    """What a sign may never lie on: contacts, flags, arrows, the pill, the rail, the ceiling."""
    kinds = ("fig-contact", "fig-flagged", "fig-step-down", "fig-now", "fig-rail", "fig-proposed",
             "fig-ceiling", "fig-post", "fig-post-now", "fig-edge", "fig-rail-text")  # fmt: skip
    return [
        kind
        for kind in kinds
        for element in drawing.all(kind)
        for box in places(element)
        if sign.meets(box)
    ]


@CASES
def test_the_callout_covers_nothing(name: str) -> None:
    wide = drawn(name)[0]
    for callout in wide.all("fig-callout"):
        (box,) = places(callout)
        assert covered(wide, box) == []


@CASES
def test_the_pill_covers_no_contact(name: str) -> None:
    wide = drawn(name)[0]
    for now in wide.all("fig-now"):
        pill = next(places(now))
        for element in (*wide.all("fig-contact"), *wide.all("fig-rail"), *wide.all("fig-flagged")):
            assert not any(pill.meets(box) for box in places(element))


@CASES
def test_the_line_of_the_callout_meets_only_its_own_mark(name: str) -> None:
    wide = drawn(name)[0]
    shown = HARD[name].called_out
    for leader in wide.all("fig-leader"):
        (line,) = places(leader)
        for group in (*wide.all("fig-contact"), *wide.all("fig-flagged"), *wide.all("fig-now")):
            if shown is None or group.get("data-session") != shown.session:
                assert not any(line.meets(box) for box in places(group))


@CASES
def test_diamonds_only_for_what_did_not_settle(name: str) -> None:
    by_session = {c.session: c for c in HARD[name].contacts}
    for drawing in drawn(name):
        for group in drawing.all("fig-contact"):
            one = by_session[group.attrib["data-session"]]
            squares = [e for e in drawing.all("fig-mark-stop", group) if len(points(e)) == 4]
            is_expected = one.held and one.settled is False and not one.unplanned
            assert len(squares) in ((1, 2) if is_expected else (0,))


@CASES
def test_a_peak_stands_over_the_rail_only_when_it_is_over_the_limit(name: str) -> None:
    wide = drawn(name)[0]
    for one in HARD[name].contacts:
        if not one.held or one.unplanned or one.peak is None or one.stopped:
            continue
        group = wide.contact(one.session)
        bold = [float(e.attrib["x"]) for e in wide.all("fig-b", group) if "x" in e.attrib]
        peak_y = _peak_y(wide, one)
        assert (peak_y < _rail_y(wide, bold[0]) - 0.1) == (one.peak > HARD[name].rail_limit)


def _peak_y(drawing: Drawing, one: Contact) -> float:
    group = drawing.contact(one.session)
    round_ = [*drawing.all("fig-dot", group), *drawing.all("fig-waiting", group)]
    if round_:
        return float(round_[0].attrib["cy"])
    ys = [y for _, y in points(drawing.all("fig-mark-stop", group)[0])]
    return (min(ys) + max(ys)) / 2


def _rail_y(drawing: Drawing, x: float) -> float:
    """The rail at x: level there, for slopes stay 11 away from every contact."""
    for rail in drawing.all("fig-rail"):
        for a, b in pairwise(points(rail)):
            if a[0] <= x <= b[0] and a[1] == b[1]:
                return a[1]
    raise AssertionError(f"no rail over {x}")


def test_columns_never_come_closer_than_forty() -> None:
    for count in range(1, 41):
        one = wren(contacts=tuple(contact(i) for i in range(count)), now=0, proposed=1)
        wide = Drawing(ladder.draw(one, uid="x").svg_wide)
        xs = [
            float(wide.all("fig-baluster")[i].attrib["x1"])
            for i in range(len(wide.all("fig-baluster")))
        ]
        assert all(b - a >= 40 for a, b in pairwise(xs))


def test_over_22_contacts_it_scrolls_and_repeats_its_numbers() -> None:
    wide = Drawing(ladder.draw(HARD["forty contacts"], uid="x").svg_wide)
    assert "fig-long" in wide.root.attrib["class"]
    assert wide.texts().count("Ceiling of the order, 20 February 2025") == 2
    assert wide.texts(wide.all("fig-rung")[0]).count("1") == 2
    short = Drawing(ladder.draw(wren(), uid="x").svg_wide)
    assert "fig-long" not in short.root.attrib["class"]


def test_several_setbacks_have_numbered_flags_and_notes() -> None:
    one = HARD["many setbacks"]
    figure = ladder.draw(one, uid="x")
    assert one.called_out is not None
    others = [c.session for c in one.setbacks if c is not one.called_out]
    assert len(others) >= 3
    for drawing in drawings(figure):
        flags = [text for text in drawing.texts() if re.fullmatch("[0-9]", text)]
        assert {str(i) for i in range(1, len(others) + 1)} <= set(flags)
    for note, session in zip(figure.notes, others, strict=True):
        assert note.startswith(f"{session}, ")
    assert not any(one.called_out.session in note for note in figure.notes)


def test_a_stop_ends_the_rail_and_no_further_step_is_drawn() -> None:
    figure = ladder.draw(HARD["stopped"], uid="x")
    wide, narrow = drawings(figure)
    assert HARD["stopped"].proposed == 4
    for drawing in (wide, narrow):
        assert not drawing.all("fig-proposed")
        assert not drawing.all("fig-tread-now")
        assert len(drawing.all("fig-stop-bar")) == 1
    end = points(wide.one("fig-rail"))[-1][0]
    octagon = next(e for e in wide.all("fig-mark-stop") if len(points(e)) == 8)
    assert end == pytest.approx(sum(x for x, _ in points(octagon)) / 8)
    assert wide.texts(wide.one("fig-now")) == ["Stopped: step 2"]
    assert "stopped on step 2" in figure.summary


def test_a_stop_that_came_without_a_contact_has_its_sign() -> None:
    for drawing in drawn("stopped without a contact"):
        assert len(drawing.all("fig-stop-bar")) == 1


def test_going_on_after_a_stop_begins_a_new_rail() -> None:
    wide = drawn("stopped, then going on")[0]
    first, second = (points(rail) for rail in wide.all("fig-rail"))
    assert first[-1][0] < second[0][0]
    told = wide.texts(wide.one("fig-callout-box"))
    assert told[0].startswith("B2,"), "the stop itself, not what was not held while it lasted"


def test_marks_for_what_did_not_happen_as_planned() -> None:
    wide = drawn("not held, unplanned, awaited")[0]
    kinds = {g.attrib["data-session"]: g.attrib["data-mark"] for g in wide.all("fig-contact")}
    assert kinds == {
        "B1": "settled",
        "B2": "not_held",
        "B3": "not_held",
        "B4": "unplanned",
        "B5": "waiting",
    }
    treads = {points(e)[0][1] for e in wide.all("fig-edge")}
    (hollow,) = wide.all("fig-hollow", wide.contact("B2"))
    assert float(hollow.attrib["cy"]) in treads, "it stands on the tread"
    (triangle,) = wide.all("fig-hollow", wide.contact("B4"))
    assert min(y for _, y in points(triangle)) > 0, "under the ground line, not on the stairs"
    assert len(wide.all("fig-waiting", wide.contact("B5"))) == 1


def test_the_table_gives_the_reason() -> None:
    rows = ladder.draw(HARD["not held, unplanned, awaited"], uid="x").table.rows
    assert [row[7] for row in rows] == [
        "yes",
        "not held: the child was ill",
        "not held: the visiting parent did not come",
        "not planned",
        "waiting for the 48-hour answer",
    ]
    assert rows[4][6] == "awaited"


def test_a_step_above_the_ceiling_is_not_drawn_and_that_is_said() -> None:
    figure = ladder.draw(HARD["the ceiling has come down"], uid="x")
    assert not any(drawing.all("fig-proposed") for drawing in drawings(figure))
    assert "permits steps up to 4, so step 5 is not drawn" in figure.description


def test_marks_stay_under_the_ceiling_of_their_rung() -> None:
    alarms = HARD["stopped"].contacts[-1].alarms
    highest = contact(1, 0, 10, before=10, after=10, alarms=alarms)
    one = wren(contacts=(highest,), now=0, proposed=None, ceiling=Ceiling(0, ORDER))
    wide = Drawing(ladder.draw(one, uid="x").svg_wide)
    ceiling = float(wide.one("fig-ceiling").attrib["y1"])
    for kind in ("fig-contact", "fig-now", "fig-callout-box"):
        assert all(box.top > ceiling for e in wide.all(kind) for box in places(e))


def test_figures_of_ten_get_a_wider_column() -> None:
    wide = drawn("peaks of ten under a ceiling at the first rung")[0]
    xs = [float(e.attrib["x1"]) for e in wide.all("fig-baluster")]
    assert xs[2] - xs[1] > xs[1] - xs[0]


def test_years_are_written_when_there_are_two() -> None:
    figure = ladder.draw(HARD["over a new year"], uid="x")
    for drawing in drawings(figure):
        told = drawing.texts()
        assert (told.count("2025"), told.count("2026")) == (1, 1)
    assert figure.summary.endswith("since 5 January 2026.")


def test_a_setback_in_the_middle_of_a_word_reads_as_text() -> None:
    svg = ladder.draw(HARD["long and foreign names"], uid="x").svg_wide
    assert "&lt;b&gt;&amp;" in svg
    assert "\u202e" not in svg


def test_wrong_input_is_refused_whole() -> None:
    with pytest.raises(ValueError, match="no rung 9") as refused:
        Ladder(
            child="Wren",
            parent="Theo",
            rungs=wren().rungs,
            contacts=(contact(2, 9, 11), contact(1)),
            now=7,
            rail_limit=12,
        )
    for part in ("now 7", "rail_limit 12", "peak 11", "in time order"):
        assert part in str(refused.value)
    with pytest.raises(ValueError, match="at least one"):
        Ladder(child="Wren", parent="Theo", rungs=())
