"""Every scoring trap of clinical §4.4, each under its own name."""

import inspect
import re
import tomllib

import pytest

from handrail.core.measures import change, entered, goals, reliable, scoring
from handrail.core.measures.catalogue import LISTED, PACKAGED, catalogue, check
from handrail.core.measures.change import EnteredScore, Label, series_changes
from handrail.core.measures.instrument import ScoreOnly
from handrail.core.measures.scoring import Reason, score

CATALOGUE = catalogue()
PSC17 = CATALOGUE.instruments["psc17"]

# What each printed form asks, place by place: the same child, three sheets of paper.
ORDERS = {
    "shuffled": "fidgety sad daydreams refuses_share others_feelings hopeless concentration"
    " fights down_on_self blames_others less_fun rules driven teases worries takes_things"
    " distracted",
    "grouped": "sad hopeless down_on_self less_fun worries fidgety daydreams concentration driven"
    " distracted refuses_share others_feelings fights blames_others rules teases takes_things",
    "third": "fidgety daydreams concentration driven sad hopeless distracted refuses_share"
    " down_on_self less_fun worries others_feelings fights blames_others rules teases takes_things",
}
PUBLISHED_KEYS = {  # places of the internalizing and of the attention items on each sheet
    "shuffled": ([2, 6, 9, 11, 15], [1, 3, 7, 13, 17]),
    "grouped": ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]),
    "third": ([5, 6, 9, 10, 11], [1, 2, 3, 4, 7]),
}
CHILD = {"sad": 2, "worries": 2, "hopeless": 1, "fidgety": 1, "fights": 1}


@pytest.mark.parametrize("sheet", ORDERS)
def test_psc17_gives_the_same_scores_whichever_of_its_three_orders_was_printed(sheet: str) -> None:
    order = ORDERS[sheet].split()
    for scale, places in zip(("internalizing", "attention"), PUBLISHED_KEYS[sheet], strict=True):
        assert {order[place - 1] for place in places} == set(PSC17.named_scale(scale).items)
    answers = {name: CHILD.get(name, 0) for name in order}
    found = score(PSC17, answers, had_contact_in_window=True).scales
    assert {name: scale.value for name, scale in found.items()} == {
        "total": 7,
        "internalizing": 5,
        "attention": 1,
        "externalizing": 1,
    }


def test_psc17_refuses_answers_keyed_by_place() -> None:
    by_place: dict[str, int | None] = {str(place): 1 for place in range(1, 18)}
    found = score(PSC17, by_place, had_contact_in_window=True)
    assert {scale.reason for scale in found.scales.values()} == {Reason.UNKNOWN_ITEM}


def test_psc17_carries_the_stable_ids_and_the_key_by_content() -> None:
    assert PSC17.named_scale("internalizing").items == (
        "sad",
        "hopeless",
        "down_on_self",
        "less_fun",
        "worries",
    )
    assert set(PSC17.named_scale("attention").items) == {
        "fidgety",
        "daydreams",
        "concentration",
        "driven",
        "distracted",
    }
    assert set(PSC17.named_scale("externalizing").items) == {
        "refuses_share",
        "others_feelings",
        "fights",
        "blames_others",
        "rules",
        "teases",
        "takes_things",
    }
    down = PSC17.item("down_on_self")
    assert down is not None
    assert down.text["en"] == "Is down on him or herself"


def score_only(instrument_id: str) -> ScoreOnly:
    assert instrument_id not in CATALOGUE.instruments
    return CATALOGUE.score_only[instrument_id]


def test_scared_is_score_only_so_nobody_can_score_item_20_by_a_wrong_key() -> None:
    scared = score_only("scared")
    assert scared.shelf == "C"
    assert "authors' key" in scared.note
    assert "version" in scared.note


def test_cats2_is_score_only_and_says_that_a_plain_sum_is_wrong() -> None:
    cats = score_only("cats2")
    assert (cats.minimum, cats.maximum) == (0, 60)
    assert "highest" in cats.note


def test_cats_preschool_has_no_silent_default_limit() -> None:
    preschool = score_only("cats_preschool")
    assert not hasattr(preschool, "cutoffs")
    assert not re.search(r"\b1[56]\b", preschool.note + preschool.why + preschool.name)


def test_every_cutoff_that_ships_names_its_source() -> None:
    cutoffs = [
        cutoff
        for instrument in CATALOGUE.instruments.values()
        for scale in instrument.scales
        for cutoff in scale.cutoffs
    ]
    assert cutoffs
    assert all(cutoff.source and cutoff.meaning for cutoff in cutoffs)


@pytest.mark.parametrize("instrument_id", ["gad7", "phq9"])
def test_the_zero_answer_is_not_at_all(instrument_id: str) -> None:
    for item in CATALOGUE.instruments[instrument_id].items:
        printed = {anchor.value: anchor.text["en"] for anchor in item.responses.anchors}
        assert printed == {
            0: "Not at all",
            1: "Several days",
            2: "More than half the days",
            3: "Nearly every day",
        }


def test_psc_blanks_count_zero_and_four_make_the_form_invalid() -> None:
    three = {item.id: 1 for item in PSC17.items[3:]}
    found = score(PSC17, three, had_contact_in_window=True).scales
    assert found["total"].value == 14
    assert found["total"].blanks
    four = {item.id: 1 for item in PSC17.items[4:]}
    for scale in score(PSC17, four, had_contact_in_window=True).scales.values():
        assert scale.reason == Reason.TOO_MANY_BLANKS


def test_each_instrument_has_its_own_rule_for_blanks() -> None:
    rules = {name: one.missing for name, one in CATALOGUE.instruments.items()}
    assert (rules["psc17"].way, rules["psc17"].most) == ("zero", 3)
    assert (rules["phq9"].way, rules["phq9"].most) == ("prorate", 2)
    assert rules["gad7"].way == "refuse"
    assert all(rule.source for rule in rules.values())


@pytest.mark.parametrize("instrument_id", ["rcads", "rcads25"])
def test_rcads_is_score_only_and_its_norms_are_never_guessed(instrument_id: str) -> None:
    rcads = score_only(instrument_id)
    assert (rcads.minimum, rcads.maximum) == (None, None)  # raw or T: both may be entered
    assert "raw score" in rcads.note


@pytest.mark.parametrize("module", [scoring, change, entered, reliable, goals])
def test_no_scoring_asks_for_or_guesses_a_gender(module: object) -> None:
    functions = inspect.getmembers(module, inspect.isfunction)
    named = {name for _, function in functions for name in inspect.signature(function).parameters}
    assert not {name for name in named if re.search("gender|sex|male|boy|girl", name)}


def psc17_by(contact: bool | None) -> Reason | None:
    answers = {item.id: 1 for item in PSC17.items}
    return score(PSC17, answers, had_contact_in_window=contact).scales["total"].reason


def test_a_parent_without_contact_in_the_window_has_no_interpretable_score() -> None:
    assert psc17_by(False) == Reason.NO_CONTACT_IN_WINDOW
    assert psc17_by(True) is None


def test_contact_in_the_window_is_never_assumed() -> None:
    assert psc17_by(None) == Reason.CONTACT_NOT_STATED


def test_a_form_about_oneself_needs_no_contact() -> None:
    gad7 = CATALOGUE.instruments["gad7"]
    answers = {item.id: 1 for item in gad7.items}
    assert score(gad7, answers, had_contact_in_window=None).scales["total"].value == 7


def test_cprs_is_score_only_and_says_that_it_assumes_contact() -> None:
    assert "Assumes contact" in score_only("cprs_sf").note


def test_two_parents_stay_two_series_and_are_never_averaged() -> None:
    entries = [
        EnteredScore("psc17", "mara", "wren", 1, total=20),
        EnteredScore("psc17", "theo", "wren", 1, total=8),
        EnteredScore("psc17", "mara", "wren", 9, total=12),
        EnteredScore("psc17", "theo", "wren", 9, total=16),
    ]
    found = series_changes(entries, CATALOGUE)
    assert {key: change.label for key, change in found.items()} == {
        "psc17.total@mara/wren": Label.RELIABLE_IMPROVEMENT,
        "psc17.total@theo/wren": Label.RELIABLE_WORSENING,
    }


def test_the_self_harm_item_alerts_in_the_same_minute_from_the_first_point() -> None:
    phq9 = CATALOGUE.instruments["phq9"]
    assert [(risk.item, risk.above) for risk in phq9.risk_items] == [("self_harm", 0)]
    for answer, raised in ((0, ()), (1, ("self_harm",))):
        found = score(phq9, {"self_harm": answer}, had_contact_in_window=None)
        assert found.risk_items == raised


def test_score_only_instruments_carry_no_item_text_and_no_cutoffs() -> None:
    listed = tomllib.loads((PACKAGED / LISTED).read_text(encoding="utf-8"))
    keys = {key for entry in listed["score_only"] for key in entry}
    assert keys <= {"id", "name", "shelf", "respondent", "min", "max", "why", "source", "note"}
    assert check(PACKAGED) == []
