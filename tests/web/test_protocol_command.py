"""./handrail protocol check DIR, ./handrail protocol show."""

from __future__ import annotations

from pathlib import Path

import pytest

from handrail.__main__ import main
from handrail.core.therapy import files, protocol
from tests.core.therapy.own_form import FORM

LADDER = (files.PACKAGED / "ladder.toml").read_text(encoding="utf-8")


def test_a_protocol_that_fits_is_told_its_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ladder.toml").write_text(LADDER.replace("peak_limit = 6", "peak_limit = 5"))
    assert main(["protocol", "check", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "fits" in out
    assert protocol.load(tmp_path).version in out


def test_every_mistake_stands_on_a_line_with_its_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = LADDER.replace("peak_limit = 6", "peak_limit = 60").replace(
        "letter_check", "letter_chek"
    )
    (tmp_path / "ladder.toml").write_text(wrong)
    (tmp_path / "gates.toml").write_text("gate = = 1")
    assert main(["protocol", "check", str(tmp_path)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert any(line.startswith("ladder.toml: rule.peak_limit: is 60") for line in lines)
    assert any(line.startswith("ladder.toml: rung[1].needs[0]: “letter_chek") for line in lines)
    assert any(line.startswith("gates.toml: ") and "line 1" in line for line in lines)


def test_instruments_packs_and_word_list_beside_it_are_checked_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "instruments" / "mood").mkdir(parents=True)
    (tmp_path / "jurisdictions").mkdir()
    (tmp_path / "jurisdictions" / "US-XX.toml").write_text("x = 1\n")
    (tmp_path / "neutral.toml").write_text("[[entry]]\n")
    assert main(["protocol", "check", str(tmp_path)]) == 2
    lines = capsys.readouterr().out.splitlines()
    for start in ("instruments/mood/", "jurisdictions/US-XX.toml: ", "neutral.toml: entry[0]"):
        assert any(line.startswith(start) for line in lines), start


def test_an_own_form_must_be_one_that_can_be_answered_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "forms").mkdir()
    form = tmp_path / "forms" / "sleep.toml"
    form.write_text(FORM)
    assert main(["protocol", "check", str(tmp_path)]) == 0
    capsys.readouterr()
    form.write_text(FORM.replace('about = "child"', 'about = "the dog"'))
    assert main(["protocol", "check", str(tmp_path)]) == 2
    assert capsys.readouterr().out.startswith("forms/sleep.toml about: ")


def test_loaded_words_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ladder.toml").write_text(
        LADDER.replace('name = "Half day"', 'name = "Half day for the deadbeat"')
    )
    assert main(["protocol", "check", str(tmp_path)]) == 2
    assert "ladder.toml: rung[10].name: “deadbeat” is a loaded word" in capsys.readouterr().out


def test_a_directory_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["protocol", "check", str(tmp_path / "nowhere")]) == 2
    assert "is not a directory" in capsys.readouterr().out


def test_the_protocol_in_force_can_be_read_as_plain_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["protocol", "show"]) == 0
    out = capsys.readouterr().out
    found = protocol.load()
    assert found.version in out
    for phase in found.phases:
        assert phase.name.en in out
    for id_ in found.requirements:
        assert f" {id_}: " in out
    for rung in found.rungs:
        assert f"{rung.id} {rung.name}" in out
    assert "not a published standard" in out


def test_a_practices_own_protocol_can_be_shown_or_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "ladder.toml"
    own.write_text(LADDER.replace("peak_limit = 6", "peak_limit = 5"))
    assert main(["protocol", "show", str(tmp_path)]) == 0
    assert "distress at most 5 at its worst" in capsys.readouterr().out
    own.write_text(LADDER.replace("peak_limit = 6", "peak_limit = 60"))
    assert main(["protocol", "show", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "rule.peak_limit" in shown.err
