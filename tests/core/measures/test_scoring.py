"""Scoring by stable id: values, blanks, refusals and risk items."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.measures.catalogue import catalogue
from handrail.core.measures.instrument import Instrument
from handrail.core.measures.scoring import Reason, ScoreResult, score

SHIPPED = catalogue().instruments
PSC17, PHQ9, GAD7 = SHIPPED["psc17"], SHIPPED["phq9"], SHIPPED["gad7"]


def all_at(instrument: Instrument, value: int, **others: int | None) -> dict[str, int | None]:
    return {item.id: value for item in instrument.items} | others


def values(result: ScoreResult) -> Mapping[str, int | None]:
    return {name: scale.value for name, scale in result.scales.items()}


def scored(
    instrument: Instrument, answers: Mapping[str, int | None], contact: bool | None = True
) -> ScoreResult:
    return score(instrument, answers, had_contact_in_window=contact)


def test_psc17_sums_its_subscales_and_total() -> None:
    result = scored(PSC17, all_at(PSC17, 1, sad=2, fidgety=0, fights=2, teases=2))
    assert values(result) == {
        "total": 19,
        "internalizing": 6,
        "attention": 4,
        "externalizing": 9,
    }


@pytest.mark.parametrize(
    ("instrument", "highest"), [(PSC17, 34), (PHQ9, 27), (GAD7, 21)], ids=lambda x: str(x)[:20]
)
def test_the_highest_answers_give_the_highest_total(instrument: Instrument, highest: int) -> None:
    top = instrument.items[0].responses.maximum
    result = scored(instrument, all_at(instrument, top))
    assert result.scales["total"].value == highest == instrument.named_scale("total").maximum


def test_the_result_says_which_version_of_the_form_was_answered() -> None:
    result = scored(GAD7, all_at(GAD7, 0))
    assert (result.instrument, result.version, result.content) == (
        "gad7",
        GAD7.version,
        GAD7.content,
    )


def test_an_item_of_another_form_takes_every_scale_its_value() -> None:
    result = scored(GAD7, all_at(GAD7, 1) | {"nervous_old": 1})
    assert result.scales["total"].reason == Reason.UNKNOWN_ITEM
    assert result.scales["total"].value is None
    assert "“nervous_old” is not an item of gad7" in result.problems[0]


@pytest.mark.parametrize("wrong", [3, -1, True, 1.0])
def test_an_answer_nobody_could_tick_is_out_of_range_only_where_it_counts(wrong: int) -> None:
    result = scored(PSC17, all_at(PSC17, 1, sad=wrong))
    assert result.scales["internalizing"].reason == Reason.OUT_OF_RANGE
    assert result.scales["total"].reason == Reason.OUT_OF_RANGE
    assert result.scales["attention"].value == 5
    assert "a whole number from 0 to 2" in result.problems[0]


def test_every_problem_is_named_at_once() -> None:
    result = scored(PSC17, all_at(PSC17, 1, sad=9, fights=7) | {"stranger": 1})
    assert len(result.problems) == 3


def test_phq9_fills_two_blanks_with_the_mean_and_refuses_three() -> None:
    two = all_at(PHQ9, 1, sleep=None, energy=None, mood=3)  # seven answers, sum 9
    assert scored(PHQ9, two).scales["total"].value == 12  # 9 * 9 / 7 = 11.57
    assert scored(PHQ9, two).scales["total"].blanks == ("sleep", "energy")
    three = two | {"appetite": None}
    assert scored(PHQ9, three).scales["total"].reason == Reason.TOO_MANY_BLANKS


def test_a_prorated_half_goes_up() -> None:
    answers = all_at(PHQ9, 0, mood=2, sleep=2, energy=None)  # 4 * 9 / 8 = 4.5
    assert scored(PHQ9, answers).scales["total"].value == 5


def test_gad7_with_a_blank_has_no_score() -> None:
    result = scored(GAD7, all_at(GAD7, 3, worry=None))
    assert result.scales["total"].reason == Reason.TOO_MANY_BLANKS


def test_an_absent_answer_is_a_blank() -> None:
    assert scored(GAD7, {}).scales["total"].blanks == tuple(item.id for item in GAD7.items)


def test_own_forms_keep_each_rating_apart() -> None:
    result = scored(SHIPPED["hs4"], {"heard": 8, "matters": None, "safe": 3, "pace": 1})
    assert values(result) == {"heard": 8, "matters": None, "safe": 3}


def test_does_not_apply_is_told_from_left_open() -> None:
    result = scored(SHIPPED["hp5"], {"handovers": None, "messages": 4})
    assert result.scales["handovers"].reason == Reason.NOT_APPLICABLE
    assert result.scales["plan"].reason == Reason.TOO_MANY_BLANKS
    assert result.scales["stress"].reason == Reason.TOO_MANY_BLANKS


def test_an_observer_form_is_never_added_up() -> None:
    result = scored(SHIPPED["ho8"], all_at(SHIPPED["ho8"], 1))
    assert values(result) == {}


def test_words_are_not_scored() -> None:
    result = scored(SHIPPED["hc6"], {"best_bit": 3})
    assert result.problems == ("best_bit was answered 3; it is answered in words.",)


@pytest.mark.parametrize("blanks", [0, 8])
@pytest.mark.parametrize("answer", [1, 2, 3])
def test_a_self_harm_answer_is_raised_even_when_the_form_has_no_score(
    answer: int, blanks: int
) -> None:
    ids = [item.id for item in PHQ9.items if item.id != "self_harm"][:blanks]
    result = scored(PHQ9, all_at(PHQ9, 0, self_harm=answer) | dict.fromkeys(ids))
    assert result.risk_items == ("self_harm",)


def test_an_impossible_self_harm_answer_is_still_raised() -> None:
    assert scored(PHQ9, {"self_harm": 9, "stranger": 1}).risk_items == ("self_harm",)


def test_no_self_harm_answer_is_no_alert_but_is_not_a_no_either() -> None:
    assert scored(PHQ9, all_at(PHQ9, 0)).risk_items == ()
    assert scored(PHQ9, all_at(PHQ9, 0)).risk_unanswered == ()
    assert scored(PHQ9, all_at(PHQ9, 3, self_harm=None)).risk_items == ()
    assert scored(PHQ9, all_at(PHQ9, 3, self_harm=None)).risk_unanswered == ("self_harm",)


def answers_to(instrument: Instrument) -> st.SearchStrategy[dict[str, int | None]]:
    return st.fixed_dictionaries(
        {
            item.id: st.none() | st.sampled_from(sorted(item.responses.values))
            if item.responses.values
            else st.none()
            for item in instrument.items
        }
    )


@st.composite
def any_answers(draw: st.DrawFn) -> tuple[Instrument, dict[str, int | None]]:
    instrument = SHIPPED[draw(st.sampled_from(sorted(SHIPPED)))]
    return instrument, draw(answers_to(instrument))


@given(any_answers(), st.randoms())
def test_the_order_of_answers_never_matters(
    drawn: tuple[Instrument, dict[str, int | None]], chance: random.Random
) -> None:
    instrument, answers = drawn
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    assert scored(instrument, dict(shuffled)) == scored(instrument, answers)


@given(any_answers())
def test_scores_stay_in_the_range_of_their_scale_or_say_why_not(
    drawn: tuple[Instrument, dict[str, int | None]],
) -> None:
    instrument, answers = drawn
    for name, found in scored(instrument, answers).scales.items():
        scale = instrument.named_scale(name)
        assert (found.value is None) == (found.reason is not None)
        assert found.value is None or scale.minimum <= found.value <= scale.maximum


@given(answers_to(PSC17))
def test_the_psc17_total_is_the_sum_of_its_parts(answers: dict[str, int | None]) -> None:
    found = values(scored(PSC17, answers))
    total = found.pop("total")
    parts = [part for part in found.values() if part is not None]
    assert total == (sum(parts) if parts else None)
