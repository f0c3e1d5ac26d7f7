"""The rule's parameters: HR-1 as packaged, and every mistake in a practice's own file at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handrail.core.datafile import DataFileError, Mistake
from handrail.core.therapy.rule import (
    AlarmLimits,
    Rule,
    RuleMistakes,
    load_rule,
    read_rule,
    read_rungs,
)


def test_the_packaged_file_is_hr1() -> None:
    """clinical §2.4 and §5.4, number by number: a changed default is a changed protocol."""
    assert load_rule() == Rule(
        id="HR-1",
        status="practice setting",
        peak_limit=6,
        after_limit=3,
        adherence_minimum=4,
        after_effect_limit=1,
        informants_apart=2,
        settled_for_up=3,
        unsettled_for_down=2,
        notice_hours=24,
        views_that_hold=("no", "not_yet"),
        not_clear_signs=("frozen", "flat", "overcompliant", "body_pain"),
        sign_off_from="R8",
        alarms=AlarmLimits(
            distress_rise=2,
            distress_rise_over=3,
            after_effect=2,
            stalled_contacts=8,
            stalled_weeks=10,
            too_fast_times=2,
            felt_safe=4,
            missed_in_a_row=2,
            attendance_share=0.75,
            attendance_over=6,
            splitting_points=4,
            splitting_weeks=3,
            silence_note_hours=24,
            silence_answer_hours=72,
            drift_share=0.8,
            drift_times=2,
        ),
    )


def test_the_same_numbers_are_the_same_version() -> None:
    assert load_rule().version == Rule().version
    assert replace(Rule(), peak_limit=5).version != Rule().version
    assert replace(Rule(), alarms=replace(AlarmLimits(), felt_safe=3)).version != Rule().version


def test_what_a_file_leaves_out_stays_as_in_hr1() -> None:
    assert read_rule({"peak_limit": 5}) == replace(Rule(), peak_limit=5)
    assert read_rule({}) == Rule()


WRONG = [
    ({"peak_limit": 11}, "rule.peak_limit: is 11 (a whole number from 0 to 10)"),
    ({"peak_limit": -1}, "rule.peak_limit: is -1 (a whole number from 0 to 10)"),
    ({"peak_limit": 5.5}, "rule.peak_limit: is 5.5 (a whole number from 0 to 10)"),
    ({"peak_limit": "six"}, 'rule.peak_limit: is "six" (a whole number from 0 to 10)'),
    ({"peak_limit": True}, "rule.peak_limit: is true (a whole number from 0 to 10)"),
    ({"settled_for_up": 0}, "rule.settled_for_up: is 0 (a whole number from 1 to 20)"),
    ({"unsettled_for_down": 0}, "rule.unsettled_for_down: is 0 (a whole number from 1 to 20)"),
    ({"adherence_minimum": 6}, "rule.adherence_minimum: is 6 (a whole number from 1 to 5)"),
    ({"after_effect_limit": 4}, "rule.after_effect_limit: is 4 (a whole number from 0 to 3)"),
    ({"informants_apart": 0}, "rule.informants_apart: is 0 (a whole number from 1 to 3)"),
    ({"notice_hours": float("nan")}, "rule.notice_hours: is NaN (a number from 0 to 336)"),
    ({"id": ""}, "rule.id: is not a text (a word or a short text)"),
    ({"sign_off_from": 8}, "rule.sign_off_from: is not a text (a word or a short text)"),
    (
        {"not_clear_signs": "frozen"},
        'rule.not_clear_signs: is not a list of words (a list such as ["no", "not_yet"])',
    ),
    (
        {"views_that_hold": ["not_yet"]},
        "rule.views_that_hold: leaves out “no” (a child's no always holds)",
    ),
    (
        {"views_that_hold": ["no", "maybe"]},
        'rule.views_that_hold: "maybe" is no answer (yes, not_yet, no)',
    ),
    ({"alarms": 3}, "rule.alarms: is not a table ([rule.alarms])"),
    ({"alarms": {"felt_safe": 11}}, "rule.alarms.felt_safe: is 11 (a whole number from 0 to 10)"),
    (
        {"alarms": {"attendance_share": 1.5}},
        "rule.alarms.attendance_share: is 1.5 (a number from 0 to 1)",
    ),
]


@pytest.mark.parametrize(("table", "told"), [pytest.param(*one, id=one[1]) for one in WRONG])
def test_a_wrong_parameter_is_told_with_what_would_be_right(
    table: dict[str, object], told: str
) -> None:
    found = read_rule(table)
    assert isinstance(found, list)
    assert [str(mistake) for mistake in found] == [told]


def test_an_unknown_parameter_lists_those_there_are() -> None:
    found = read_rule({"peak_limits": 6, "alarms": {"felt_save": 4}})
    assert isinstance(found, list)
    assert [mistake.path for mistake in found] == ["rule.peak_limits", "rule.alarms.felt_save"]
    assert "peak_limit" in found[0].right
    assert "felt_safe" in found[1].right


ALL_WRONG = """
[rules]
x = 1
[rule]
peak_limit = 12
settled_for_up = "three"
views_that_hold = ["not_yet"]
speed = 9
[rule.alarms]
felt_safe = -1
[[rung]]
id = "R1"
name = "Letter"
modality = "letter"
minutes = [10, 5]
[[rung]]
id = "R1"
name = ""
pace = "quick"
"""


def test_every_mistake_in_a_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(ALL_WRONG, encoding="utf-8")
    with pytest.raises(RuleMistakes) as refused:
        load_rule(path)
    paths = [mistake.path.removeprefix("mine.toml: ") for mistake in refused.value.mistakes]
    assert sorted(paths) == [
        "rule.alarms.felt_safe",
        "rule.peak_limit",
        "rule.settled_for_up",
        "rule.speed",
        "rule.views_that_hold",
        "rules",
        "rung[0].minutes",
        "rung[1].id",
        "rung[1].modality",
        "rung[1].name",
        "rung[1].pace",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "mine.toml: rule: is missing (a [rule] table)"),
        (b"rule = 3", "mine.toml: rule: is missing (a [rule] table)"),
    ],
)
def test_a_file_without_a_rule(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(RuleMistakes) as refused:
        load_rule(path)
    assert list(map(str, refused.value.mistakes)) == [told]


@pytest.mark.parametrize(
    "content", [b"[rule", b"\xff\xfe", b"[rule]\npeak_limit = 1\npeak_limit = 2"]
)
def test_a_file_that_is_no_toml(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(DataFileError, match=r"mine\.toml"):
        load_rule(path)


RUNG = {"id": "R1", "name": "Letter", "modality": "letter"}


def mistakes_in(*rungs: object) -> list[str]:
    found = read_rungs(list(rungs))
    return [mistake.path for mistake in found if isinstance(mistake, Mistake)]


def test_rungs_keep_their_order_and_what_they_need() -> None:
    found = read_rungs([RUNG, {**RUNG, "id": "R2", "minutes": [5, 10], "needs": ["order_permits"]}])
    assert isinstance(found, tuple)
    assert [(rung.id, rung.minutes, rung.needs) for rung in found] == [  # type: ignore[union-attr]
        ("R1", (), ()),
        ("R2", (5, 10), ("order_permits",)),
    ]


@pytest.mark.parametrize(
    ("rungs", "paths"),
    [
        ([RUNG, RUNG], ["rung[1].id"]),
        ([{**RUNG, "minutes": [5]}], ["rung[0].minutes"]),
        ([{**RUNG, "minutes": [-1, 5]}], ["rung[0].minutes"]),
        ([{**RUNG, "needs": "order"}], ["rung[0].needs"]),
        ([{**RUNG, "support": 3}], ["rung[0].support"]),
        ([{**RUNG, "level": 1}], ["rung[0].level"]),
        (["R1"], ["rung[0]"]),
        ([], ["rung"]),
    ],
)
def test_wrong_rungs(rungs: list[object], paths: list[str]) -> None:
    assert mistakes_in(*rungs) == paths
