"""How a clause reads on the screen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handrail.core.law.clauses import clause_types, recipients_in_words, sentence_of
from handrail.core.law.orders import Clause, reading_of

# law §4.1, typed again by hand
TYPES = {
    "APPOINTMENT", "PURPOSE_IF_OR_WHEN", "MODALITY_SCOPE", "PARTICIPANTS", "INTAKE", "GOALS",
    "COOPERATION", "CONTACT_LADDER", "NO_CONTACT", "SUPERVISION", "TRANSPORT", "FEES",
    "CONFIDENTIALITY_MODE", "REPORTING", "RELEASES_REQUIRED", "COLLATERAL_INPUT", "PRIVILEGE",
    "RECORD_ACCESS", "TESTIMONY", "COMMUNICATION", "RECORDING_BAN", "CHILD_VOICE", "TERM",
    "SUSPEND_TERMINATE", "NONCOMPLIANCE", "RETURN_TO_COURT", "SAFETY_CONDITION",
    "PARENTING_TIME",  # order time, clinical §2.4 (j)
}  # fmt: skip


def test_every_clause_type_of_the_brief_is_there_and_no_other() -> None:
    assert set(clause_types()) == TYPES


@pytest.mark.parametrize("type_", sorted(TYPES))
def test_every_type_reads_as_a_sentence_and_shows_every_value(type_: str) -> None:
    kind = clause_types()[type_]
    params: dict[str, Any] = {name: f"«{name}»" for name in kind.parameters}
    reading = reading_of(Clause(type_, params))
    assert reading.startswith(f"{kind.name}. {kind.says}")
    shown = [name for name, known in kind.parameters.items() if known.type != "flag"]
    assert [name for name in shown if f"«{name}»" not in reading] == []


def test_a_parameter_nobody_knows_is_shown() -> None:
    clause = Clause("COOPERATION", {"bring_the_dog": {"on": ["Sundays", "Mondays"]}})
    assert reading_of(clause).endswith("bring the dog: on: Sundays and Mondays.")


def test_given_names_stand_in_the_place_of_ids() -> None:
    clause = Clause("PARTICIPANTS", {"must": ["parent_a", "wren"]})
    names = {"parent_a": "Mara", "wren": "Wren"}
    assert "Must take part: Mara and Wren." in reading_of(clause, names)


def test_the_alder_ladder_reads_in_plain_words() -> None:
    clause = Clause(
        "CONTACT_LADDER",
        {
            "permitted": ["letter", "live_call"],
            "not_without_further_order": ["in_person_overnight"],
        },
    )
    assert reading_of(clause) == (
        "Forms of contact. The order sets which forms of contact may take place. "
        "Permitted, and nothing else: letter or card and live call. "
        "Not without a further order: in person with an overnight stay."
    )


def test_a_list_that_is_there_and_empty_reads_as_no_contact() -> None:
    told = reading_of(Clause("CONTACT_LADDER", {"permitted": []}))
    assert told.endswith("No contact is permitted, in any form.")
    assert "nothing else: nothing." not in told


def test_a_flag_says_no_as_clearly_as_yes() -> None:
    name = "may_be_called"
    assert sentence_of(Clause("TESTIMONY", {name: True}), name) == "May be called."
    assert sentence_of(Clause("TESTIMONY", {name: False}), name) == "May not be called."


def test_dates_of_a_clause_are_read_out() -> None:
    reading = reading_of(Clause("GOALS", {}, date(2025, 3, 1), date(2025, 9, 1)))
    assert "from 1 March 2025" in reading
    assert "until 1 September 2025, that day not included" in reading


def test_a_clause_of_an_unknown_type_is_still_shown() -> None:
    assert reading_of(Clause("SOMETHING", {"more": 3})) == "SOMETHING. more: 3."


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["court", "counsel_a", "counsel_b"], "the court and both counsel"),
        (["court"], "the court"),
        (
            ["court", "guardian_ad_litem", "counsel_a"],
            "the court, the guardian ad litem and counsel",
        ),
        (["counsel_a", "counsel_b", "counsel_c"], "all counsel"),
        ([], ""),
    ],
)
def test_recipients_in_words(ids: list[str], words: str) -> None:
    assert recipients_in_words(ids) == words
