"""What contact orders permit: one test for each rule."""

from __future__ import annotations

import pytest

from handrail.core.law.contact import (
    Ceiling,
    NotPermitted,
    Permitted,
    ceiling,
    conflicts,
    order_change_dates,
    order_permits,
)
from tests.core.law.examples import (
    asked,
    codes,
    day,
    family,
    ladder,
    no_contact,
    order,
    orders_of,
)

WITH, WITHOUT = "in_person_with_therapist", "in_person_without_therapist"


def test_no_orders_at_all_permit() -> None:
    assert asked([], WITHOUT) == Permitted(silent=True)


def test_nothing_asked_needs_nothing() -> None:
    banned = order("one", "2025-02-20", no_contact("kid", "pa"), ladder())
    assert isinstance(asked([banned], "none"), Permitted)


def test_a_listed_form_is_permitted_and_says_by_which_order() -> None:
    one = order("one", "2025-02-20", ladder("letter"))
    assert asked([one], "letter") == Permitted(silent=False, orders=("one",))


def test_a_list_of_permitted_forms_is_exhaustive() -> None:
    answer = asked([order("one", "2025-02-20", ladder("letter"))], "recording")
    assert isinstance(answer, NotPermitted)
    (reason,) = answer.reasons
    assert (answer.code, reason.code, reason.order_id) == ("order", "order", "one")
    assert "20 February 2025" in reason.text
    assert "further order" in reason.text


def test_an_empty_list_permits_nothing() -> None:
    assert codes(asked([order("one", "2025-02-20", ladder())], "letter")) == ["order"]


def test_of_two_lists_in_force_the_lower_wins() -> None:
    both = [
        order("one", "2025-02-20", ladder("letter", "recording")),
        order("two", "2025-03-20", ladder("letter", WITH)),
    ]
    assert codes(asked(both, "letter")) == []
    assert codes(asked(both, "recording")) == ["order"]
    assert codes(asked(both, WITH)) == ["order"]


def test_what_waits_for_a_further_order_is_refused() -> None:
    clause = {"type": "CONTACT_LADDER", "not_without_further_order": [WITHOUT]}
    one = order("one", "2025-02-20", clause)
    assert codes(asked([one], WITHOUT)) == ["order"]
    assert asked([one], WITH) == Permitted(silent=True)


def test_a_further_order_that_names_the_form_lifts_the_wait() -> None:
    clause = {"type": "CONTACT_LADDER", "not_without_further_order": [WITHOUT]}
    first = order("one", "2025-02-20", clause)
    further = order("two", "2025-06-01", ladder(WITH, WITHOUT))
    earlier = order("two", "2025-01-01", ladder(WITH, WITHOUT))
    assert codes(asked([first, further], WITHOUT)) == []
    assert codes(asked([first, further], WITHOUT, "2025-05-31")) == ["order"]
    assert codes(asked([first, earlier], WITHOUT)) == ["order"]


def test_a_superseding_order_opens_and_closes() -> None:
    old = order("old", "2025-02-20", ladder("letter", WITH))
    lower = order("new", "2025-06-01", ladder("letter"), supersedes="old")
    higher = order("new", "2025-06-01", ladder("letter", WITH, WITHOUT), supersedes="old")
    assert codes(asked([old, lower], WITH, "2025-05-31")) == []
    assert codes(asked([old, lower], WITH, "2025-06-01")) == ["order"]
    assert codes(asked([old, higher], WITHOUT, "2025-06-01")) == []


@pytest.mark.parametrize(
    "clause",
    [
        no_contact("kid", "pa"),
        no_contact("pa", "kid"),
        no_contact("kid", "pa", channels=["phone"]),
    ],
)
def test_no_contact_between_the_two_refuses_in_either_direction(clause: dict[str, object]) -> None:
    assert codes(asked([order("po", "2025-02-20", clause)], "letter")) == ["no_contact"]


def test_a_protective_order_for_the_other_parent_leaves_the_child_out() -> None:
    po = order("po", "2025-02-20", no_contact("ma", "pa"))
    assert asked([po], WITH) == Permitted(silent=True)
    assert codes(asked([po], WITH, child="ma")) == ["no_contact"]


def test_a_ban_that_names_nobody_to_stay_away_keeps_everybody_away() -> None:
    po = order("po", "2025-02-20", {"type": "NO_CONTACT", "protected": "kid"})
    assert codes(asked([po], "letter")) == ["no_contact"]
    assert codes(asked([po], "letter", child="other_kid")) == []


def test_an_exception_lets_its_form_through_and_no_other() -> None:
    po = order("po", "2025-02-20", no_contact("kid", "pa", exceptions=["letter"]))
    assert codes(asked([po], "letter")) == []
    assert codes(asked([po], WITH)) == ["no_contact"]


def test_therapy_as_an_exception_reaches_only_what_a_therapist_holds() -> None:
    po = order("po", "2025-02-20", no_contact("kid", "pa", exceptions=["therapy"]))
    assert [codes(asked([po], one)) for one in ("letter", "live_call", WITH)] == [[], [], []]
    assert codes(asked([po], WITHOUT)) == ["no_contact"]


def test_a_list_of_permitted_forms_does_not_lift_a_protective_order() -> None:
    """law S-05: another order does not carve contact out of a protective order by itself."""
    both = [
        order("po", "2025-02-20", no_contact("kid", "pa")),
        order("family", "2025-06-01", ladder("letter", WITH)),
    ]
    assert codes(asked(both, WITH)) == ["no_contact"]


def test_an_order_silent_on_contact_does_not_refuse() -> None:
    silent = order("one", "2025-02-20", {"type": "PRIVILEGE", "holder": "unknown"})
    assert asked([silent], WITHOUT, basis="court_order") == Permitted(silent=True)


@pytest.mark.parametrize("more", [{"expires": "2025-06-01"}, {}])
def test_what_an_order_permitted_ends_at_midnight(more: dict[str, str]) -> None:
    clause = ladder("letter") if more else ladder("letter", expires="2025-06-01")
    one = order("one", "2025-02-20", clause, {"type": "GOALS"}, **more)
    assert codes(asked([one], "letter", "2025-05-31")) == []
    assert codes(asked([one], "letter", "2025-06-01")) == ["order_expired"]


def test_a_protective_order_ends_at_midnight() -> None:
    po = order("po", "2025-02-20", no_contact("kid", "pa", expires="2025-06-01"))
    assert codes(asked([po], "letter", "2025-05-31")) == ["no_contact"]
    assert codes(asked([po], "letter", "2025-06-01", basis="voluntary")) == []


def test_what_begins_later_is_not_permitted_yet() -> None:
    one = order("one", "2025-02-20", ladder("letter", effective="2025-03-01"), {"type": "GOALS"})
    assert codes(asked([one], "letter", "2025-02-28")) == ["order_not_yet"]
    assert codes(asked([one], "letter", "2025-03-01")) == []


@pytest.mark.parametrize("term", [{"end": "2025-06-01"}, {"start": "2025-03-03", "max_days": 90}])
def test_the_end_of_the_term_ends_what_it_permits_not_what_it_forbids(
    term: dict[str, object],
) -> None:
    one = order(
        "one",
        "2025-02-20",
        ladder("letter", not_without_further_order=[WITHOUT]),
        {"type": "TERM", **term},
    )
    assert codes(asked([one], "letter", "2025-05-31")) == []
    assert codes(asked([one], "letter", "2025-06-01")) == ["order_expired"]
    assert "order" in codes(asked([one], WITHOUT, "2025-06-01"))


def test_a_case_that_rests_on_an_order_waits_for_one_to_be_in_force() -> None:
    later = order("one", "2025-08-01", {"type": "GOALS"})
    assert codes(asked([later], "letter", basis="court_order")) == ["no_order_in_force"]
    assert codes(asked([later], "letter", basis="voluntary")) == []
    assert codes(asked([later], "letter", "2025-08-01", basis="court_order")) == []


def test_a_clause_for_one_child_says_nothing_of_another() -> None:
    one = order("one", "2025-02-20", ladder("letter", child="kid"), ladder(WITH, children=["sis"]))
    assert codes(asked([one], WITH)) == ["order"]
    assert codes(asked([one], WITH, child="sis")) == []
    assert codes(asked([one], "letter", child="sis")) == ["order"]


def test_a_clause_for_one_parent_says_nothing_of_another() -> None:
    one = order("one", "2025-02-20", ladder("letter", parent="pa"))
    assert codes(asked([one], WITH)) == ["order"]
    assert codes(asked([one], WITH, parent="ma")) == []


def test_supervision_refuses_time_without_it() -> None:
    one = order("one", "2025-02-20", {"type": "SUPERVISION", "level": "sight and sound"})
    assert codes(asked([one], "in_person_unsupervised")) == ["supervision"]
    assert codes(asked([one], "in_person_third_party_supervised")) == []


def test_an_unknown_form_is_refused() -> None:
    assert codes(asked([], "skywriting")) == ["unknown_modality"]


@pytest.mark.parametrize(
    ("permitted", "asked_for", "is_permitted"),
    [
        ("recording", "audio", True),
        ("recording", "video_message", True),
        ("audio", "recording", False),
        ("live_call", "phone", True),
        ("letter", "card", True),
        ("letter", "photo", False),
        ("in_person", WITH, True),
        ("in_person", WITHOUT, False),
        (WITHOUT, "in_person_third_party_supervised", True),
        (WITHOUT, "in_person_unsupervised", False),
        (WITHOUT, "in_person_overnight", False),
        (WITHOUT, WITH, False),
        (WITH, "in_person", False),
    ],
)
def test_how_far_a_permitted_form_reaches(
    permitted: str, asked_for: str, is_permitted: bool
) -> None:
    answer = asked([order("one", "2025-02-20", ladder(permitted))], asked_for)
    assert isinstance(answer, Permitted) is is_permitted


@pytest.mark.parametrize(
    ("banned", "asked_for", "is_permitted"),
    [
        ("in_person", WITH, False),
        ("in_person", "in_person_overnight", False),
        (WITHOUT, "in_person_supported", False),
        (WITHOUT, WITH, True),
        ("letter", "photo", False),
        ("phone", "live_call", False),
        ("phone", "video_live", True),
    ],
)
def test_how_far_a_banned_form_reaches(banned: str, asked_for: str, is_permitted: bool) -> None:
    clause = {"type": "CONTACT_LADDER", "not_without_further_order": [banned]}
    answer = asked([order("one", "2025-02-20", clause)], asked_for)
    assert isinstance(answer, Permitted) is is_permitted


def rungs(name: str) -> list[tuple[str, str]]:
    return [(rung["id"], rung["modality"]) for rung in family(name)["ladders"][0]["rungs"]]


def test_alder_steps_one_to_five_are_permitted_and_step_six_is_refused() -> None:
    answers = {
        rung: order_permits(
            orders_of("alder"),
            modality=modality,
            child="wren",
            parent="parent_b",
            on=day("2025-07-23"),
            basis="court_order",
        )
        for rung, modality in rungs("alder")
    }
    assert [rung for rung, one in answers.items() if isinstance(one, Permitted)] == [
        "R1", "R2", "R3", "R4", "R5",
    ]  # fmt: skip
    assert isinstance(answers["R6"], NotPermitted)
    assert answers["R6"].code == "order"
    assert {reason.code for reason in answers["R6"].reasons} == {"order"}


def test_alder_ceiling_is_above_step_five_and_names_the_order() -> None:
    found = ceiling(
        orders_of("alder"), rungs("alder"), child="wren", parent="parent_b", on=day("2025-07-23")
    )
    assert (found.highest, found.refused, found.set_by) == (4, ("R6",), "order-1")
    assert found.signed_on == day("2025-02-20")


def test_cedar_permits_letters_only_and_protects_noor_not_emil() -> None:
    orders = orders_of("cedar")
    on = day("2025-06-30")
    found = ceiling(orders, rungs("cedar"), child="emil", parent="karl", on=on)
    assert (found.highest, found.refused) == (0, ("R2", "R3"))
    noor = order_permits(orders, modality="letter", child="noor", parent="karl", on=on)
    assert "no_contact" in codes(noor)


def test_cedar_protection_ends_with_april_2026() -> None:
    protective = [one for one in orders_of("cedar") if one.kind == "protective_order"]
    ask = {"modality": "letter", "child": "noor", "parent": "karl", "basis": "voluntary"}
    assert codes(order_permits(protective, on=day("2026-04-29"), **ask)) == ["no_contact"]  # type: ignore[arg-type]
    assert codes(order_permits(protective, on=day("2026-05-01"), **ask)) == []  # type: ignore[arg-type]


def test_a_ceiling_without_orders_is_none_and_one_under_a_ban_is_at_the_ground() -> None:
    steps = [("R0", "none"), ("R1", "letter"), ("R3", WITH)]
    ask = {"child": "kid", "parent": "pa", "on": day("2025-07-01")}
    assert ceiling([], steps, **ask) == Ceiling(highest=2)  # type: ignore[arg-type]
    po = order("po", "2025-02-20", no_contact("kid", "pa"))
    assert ceiling([po], steps, **ask).highest == 0  # type: ignore[arg-type]
    assert ceiling([po], steps[1:], **ask).highest is None  # type: ignore[arg-type]
    assert ceiling([po], steps[1:], **ask).set_by == "po"  # type: ignore[arg-type]


def test_a_gap_below_the_ceiling_is_told() -> None:
    one = order("one", "2025-02-20", ladder("letter", WITH))
    steps = [("R1", "letter"), ("R2", "recording"), ("R3", WITH)]
    found = ceiling([one], steps, child="kid", parent="pa", on=day("2025-07-01"))
    assert (found.highest, found.refused, found.set_by) == (2, ("R2",), "")


def test_days_on_which_a_new_order_was_signed() -> None:
    orders = [
        order("late", "2025-08-01"),
        order("opening", "2025-02-20"),
        order("same", "2025-08-01"),
        order("next", "2025-05-01"),
    ]
    assert order_change_dates(orders, day("2025-02-20")) == [day("2025-05-01"), day("2025-08-01")]


def test_two_orders_that_contradict_each_other_are_named() -> None:
    """law T28: a person clears it up; until then the lower holds."""
    both = [
        order("one", "2025-02-20", ladder("letter")),
        order("two", "2025-03-20", ladder("letter", WITH)),
    ]
    (found,) = conflicts(both, on=day("2025-07-01"), pairs=[("kid", "pa")])
    assert (found.permits, found.refuses, found.modality) == ("two", "one", WITH)


def test_a_protective_order_against_a_list_is_a_contradiction_only_for_the_two() -> None:
    both = [
        order("po", "2025-02-20", no_contact("kid", "pa")),
        order("family", "2025-06-01", ladder("letter")),
    ]
    pairs = [("kid", "pa"), ("sis", "pa")]
    found = conflicts(both, on=day("2025-07-01"), pairs=pairs)
    assert [(one.child, one.permits, one.refuses) for one in found] == [("kid", "family", "po")]


def test_orders_that_agree_do_not_contradict() -> None:
    assert conflicts(orders_of("cedar"), on=day("2025-07-01"), pairs=[("emil", "karl")]) == ()
