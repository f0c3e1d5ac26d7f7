"""The list of acts is what is written, and nothing is written that is not on it."""

from __future__ import annotations

import re

from handrail.store.ledger.acts import ACTS
from handrail.web.reference.ledger_acts import writers

IRREGULAR = (
    "given", "made", "taken_back", "withdrawn", "begun", "written", "held", "kept", "told", "seen",
    "rang", "sent", "set", "added_to", "handed_over", "no_questions", "questions_again",
)  # fmt: skip
PAST = re.compile(rf"[a-z_]+\.[a-z_]*(ed|{'|'.join(IRREGULAR)})(_again)?")


def test_every_act_of_the_list_is_written_by_somebody() -> None:
    assert set(writers()) == set(ACTS)


def test_an_act_says_what_was_done_in_the_past() -> None:
    for act in ACTS:
        assert PAST.fullmatch(act), act


def test_what_an_act_means_fits_after_somebody() -> None:
    for act, what in ACTS.items():
        assert what, act
        assert what[0].islower(), act
        assert not what.endswith("."), act
