"""The ladder of Wren with Theo: what a person sees on it without being told where to look."""

from __future__ import annotations

from itertools import pairwise

import pytest

from handrail.core.figures import ladder
from handrail.core.figures.figure import Figure
from tests.core.figures.reading import Drawing, assert_figure_is_safe, drawings, places, points
from tests.core.figures.wren import CONTACTS, wren


@pytest.fixture(scope="module")
def figure() -> Figure:
    return ladder.draw(wren(), uid="wren")


@pytest.fixture(scope="module")
def wide(figure: Figure) -> Drawing:
    return Drawing(figure.svg_wide)


def dot_y(drawing: Drawing, session: str) -> float:
    """The height of the mark at the peak."""
    group = drawing.contact(session)
    for dot in drawing.all("fig-dot", group):
        return float(dot.attrib["cy"])
    (diamond,) = drawing.all("fig-mark-stop", group)
    ys = [y for _, y in points(diamond)]
    return (min(ys) + max(ys)) / 2


def rail_over(drawing: Drawing, x: float) -> float:
    """The height of the rail at x."""
    for a, b in pairwise(points(drawing.one("fig-rail"))):
        if a[0] <= x <= b[0] and a[1] == b[1]:
            return a[1]
    raise AssertionError(f"no level rail over {x}")


def middle(drawing: Drawing, session: str) -> float:
    name = next(t for t in drawing.contact(session).iter() if t.get("text-anchor") == "middle")
    return float(name.attrib["x"])


def test_a_peak_stands_over_the_rail_only_when_it_is_over_the_limit(wide: Drawing) -> None:
    over = {
        c.session
        for c in CONTACTS
        if dot_y(wide, c.session) < rail_over(wide, middle(wide, c.session)) - 0.5
    }
    assert over == {"A14"}


def test_a_peak_at_the_limit_lies_on_the_rail(wide: Drawing) -> None:
    for session in ("A6", "A9", "A13"):
        assert dot_y(wide, session) == rail_over(wide, middle(wide, session))


def test_the_only_diamond_is_the_contact_that_did_not_settle(figure: Figure) -> None:
    for drawing in drawings(figure):
        marks = {g.get("data-session"): g.get("data-mark") for g in drawing.all("fig-contact")}
        assert marks == {
            c.session: "unsettled" if c.session == "A14" else "settled" for c in CONTACTS
        }
        assert len(drawing.all("fig-mark-stop", drawing.contact("A14"))) >= 1
        assert not drawing.all("fig-mark-stop", drawing.contact("A13"))


def test_the_setback_and_both_its_alarms_are_called_out(figure: Figure) -> None:
    for drawing in drawings(figure):
        told = drawing.texts(drawing.one("fig-callout-box"))
        assert told[0] == "A14, 12 May: step down, two alarms"
        for words in (
            "Distress rising",
            "peak 8; the three before: 5",
            "After-effect",
            "3 of 3 within 48 hours",
        ):
            assert words in told
        bells = drawing.all("fig-stop-fill", drawing.one("fig-callout-box"))
        assert len(bells) == 4  # a dome and a clapper each


def test_the_callout_is_joined_to_its_mark(wide: Drawing) -> None:
    leader = wide.one("fig-leader")
    assert float(leader.attrib["x1"]) == float(leader.attrib["x2"]) == middle(wide, "A14")
    (diamond,) = wide.all("fig-mark-stop", wide.contact("A14"))
    assert 0 < min(y for _, y in points(diamond)) - float(leader.attrib["y2"]) < 6


def test_the_callout_stands_in_the_upper_left_under_the_ceiling(wide: Drawing) -> None:
    (box,) = places(wide.one("fig-callout"))
    (ceiling,) = places(wide.one("fig-ceiling"))
    assert box.top > ceiling.bottom
    assert box.right < wide.view.width * 0.6


def test_the_measures_are_those_of_the_design(wide: Drawing) -> None:
    assert wide.view.width == 1152
    xs = [middle(wide, c.session) for c in CONTACTS]
    assert {round(b - a, 2) for a, b in pairwise(xs)} == {45.5}
    rungs = {
        int(g.attrib["data-rung"]): float(wide.all("fig-dotted", g)[0].attrib["y1"])
        for g in wide.all("fig-rung")
    }
    assert [rungs[i] for i in range(5)] == [-86, -160, -234, -308, -382]
    assert rungs[5] == -382 - 74 - 40
    assert rungs[3] - rail_over(wide, middle(wide, "A23")) == 60


def test_rails_slope_eleven_either_side_of_a_riser(wide: Drawing) -> None:
    slopes = [(a, b) for a, b in pairwise(points(wide.one("fig-rail"))) if a[1] != b[1]]
    assert len(slopes) == 5
    assert {b[0] - a[0] for a, b in slopes} == {22}


def test_one_arrow_says_step_down(wide: Drawing) -> None:
    assert wide.texts(wide.one("fig-step-down")) == ["Step", "down"]


def test_now_and_the_undecided_step(figure: Figure, wide: Drawing) -> None:
    assert wide.texts(wide.one("fig-now")) == ["Now: step 4"]
    assert wide.texts(wide.one("fig-proposed")) == ["Step 5", "proposed,", "not decided"]
    assert len(wide.all("fig-rail-dotted")) == 1
    assert "a step that is not decided" in [key.words for key in figure.keys]


def test_the_three_figures_stand_under_each_contact(wide: Drawing) -> None:
    assert "5·8·5" in wide.texts(wide.contact("A14"))
    assert [t.text for t in wide.all("fig-b", wide.contact("A14"))] == ["A14", "8"]


def test_each_month_is_written_once(wide: Drawing) -> None:
    told = wide.texts()
    for month in ("Mar", "Apr", "May", "Jun", "Jul"):
        assert told.count(month) == 1


def test_the_ceiling_is_named_with_the_date_of_the_order(wide: Drawing) -> None:
    assert "Ceiling of the order, 20 February 2025" in wide.texts()
    assert len(wide.all("fig-closed")) == 1


def test_the_narrow_picture_says_the_same(figure: Figure) -> None:
    narrow = drawings(figure)[1]
    assert "Ceiling of the order: step 5" in narrow.texts()
    assert narrow.view.width <= 380
    rows = [float(narrow.all("fig-rule", g)[0].attrib["y1"]) for g in narrow.all("fig-contact")]
    pitches = [round(b - a) for a, b in pairwise(rows)]
    assert pitches.count(34) == len(pitches) - 1  # the call-out lies between two rows


def test_the_line_beside_the_picture(figure: Figure) -> None:
    assert figure.title == "Contact ladder, Wren with Theo"
    assert figure.summary == "Seventeen contacts, one step down, now on step 4 since 7 July."


def test_four_sentences_for_who_cannot_see_it(figure: Figure) -> None:
    assert figure.description == (
        "Seventeen contacts from 24 March to 21 July 2025. "
        "A14, 12 May: step down, two alarms: Distress rising (peak 8; the three before: 5) and "
        "After-effect (3 of 3 within 48 hours). "
        "Now on step 4 since 7 July, Longer guided session; step 5 is proposed, not decided. "
        "The order of 20 February 2025 permits steps up to 5."
    )


def test_the_table_holds_every_contact(figure: Figure) -> None:
    assert [row[0] for row in figure.table.rows] == [c.session for c in CONTACTS]
    assert figure.table.marked == (7,)
    assert figure.table.rows[7] == (
        "A14", "12 May", "3", "5", "8", "5", "3", "no: ended early", "down", "down",
        "Distress rising, After-effect",
    )  # fmt: skip
    assert figure.table.rows[-1][7:10] == ("yes", "up", "waiting")


def test_it_is_safe_in_a_page(figure: Figure) -> None:
    assert_figure_is_safe(figure)
