"""The ladder in words: each case says what is true of it, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handrail.core.figures import ladder
from handrail.core.figures.ladder import LadderWords
from handrail.core.figures.wording import Language
from tests.core.figures.examples import HARD
from tests.core.figures.reading import Drawing
from tests.core.figures.wren import CONTACTS, contact, wren

MIXED = "Five contacts, two not held, one unplanned, no steps down, now on step 2 since 7 April."


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("no contact", "No contact yet."),
        ("no contact, a rung", "No contact yet, now on step 1."),
        ("one contact", "One contact, no steps down, now on step 1 since 24 March."),
        ("a step down is decided", "Eight contacts, one step down, now on step 2."),
        ("not held, unplanned, awaited", MIXED),
        ("stopped without a contact", "Two contacts, no steps down, stopped on step 2."),
    ],
)
def test_the_line_beside_the_picture(name: str, summary: str) -> None:
    assert ladder.draw(HARD[name], uid="x").summary == summary


def test_a_stay_begins_at_its_first_contact_after_the_last_step() -> None:
    assert (
        "step 3 since 16 June" in ladder.draw(wren(contacts=CONTACTS[:14], now=2), uid="x").summary
    )


def test_a_proposal_to_step_down_that_nobody_decided_is_a_setback() -> None:
    one = contact(1, 1, 8, proposal="DOWN", decided="PENDING")
    figure = ladder.draw(wren(contacts=(one,), now=1, proposed=0), uid="x")
    told = Drawing(figure.svg_wide).texts()
    assert "B1, 10 Mar: the rule proposes a step down" in told
    assert figure.table.marked == (0,)


def test_a_step_up_that_waits_is_none() -> None:
    one = contact(1, proposal="UP", decided="PENDING")
    assert wren(contacts=(one,), now=0).setbacks == ()


def test_the_last_step_down_is_called_out_before_a_later_alarm() -> None:
    later = replace(contact(30), alarms=CONTACTS[7].alarms)
    one = wren(contacts=(*CONTACTS, later))
    assert one.called_out is CONTACTS[7]
    assert one.flagged == (later,)


def test_every_word_comes_in_from_outside() -> None:
    spanish = LadderWords(
        language=Language(
            short_months=("ene", "feb", "mar", "abr", "may", "jun", "jul", *["–"] * 5),
            numbers=("ningún", "un", "dos"),
        ),
        title="Escalera de {child} con {parent}",
        contacts=("un contacto", "{n} contactos"),
        steps_down=("un paso atrás", "{n} pasos atrás"),
        now="Ahora: paso {number}",
        now_on_since="ahora en el paso {number} desde el {date}",
        what_down="paso atrás",
        alarms=("una alarma", "{n} alarmas"),
    )
    figure = ladder.draw(wren(), uid="x", words=spanish)
    assert figure.title == "Escalera de Wren con Theo"
    assert figure.summary.startswith("17 contactos, un paso atrás, ahora en el paso 4")
    told = Drawing(figure.svg_wide).texts()
    assert "A14, 12 may: paso atrás, dos alarmas" in told
    assert "Ahora: paso 4" in told
    assert "abr" in told


def test_a_word_of_a_person_cannot_be_a_pattern() -> None:
    figure = ladder.draw(wren(child="{parent.__class__}", parent="{0}"), uid="x")
    assert figure.title == "Contact ladder, {parent.__class__} with {0}"
