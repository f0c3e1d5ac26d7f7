"""Random families: the replay and the oracle must say the same, word for word."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings

from handrail.core.family_file.building import family_from
from handrail.core.family_file.replay import as_json, replay
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.rule import Rule
from tests.core.family_file import oracle_alarms
from tests.core.family_file.families import families
from tests.core.family_file.small import replayed

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def agree(data: dict[str, Any], got: dict[str, Any]) -> None:
    """Contacts first, so that a failing example shows the first contact they differ on."""
    for mine, other in zip(oracle_alarms.contacts(data), got["contacts"], strict=True):
        wanted = {name: other.get(name) for name in mine}
        wanted["alarms"] = sorted(other["alarms"])
        wanted["opens_review"] = other.get("opens_review", [])
        assert mine == wanted
    assert oracle_alarms.goal_attainment(data) == got["goal_attainment_t"]
    assert oracle_alarms.change(data) == got["change"] | got["change_not_listed"]
    pair = {name: data["ladders"][0][name] for name in ("child", "parent")}
    refused = [pair | one for one in got["refused"]]
    assert [(one["child"], one["parent"], one["rung"]) for one in refused] == oracle_alarms.refused(
        data
    )
    assert {one["because"] for one in refused} <= {"order"}


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=QUIET)
@given(families())
def test_the_rule_says_what_the_oracle_says(data: dict[str, Any]) -> None:
    family = family_from(data, digest="")
    agree(data, as_json(replay(family, Rule(), catalogue())))


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=QUIET)
@given(families())
def test_reading_the_bytes_gives_the_same_and_json_can_carry_it(data: dict[str, Any]) -> None:
    agree(data, json.loads(json.dumps(replayed(data))))
