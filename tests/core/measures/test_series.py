"""First against last interpretable score, per instrument, person asked and person asked about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.measures.catalogue import catalogue
from handrail.core.measures.change import (
    Change,
    Crossing,
    EnteredScore,
    Label,
    series_changes,
)
from handrail.core.measures.entered import Sortable
from handrail.core.measures.instrument import Published
from handrail.core.measures.reliable import ParameterSet

CATALOGUE = catalogue()


def psc17(week: int, total: int, i: int, a: int, e: int) -> EnteredScore:
    parts = {"internalizing": i, "attention": a, "externalizing": e}
    return EnteredScore("psc17", "mara", "wren", week, total, parts)


def own(instrument: str, who: str, week: Sortable, total: int, ok: bool = True) -> EnteredScore:
    return EnteredScore(instrument, who, who, week, total, interpretable=ok)


ALDER = [
    psc17(1, 21, 7, 6, 8),
    psc17(10, 19, 6, 6, 7),
    psc17(13, 22, 7, 6, 9),
    psc17(21, 13, 3, 5, 5),
    own("gad7", "theo", 1, 11),
    own("gad7", "theo", 13, 12),
    own("gad7", "theo", 21, 6),
    own("phq9", "mara", 1, 12),
    own("phq9", "mara", 13, 11),
    own("phq9", "mara", 21, 9),
]


def labels(scores: list[EnteredScore]) -> dict[str, Label]:
    return {key: change.label for key, change in series_changes(scores, CATALOGUE).items()}


def test_alder_lists_the_changes_the_family_file_expects() -> None:
    found = series_changes(ALDER, CATALOGUE)
    assert {key: str(change.label) for key, change in found.items() if change.listed} == {
        "psc17.total": "reliable_improvement",
        "psc17.internalizing": "reliable_improvement",
        "psc17.externalizing": "no_reliable_change",
        "gad7": "reliable_improvement",
        "phq9": "no_reliable_change",
    }


def test_alder_attention_is_drawn_but_not_listed() -> None:
    attention = series_changes(ALDER, CATALOGUE)["psc17.attention"]
    assert (attention.first, attention.last, attention.listed) == (6, 5, False)
    assert attention.label == Label.NO_RELIABLE_CHANGE


def test_alder_facts_beside_the_labels() -> None:
    found = series_changes(ALDER, CATALOGUE)
    facts = {key: (c.difference, c.threshold, c.crossed_cutoff) for key, c in found.items()}
    assert facts["psc17.total"] == (-8, 6, Crossing.TO_BELOW)
    assert facts["psc17.internalizing"] == (-4, 3, Crossing.TO_BELOW)
    assert facts["psc17.externalizing"] == (-3, 4, Crossing.TO_BELOW)
    assert facts["gad7"] == (-5, 4, Crossing.TO_BELOW)
    assert facts["phq9"][:2] == (-3, 6)


def changed(first: int, last: int) -> Change:
    scores = [psc17(1, 14, 0, first, 0), psc17(2, 14, 0, last, 0)]
    return series_changes(scores, CATALOGUE)["psc17.attention"]


@pytest.mark.parametrize(
    ("first", "last", "listed"),
    [(6, 5, False), (7, 6, True), (6, 7, True), (8, 8, True), (6, 2, True), (0, 0, False)],
)
def test_a_subscale_is_left_off_the_list_only_below_its_cutoff_and_unchanged(
    first: int, last: int, listed: bool
) -> None:
    assert changed(first, last).listed is listed


def test_a_total_is_always_listed() -> None:
    assert series_changes([psc17(1, 3, 1, 1, 1), psc17(2, 3, 1, 1, 1)], CATALOGUE)[
        "psc17.total"
    ].listed


def test_one_score_is_not_a_change() -> None:
    found = series_changes([own("gad7", "theo", 1, 11)], CATALOGUE)["gad7"]
    assert (found.label, found.first, found.last) == (Label.NOT_COMPUTABLE, 11, None)
    assert "fewer than two interpretable scores" in found.formula


def test_uninterpretable_scores_are_passed_over() -> None:
    scores = [own("gad7", "theo", 1, 11, ok=False), own("gad7", "theo", 2, 7)]
    assert labels(scores) == {"gad7": Label.NOT_COMPUTABLE}
    assert labels([*scores, own("gad7", "theo", 3, 3)]) == {"gad7": Label.RELIABLE_IMPROVEMENT}
    assert labels([*scores, own("gad7", "theo", 3, 15, ok=False)]) == {"gad7": Label.NOT_COMPUTABLE}


def test_dates_and_weeks_both_order_a_series() -> None:
    assert labels([own("gad7", "theo", 10, 3), own("gad7", "theo", 9, 11)]) == {
        "gad7": Label.RELIABLE_IMPROVEMENT
    }
    days = [own("gad7", "theo", date(2025, 6, 1), 3), own("gad7", "theo", date(2025, 5, 1), 11)]
    assert labels(days) == {"gad7": Label.RELIABLE_IMPROVEMENT}


def test_a_second_person_adds_the_names_to_the_keys_of_that_instrument_only() -> None:
    scores = [
        *ALDER,
        own("gad7", "mara", 1, 5),
        own("gad7", "mara", 21, 10),
    ]
    found = labels(scores)
    assert found["gad7@theo/theo"] == Label.RELIABLE_IMPROVEMENT
    assert found["gad7@mara/mara"] == Label.RELIABLE_WORSENING
    assert "gad7" not in found
    assert found["psc17.total"] == Label.RELIABLE_IMPROVEMENT


def test_one_parent_about_two_children_is_two_series() -> None:
    scores = [
        EnteredScore("psc17", "mara", child, week, total)
        for child, week, total in (("wren", 1, 20), ("wren", 2, 10), ("ivo", 1, 3), ("ivo", 2, 3))
    ]
    assert set(labels(scores)) == {"psc17.total@mara/wren", "psc17.total@mara/ivo"}


def test_score_only_and_unknown_instruments_are_shown_without_a_label() -> None:
    scores = [
        EnteredScore("cats2", "wren", "wren", 1, 17),
        EnteredScore("cats2", "wren", "wren", 21, 12),
        EnteredScore("sdq", "mara", "wren", 1, 20, {"emotional": 6}),
        EnteredScore("sdq", "mara", "wren", 2, 18, {"emotional": 5}),
        EnteredScore("homemade", "mara", "wren", 1, None, {"x": 1}),
    ]
    found = series_changes(scores, CATALOGUE)
    assert set(found) == {"cats2", "sdq", "sdq.emotional", "homemade.x"}
    assert {change.label for change in found.values()} == {Label.NOT_COMPUTABLE}
    assert found["cats2"].difference == -5
    assert found["cats2"].cutoff is None
    assert all(change.listed for change in found.values())


def test_an_instrument_without_a_total_is_keyed_by_its_scales() -> None:
    scores = [
        EnteredScore("hs4", "wren", "wren", week, subscales={"heard": week, "safe": 5})
        for week in (1, 2)
    ]
    assert set(labels(scores)) == {"hs4.heard", "hs4.safe"}


def test_a_scale_missing_at_one_end_uses_the_scores_it_has() -> None:
    first = EnteredScore("psc17", "mara", "wren", 1, 21)
    found = series_changes([first, psc17(2, 13, 3, 5, 5), psc17(3, 12, 0, 5, 7)], CATALOGUE)
    assert (found["psc17.total"].first, found["psc17.total"].last) == (21, 12)
    assert (found["psc17.internalizing"].first, found["psc17.internalizing"].last) == (3, 0)


def test_local_values_reach_every_series() -> None:
    local = ParameterSet("v2", {"gad7.total": Published(6, "ours")})
    scores = [own("gad7", "theo", 1, 11), own("gad7", "theo", 2, 6)]
    found = series_changes(scores, CATALOGUE, parameters=local)["gad7"]
    assert (found.label, found.parameters) == (Label.NO_RELIABLE_CHANGE, "v2")


@given(st.permutations(ALDER))
def test_the_order_of_the_file_changes_nothing(scores: list[EnteredScore]) -> None:
    assert series_changes(scores, CATALOGUE) == series_changes(ALDER, CATALOGUE)
