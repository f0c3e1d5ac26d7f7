"""The family map: who is who, who lives where, and no line that says more than that."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.core.figures import family_map
from handrail.core.figures.boxes import Box
from handrail.core.figures.family_map import Family, Household, Member, Person, Relation
from handrail.core.figures.family_map.generations import generations
from tests.core.figures.examples import ECHOED, FAMILY, PEOPLE
from tests.core.figures.reading import (
    Drawing,
    assert_figure_is_safe,
    drawings,
    places,
    points,
    texts_that_meet,
)

FIGURE = family_map.draw(FAMILY, uid="f")
TODAY = date(2025, 7, 21)


def chip(drawing: Drawing, person: str) -> Box:
    (group,) = [
        g
        for g in drawing.all("fig-chip")
        if g.get("data-person") == person and g.get("data-echo") == "false"
    ]
    return next(places(group))


def home(drawing: Drawing, id_: str) -> Box:
    (group,) = [g for g in drawing.all("fig-home-group") if g.get("data-home") == id_]
    return next(places(group))


def is_inside(inner: Box, outer: Box) -> bool:
    return (
        outer.left <= inner.left
        and inner.right <= outer.right
        and outer.top <= inner.top
        and inner.bottom <= outer.bottom
    )


def test_people_stand_in_the_homes_they_live_in_and_in_no_other() -> None:
    for drawing in drawings(FIGURE):
        inside = {
            (person.id, one.id)
            for person in FAMILY.people
            for one in FAMILY.households
            if is_inside(chip(drawing, person.id), home(drawing, one.id))
        }
        assert inside == {(m.person, h.id) for h in FAMILY.households for m in h.members}
        touching = {
            (person.id, one.id)
            for person in FAMILY.people
            for one in FAMILY.households
            if chip(drawing, person.id).meets(home(drawing, one.id))
        }
        assert touching == inside


def test_generations_stand_in_rows() -> None:
    assert generations(FAMILY) == {
        "odile": 0, "mara": 1, "theo": 1, "jun": 1, "wren": 2, "ivo": 2,
    }  # fmt: skip
    wide = Drawing(FIGURE.svg_wide)
    assert chip(wide, "odile").bottom < chip(wide, "mara").top
    assert chip(wide, "mara").bottom < chip(wide, "wren").top
    assert chip(wide, "mara").top == chip(wide, "theo").top == chip(wide, "jun").top


def crossed(drawing: Drawing) -> list[str]:
    """Lines that run over a person."""
    chips = [next(places(g)).grown(-1) for g in drawing.all("fig-chip")]
    return [
        group.attrib["data-relation"]
        for group in drawing.all("fig-relation")
        for box in places(drawing.all("fig-kin", group)[0])
        if any(box.meets(chip) for chip in chips)
    ]


def test_no_line_runs_over_a_person() -> None:
    for drawing in drawings(FIGURE):
        assert len(drawing.all("fig-relation")) == len(FAMILY.relations)
        assert crossed(drawing) == []


def test_past_a_row_of_people_the_line_goes_round_them() -> None:
    adults = tuple(Person(id=f"a{i}", name=f"Adult {i}") for i in range(5))
    kim, old = Person(id="kim", name="Kim", is_child=True), Person(id="old", name="Old")
    family = Family(
        on=TODAY,
        people=(*adults, kim, old),
        households=(
            Household(id="h", name="Home", members=tuple(Member(p.id) for p in (*adults, kim))),
        ),
        relations=(
            Relation(kind="parent", person="a2", of="kim"),
            *(Relation(kind="partner", person="a2", of=p.id) for p in adults if p.id != "a2"),
            Relation(kind="grandparent", person="old", of="kim"),
        ),
    )
    for drawing in drawings(family_map.draw(family, uid="f")):
        assert crossed(drawing) == []


def test_where_nobody_stands_between_it_goes_straight_down() -> None:
    (odile_to_ivo,) = [
        group
        for group in Drawing(FIGURE.svg_wide).all("fig-relation")
        if group.attrib["data-relation"] == "odile ivo"
    ]
    corners = points(odile_to_ivo[0])
    assert len({x for x, _ in corners}) == 2


def test_every_line_ends_at_its_two_people() -> None:
    for drawing in drawings(FIGURE):
        for group in drawing.all("fig-relation"):
            one, other = group.attrib["data-relation"].split()
            ends = [*places(drawing.all("fig-kin", group)[0])]
            for person in (one, other):
                beside = chip(drawing, person).grown(1)
                assert any(beside.meets(box) for box in (ends[0], ends[-1]))


def test_a_child_is_told_by_its_shape() -> None:
    wide = Drawing(FIGURE.svg_wide)
    rounded = {
        g.attrib["data-person"]: float(wide.all("fig-person", g)[0].attrib["rx"])
        for g in wide.all("fig-chip")
    }
    assert rounded["wren"] == rounded["ivo"] > 3 * rounded["mara"]


def test_lines_differ_by_shape_and_by_no_colour() -> None:
    kinds = set(Drawing(FIGURE.svg_wide).root.itertext())
    assert not {"close", "conflicted", "cut-off"} & kinds
    classes = {e.attrib["class"] for e in Drawing(FIGURE.svg_wide).all("fig-kin")}
    assert classes == {
        "fig-kin",
        "fig-kin fig-kin-parent",
        "fig-kin fig-kin-grandparent",
        "fig-kin fig-kin-partner",
        "fig-kin fig-kin-ex_partner",
    }


def test_the_words_beside_it() -> None:
    assert FIGURE.summary == "Six people in three homes, as of 21 July 2025."
    assert "Mara’s home: Mara, Wren and Ivo." in FIGURE.description
    assert FIGURE.table.rows[3] == (
        "Ivo",
        "child of Mara, child of Theo, grandchild of Odile",
        "Mara’s home (alternate weekends), Theo’s home (alternate weekends)",
        "Nov 2009",
    )
    assert "former partner of Theo (since Jan 2023)" in FIGURE.table.rows[0][1]


def test_who_lives_in_homes_that_are_not_neighbours_is_echoed() -> None:
    figure = family_map.draw(ECHOED, uid="f")
    for drawing in drawings(figure):
        echoes = [g for g in drawing.all("fig-chip") if g.get("data-echo") == "true"]
        assert [g.get("data-person") for g in echoes] == ["ivo"]
        assert "here too" in drawing.texts(echoes[0])
    assert "lives here too" in [key.words for key in figure.keys]


def test_a_circle_of_parents_does_not_hang_the_page() -> None:
    circle = Family(
        on=TODAY,
        people=PEOPLE[:3],
        relations=(
            Relation(kind="parent", person="mara", of="wren"),
            Relation(kind="parent", person="wren", of="theo"),
            Relation(kind="parent", person="theo", of="mara"),
        ),
    )
    assert_figure_is_safe(family_map.draw(circle, uid="f"))


def test_a_family_of_none_is_a_picture_of_nobody() -> None:
    figure = family_map.draw(Family(people=(), on=TODAY), uid="f")
    assert_figure_is_safe(figure)
    assert figure.summary == "No people in no homes, as of 21 July 2025."


def test_wrong_input_is_refused_whole() -> None:
    with pytest.raises(ValueError, match="stands here twice") as refused:
        Family(
            on=TODAY,
            people=(PEOPLE[0], PEOPLE[0]),
            households=(Household(id="h", name="Home", members=(Member("nobody"),)),),
            relations=(Relation(kind="parent", person="mara", of="mara"),),
        )
    for part in ("no person nobody", "cannot be their own"):
        assert part in str(refused.value)


@st.composite
def families(draw: st.DrawFn) -> Family:
    count = draw(st.integers(2, 12))
    ids = [f"p{i}" for i in range(count)]
    some = st.lists(st.sampled_from(ids), unique=True, max_size=count)
    pairs = st.lists(
        st.tuples(
            st.sampled_from(["parent", "grandparent", "partner", "ex_partner"]),
            st.sampled_from(ids),
            st.sampled_from(ids),
        ),
        max_size=12,
        unique_by=lambda one: frozenset(one[1:]),
    )
    return Family(
        on=TODAY,
        people=tuple(
            Person(
                id=id_, name=draw(st.text(min_size=1, max_size=60)), line="9 years", is_child=i > 4
            )
            for i, id_ in enumerate(ids)
        ),
        households=tuple(
            Household(id=f"h{i}", name=f"Home {i}", members=tuple(map(Member, draw(some))))
            for i in range(draw(st.integers(0, 4)))
        ),
        relations=tuple(
            Relation(kind=kind, person=one, of=other)  # type: ignore[arg-type]
            for kind, one, other in draw(pairs)
            if one != other
        ),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families())
def test_any_family_is_drawn_whole(family: Family) -> None:
    figure = family_map.draw(family, uid="f")
    assert_figure_is_safe(figure)
    assert [row[0] for row in figure.table.rows] != [] or not family.people
    for drawing in drawings(figure):
        stand = [
            g.get("data-person") for g in drawing.all("fig-chip") if g.get("data-echo") == "false"
        ]
        assert sorted(map(str, stand)) == sorted(person.id for person in family.people)
        assert len(drawing.all("fig-relation")) == len(family.relations)
        assert crossed(drawing) == []
        for one in family.households:
            for person in family.people:
                if chip(drawing, person.id).meets(home(drawing, one.id)):
                    assert one.has(person.id), "an outline holds nobody who does not live there"


def test_no_text_lies_on_another() -> None:
    for drawing in drawings(FIGURE):
        assert texts_that_meet(drawing) == []
