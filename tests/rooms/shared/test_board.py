"""The day board: everybody stands at their own door and time, and nobody on top of anybody."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.rooms.shared.board import LAST_LANE, lay_out
from handrail.rooms.shared.parts import Action, DayBoard, DoorEntry

DOORS = ("Street door", "Garden door")


def entry(start: int, end: int, door: str = DOORS[0], **more: object) -> DoorEntry:
    return DoorEntry(start, end, "Rui", door, **more)  # type: ignore[arg-type]


def board(*entries: DoorEntry, now: int | None = None) -> DayBoard:
    return DayBoard("Who comes when", DOORS, 13 * 60, 17 * 60, entries, now)


def place(placed: str) -> dict[str, int]:
    """ "at-3 for-6 lane-1 wide-1" as numbers."""
    return {name: int(number) for name, number in (part.split("-") for part in placed.split())}


def test_an_entry_stands_at_its_door_and_time() -> None:
    found = lay_out(board(entry(14 * 60, 15 * 60, DOORS[1])))
    assert place(found.entries[0].place) == {"at": 13, "for": 12, "lane": 2, "wide": 1}
    assert found.entries[0].clock == "14:00"
    assert found.doors == (("Street door", "lane-1 wide-1"), ("Garden door", "lane-2 wide-1"))


def test_the_list_is_in_time_order() -> None:
    found = lay_out(board(entry(900, 930), entry(800, 820), entry(850, 860, DOORS[1])))
    assert [placed.entry.from_minute for placed in found.entries] == [800, 850, 900]


def test_two_at_one_door_stand_side_by_side_and_others_keep_the_width() -> None:
    found = lay_out(board(entry(840, 900), entry(845, 900), entry(960, 1000)))
    first, second, later = (place(placed.place) for placed in found.entries)
    assert found.lanes == 4
    assert (first["lane"], second["lane"]) == (1, 2)
    assert (later["lane"], later["wide"]) == (1, 2)


def test_two_doors_do_not_narrow_each_other() -> None:
    assert lay_out(board(entry(840, 900), entry(840, 900, DOORS[1]))).lanes == 2


def test_a_band_keeps_clear_of_lanes() -> None:
    found = lay_out(board(entry(840, 855, "", kind="apart"), entry(855, 900)))
    band, after = (place(placed.place) for placed in found.entries)
    assert "lane" not in band
    assert found.lanes == 2
    assert band["at"] + band["for"] <= after["at"], "who comes after it does not hide its words"


def test_a_short_entry_still_has_room_for_its_words_and_button() -> None:
    plain, button = lay_out(
        board(entry(800, 801), entry(800, 801, DOORS[1], action=Action("Arrived")))
    ).entries
    assert place(button.place)["for"] > place(plain.place)["for"] > 1


def test_now_is_a_line_only_while_the_board_is_open() -> None:
    assert [line.clock for line in lay_out(board(now=812)).lines if line.kind == "now"] == ["13:32"]
    assert not [line for line in lay_out(board(now=600)).lines if line.kind == "now"]


def test_an_unknown_door_is_an_error_of_the_builder() -> None:
    with pytest.raises(ValueError, match="Cellar"):
        board(entry(800, 900, "Cellar"))


entries = st.builds(
    lambda start, length, door: entry(start, start + length, door),
    st.integers(0, 1439),
    st.integers(0, 600),
    st.sampled_from(DOORS),
)


@given(st.lists(entries, max_size=LAST_LANE // len(DOORS)))
def test_nobody_lies_on_top_of_anybody(some: list[DoorEntry]) -> None:
    whole_day = DayBoard("x", DOORS, 0, 24 * 60, tuple(some))
    placed = [place(one.place) for one in lay_out(whole_day).entries]
    for one, other in combinations(placed, 2):
        apart_in_time = (
            one["at"] + one["for"] <= other["at"] or other["at"] + other["for"] <= one["at"]
        )
        ends = [each["lane"] + each.get("wide", 1) for each in (one, other)]
        apart_in_lane = ends[0] <= other["lane"] or ends[1] <= one["lane"]
        clipped = max(one["at"], other["at"]) >= 192
        assert apart_in_time or apart_in_lane or clipped
