"""Kinds of record and seats."""

from __future__ import annotations

from pathlib import Path

import pytest

from handrail.core.disclosure.kinds import STORES, check, kinds
from handrail.core.disclosure.seats import ROOMS, age_band, seats


def test_the_shipped_kinds_are_right() -> None:
    assert check() == []


def test_what_needs_a_store_of_its_own_has_one() -> None:
    stores = {id_: kind.store for id_, kind in kinds().items()}
    assert stores["psychotherapy_note"] == "psychotherapy"
    assert stores["mandated_report"] == "reporting"
    assert stores["safety_alert"] == "safety"
    assert stores["protected_address"] == "safety"
    assert stores["released_report"] == "hatch"
    assert [id_ for id_, store in stores.items() if store == "reporting"] == ["mandated_report"]
    assert set(stores.values()) == set(STORES)


def test_a_wrong_kind_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kinds.toml"
    path.write_text('diary = 3\n[plan]\nname = ""\nstore = "cellar"\ncolour = "red"\n')
    assert [mistake.path for mistake in check(path)] == [
        "diary", "plan.name", "plan.holds", "plan.colour", "plan.store",
    ]  # fmt: skip
    path.write_text("[")
    assert [mistake.path for mistake in check(path)] == ["kinds.toml"]


def test_every_seat_has_a_room_and_comes_from_somebody() -> None:
    for id_, seat in seats().items():
        assert seat.room in ROOMS, id_
        assert seat.given_by, id_
        assert set(seat.given_by) <= set(seats()), id_


def test_only_the_practice_sits_in_the_clinic() -> None:
    for id_, seat in seats().items():
        assert (seat.room == "clinic") is seat.is_staff, id_


def test_no_seat_that_reads_the_record_is_given_by_the_administrator() -> None:
    """Accounts are the administrator's; sitting on a case is given by somebody else."""
    given = [id_ for id_, seat in seats().items() if "administrator" in seat.given_by]
    assert given == ["privacy_officer", "administrator"]


def test_seats_outside_the_practice_are_never_staff() -> None:
    staff = [id_ for id_, seat in seats().items() if seat.is_staff]
    assert staff == [
        "therapist", "co_therapist", "supervisor", "coordinator", "privacy_officer",
        "administrator",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (0, "under_12"), (11, "under_12"), (12, "12_13"), (13, "12_13"), (14, "14_17"),
        (17, "14_17"), (18, "18_up"), (40, "18_up"),
    ],
)  # fmt: skip
def test_the_age_bands_of_the_table(years: int, band: str) -> None:
    assert age_band(years) == band
    assert band in seats()["child"].columns
