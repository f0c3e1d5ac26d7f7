"""Text that strangers wrote: made safe, measured, cut."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.figures.ladder import Rung
from handrail.core.figures.lettering import clean, fit, fit_end, isolated, plain, width, wrap

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


@pytest.mark.parametrize(
    "letter", [*OVERRIDES, "\x00", "\x1b", "\x7f", "\ufeff", "\ud800", "\uffff"]
)
def test_what_cannot_be_seen_is_taken_out(letter: str) -> None:
    assert clean(f"Th{letter}eo") == "Theo"


def test_lines_and_tabs_become_one_space() -> None:
    assert clean(" Mara \r\n\t Alder\u2028") == "Mara Alder"


def test_accents_emoji_and_joined_letters_stay() -> None:
    for name in ("Zoë", "Iñaki", "👩\u200d👧", "Siân ap Dafydd", "می\u200cخواهم"):
        assert clean(name) == name


def test_a_name_written_from_the_right_is_fenced() -> None:
    assert isolated("وردة") == "\u2068وردة\u2069"
    assert isolated("Theo") == "Theo"


def test_every_text_of_an_input_is_cleaned() -> None:
    rung = Rung(number=1, name="Let\u202eter", line="with\x00 the therapist")
    assert plain((rung,)) == (Rung(number=1, name="Letter", line="with the therapist"),)


def test_a_cut_text_has_room_and_says_that_it_was_cut() -> None:
    cut = fit("A rung with a very long name", 90, 14)
    assert cut.endswith("…")
    assert width(cut, 14) <= 90


def test_a_cut_fence_is_closed() -> None:
    assert fit(isolated("رسالة مسجلة مع المعالجة"), 60, 14).endswith("…\u2069")


def test_names_that_differ_at_the_end_keep_their_end() -> None:
    assert fit_end("Session-2025-A14", 40, 14).endswith("14")


@given(st.text(max_size=80), st.floats(20, 300), st.integers(1, 5))
def test_no_line_is_wider_than_its_room(words: str, room: float, lines: int) -> None:
    words = clean(words)
    for line in (done := wrap(words, room, 14, lines=lines)):
        assert width(line, 14) <= room or len(line) <= 2
    assert len(done) <= lines


@given(st.text(max_size=120))
def test_text_with_room_keeps_every_letter(words: str) -> None:
    words = clean(words)
    assert "".join(wrap(words, 60, 14)).replace(" ", "") == words.replace(" ", "")


@given(st.text())
def test_clean_text_is_one_line_of_visible_letters(words: str) -> None:
    kinds = {unicodedata.category(letter) for letter in clean(words)}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert clean(clean(words)) == clean(words)
