"""`./handrail replay`: what it prints, its exit status, and how it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import handrail
from handrail.__main__ import main as handrail_main
from tests.core.family_file.families import families
from tests.core.family_file.small import family, held, missed, replayed
from tests.core.family_file.test_differential import agree

SOURCE = Path(handrail.__file__).parents[1]
FAMILIES = SOURCE / "handrail" / "web" / "demo" / "families"
ALDER = FAMILIES / "alder.json"

PARTS = (
    "case, expected, format, goals, history, ladders, measures, orders, people, phases, "
    "relations, safety, sessions"
)
Printed = pytest.CaptureFixture[str]


def written(folder: Path, raw: Any, name: str = "family.json") -> Path:
    path = folder / name
    path.write_bytes(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return path


def replay(*arguments: object) -> int:
    return handrail_main(["replay", *map(str, arguments)])


def test_json_is_one_object_that_matches_what_alder_expects(capsys: Printed) -> None:
    assert replay(ALDER, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found)[:3] == ["case", "rule", "contacts"]
    assert (found["case"], found["rule"]["id"]) == ("Alder", "HR-1")
    expected = json.loads(ALDER.read_bytes())["expected"]
    assert {
        one["session"]: {"settled": one["settled"], "proposal": one["proposal"]}
        for one in found["contacts"]
    } == expected["contacts"]
    for part in ("goal_attainment_t", "change", "refused"):
        assert found[part] == expected[part]
    assert found == replayed(json.loads(ALDER.read_bytes()))


def test_text_tells_the_setback_and_both_its_alarms(capsys: Printed) -> None:
    assert replay(ALDER) == 0
    out = capsys.readouterr().out
    setback = out[out.index("  A14 ") : out.index("  A17 ")]
    assert "not settled     DOWN, decided DOWN" in setback
    assert "! Distress rising: peak 8; the 3 before averaged 5" in setback
    assert "! After-effect: 3 of 3 within 48 hours" in setback
    assert "Wren with Theo" in out
    assert "  week 21       53.9" in out
    assert "Wren with Theo, R6: the order of 20 February 2025 permits only" in out


def test_text_speaks_given_names_and_never_ids_or_labels(capsys: Printed) -> None:
    assert replay(FAMILIES / "linden.json") == 0
    out = capsys.readouterr().out
    assert "coded to Olin, not to the child" in out
    for word in ("parent_b", "None", "True", "Traceback", "stage", "milestone", "rejected"):
        assert word not in out


@pytest.mark.parametrize("name", ["alder", "cedar", "linden"])
def test_every_demo_family_can_be_replayed(capsys: Printed, name: str) -> None:
    assert replay(FAMILIES / f"{name}.json") == 0
    assert capsys.readouterr().err == ""


def test_a_family_without_contacts(capsys: Printed, tmp_path: Path) -> None:
    assert replay(written(tmp_path, family())) == 0
    assert capsys.readouterr().out.startswith("Small: 0 contacts through HR-1\n")


def test_a_missed_contact_says_whose_doing_it_was(capsys: Printed, tmp_path: Path) -> None:
    assert replay(written(tmp_path, family(missed()))) == 0
    assert "coded to Theo, not to the child" in capsys.readouterr().out


def test_another_rule_changes_what_is_proposed(capsys: Printed, tmp_path: Path) -> None:
    rule = written(tmp_path, b'[rule]\nid = "OURS"\nsettled_for_up = 2\n', "ours.toml")
    path = written(tmp_path, family(held(), held(), held()))
    assert replay(path, "--json", "--rule", rule) == 0
    ours = json.loads(capsys.readouterr().out)
    assert replay(path, "--json") == 0
    house = json.loads(capsys.readouterr().out)
    assert [one["proposal"] for one in ours["contacts"]] == ["HOLD", "UP", "UP"]
    assert [one["proposal"] for one in house["contacts"]] == ["HOLD", "HOLD", "UP"]
    assert ours["rule"]["id"] == "OURS"
    assert ours["rule"]["version"] != house["rule"]["version"]


def test_the_packaged_ladder_file_may_be_given_as_a_rule(capsys: Printed) -> None:
    packaged = SOURCE / "handrail" / "core" / "therapy" / "ladder.toml"
    assert replay(ALDER, "--json", "--rule", packaged) == 0
    assert json.loads(capsys.readouterr().out) == replayed(json.loads(ALDER.read_bytes()))


def test_a_wrong_rule_is_refused_with_every_mistake(capsys: Printed, tmp_path: Path) -> None:
    rule = written(tmp_path, b"[rule]\npeak_limit = 11\nspeed = 3\n[extra]\n", "ours.toml")
    assert replay(ALDER, "--rule", rule) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines()[0] == f"{rule}: refused, nothing was used. 3 to put right:"
    for said in ("extra: is not a known table", "rule.peak_limit: is 11", "rule.speed: is not a"):
        assert said in printed.err


def test_a_wrong_family_is_refused_with_every_mistake(capsys: Printed, tmp_path: Path) -> None:
    wrong = family(held(peak=11), held("R9"), colour="green")
    path = written(tmp_path, wrong)
    assert replay(path, "--json") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        f"{path}: refused, nothing was used. 3 to put right:",
        "  sessions[0].contact.distress.peak: is 11 (at most 10)",
        '  sessions[1].contact.rung: "R9" is not on this ladder (one of R1, R2, R3, R4, R6)',
        f"  colour: is not a known key (known here: {PARTS})",
    ]


def test_a_wrong_rule_and_a_wrong_family_are_both_told(capsys: Printed, tmp_path: Path) -> None:
    rule = written(tmp_path, b"[rule]\npeak_limit = 11\n", "ours.toml")
    assert replay(written(tmp_path, b"[]"), "--rule", rule) == 2
    printed = capsys.readouterr().err
    assert "ours.toml: rule.peak_limit" in printed
    assert "family.json: refused" in printed


def test_files_that_cannot_be_read(capsys: Printed, tmp_path: Path) -> None:
    for path in (tmp_path / "nobody.json", tmp_path):
        assert replay(path) == 2
        assert "cannot be read" in capsys.readouterr().err
    assert replay(ALDER, "--rule", tmp_path / "nobody.toml") == 2
    assert "nobody.toml: cannot be read" in capsys.readouterr().err


def test_a_file_without_end_is_read_no_further_than_it_may_be(capsys: Printed) -> None:
    assert replay("/dev/zero") == 2
    assert "is larger than 20 MB" in capsys.readouterr().err


QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=QUIET)
@given(families())
def test_the_command_says_what_the_oracle_says(
    capsys: Printed, tmp_path: Path, data: dict[str, Any]
) -> None:
    assert replay(written(tmp_path, data), "--json") == 0
    agree(data, json.loads(capsys.readouterr().out))
    assert replay(tmp_path / "family.json") == 0
    assert capsys.readouterr().out.startswith("Someone: ")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "handrail", "replay", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
    )


def test_as_a_process_it_prints_utf8_json_and_nothing_else(tmp_path: Path) -> None:
    raw = family(held(), case={"name": "Zoë Ångström"})
    done = run(str(written(tmp_path, raw)), "--json", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())["case"] == "Zoë Ångström"


def test_as_a_process_a_refusal_is_status_2_and_no_traceback(tmp_path: Path) -> None:
    done = run(str(written(tmp_path, b'{"format":' + b"[" * 100_000)))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith("$: is nested too deeply (at most 40 levels)\n")
