"""What HR-1 proposes: one case for each line of its table and for each of the points (a)-(j)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handrail.core.therapy.contact import Contact, Reason, judge
from handrail.core.therapy.ladder import NextRung, Standing, consider, stop_reasons
from handrail.core.therapy.rule import Rule
from tests.core.therapy.contacts import (
    BAD,
    ENDED,
    GOOD,
    HR1,
    ILL,
    NO_SHOW,
    UNPLANNED,
    WAITING,
    codes,
    held,
    moves,
    not_held,
    walk,
)

ONE_ADULT = held(2)
UNCLEAR = held(0, signs=frozenset({"frozen"}))
APART = held(("mara", 0), ("theo", 3))
INCIDENT = held(0, critical_incident=True)
DISCLOSURE = held(0, disclosure=True)

# name -> (contacts of one stay, what the rule proposes after each)
STAYS: dict[str, tuple[list[Contact], str]] = {
    # UP
    "three settled": ([GOOD, GOOD, GOOD], "HOLD HOLD UP"),
    "and it stays UP while nobody moves": ([GOOD] * 5, "HOLD HOLD UP UP UP"),
    "an unsettled one begins the row anew": (
        [GOOD, GOOD, BAD, GOOD, GOOD, GOOD],
        "HOLD HOLD HOLD HOLD HOLD UP",
    ),
    "the last three, not any three": ([GOOD, GOOD, GOOD, BAD], "HOLD HOLD UP HOLD"),
    # DOWN
    "ended early for distress": ([ENDED], "DOWN"),
    "ended early after three settled": ([GOOD, GOOD, GOOD, ENDED], "HOLD HOLD UP DOWN"),
    "two unsettled in a row": ([BAD, BAD], "HOLD DOWN"),
    "three unsettled in a row": ([BAD, BAD, BAD], "HOLD DOWN DOWN"),
    "two unsettled, not in a row": ([BAD, GOOD, BAD], "HOLD HOLD HOLD"),
    "one unsettled": ([BAD], "HOLD"),
    "an early end long ago does not echo": ([ENDED, GOOD, WAITING], "DOWN HOLD HOLD"),
    "nor one just before": ([ENDED, WAITING, ONE_ADULT], "DOWN HOLD HOLD"),
    # not counted
    "closure and illness are skipped in the row up": (
        [GOOD, ILL, GOOD, not_held("practice_closed"), GOOD],
        "HOLD NOT_COUNTED HOLD NOT_COUNTED UP",
    ),
    "and in the row down": ([BAD, ILL, BAD], "HOLD NOT_COUNTED DOWN"),
    "a no-show is unsettled": ([NO_SHOW, NO_SHOW], "HOLD DOWN"),
    "a no-show breaks the row up": ([GOOD, GOOD, NO_SHOW, GOOD], "HOLD HOLD HOLD HOLD"),
    "a no-show and a hard contact": ([NO_SHOW, BAD], "HOLD DOWN"),
    # STOP
    "critical incident": ([GOOD, GOOD, INCIDENT], "HOLD HOLD STOP"),
    "disclosure": ([DISCLOSURE], "STOP"),
    "STOP comes before DOWN": ([held(0, ended_early=True, critical_incident=True)], "STOP"),
    "STOP comes before NOT_COUNTED": (
        [replace(not_held("practice_closed"), critical_incident=True)],
        "STOP",
    ),
    # the points
    "(a) awaited: HOLD, never UP": ([GOOD, GOOD, WAITING], "HOLD HOLD HOLD"),
    "(a) an earlier one awaited": ([GOOD, WAITING, GOOD, GOOD], "HOLD HOLD HOLD HOLD"),
    "(a) awaited is not unsettled": ([BAD, WAITING, BAD], "HOLD HOLD HOLD"),
    "(a) awaited, but ended early": ([held(ended_early=True)], "DOWN"),
    "(a) awaited, but worst distress 9, twice": ([held(peak=9), held(peak=9)], "HOLD DOWN"),
    "(b) one adult's after-effect never leads down": ([ONE_ADULT] * 4, "HOLD HOLD HOLD HOLD"),
    "(b) nor does it with one hard contact": ([BAD, ONE_ADULT, BAD], "HOLD HOLD HOLD"),
    "(b) it still breaks the row up": ([GOOD, GOOD, ONE_ADULT], "HOLD HOLD HOLD"),
    "(b) both adults' do lead down": ([held(("m", 2), ("t", 2))] * 2, "HOLD DOWN"),
    "(d) stop card used, went on": ([held(0, stop_card="used_and_went_on")] * 3, "HOLD HOLD UP"),
    "(d) stop card used, ended": ([held(0, stop_card="used_and_ended")], "DOWN"),
    "(e) unclear signs: HOLD, not towards DOWN": ([UNCLEAR] * 4, "HOLD HOLD HOLD HOLD"),
    "(e) unclear, and ended early": ([replace(UNCLEAR, ended_early=True)], "DOWN"),
    "(f) none of the three is counted": (
        [
            GOOD,
            not_held("child_declined"),
            not_held("other_parent_did_not_bring"),
            not_held("visiting_parent_cancelled", 24),
            GOOD,
            GOOD,
        ],
        "HOLD NOT_COUNTED NOT_COUNTED NOT_COUNTED HOLD UP",
    ),
    "(f) a late cancellation counts": ([not_held("visiting_parent_cancelled", 3)] * 2, "HOLD DOWN"),
    "(h) unplanned is skipped": ([GOOD, GOOD, UNPLANNED, GOOD], "HOLD HOLD NOT_COUNTED UP"),
}


@pytest.mark.parametrize(("contacts", "wanted"), STAYS.values(), ids=STAYS.keys())
def test_a_stay_on_one_rung(contacts: list[Contact], wanted: str) -> None:
    assert " ".join(moves(*contacts)) == wanted


# name -> (the rung above, what is proposed, why)
ABOVE: dict[str, tuple[NextRung | None, str, list[str]]] = {
    "nothing against it": (NextRung("R4"), "UP", ["settled_in_a_row"]),
    "the order does not permit it": (
        NextRung("R4", refused=(Reason("order", "not permitted"),)),
        "HOLD",
        ["order"],
    ),
    "a checklist and a signature are missing": (
        NextRung("R8", refused=(Reason("checklist", "…"), Reason("sign_off", "…"))),
        "HOLD",
        ["checklist", "sign_off"],
    ),
    "(c) the child says yes": (NextRung("R4", view="yes"), "UP", ["settled_in_a_row"]),
    "(c) the child says no": (NextRung("R4", view="no"), "HOLD", ["child_view"]),
    # the text names `no`; read for the child: `not_yet` holds as well
    "(c) the child says not yet": (NextRung("R4", view="not_yet"), "HOLD", ["child_view"]),
    "the order and the child": (
        NextRung("R4", refused=(Reason("order", "…"),), view="no"),
        "HOLD",
        ["order", "child_view"],
    ),
    "the top rung": (None, "HOLD", ["top_rung"]),
}


@pytest.mark.parametrize(("above", "move", "why"), ABOVE.values(), ids=ABOVE.keys())
def test_preconditions_of_the_next_rung(above: NextRung | None, move: str, why: list[str]) -> None:
    last = walk([GOOD, GOOD, GOOD], above=above)[-1]
    assert (last.move, codes(last)) == (move, why)


def test_preconditions_are_not_spoken_of_before_three_settled() -> None:
    first = walk([GOOD], above=NextRung("R4", refused=(Reason("order", "…"),), view="no"))[0]
    assert codes(first) == ["not_enough_settled"]


def test_a_stop_from_outside_locks_every_contact() -> None:
    why = (Reason("order_change", "a new order"),)
    for contact in (GOOD, BAD, ENDED, ILL, NO_SHOW, UNPLANNED, WAITING):
        found = consider(Standing(stopped=why), contact, HR1)
        assert (found.move, found.reasons) == ("STOP", why)


def test_under_a_stop_a_contact_is_still_judged() -> None:
    why = (Reason("safety_flag", "open"),)
    assert consider(Standing(stopped=why), GOOD, HR1).settled is True
    assert consider(Standing(stopped=why), BAD, HR1).settled is False
    assert consider(Standing(stopped=why), ILL, HR1).settled is None


def test_a_contact_tells_every_reason_for_which_it_stops() -> None:
    both = replace(INCIDENT, disclosure=True)
    assert [one.code for one in stop_reasons(both)] == ["critical_incident", "disclosure"]
    assert stop_reasons(GOOD) == ()


def test_down_says_whose_doing_each_contact_was() -> None:
    """Two unsettled in a row: the reasons tell a parent's absence from a child's distress."""
    last = walk([NO_SHOW, BAD])[-1]
    assert last.reasons[0].text == (
        "2 contacts in a row not settled (C0: the visiting parent did not come; "
        "C1: worst distress 7, over the limit of 6)"
    )
    assert codes(last) == ["unsettled_in_a_row", "visiting_parent_absent", "peak_over_limit"]


def test_down_after_an_early_end_says_so_first() -> None:
    assert codes(walk([replace(ENDED, peak=8)])[0]) == ["ended_early", "peak_over_limit"]
    assert codes(walk([BAD, ENDED])[1])[:2] == ["unsettled_in_a_row", "ended_early"]


def test_down_from_the_lowest_rung_says_where_it_leads() -> None:
    lowest = consider(Standing(below=False), ENDED, HR1)
    assert (lowest.move, codes(lowest)) == ("DOWN", ["ended_early", "lowest_rung"])


def test_a_no_show_is_coded_to_the_parent_in_the_proposal() -> None:
    assert walk([NO_SHOW])[0].whose == "visiting_parent"
    assert walk([BAD])[0].whose is None


HOLDS = [
    ("1 of 3", [GOOD], ["not_enough_settled"]),
    ("awaited", [GOOD, GOOD, WAITING], ["waiting_48h"]),
    ("an earlier answer awaited", [GOOD, WAITING, GOOD], ["not_enough_settled", "waiting_48h"]),
    ("awaited long before", [WAITING, BAD, GOOD, GOOD], ["not_enough_settled"]),
    ("unsettled", [BAD], ["peak_over_limit"]),
    ("informants differ", [APART], ["after_effect_over_limit", "informants_differ"]),
    ("unclear", [UNCLEAR], ["not_clear"]),
]


@pytest.mark.parametrize(
    ("contacts", "why"), [pytest.param(*case, id=name) for name, *case in HOLDS]
)
def test_hold_gives_its_reasons(contacts: list[Contact], why: list[str]) -> None:
    last = walk(contacts)[-1]
    assert (last.move, codes(last)) == ("HOLD", why)


def test_hold_counts_only_the_settled_contacts_in_a_row() -> None:
    texts = [one.reasons[0].text for one in walk([GOOD, GOOD, BAD, GOOD]) if one.settled]
    assert [text[:6] for text in texts] == ["1 of 3", "2 of 3", "1 of 3"]


OTHER_NUMBERS = [
    ({"settled_for_up": 1}, [GOOD], "UP"),
    ({"settled_for_up": 2}, [GOOD, GOOD], "HOLD UP"),
    ({"settled_for_up": 4}, [GOOD] * 4, "HOLD HOLD HOLD UP"),
    ({"unsettled_for_down": 1}, [BAD], "DOWN"),
    ({"unsettled_for_down": 1}, [ONE_ADULT], "HOLD"),
    ({"unsettled_for_down": 3}, [BAD] * 3, "HOLD HOLD DOWN"),
]


@pytest.mark.parametrize(("numbers", "contacts", "wanted"), OTHER_NUMBERS)
def test_rows_are_as_long_as_the_rule_says(
    numbers: dict[str, int], contacts: list[Contact], wanted: str
) -> None:
    assert " ".join(moves(*contacts, rule=replace(Rule(), **numbers))) == wanted


def test_a_practice_may_let_not_yet_pass_but_not_no() -> None:
    rule = replace(Rule(), views_that_hold=("no",))
    for view, move in (("not_yet", "UP"), ("no", "HOLD")):
        assert walk([GOOD] * 3, rule=rule, above=NextRung("R4", view=view))[-1].move == move


def test_the_same_inputs_give_the_same_proposal() -> None:
    """Nothing is remembered between two calls."""
    standing = Standing(stay=tuple(judge(GOOD, HR1) for _ in range(2)), above=NextRung("R4"))
    assert consider(standing, GOOD, HR1) == consider(standing, GOOD, HR1)


@pytest.mark.parametrize(("contact", "move"), [(GOOD, "HOLD"), (BAD, "DOWN"), (ENDED, "DOWN")])
def test_an_alarm_about_the_pace_holds_a_step_up_and_nothing_else(
    contact: Contact, move: str
) -> None:
    """AL6 (clinical §5.4)."""
    why = (Reason("pace_mismatch", "the child said “too fast”"),)
    stay = tuple(judge(one, HR1) for one in (GOOD, BAD if contact is BAD else GOOD))
    free = Standing(stay=stay, above=NextRung("R4"))
    assert consider(free, contact, HR1).move == ("UP" if contact is GOOD else "DOWN")
    held_back = consider(replace(free, holding=why), contact, HR1)
    assert held_back.move == move
    assert ("pace_mismatch" in codes(held_back)) == (move == "HOLD")
