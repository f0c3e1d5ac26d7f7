"""Totals that staff enter are checked against the range and against their parts."""

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.measures.catalogue import catalogue
from handrail.core.measures.scoring import problems_with_entered, score

CATALOGUE = catalogue()
PARTS = ("internalizing", "attention", "externalizing")


def problems(instrument_id: str, total: int | None = None, **subscales: int) -> list[str]:
    return problems_with_entered(CATALOGUE, instrument_id, total, subscales)


def test_what_fits_has_no_problem() -> None:
    assert problems("psc17", 21, internalizing=7, attention=6, externalizing=8) == []
    assert problems("psc17", 21) == []
    assert problems("psc17", internalizing=7) == []
    assert problems("gad7", 0) == []
    assert problems("distress", 10) == []
    assert problems("gas", -2) == []


def test_points_outside_the_scale_are_named_with_its_range() -> None:
    assert problems("gad7", 22) == ["gad7 total is 22; it runs from 0 to 21 points."]
    assert problems("phq9", -1) == ["phq9 total is -1; it runs from 0 to 27 points."]
    assert problems("psc17", None, attention=11) == [
        "psc17 attention is 11; it runs from 0 to 10 points."
    ]


def test_a_total_equals_its_parts_when_all_are_given() -> None:
    found = problems("psc17", 20, internalizing=7, attention=6, externalizing=8)
    assert len(found) == 1
    assert "total is 20" in found[0]
    assert "add up to 21" in found[0]
    assert problems("psc17", 20, internalizing=7, attention=6) == []


def test_every_problem_at_once() -> None:
    found = problems("psc17", 40, internalizing=11, attention=6, externalizing=8, anxiety=1)
    assert len(found) == 4


def test_a_scale_the_instrument_has_not_is_named() -> None:
    assert problems("gad7", 5, worry=3) == ["gad7 has no worry; its scales: total."]
    assert problems("hs4", 20) == ["hs4 has no total; its scales: heard, matters, safe."]
    assert problems("ho8", 8) == ["ho8 has no total; its scales: none."]


def test_score_only_ranges_are_checked_where_they_are_known() -> None:
    assert problems("cats2", 17) == []
    assert problems("cats2", 61) == ["cats2 total is 61; it runs from 0 to 60 points."]
    assert problems("rcads", 72, anxiety=80) == []


def test_an_instrument_nobody_describes_is_taken_as_entered() -> None:
    assert problems("homemade", 12345, x=-3) == []


@given(
    st.fixed_dictionaries(
        {i.id: st.sampled_from([0, 1, 2]) for i in CATALOGUE.instruments["psc17"].items}
    )
)
def test_what_the_program_scores_can_be_entered(answers: dict[str, int | None]) -> None:
    found = score(CATALOGUE.instruments["psc17"], answers, had_contact_in_window=True).scales
    points = {name: scale.value for name, scale in found.items() if scale.value is not None}
    total = points.pop("total")
    assert problems_with_entered(CATALOGUE, "psc17", total, points) == []
