"""The bench's own arithmetic and its fictional practice. Nothing here depends on how fast it is."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from handrail.core.family_file.reading import read_family
from handrail.core.measures.catalogue import catalogue
from handrail.web.bench.findings import PageFigures, SizeFigures, judged, table, verdicts
from handrail.web.bench.slices import Ratio, a_slice, compared, percentile, ratio_of
from handrail.web.bench.worlds import grow
from handrail.web.commands import bench
from handrail.web.trials import visitors
from handrail.web.trials.families import LAST_DAY, SESSIONS, family_file


def test_a_family_is_the_same_every_time_and_unlike_the_next() -> None:
    assert family_file(7) == family_file(7)
    assert family_file(7) != family_file(8)


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_family_is_a_right_file_of_usual_size(number: int) -> None:
    family = read_family(family_file(number), catalogue())
    held = [session for session in family.sessions if not session.planned]
    assert len(held) == SESSIONS
    assert max(session.on for session in family.sessions) <= LAST_DAY
    lengths = [len(session.observed) for session in held]
    assert 400 < sum(lengths) / len(lengths) < 800


def test_a_percentile_is_a_time_that_was_taken() -> None:
    times = [n / 100 for n in range(1, 101)]
    assert (percentile(times, 0.5), percentile(times, 0.95)) == (0.5, 0.95)
    assert percentile([0.3], 0.95) == 0.3


def test_ratios_far_apart_are_called_noisy() -> None:
    assert not ratio_of([1.0, 1.05, 1.1]).is_noisy
    assert ratio_of([1.0, 1.0, 1.2]).is_noisy
    assert "too noisy: 1.00 to 1.20" in str(ratio_of([1.0, 1.0, 1.2]))


def test_a_page_is_compared_with_the_bases_on_both_sides() -> None:
    asked: list[str] = []
    found = compared(
        lambda: asked.append("page"),
        lambda: asked.append("base"),
        pairs=2,
        seconds=0,
        measure=lambda times: float(len(times)),
    )
    turns = [asked[at] for at in range(0, len(asked), 5)]
    assert turns == ["base", "page", "base"] * 2
    assert found.ratio.median == 1
    assert len(a_slice(lambda: None, 0)) == 5


@pytest.mark.parametrize(
    ("ratio", "answer"),
    [
        (Ratio(1.9, 1.8, 2.0), "holds"),
        (Ratio(2.1, 2.0, 2.2), "does not hold"),
        (Ratio(1.9, 1.0, 2.5), "too noisy to say"),
        (Ratio(2.6, 1.0, 3.0), "too noisy to say"),
        (Ratio(1.0, 0.5, 1.9), "holds"),  # noisy, but never near the limit
        (Ratio(9.0, 5.0, 12.0), "does not hold"),
    ],
)
def test_noise_decides_nothing(ratio: Ratio, answer: str) -> None:
    assert judged(ratio, 2.0) == answer


def figures(families: int, *, queries: tuple[int, int] = (5, 5)) -> SizeFigures:
    steady = Ratio(3.0, 2.9, 3.1)
    pages = (
        PageFigures("bare", 900, 0.001, 0.002, (2, 2), None),
        PageFigures("timeline", 200, 0.004, 0.006, queries, steady),
    )
    return SizeFigures(families, pages, 0.0005, 61.0, Ratio(1.4, 1.35, 1.45), 21, 3)


def test_a_page_that_asks_more_for_more_rows_does_not_hold() -> None:
    growth = {"timeline": Ratio(1.0, 0.99, 1.01)}
    good = verdicts([figures(100), figures(2000)], growth)
    assert all(one.answer == "holds" for one in good)
    for wrong in ((5, 6), (9, 9)):
        found = verdicts([figures(100), figures(2000, queries=wrong)], growth)
        assert [one.promise.split(":")[0] for one in found if not one.holds] == ["timeline"]


def test_every_figure_is_printed() -> None:
    lines = "\n".join(table(figures(2000)))
    for told in ("2000 families", "5/5", "3.00", "61 MiB", "21 let in, 3 told to come back", "4.0"):
        assert told in lines


def test_sizes_are_whole_caseloads() -> None:
    assert bench._sizes("2000,100") == [100, 2000]
    for wrong in ("100", "100,120", "10,100"):
        with pytest.raises(Exception, match="multiples of 50"):
            bench._sizes(wrong)


def test_the_bare_page_has_no_address_outside_the_bench(db: None) -> None:
    assert Client().get("/bench/bare/").status_code == 404


def test_a_code_is_the_one_an_authenticator_shows() -> None:
    from allauth.mfa.totp.internal.auth import validate_totp_code

    assert validate_totp_code(visitors.SECOND_FACTOR, visitors.code_now())


def test_a_practice_grows_and_its_first_therapist_sees_no_more(tmp_path: Path) -> None:
    """Every table as full as if each family had been imported; every query count unchanged."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")} | {
        "PYTHONPATH": "src",
        "HANDRAIL_BENCH": "1",
        "HANDRAIL_CLOCK_OFFSET_SECONDS": "0",
    }
    inside = [sys.executable, "-m", "handrail.web.bench.inside"]
    home, grown = tmp_path / "home", tmp_path / "grown"
    subprocess.run([*inside, "build", str(home), "10"], env=surroundings, check=True)
    shutil.copytree(home, grown)
    grow(grown / "handrail.sqlite3", 1)

    before, after = (rows(one / "handrail.sqlite3") for one in (home, grown))
    assert before["case_header"] == 10
    doubled = {name for name in before if name.startswith("records_")} | {
        "case_header", "membership", "wrapped_key",
    }  # fmt: skip
    assert {name for name in doubled if after[name] != 2 * before[name]} == set()
    assert after["account"] == before["account"]
    counted = [
        subprocess.run([*inside, "count", str(one)], env=surroundings, capture_output=True)
        for one in (home, grown)
    ]
    assert [one.returncode for one in counted] == [0, 0], counted[0].stderr.decode()
    queries = [json.loads(one.stdout)["queries"] for one in counted]
    assert queries[0] == queries[1]


def rows(file: Path) -> dict[str, int]:
    plain = sqlite3.connect(file)
    names = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = {name: plain.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in names}
    plain.close()
    return found
