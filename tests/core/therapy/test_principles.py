"""A principle is a set of rules, and a rule is as good as the test that proves it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from handrail.core.therapy import protocol
from handrail.core.therapy.alarms import CATALOGUE
from handrail.core.therapy.principles import HouseRule, Principle

ROOT = Path(__file__).parents[3]
FOUND = protocol.load()
RULES = {rule.id: rule for rule in FOUND.rules}
POINTS = "abcdefghij"


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names of the test functions of a file, also inside classes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("principle", FOUND.principles, ids=lambda principle: principle.id)
def test_a_principle_is_enforced_by_rules_that_exist(principle: Principle) -> None:
    assert principle.enforced_by
    assert set(principle.enforced_by) <= set(RULES)
    assert len(set(principle.enforced_by)) == len(principle.enforced_by)


@pytest.mark.parametrize("principle", FOUND.principles, ids=lambda principle: principle.id)
def test_a_principle_has_at_least_one_proven_rule(principle: Principle) -> None:
    assert any(RULES[id_].test for id_ in principle.enforced_by)


@pytest.mark.parametrize(
    "rule", [rule for rule in FOUND.rules if rule.test], ids=lambda rule: rule.id
)
def test_the_test_that_proves_a_rule_exists(rule: HouseRule) -> None:
    path, _, name = rule.test.partition("::")
    assert path.startswith("tests/")
    assert (ROOT / path).is_file(), f"{rule.id} names a file that is not there: {path}"
    assert name.startswith("test_")
    assert name in names_in(ROOT / path), f"{rule.id} names a test that is not there: {name}"


def test_the_seeds_principles_are_all_there() -> None:
    assert [principle.id for principle in FOUND.principles] == [
        "child_centred", "pace", "respect_for_emotions", "no_blame", "support_for_both_parents",
        "patience_and_pacing", "reflection", "collaboration",
    ]  # fmt: skip


def test_every_point_of_the_pacing_rule_and_every_alarm_is_a_rule() -> None:
    assert {f"HR-1.{point}" for point in POINTS} <= set(RULES)
    assert {f"ALARM.{alarm}" for alarm in CATALOGUE} <= set(RULES)


def test_every_principle_can_be_read_in_both_languages() -> None:
    for principle in FOUND.principles:
        assert principle.name.es
        assert principle.text.es
