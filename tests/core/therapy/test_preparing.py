"""A preparation list as evidence: whole, with its day and its people, or with what is open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handrail.core.therapy.gates import Closed, Evidence, Open, gate
from handrail.core.therapy.preparing import Tick, gone_through, lines_of
from handrail.core.therapy.protocol import check, load
from handrail.core.therapy.requirements import Requirement

CARDS = {card.id: card for card in load().cards}
VISITING = CARDS["preparation.parent_visiting"]
LINES = len(lines_of(VISITING))
MONDAY, FRIDAY = date(2025, 7, 21), date(2025, 7, 25)
ASKED = Requirement(
    "visiting_parent_prepared:w/t", "gone through the list.", "checklist", "Every item.", False, ""
)


def ticks(person: str, *lines: int, on: date = MONDAY, by: str = "noa") -> list[Tick]:
    return [Tick(person, line, on, by) for line in lines]


def shown(given: list[Tick], **people: str) -> Evidence | None:
    return gone_through(ASKED.id, VISITING, people or {"theo": "Theo"}, given)


def test_a_whole_list_opens_with_the_day_of_its_last_tick_and_who_ticked_it() -> None:
    given = [*ticks("theo", *range(LINES - 1)), *ticks("theo", LINES - 1, on=FRIDAY, by="iris")]
    found = shown(given)
    assert found is not None
    assert (found.on, found.by, found.lacks) == (FRIDAY, "iris", "")
    assert VISITING.en.title in found.source
    assert "Theo" in found.source
    assert gate([ASKED], [found], [], FRIDAY) == Open()
    assert isinstance(gate([ASKED], [found], [], MONDAY), Closed), "not before its day"


@pytest.mark.parametrize("left_out", [0, LINES // 2, LINES - 1])
def test_one_line_less_is_no_evidence_and_the_line_is_named(left_out: int) -> None:
    found = shown(ticks("theo", *(at for at in range(LINES) if at != left_out)))
    assert found is not None
    answer = gate([ASKED], [found], [], FRIDAY)
    assert isinstance(answer, Closed)
    (missing,) = answer.missing
    assert f"with Theo: {LINES - 1} of {LINES} lines are ticked" in missing.what_would_satisfy
    assert lines_of(VISITING)[left_out].rstrip(".") in missing.what_would_satisfy
    assert "no source or no name" not in missing.what_would_satisfy


def test_a_list_nobody_began_or_somebody_elses_is_nothing() -> None:
    assert shown([]) is None
    assert shown(ticks("mara", *range(LINES))) is None
    assert gone_through(ASKED.id, VISITING, {}, ticks("theo", *range(LINES))) is None


def test_where_two_go_through_it_both_have_to() -> None:
    one = shown(ticks("mara", *range(LINES)), mara="Mara", len="Len")
    assert one is not None
    assert "with Len: 0 of" in one.lacks
    assert "Mara" not in one.lacks
    both = shown(
        [*ticks("mara", *range(LINES)), *ticks("len", *range(LINES))], mara="Mara", len="Len"
    )
    assert both is not None
    assert both.lacks == ""


def test_a_line_that_is_not_on_the_list_counts_for_nothing() -> None:
    found = shown(ticks("theo", *range(1, LINES + 1)))
    assert found is not None
    assert f"{LINES - 1} of {LINES}" in found.lacks


def test_the_lists_that_are_evidence_are_those_of_the_parents() -> None:
    named = {one.id: one.card for one in load().requirements.values() if one.card}
    assert named == {
        "visiting_parent_prepared": "preparation.parent_visiting",
        "home_parent_prepared": "preparation.parent_at_home",
    }


def test_a_requirement_that_names_no_list_of_preparation_is_a_mistake(tmp_path: Path) -> None:
    name = "phases/2_individual_work.toml"
    source = Path(str(load.__code__.co_filename)).parent / name
    (tmp_path / "phases").mkdir()
    text = source.read_text(encoding="utf-8").replace(
        '"preparation.parent_visiting"', '"preparation.parent_visitng"'
    )
    (tmp_path / name).write_text(text, encoding="utf-8")
    (mistake,) = check(tmp_path)
    assert "parent_visitng" in str(mistake)
    assert "preparation.parent_visiting" in str(mistake)
