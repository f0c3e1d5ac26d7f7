"""Days as orders write them."""

from datetime import date

import pytest

from handrail.core.law.days import as_day, in_words


@pytest.mark.parametrize(
    ("written", "first", "after"),
    [
        ("2025-02-20", date(2025, 2, 20), date(2025, 2, 20)),
        ("2026-04", date(2026, 4, 1), date(2026, 5, 1)),
        ("2025-12", date(2025, 12, 1), date(2026, 1, 1)),
        ("1987", date(1987, 1, 1), date(1988, 1, 1)),
        (date(2025, 2, 20), date(2025, 2, 20), date(2025, 2, 20)),
    ],
)
def test_a_day_a_month_a_year(written: object, first: date, after: date) -> None:
    assert as_day(written) == first
    assert as_day(written, after=True) == after


@pytest.mark.parametrize(
    "written",
    [
        "2025-02-30", "2025-13", "25-02-20", "2025-2-20", "20.02.2025", "2025-02-20T10:00", "",
        "0001-01-01", "9999-12-31", "٢٠٢٥-٠٢-٢٠", None, 20250220, ["2025-02-20"],
    ],
)  # fmt: skip
def test_what_is_no_day(written: object) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        as_day(written)


def test_days_are_written_in_words() -> None:
    assert in_words(date(2025, 2, 20)) == "20 February 2025"
