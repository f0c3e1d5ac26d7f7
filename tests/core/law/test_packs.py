"""Jurisdiction packs: what is shipped, and what is said of a wrong one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handrail.core.law.packs import (
    SHIPPED,
    Pack,
    PacksRefused,
    Rule,
    check,
    load,
    numbers_for,
    shipped,
)

RIGHT = """
id = "US-YY"
name = "Somewhere"
hotline = ""
[[rules]]
id = "YY-access"
topic = "parent_access"
answer = "PERMIT"
text = "A parent may ask."
source = "GK"
effective_from = 2024-01-01
effective_to = "open"
reviewed_by = ""
reviewed_on = ""
status = "unverified"
"""
LAW = """
[treatment_law]
citation = "Code 1"
nature = "court_limits"
scope = "any"
source = "GK"
effective_from = "unknown"
effective_to = "open"
reviewed_by = ""
reviewed_on = ""
status = "unverified"
[treatment_law.features]
F1 = "named"
"""


def written(folder: Path, text: str) -> list[str]:
    (folder / "US-YY.toml").write_text(text, encoding="utf-8")
    return [str(mistake) for mistake in check(folder)]


def test_the_shipped_packs_are_right() -> None:
    assert check(SHIPPED) == []
    assert set(shipped()) == {
        "US", "US-AZ", "US-CA", "US-CO", "US-ID", "US-MD", "US-NH", "US-TN", "US-TX", "US-UT",
        "US-XX",
    }  # fmt: skip


@pytest.mark.parametrize("pack", shipped().values(), ids=lambda pack: pack.id)
def test_nothing_shipped_pretends_to_be_reviewed_and_everything_has_a_source(pack: Pack) -> None:
    dated = [*pack.rules, *pack.numbers, *([pack.treatment_law] if pack.treatment_law else [])]
    assert {one.status for one in dated} == {"unverified"}
    assert {one.reviewed_by for one in dated} == {""}
    assert all(one.source for one in dated)
    assert pack.hotline == "", "that line is the practice's own to fill in"


def test_only_the_demo_place_is_fictional() -> None:
    assert [pack.id for pack in shipped().values() if pack.fictional] == ["US-XX"]


# law §2.1, T18: identical facts, different answers
@pytest.mark.parametrize(
    ("pack", "answers"),
    [
        ("US", {"": "SILENT"}),
        ("US-CA", {"": "PERMIT", "detriment": "PROHIBIT", "removed": "PROHIBIT"}),
        ("US-ID", {"": "REQUIRE", "exceptions": "SILENT"}),
        ("US-UT", {"": "REQUIRE", "rights have ended": "SILENT"}),
        ("US-TX", {"": "PERMIT"}),
        ("US-CO", {"": "PERMIT", "alone": "PROHIBIT"}),
        ("US-TN", {"": "SILENT"}),
        ("US-NH", {"": "SILENT"}),
    ],
)
def test_parent_access_differs_by_place(pack: str, answers: dict[str, str]) -> None:
    rules = shipped()[pack].rules_on("parent_access", date(2026, 1, 1))
    assert [rule.answer for rule in rules] == list(answers.values())
    assert [rule.when == "" for rule in rules] == [word == "" for word in answers]


def number(pack: str, topic: str, name: str) -> list[int | None]:
    rules = shipped()[pack].rules_on(topic, date(2026, 1, 1))
    return [rule.numbers.get(name) for rule in rules]


def test_ages_clocks_and_years_are_those_of_the_brief() -> None:
    assert number("US-CA", "minor_consent", "age") == [12]
    assert number("US-CO", "minor_consent", "age") == [12]
    assert number("US-TN", "minor_consent", "age") == [16]
    assert number("US-CA", "report_clock", "written_hours") == [36]
    assert number("US-CO", "records_retention", "longest_years") == [None, 12]
    assert number("US-TX", "records_retention", "years_after_majority") == [5]
    assert number("US-AZ", "records_retention", "years_after_end") == [6]
    assert number("US-CA", "counselling_order", "longest_days") == [365]


def test_whom_to_call_comes_from_the_place_first_and_says_how_sure_it_is() -> None:
    on = date(2026, 1, 1)
    texas = numbers_for("US-TX", shipped(), on)
    assert [(one.kind, one.number) for one in texas] == [
        ("hotline", "1-800-422-4453"), ("police", "911"),
    ]  # fmt: skip
    assert {(one.source, one.status) for one in texas} == {("GK", "unverified")}
    assert numbers_for("US-XX", shipped(), on)[0].number == "555-0100"
    assert numbers_for("FR-75", shipped(), on) == ()


def test_what_the_practice_filled_in_comes_before_all_else() -> None:
    own = replace(shipped()["US-TX"], hotline="555-0123")
    first, *_ = numbers_for("US-TX", {**shipped(), "US-TX": own}, date(2026, 1, 1))
    assert (first.number, first.source) == ("555-0123", "filled in by the practice")


def test_a_wrong_number_is_told(tmp_path: Path) -> None:
    told = "\n".join(written(tmp_path, RIGHT + '[[numbers]]\nkind = "pizza"\n'))
    assert "numbers[0].kind: 'pizza' is not known" in told
    assert "numbers[0].number: is missing" in told
    assert "numbers[0].source: is missing" in told


def test_a_rule_holds_between_its_days_half_open() -> None:
    rule = Rule(
        id="a", topic="majority", text="t", source="GK",
        effective_from=date(2024, 7, 1), effective_to=date(2025, 7, 1),
    )  # fmt: skip
    days = [date(2024, 6, 30), date(2024, 7, 1), date(2025, 6, 30), date(2025, 7, 1)]
    assert [rule.in_force(day) for day in days] == [False, True, True, False]


def test_idaho_required_nothing_before_july_2024() -> None:
    assert shipped()["US-ID"].rules_on("parent_access", date(2024, 6, 30)) == ()


def test_a_right_pack_loads(tmp_path: Path) -> None:
    assert written(tmp_path, RIGHT + LAW) == []
    pack = load(tmp_path)["US-YY"]
    assert pack.rules[0].effective_from == date(2024, 1, 1)
    assert pack.treatment_law is not None
    assert pack.treatment_law.effective_from is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "US-YY"', 'id = "US-ZZ"', "US-YY.toml: id: 'US-ZZ' is not the file's name"),
        ('hotline = ""', "", "US-YY.toml: hotline: is missing"),
        ("PERMIT", "MAYBE", "US-YY.toml: rules[0].answer: 'MAYBE' does not fit"),
        ("parent_access", "pets", "US-YY.toml: rules[0].topic: 'pets' is not known"),
        ('source = "GK"', "", "US-YY.toml: rules[0].source: is missing"),
        ("2024-01-01", '""', "US-YY.toml: rules[0].effective_from: is missing or no day"),
        ("2024-01-01", "2024-01-01T10:00:00", "rules[0].effective_from: is missing or no day"),
        ('"open"', "2023-01-01", "rules[0].effective_to: is not after effective_from"),
        ('"unverified"', '"reviewed"', "rules[0].status: is reviewed by nobody"),
        ('"unverified"', '"fine"', "rules[0].status: 'fine' does not fit"),
        ('text = "A parent may ask."', "age = 3", "rules[0].text: is missing"),
        ('text = "A', 'colour = "red"\ntext = "A', "rules[0].colour: is not known here"),
        ("[[rules]]", "[rules]", "US-YY.toml: rules: is no list of rules"),
        ('id = "US-YY"', "id = ", "US-YY.toml: US-YY.toml:"),
    ],
)
def test_a_wrong_pack_is_told_with_file_and_path(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert expected in "\n".join(written(tmp_path, RIGHT.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('F1 = "named"', 'F18 = "named"', "features.F18: is no feature"),
        ('F1 = "named"', 'F1 = "sure"', "features.F1: 'sure' does not fit"),
        ('F1 = "named"', "F1 = 1", "features.F1: 1 does not fit"),
        ('F1 = "named"', "", "treatment_law.features: is missing"),
        ('"court_limits"', '"advice"', "treatment_law.nature: 'advice' does not fit"),
        ('"any"', '"some"', "treatment_law.scope: 'some' does not fit"),
        ('scope = "any"', 'scope = "any"\nclears_with = "luck"', "clears_with: is not known"),
    ],
)
def test_a_wrong_treatment_law_is_told(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert expected in "\n".join(written(tmp_path, RIGHT + LAW.replace(old, new, 1)))


def test_two_answers_for_every_case_at_the_same_time_are_a_mistake(tmp_path: Path) -> None:
    rule = RIGHT[RIGHT.index("[[rules]]") :]
    second = rule.replace("YY-access", "YY-other").replace("PERMIT", "PROHIBIT")
    assert "hold at the same time" in "\n".join(written(tmp_path, RIGHT + second))
    later = second.replace("2024-01-01", "2025-01-01")
    ended = RIGHT.replace('"open"', "2025-01-01")
    assert written(tmp_path, ended + later) == []


def test_every_mistake_of_every_file_is_listed(tmp_path: Path) -> None:
    (tmp_path / "US-AA.toml").write_text("x = [", encoding="utf-8")
    told = written(tmp_path, RIGHT.replace("PERMIT", "MAYBE").replace('"GK"', '""'))
    assert len(told) == 3
    with pytest.raises(PacksRefused) as refused:
        load(tmp_path)
    assert len(refused.value.mistakes) == 3


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    assert "holds no pack" in str(check(tmp_path)[0])
