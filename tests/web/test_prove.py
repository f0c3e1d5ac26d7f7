"""`./handrail prove`: a killed server loses no word, and a lost word would be seen."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from handrail.web.prove import page
from handrail.web.prove.findings import Figures, Kept, KeptEntry, is_there, problems
from handrail.web.prove.writes import WRITES, Attempt
from handrail.web.trials.forms import NoSuchForm, form_with
from tests import engines
from tests.web.processes import surroundings

CONCERN, DRAFT = WRITES[0], WRITES[-1]
CASE = uuid4()


def prove(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as somebody calls it who has a checkout at `folder`."""
    (folder / "docs/reference").mkdir(parents=True)
    (folder / "tmp").mkdir()
    own = {"HANDRAIL_CHECKOUT": str(folder), "TMPDIR": str(folder / "tmp")}
    command = [sys.executable, "-m", "handrail", "prove", *arguments]
    return subprocess.run(
        command, env=surroundings() | own, capture_output=True, text=True, timeout=480
    )


def test_two_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    engine = "postgresql" if engines.SERVER else "sqlite"
    on_server = ["--database-url", engines.SERVER] if engines.SERVER else []
    proven = prove(tmp_path, "--cycles", "2", "--engine", engine, *on_server, "--write")
    assert proven.returncode == 0, proven.stderr
    assert "Lost: 0\nDoubled: 0\n" in proven.stdout
    figures = dict(line.split(": ", 1) for line in proven.stdout.splitlines())
    assert int(figures["Entries sent, each acknowledged in the end"]) >= 2
    assert int(figures["Cut off before their answer"]) >= 1

    told = (tmp_path / page.FILE).read_text()
    assert "| Kills | 2 |" in told
    assert f"## {page.ENGINES[engine]}" in told
    for own in (str(tmp_path), socket.gethostname(), os.environ.get("USER") or "root@"):
        assert own not in told
    assert list((tmp_path / "tmp").glob("handrail-proof-*")) == []


def test_an_engine_and_its_server_are_named_together(tmp_path: Path) -> None:
    refused = prove(tmp_path, "--engine", "postgresql")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--database-url" in refused.stderr
    assert list((tmp_path / "tmp").iterdir()) == []


def attempt(*, promised: str = "/there/", draft: bool = False, line: str = "Words.") -> Attempt:
    return Attempt(
        write=DRAFT if draft else CONCERN, writer=1, number=0, cycle=1, case=CASE, path="/here/",
        key=UUID(int=7), line=line, fields={}, promised=promised,
    )  # fmt: skip


def entry(*lines: str, draft: bool = False) -> KeptEntry:
    times = len(lines) if draft else 1
    return KeptEntry(
        write=(DRAFT if draft else CONCERN).name, row=uuid4(), lines=lines, version=times,
        acts=times, commitments=(b"older",) * (times - 1) + (b"c",), commitment=b"c",
    )  # fmt: skip


KEY = {UUID(int=7): "/there/"}


def kinds(sent: list[Attempt], *entries: KeptEntry, keys: Mapping[UUID, str] = KEY) -> set[str]:
    return {one.kind for one in problems(sent, Kept(entries, (), keys))}


def test_what_is_there_once_holds_answered_or_not() -> None:
    assert kinds([attempt()], entry("Words.")) == set()
    assert kinds([attempt(promised="")], entry("Words.")) == set()
    assert kinds([attempt(promised="")], keys={}) == set()
    lines = [attempt(draft=True, line="One."), attempt(draft=True, line="Two.")]
    assert kinds(lines, entry("One.", "Two.", draft=True), keys={}) == set()


def test_an_acknowledged_entry_that_is_not_there_is_lost() -> None:
    assert kinds([attempt()], keys={}) == {"lost"}
    assert kinds([attempt(draft=True)], keys={}) == {"lost"}


def test_other_words_are_not_the_words_that_were_sent() -> None:
    assert kinds([attempt()], entry("Words"), keys={}) == {"lost", "strange"}
    earlier = attempt(draft=True, line="One.")
    assert kinds([earlier], entry("Two.", draft=True), keys={}) == {"lost", "strange"}


def test_twice_is_doubled_also_without_an_answer() -> None:
    for promised in ("", "/there/"):
        twice = kinds([attempt(promised=promised)], entry("Words."), entry("Words."))
        assert twice == {"doubled"}
    lines = [attempt(draft=True, line="One.")]
    assert "doubled" in kinds(lines, entry("One.", "One.", draft=True), keys={})


@pytest.mark.parametrize(
    "broken",
    [
        {"acts": 0},
        {"acts": 2},
        {"commitments": ()},
        {"commitments": (b"c", b"c")},
        {"commitments": (b"of other words",)},
        {"version": 2},
    ],
)
def test_a_row_its_words_and_its_lines_belong_together(broken: Mapping[str, object]) -> None:
    torn = replace(entry("Words."), **broken)  # type: ignore[arg-type]
    assert kinds([attempt()], torn) == {"in part"}


def test_a_line_of_the_ledger_without_its_row_is_a_part() -> None:
    told = problems([], Kept((), ("the ledger tells of a row",), {}))
    assert [one.kind for one in told] == ["in part"]


def test_the_memory_of_a_key_belongs_to_its_entry() -> None:
    assert kinds([attempt()], entry("Words."), keys={}) == {"in part"}
    assert kinds([attempt(promised="")], keys=KEY) == {"in part"}
    assert kinds([attempt(promised="/elsewhere/")], entry("Words.")) == {"in part"}


def test_rows_that_were_there_before_are_nobodys_problem() -> None:
    imported = entry("From a file.")
    now = Kept((imported, entry("Words.")), (), KEY).since(Kept((imported,), (), {}))
    assert problems([attempt()], now) == []
    assert is_there(attempt(), now)
    assert not is_there(attempt(draft=True), now)


FORMS = """
<form><input name="q"></form>
<form><input type="hidden" name="key" value="k"><select name="who"><option value="">Choose
  <option value="a">A<option value="b" selected>B</select>
  <input type="checkbox" name="people" value="x"><input type="checkbox" name="people" value="y">
  <input type="radio" name="alone" value="yes" checked>
  <textarea name="words">Old &amp; new</textarea>
  <button name="do" value="sign">Sign</button></form>
"""


def test_a_form_is_sent_as_it_stands_with_what_is_chosen() -> None:
    form = form_with("words", FORMS)
    assert form.with_choices({"people": (0, 1)}) == {
        "key": ["k"], "who": ["b"], "alone": ["yes"], "words": ["Old & new"], "people": ["x", "y"],
    }  # fmt: skip
    for impossible in ({"who": (2,)}, {"nobody": (0,)}):
        with pytest.raises(NoSuchForm):
            form.with_choices(impossible)
    with pytest.raises(NoSuchForm):
        form_with("answer", FORMS)


def test_the_page_keeps_the_figures_of_the_other_engine(tmp_path: Path) -> None:
    figures = Figures(
        cycles=9, seed=3, writers=4, sent=70, cut=12, cut_and_kept=5, replayed=40, chains=3,
        lines=300, checked=2, minutes=1,
    )  # fmt: skip
    file = tmp_path / "proof.md"
    for engine, cycles in (("postgresql", 11), ("sqlite", 9), ("sqlite", 10)):
        run = page.Run(engine, engine, date(2025, 7, 23), replace(figures, cycles=cycles))
        page.write(file, run)
    told = file.read_text()
    assert [told.count(f"| Kills | {kills} |") for kills in (9, 10, 11)] == [0, 1, 1]
    assert told.index("## SQLite") < told.index("## PostgreSQL")
    assert "| … of them not there at all | 7 |" in told
    assert "`./handrail prove --engine sqlite --cycles 10 --seed 3`" in told
