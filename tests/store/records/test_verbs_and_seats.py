"""Every verb asks for the seat before anything else: a page that forgot to would open nothing.

Nothing that is handed to the verbs here makes sense but the case and who acts, so whatever is not
refused for the seat shows that something else was looked at first.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from handrail import clock
from handrail.store.accounts.actions.cases import end_seat
from handrail.store.accounts.actions.practices import end_staff_seat
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.records import actions
from handrail.store.records.actions.child_says import Said, write_down
from handrail.store.records.actions.in_the_room import Seen
from handrail.store.records.reading.drafts import Place
from tests.demo import MOMENT, Demo
from tests.store.records.desk import Desk

NO_VERBS = frozenset({"ask_second", "recording"})
DESK = frozenset({
    "plan_session", "change_session", "mark_held", "mark_not_held", "cancel_session", "write_down",
    "add_call", "ask_no_questions", "allow_questions",
})  # fmt: skip
"""What the desk does too: the calendar, and writing down what a child said."""
OF_ITS_REPORTER = frozenset({"add_call", "ask_no_questions", "allow_questions"})
"""Refused to everybody but whoever wrote the entry, whatever their seat."""


def verbs() -> Iterator[Callable[..., Any]]:
    """Every public act on one case."""
    for module in pkgutil.iter_modules(actions.__path__, f"{actions.__name__}."):
        if module.ispkg:
            continue
        found = importlib.import_module(module.name)
        for name, one in vars(found).items():
            own = inspect.isfunction(one) and one.__module__ == module.name
            if own and not name.startswith("_") and name not in NO_VERBS:
                taken = inspect.signature(one).parameters
                if {"by", "case_id"} <= set(taken) and taken["by"].kind is taken["by"].KEYWORD_ONLY:
                    yield one


VERBS = {one.__name__: one for one in verbs()}
MADE: dict[str, Any] = {
    "place": Place(session=UUID(int=1), kind="progress"),
    "seen": Seen(client_id=UUID(int=1), seen="ended"),
}
"""What is looked at before the seat: only which act it is. Everything else is nothing."""


def reasons(demo: Demo, who: str, verb: str) -> tuple[str, ...]:
    """Why somebody may not; ("done",) or the error where it was not for their seat."""
    one, viewer = VERBS[verb], demo.viewer(who)
    given = {
        name: MADE.get(name, object())
        for name, parameter in inspect.signature(one).parameters.items()
        if name not in ("by", "case_id") and parameter.default is parameter.empty
    }
    try:
        with acting_as(viewer):
            one(by=viewer, case_id=demo.alder, **given)
    except Refused as refused:
        return tuple(refused.reasons)
    except Exception as error:  # whatever it is, the seat was not asked first
        return (f"{type(error).__name__}: {error}",)
    return ("done",)


def lines(demo: Demo) -> int:
    """How many lines the chain of the case has."""
    with acting_as(demo.viewer("iris")):
        count = Line.objects.filter(chain_id=demo.alder).count()
    assert count
    return int(count)


def all_refused(demo: Demo, who: str, asked: Iterable[str], why: str) -> None:
    """Every one of these verbs refuses somebody for this reason, and no line is written."""
    before = lines(demo)
    found = {verb: reasons(demo, who, verb) for verb in sorted(asked)}
    assert {verb: told for verb, told in found.items() if told != (why,)} == {}
    assert lines(demo) == before


def test_the_verbs_are_found() -> None:
    assert len(VERBS) > 70
    assert {"decide", "sign_note", "agree", "keep_own_note", "enter_order", "tap"} <= set(VERBS)
    assert set(VERBS) >= DESK


@pytest.mark.parametrize("who", ["jonas", "sol", "greta", "mara"])
def test_who_has_no_seat_in_the_case_is_refused_by_every_verb(demo: Demo, who: str) -> None:
    all_refused(demo, who, VERBS, "no_such_case")


def test_the_desk_is_refused_by_whatever_is_not_the_calendar(demo: Demo) -> None:
    all_refused(demo, "rafa", set(VERBS) - DESK, "not_your_seat")


@pytest.mark.parametrize("who", ["noa", "iris"])
def test_nobody_adds_to_an_entry_that_is_not_theirs(demo: Demo, who: str) -> None:
    with Desk(demo, demo.alder).by("rafa") as rafa:
        entry = write_down(**rafa, said=Said(words="x"))
    about = {"by": demo.viewer(who), "case_id": demo.alder, "entry": entry}
    for verb in sorted(OF_ITS_REPORTER):
        more = {"called": "police", "at": MOMENT, "told": {}} if verb == "add_call" else {}
        with acting_as(demo.viewer(who)), pytest.raises(Refused, match="gone"):
            VERBS[verb](**about, **more)


def test_from_the_end_of_a_seat_on_it_opens_no_verb(demo: Demo) -> None:
    noa = demo.viewer("noa")
    later = MOMENT + timedelta(minutes=1)
    with clock.stopped_at(later), acting_as(noa):
        end_seat(by=noa, case_id=demo.alder, person_id=noa.person_id, seat="therapist")
    with clock.stopped_at(later):
        all_refused(demo, "noa", VERBS, "no_such_case")


def test_without_a_seat_in_the_practice_one_in_the_case_opens_no_verb(demo: Demo) -> None:
    """Who was dismissed is out of every case, also where nobody ended the seat in it."""
    sol, noa = demo.viewer("sol"), demo.viewer("noa")
    later = MOMENT + timedelta(minutes=1)
    with clock.stopped_at(later), acting_as(sol):
        end_staff_seat(by=sol, person_id=noa.person_id, seat="therapist")
    with clock.stopped_at(later):
        all_refused(demo, "noa", VERBS, "no_such_case")
