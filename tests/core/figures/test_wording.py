"""Dates, counts and lists as a person reads them, in English and in another language."""

from __future__ import annotations

from datetime import date

from handrail.core.figures.wording import ENGLISH, Language, figure, sentence

SPANISH = Language(
    months=("enero",) * 6 + ("julio",) * 6,
    long_date="{day} de {month}",
    numbers=("cero", "uno", "dos"),
    last_and=" y ",
)
POLISH_FORMS = Language(form_of=lambda n: 0 if n == 1 else 1 if n % 10 in (2, 3, 4) else 2)
DAY = date(2025, 7, 7)


def test_dates() -> None:
    assert ENGLISH.short(DAY) == "7 Jul"
    assert ENGLISH.long(DAY) == "7 July"
    assert ENGLISH.long(DAY, year=True) == "7 July 2025"
    assert SPANISH.long(DAY) == "7 de julio"


def test_counts_take_their_form() -> None:
    forms = ("one alarm", "{n} alarms")
    assert [ENGLISH.counted(n, forms) for n in (0, 1, 2, 21)] == [
        "no alarms",
        "one alarm",
        "two alarms",
        "21 alarms",
    ]


def test_a_language_may_have_three_forms() -> None:
    forms = ("1 krok", "{n} kroki", "{n} kroków")
    assert POLISH_FORMS.counted(3, forms) == "three kroki"
    assert POLISH_FORMS.counted(5, forms) == "five kroków"


def test_lists() -> None:
    assert ENGLISH.listed([]) == ""
    assert ENGLISH.listed(["Mara"]) == "Mara"
    assert ENGLISH.listed(["Mara", "Wren", "Ivo"]) == "Mara, Wren and Ivo"
    assert SPANISH.listed(["Mara", "Ivo"]) == "Mara y Ivo"


def test_sentences_and_figures() -> None:
    assert sentence("one contact.") == "One contact."
    assert (figure(6.0), figure(6.5), figure(None)) == ("6", "6.5", "–")
