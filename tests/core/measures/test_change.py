"""Reliable change: the table of clinical §4.5 from its standard deviations and reliabilities."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.measures.catalogue import catalogue
from handrail.core.measures.change import Crossing, Label, change_label
from handrail.core.measures.instrument import Computed, Published
from handrail.core.measures.reliable import ParameterSet, is_reliable, s_diff, smallest_change

SHIPPED = catalogue().instruments
PSC17, PHQ9, GAD7 = SHIPPED["psc17"], SHIPPED["phq9"], SHIPPED["gad7"]

TABLE = [  # scale, SD, r, S_diff, 1.96 * S_diff, smallest whole change
    ("total", 5.62, 0.89, 2.636, 5.17, 6),
    ("internalizing", 1.71, 0.79, 1.108, 2.17, 3),
    ("attention", 2.43, 0.83, 1.417, 2.78, 3),
    ("externalizing", 2.78, 0.83, 1.621, 3.18, 4),
]


@pytest.mark.parametrize(("scale", "sd", "r", "error", "beyond", "least"), TABLE)
def test_thresholds_come_out_of_the_formula(
    scale: str, sd: float, r: float, error: float, beyond: float, least: int
) -> None:
    shipped = PSC17.named_scale(scale).reliable_change
    assert isinstance(shipped, Computed)
    assert (shipped.sd, shipped.r) == (sd, r)
    assert round(s_diff(sd, r), 3) == error
    assert round(1.96 * s_diff(sd, r), 2) == beyond
    assert smallest_change(shipped) == least


@pytest.mark.parametrize(
    ("instrument_id", "scale", "least"),
    [*(("psc17", row[0], row[5]) for row in TABLE), ("phq9", "total", 6), ("gad7", "total", 4)],
)
def test_the_label_turns_at_the_threshold_in_both_directions(
    instrument_id: str, scale: str, least: int
) -> None:
    instrument = SHIPPED[instrument_id]

    def label(first: int, last: int) -> Label:
        return change_label(instrument, scale, first, last).label

    assert label(least, 0) == Label.RELIABLE_IMPROVEMENT
    assert label(least - 1, 0) == Label.NO_RELIABLE_CHANGE
    assert label(0, least - 1) == Label.NO_RELIABLE_CHANGE
    assert label(0, least) == Label.RELIABLE_WORSENING
    assert label(3, 3) == Label.NO_RELIABLE_CHANGE


def test_a_change_explains_itself() -> None:
    change = change_label(PSC17, "total", 21, 13)
    assert (change.first, change.last, change.difference, change.threshold) == (21, 13, -8, 6)
    for number in ("5.62", "0.89", "2.636", "5.17", "6 whole points"):
        assert number in change.formula
    assert "published threshold: 6 points" in change_label(PHQ9, "total", 12, 9).formula


@pytest.mark.parametrize(
    ("first", "last", "crossed"),
    [
        (15, 14, Crossing.TO_BELOW),
        (14, 15, Crossing.TO_AT_OR_ABOVE),
        (16, 15, None),
        (14, 13, None),
    ],
)
def test_crossing_the_cutoff_is_a_fact_of_its_own(
    first: int, last: int, crossed: Crossing | None
) -> None:
    change = change_label(PSC17, "total", first, last)
    assert change.crossed_cutoff == crossed
    assert change.label == Label.NO_RELIABLE_CHANGE
    assert change.cutoff is not None
    assert change.cutoff.source == "PSC17"


def test_a_reliable_change_may_stay_on_one_side_of_the_cutoff() -> None:
    change = change_label(GAD7, "total", 21, 9)
    assert change.label == Label.RELIABLE_IMPROVEMENT
    assert change.crossed_cutoff is None


@pytest.mark.parametrize(
    ("instrument_id", "scale"),
    [("distress", "distress"), ("gas", "attainment"), ("hs4", "safe"), ("ha2", "effect")],
)
def test_a_single_rating_has_no_reliable_change(instrument_id: str, scale: str) -> None:
    change = change_label(SHIPPED[instrument_id], scale, 0, 2)
    assert change.label == Label.NOT_COMPUTABLE
    assert change.threshold is None
    assert "single rating" in change.formula
    assert change.difference == 2


def test_a_single_rating_has_none_even_if_a_practice_sets_values_for_it() -> None:
    local = ParameterSet("v1", {"distress.distress": Published(1, "ours")})
    change = change_label(SHIPPED["distress"], "distress", 9, 0, parameters=local)
    assert change.label == Label.NOT_COMPUTABLE


def test_local_values_replace_the_packaged_ones_and_name_their_version() -> None:
    local = ParameterSet("2026-01", {"psc17.total": Computed(10.0, 0.89, "our own families")})
    change = change_label(PSC17, "total", 21, 13, parameters=local)
    assert change.label == Label.NO_RELIABLE_CHANGE
    assert change.parameters == "2026-01"
    assert "our own families" in change.formula
    other = change_label(PSC17, "attention", 6, 2, parameters=local)
    assert (other.label, other.parameters) == (Label.RELIABLE_IMPROVEMENT, "")


def test_refuses_points_no_form_can_give_and_scales_it_has_not() -> None:
    with pytest.raises(ValueError, match="runs from 0 to 34 points; 35 lies outside"):
        change_label(PSC17, "total", 35, 3)
    with pytest.raises(ValueError, match="its scales: total, internalizing"):
        change_label(PSC17, "anxiety", 1, 2)


points = st.integers(0, 34)


@given(points, points)
def test_turning_time_round_turns_the_label_round(first: int, last: int) -> None:
    turned = {
        Label.RELIABLE_IMPROVEMENT: Label.RELIABLE_WORSENING,
        Label.RELIABLE_WORSENING: Label.RELIABLE_IMPROVEMENT,
        Label.NO_RELIABLE_CHANGE: Label.NO_RELIABLE_CHANGE,
    }
    forth, back = (
        change_label(PSC17, "total", first, last),
        change_label(PSC17, "total", last, first),
    )
    assert back.label == turned[forth.label]
    assert back.difference == -(forth.difference or 0)


@given(st.floats(0.1, 50), st.floats(0, 0.99))
def test_the_smallest_change_is_the_first_whole_number_that_is_reliable(
    sd: float, r: float
) -> None:
    computed = Computed(sd, r, "any")
    least = smallest_change(computed)
    assert is_reliable(least, computed)
    assert not is_reliable(least - 1, computed)


def test_where_more_is_better_a_rise_is_an_improvement() -> None:
    total = replace(PSC17.named_scale("total"), direction="higher_is_better")
    turned = replace(PSC17, scales=(total,))
    assert change_label(turned, "total", 3, 20).label == Label.RELIABLE_IMPROVEMENT
    assert change_label(turned, "total", 20, 3).label == Label.RELIABLE_WORSENING
