"""A verb that is handed a row of another case of the same person finds nothing there.

The pages look first; here nobody does. Noa sits on both cases, so that no policy of the database
keeps them apart: the verb itself has to.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import acting_as
from handrail.store.records import models as tables
from handrail.store.records.actions.child_says import Said
from handrail.store.records.actions.contacts import Card, Rated, Seen
from handrail.store.records.actions.deciding import Chosen
from handrail.store.records.actions.in_the_room import Seen as Tapped
from handrail.store.records.actions.sessions import SessionPlan
from tests.demo import Demo
from tests.store.records.every_table import fill
from tests.store.records.test_verbs_and_seats import VERBS

ROWS: Mapping[str, Any] = {
    "agreement": tables.CareAgreement, "co_sign": tables.CoSign, "conflict": tables.OrderConflict,
    "consult": tables.Consult, "contact": tables.Contact, "draft": tables.Draft,
    "entry": tables.ReportEntry, "evidence": tables.Evidence, "hold": tables.LegalHold,
    "kept": tables.KeptBack,
    "ladder": tables.Ladder, "letter": tables.Letter, "note": tables.PsychotherapyNote,
    "order": tables.Order, "relation": tables.Relation, "session": tables.Session,
    "stay": tables.HouseholdMember, "waiver": tables.Waiver,
}  # fmt: skip
"""Parameter of a verb -> the table whose row it names."""
DAY = date(2025, 7, 23)
ELSE: Mapping[str, Any] = {
    "alone": True, "alarms": (), "alternatives": ("hold",), "answer": "yes", "asked_by": "Noa",
    "because": "other", "called": "police", "card": Card(), "changed": "x",
    "chosen": Chosen(move="DOWN"), "decision": "x", "expires_on": date(2030, 1, 1),
    "given_on": DAY, "lines": (0,), "next_on": DAY, "on": DAY, "outcome": "x", "pieces": (),
    "rated": Rated(peak=5), "reason": "x", "rung": "R1", "seen": Seen(), "text": "x", "told": {},
    "until": "2025-07-23", "value": 0, "version": 1, "way": "post", "who_knows": "x", "words": "x",
}  # fmt: skip
"""Something that would do, for what else these verbs ask."""
LATER = {"enter_answers", "put_ladder"}
"""The one looks at the answers first; to the other a ladder is a value and no row."""
NAMES_ONE = sorted(
    name
    for name, verb in VERBS.items()
    if set(inspect.signature(verb).parameters) & set(ROWS) and name not in LATER
)


@pytest.fixture(scope="module")
def filled(shared_demo: Demo) -> Demo:
    fill(shared_demo.viewer("noa"), shared_demo.linden)
    return shared_demo


def given_to(verb: str, ids: Mapping[str, UUID]) -> dict[str, Any]:
    """What a verb is handed: rows of Linden, and something that would do."""
    own: dict[str, Any] = {
        "tap": {"seen": Tapped(client_id=UUID(int=5), seen="", line="x")},
        "prepare": {"card": "preparation.child", "person": None, "ladder": None},
        "change_session": {"plan": SessionPlan(kind="CONS", on=DAY)},
        "write_down": {"said": Said(words="x")},
    }
    found = {}
    for name, one in inspect.signature(VERBS[verb]).parameters.items():
        if name in own.get(verb, {}):
            found[name] = own[verb][name]
        elif name in ids:
            found[name] = ids[name]
        elif name not in ("by", "case_id") and one.default is one.empty:
            found[name] = ELSE.get(name)
    return found


@pytest.mark.parametrize("verb", NAMES_ONE)
def test_a_row_of_another_case_is_gone(demo: Demo, filled: Demo, verb: str) -> None:
    with acting_as(demo.viewer("noa")):
        ids = {name: one.objects.filter(case_id=demo.linden)[0].id for name, one in ROWS.items()}
    who = demo.viewer("iris" if verb in ("lift_hold", "answer_consult") else "noa")
    with acting_as(who), pytest.raises(Refused) as refused:
        VERBS[verb](by=who, case_id=demo.alder, **given_to(verb, ids))
    assert tuple(refused.value.reasons) == ("gone",)
