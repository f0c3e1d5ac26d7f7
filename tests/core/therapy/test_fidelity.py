"""The fidelity checklist and its share, which feeds alarm AL10 (clinical §6.6)."""

from __future__ import annotations

import pytest

from handrail.core.therapy.alarms import therapist_drift
from handrail.core.therapy.fidelity import share
from handrail.core.therapy.protocol import load
from handrail.core.therapy.rule import AlarmLimits

ITEMS = load().fidelity
ALL_DONE = {item.id: "done" for item in ITEMS}


def test_every_item_of_the_brief_is_on_the_list() -> None:
    assert len(ITEMS) == 15
    said = " ".join(item.text for item in ITEMS)
    for word in ("order", "Both parents", "safety", "two explanations", "30 days", "plan", "24 h"):
        assert word in said


def test_done_counts_one_partly_a_half_and_what_does_not_apply_is_left_out() -> None:
    assert share(ITEMS, ALL_DONE) == 1
    assert share(ITEMS, {**ALL_DONE, "order_read": "partly"}) == pytest.approx(14.5 / 15)
    assert share(ITEMS, {**ALL_DONE, "order_read": "no"}) == pytest.approx(14 / 15)
    assert share(ITEMS, {**ALL_DONE, "order_read": "na", "debriefs": "no"}) == pytest.approx(
        13 / 14
    )
    assert share(ITEMS, dict.fromkeys(ALL_DONE, "na")) is None


def test_a_half_filled_list_has_no_share_and_says_everything_that_is_wrong() -> None:
    answers = {**ALL_DONE, "debriefs": "often", "tidy_desk": "done"}
    del answers["order_read"]
    with pytest.raises(ValueError, match="order_read: no answer") as wrong:
        share(ITEMS, answers)
    assert "tidy_desk: no such item" in str(wrong.value)
    assert "debriefs: 'often' is no answer" in str(wrong.value)


def test_twice_under_four_fifths_rings_al10() -> None:
    low = share(ITEMS, {**ALL_DONE, **dict.fromkeys(list(ALL_DONE)[:4], "no")})
    assert low is not None
    assert low < 0.8
    assert therapist_drift([1.0, low], AlarmLimits())[0] is False
    assert therapist_drift([low, low], AlarmLimits())[0] is True
