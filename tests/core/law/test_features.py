"""Features that reunification-treatment laws name (law §3.2, §3.3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handrail.core.law.features import Finding, Outcome, PlanFacts, features, matches
from handrail.core.law.packs import Pack, packs_for, shipped

ON = date(2026, 1, 15)
ORDINARY = PlanFacts(
    stay_nights=0,
    location_state="US-CA",
    home_state="US-CA",
    days_continuous=1,
    contact_rule_with_other_parent="unrestricted",
    custody_change=False,
    transport_provider="parent",
    transport_force=False,
    sanctions_text="",
    isolation_rules=(),
    distressing_circumstances=(),
    evidence_refs=("statement of evidence",),
    burdens_other_parent_first=False,
    abuse_allegation=False,
    credible_violence_finding=False,
    joint_sessions=True,
    harmed_person_pays=False,
    therapist_quals=frozenset({"family_therapy", "masters_licence"}),
    term_days=300,
    findings_made=True,
    no_harm_finding=True,
)
# law §3.2, typed again by hand: X named, ? verify, X? inferred, k general knowledge, + with F3
TABLE = {
    "US":    "F1X F5? F10X F11X F12X",
    "US-CA": "F1X F2k F3k F4k F5X F6X F7k F8k F9k F13? F16X",
    "US-AZ": "F1X F2X F3X F4X F5X F6X F7X F8X F9?",
    "US-NH": "F1X F2X F3X F4X F5X F6X F7X F8X F9X",
    "US-TX": "F1X F2+ F3X F4? F5X F6X F7? F8X F13X F14X F15X",
    "US-CO": "F1X F10X F11X F12?",
    "US-UT": "F1i F10i F11i F12i",
    "US-TN": "F1? F11X F17X",
}  # fmt: skip
SIGNS = {"named": "X", "verify": "?", "inferred": "i", "general_knowledge": "k"}


def with_facts(**changes: Any) -> PlanFacts:
    given = {name: getattr(ORDINARY, name) for name in PlanFacts.__dataclass_fields__}
    return PlanFacts(**{**given, **changes})


def found(facts: PlanFacts, *packs: str) -> dict[tuple[str, str], Outcome]:
    chosen = [shipped()[pack] for pack in packs]
    return {(one.pack, one.feature): one.outcome for one in matches(facts, chosen, on=ON)}


def matched(facts: PlanFacts, *packs: str) -> set[tuple[str, str]]:
    return {key for key, outcome in found(facts, *packs).items() if outcome is Outcome.MATCH}


@pytest.mark.parametrize("pack", sorted(TABLE))
def test_each_pack_marks_the_features_of_the_table(pack: str) -> None:
    law = shipped()[pack].treatment_law
    assert law is not None
    signs = {
        id_: "+" if mark.together_with == "F3" else SIGNS[mark.certainty]
        for id_, mark in law.features.items()
    }
    assert " ".join(f"{id_}{sign}" for id_, sign in signs.items()) == TABLE[pack]


def test_the_table_has_17_features_and_the_house_switches_nine_off_and_asks_for_evidence() -> None:
    assert list(features()) == [f"F{number}" for number in range(1, 18)]
    house = [id_ for id_, feature in features().items() if feature.house]
    assert house == [f"F{number}" for number in range(1, 11)]


def test_an_ordinary_plan_matches_nothing_anywhere() -> None:
    assert matched(ORDINARY, *shipped()) == set()
    assert Outcome.INSUFFICIENT_FACTS not in found(ORDINARY, *shipped()).values()


@pytest.mark.parametrize(
    ("changes", "feature"),
    [
        ({"contact_rule_with_other_parent": "none"}, "F1"),
        ({"stay_nights": 1}, "F2"),
        ({"stay_nights": 1, "location_state": "US-NV"}, "F3"),
        ({"days_continuous": 2}, "F4"),
        ({"custody_change": True}, "F5"),
        ({"transport_provider": "private", "transport_force": True}, "F6"),
        ({"sanctions_text": "no telephone for a month"}, "F7"),
        ({"isolation_rules": ("no school friends",)}, "F8"),
        ({"distressing_circumstances": ("a locked room",)}, "F9"),
        ({"evidence_refs": ()}, "F10"),
    ],
)
def test_the_house_switches_the_feature_off_everywhere(
    changes: dict[str, Any], feature: str
) -> None:
    assert ("house", feature) in matched(with_facts(**changes))


@pytest.mark.parametrize(
    ("changes", "feature", "pack"),
    [
        ({"contact_rule_with_other_parent": "limited"}, "F11", "US"),
        ({"burdens_other_parent_first": True}, "F12", "US"),
        ({"credible_violence_finding": True, "joint_sessions": True}, "F13", "US-TX"),
        ({"credible_violence_finding": True, "harmed_person_pays": True}, "F14", "US-TX"),
        ({"therapist_quals": frozenset({"masters_licence"})}, "F15", "US-TX"),
        ({"abuse_allegation": True}, "F15", "US-TX"),
        ({"term_days": 366}, "F16", "US-CA"),
        ({"findings_made": False}, "F16", "US-CA"),
        ({"credible_violence_finding": True, "no_harm_finding": False}, "F17", "US-TN"),
    ],
)
def test_a_pack_matches_its_feature(changes: dict[str, Any], feature: str, pack: str) -> None:
    assert (pack, feature) in matched(with_facts(**changes), pack)


@pytest.mark.parametrize("pack", ["US", *sorted(shipped())])
def test_the_steps_that_follow_an_order_save_under_every_pack(pack: str) -> None:
    """R11 and R12 are order time: overnight, several days, a change of access, by the order."""
    step = with_facts(
        follows_order=True, stay_nights=2, days_continuous=3, custody_change=True,
        location_state="US-NV",
    )  # fmt: skip
    assert matched(step, pack) == set()


def test_t24_a_three_day_intensive_on_a_ranch_out_of_state() -> None:
    ranch = with_facts(stay_nights=2, days_continuous=3, location_state="US-NV")
    california = {key for key in matched(ranch, "US-CA") if key[0] == "US-CA"}
    assert california == {("US-CA", "F2"), ("US-CA", "F3"), ("US-CA", "F4")}
    assert {("US-TX", "F2"), ("US-TX", "F3")} <= matched(ranch, "US-TX")
    assert {key for key in matched(ranch, "US-CO") if key[0] == "US-CO"} == set()


def test_in_arizona_the_consent_of_both_parents_clears_the_flag() -> None:
    ranch = {"stay_nights": 2, "days_continuous": 3}
    assert ("US-AZ", "F4") in matched(with_facts(**ranch), "US-AZ")
    agreed = matched(with_facts(**ranch, both_parents_consent=True), "US-AZ")
    assert ("US-AZ", "F4") not in agreed
    assert ("house", "F4") in agreed, "the program itself still offers no such thing"


def test_in_texas_an_overnight_counts_only_out_of_state() -> None:
    assert ("US-TX", "F2") not in matched(with_facts(stay_nights=1), "US-TX")
    away = with_facts(stay_nights=1, location_state="US-NM")
    assert ("US-TX", "F2") in matched(away, "US-TX")


def test_a_law_for_cases_with_abuse_asks_whether_this_is_one() -> None:
    cut_off = {"contact_rule_with_other_parent": "none"}
    outcomes = [
        found(with_facts(**cut_off, abuse_allegation=known), "US-CO")["US-CO", "F1"]
        for known in (True, False, None)
    ]
    assert outcomes == [Outcome.MATCH, Outcome.NO_MATCH, Outcome.INSUFFICIENT_FACTS]


def test_what_is_not_known_is_asked_for() -> None:
    answers = matches(PlanFacts(), [shipped()["US-NH"]], on=ON)
    assert {one.outcome for one in answers} == {Outcome.INSUFFICIENT_FACTS}
    (transport,) = [one for one in answers if one.feature == "F6" and one.pack == "US-NH"]
    assert transport.missing == ("transport_provider", "transport_force")


def test_one_known_fact_can_settle_what_the_other_leaves_open() -> None:
    parent_drives = PlanFacts(transport_provider="parent")
    assert found(parent_drives, "US-NH")["US-NH", "F6"] is Outcome.NO_MATCH
    at_home = PlanFacts(location_state="US-NH", home_state="US-NH")
    assert found(at_home, "US-NH")["US-NH", "F3"] is Outcome.NO_MATCH


def test_a_match_says_where_it_stands_and_how_sure_it_is() -> None:
    (match,) = [
        one
        for one in matches(with_facts(stay_nights=1), [shipped()["US-CA"]], on=ON)
        if one.outcome is Outcome.MATCH and one.pack == "US-CA"
    ]
    assert match == Finding(
        Outcome.MATCH, "F2", "US-CA", "An overnight stay",
        "Cal. Fam. Code 3193 (SB 331, ch. 865 of 2023)", "general_knowledge",
    )  # fmt: skip


def test_a_law_not_yet_in_force_says_nothing() -> None:
    cut_off = with_facts(contact_rule_with_other_parent="none")
    before = matches(cut_off, [shipped()["US-TX"]], on=date(2025, 6, 19))
    since = matches(cut_off, [shipped()["US-TX"]], on=date(2025, 6, 20))
    assert [one.pack for one in before if one.pack == "US-TX"] == []
    assert any(one.pack == "US-TX" and one.outcome is Outcome.MATCH for one in since)


def test_a_pack_without_such_a_law_leaves_only_the_house_rule() -> None:
    answers = matches(ORDINARY, [Pack("US-MD", "Maryland")], on=ON)
    assert {one.pack for one in answers} == {"house"}


def test_a_case_gets_its_own_pack_and_the_federal_one() -> None:
    assert [pack.id for pack in packs_for("US-CA", shipped())] == ["US", "US-CA"]
    assert [pack.id for pack in packs_for("US", shipped())] == ["US"]
    assert packs_for("FR-75", shipped()) == ()
