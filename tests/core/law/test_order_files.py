"""What is wrong with an order as a file writes it: everything at once, each with its path."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.law.duties import duties
from handrail.core.law.orders import (
    order_from,
    people_named,
    problems_between,
    problems_with,
    reading_of,
)
from tests.core.law.examples import asked, day, family


def wrong(clause: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    raw = {"id": "one", "signed_on": "2025-02-20", "clauses": [clause], **more}
    return [(problem.path, problem.what) for problem in problems_with(raw)]


@pytest.mark.parametrize("name", ["alder", "cedar", "linden"])
def test_the_demo_families_have_right_orders(name: str) -> None:
    orders = family(name)["orders"]
    assert [problem for one in orders for problem in problems_with(one)] == []
    assert problems_between(orders) == []


@pytest.mark.parametrize(
    ("clause", "path"),
    [
        ({"type": "CUSTODY"}, "clauses[0].type"),
        ({}, "clauses[0].type"),
        ({"type": ["REPORTING"]}, "clauses[0].type"),
        ({"type": "CONTACT_LADDER", "permitted": ["leter"]}, "clauses[0].permitted[0]"),
        ({"type": "CONTACT_LADDER", "permitted": "leter"}, "clauses[0].permitted[0]"),
        ({"type": "CONTACT_LADDER", "permitted": 3}, "clauses[0].permitted"),
        (
            {"type": "CONTACT_LADDER", "not_without_further_order": ["letter", "yelling"]},
            "clauses[0].not_without_further_order[1]",
        ),
        ({"type": "NO_CONTACT", "restrained": ["pa"]}, "clauses[0].protected"),
        ({"type": "NO_CONTACT", "protected": []}, "clauses[0].protected"),
        ({"type": "NO_CONTACT", "protected": [7]}, "clauses[0].protected"),
        ({"type": "REPORTING", "every_days": 0}, "clauses[0].every_days"),
        ({"type": "REPORTING", "every_days": True}, "clauses[0].every_days"),
        ({"type": "REPORTING", "every_days": "90"}, "clauses[0].every_days"),
        ({"type": "REPORTING", "level": "L9"}, "clauses[0].level"),
        ({"type": "REPORTING", "level": ["L1"]}, "clauses[0].level"),
        ({"type": "REPORTING", "no_recommendations": "yes"}, "clauses[0].no_recommendations"),
        ({"type": "FEES", "split": {"a": 50, "b": 60}}, "clauses[0].split"),
        ({"type": "FEES", "split": {"a": 150, "b": -50}}, "clauses[0].split"),
        ({"type": "FEES", "split": {"a": "all"}}, "clauses[0].split"),
        ({"type": "FEES", "cap": -1}, "clauses[0].cap"),
        ({"type": "FEES", "cap": float("nan")}, "clauses[0].cap"),
        ({"type": "PRIVILEGE", "holder": " "}, "clauses[0].holder"),
        ({"type": "CONFIDENTIALITY_MODE", "mode": "secret"}, "clauses[0].mode"),
        ({"type": "APPOINTMENT", "contact_by": "2025-02-30"}, "clauses[0].contact_by"),
        ({"type": "TERM", "start": "2025-05-01", "end": "2025-04-01"}, "clauses[0].end"),
        ({"type": "CONTACT_LADDER", "expires": "soon"}, "clauses[0].expires"),
        ({"type": "CONTACT_LADDER", "expires": "2025-02-20"}, "clauses[0].expires"),
        (
            {"type": "GOALS", "effective": "2025-06-01", "expires": "2025-06-01"},
            "clauses[0].expires",
        ),
    ],
)
def test_a_wrong_clause_is_named_by_its_path(clause: dict[str, Any], path: str) -> None:
    assert [where for where, _ in wrong(clause)] == [path]


def test_an_unknown_modality_says_which_there_are() -> None:
    raw = {"id": "one", "clauses": [{"type": "CONTACT_LADDER", "permitted": ["leter"]}]}
    (problem,) = problems_with(raw)
    assert problem.what == "unknown modality 'leter'"
    assert "letter, photo, recording" in problem.right


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"signed_on": "2025-02-31"}, "signed_on"),
        ({"signed_on": "2025-02"}, "signed_on"),
        ({"signed_on": None}, "signed_on"),
        ({"served_on": "2025-02-19"}, "served_on"),
        ({"expires": "2025-02-20"}, "expires"),
        ({"id": ""}, "id"),
        ({"court": 7}, "court"),
        ({"sealed": "yes"}, "sealed"),
        ({"supersedes": 7}, "supersedes"),
        ({"supersedes": ["one", 2]}, "supersedes"),
        ({"supersedes": ""}, "supersedes"),
        ({"colour": "red"}, "colour"),
        ({"clauses": "all"}, "clauses"),
        ({"clauses": ["REPORTING"]}, "clauses[0]"),
    ],
)
def test_a_wrong_order_is_named_by_its_path(more: dict[str, Any], path: str) -> None:
    raw = {"id": "one", "signed_on": "2025-02-20", "clauses": [], **more}
    assert [problem.path for problem in problems_with(raw)] == [path]


def test_every_mistake_is_listed_at_once() -> None:
    raw = {
        "id": "one",
        "signed_on": "2025-02-30",
        "clauses": [{"type": "NO"}, {"type": "REPORTING", "level": "L7", "every_days": -1}],
    }
    assert [problem.path for problem in problems_with(raw)] == [
        "signed_on", "clauses[0].type", "clauses[1].level", "clauses[1].every_days",
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [None, 3, "order", [], [{}]])
def test_what_is_no_order_at_all(raw: object) -> None:
    assert [problem.what for problem in problems_with(raw)] == ["is no order"]


def test_a_parameter_nobody_knows_is_no_mistake_and_is_kept() -> None:
    clause = {"type": "COOPERATION", "bring_the_dog": {"on": "Sundays"}}
    assert wrong(clause) == []
    (kept,) = order_from({"id": "one", "signed_on": "2025-02-20", "clauses": [clause]}).clauses
    assert kept.params == {"bring_the_dog": {"on": "Sundays"}}


def test_a_wrong_order_is_not_built() -> None:
    with pytest.raises(ValueError, match="unknown clause type"):
        order_from({"id": "one", "signed_on": "2025-02-20", "clauses": [{"type": "NO"}]})
    with pytest.raises(ValueError, match="signed_on: is missing"):
        order_from({"id": "one"})


def test_orders_are_checked_against_each_other() -> None:
    orders = [
        {"id": "one", "signed_on": "2025-06-01", "supersedes": "one"},
        {"id": "two", "signed_on": "2025-02-20", "supersedes": ["one", "ghost"]},
        {"id": "one", "signed_on": "2025-07-01"},
    ]
    assert [(problem.path, problem.what) for problem in problems_between(orders)] == [
        ("orders[2].id", "'one' stands twice"),
        ("orders[0].supersedes", "'one' is no other order here"),
        ("orders[1].supersedes", "'one' was signed later"),
        ("orders[1].supersedes", "'ghost' is no other order here"),
    ]


def test_everybody_an_order_names_can_be_checked() -> None:
    """A misspelt id in a no-contact clause would leave somebody without protection."""
    raw = {
        "clauses": [
            {"type": "NO_CONTACT", "protected": "noor", "restrained": ["karll"]},
            {"type": "FEES", "split": {"noor": 50, "kim": 50}},
            {"type": "REPORTING", "recipients": ["court"]},
        ]
    }
    assert list(people_named(raw)) == [
        ("clauses[0].protected", "noor"),
        ("clauses[0].restrained", "karll"),
        ("clauses[1].split", "noor"),
        ("clauses[1].split", "kim"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "permitted", "type"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["id", "signed_on", "served_on", "expires", "supersedes", "clauses", "sealed"]
)
PARAMETERS = st.sampled_from(
    ["permitted", "protected", "every_days", "level", "split", "end", "expires", "mode", "cap"]
)
CLAUSES = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["CONTACT_LADDER", "NO_CONTACT", "REPORTING", "FEES", "TERM"])}
    ).flatmap(lambda type_: st.dictionaries(PARAMETERS, JSON, max_size=4).map(type_.__or__)),
    max_size=3,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, JSON), CLAUSES | JSON)
def test_nothing_a_file_may_hold_breaks_the_check(raw: dict[str, Any], clauses: object) -> None:
    """Either there are mistakes, or the order can be built, read out, asked and counted."""
    written = {"id": "one", "signed_on": "2025-02-20", **raw, "clauses": clauses}
    if not problems_with(written):
        order = order_from(written)
        assert all(reading_of(clause) for clause in order.clauses)
        asked([order], "letter")
        duties([order], opened_on=order.signed_on, today=day("2025-07-23"))
