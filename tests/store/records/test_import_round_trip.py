"""File → import → the record read back → replay: the same answers as replaying the file."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

import pytest

from handrail.core.family_file.reading import read_family
from handrail.core.family_file.replay import as_json, replay
from handrail.core.family_file.values import Family
from handrail.core.measures.catalogue import catalogue
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from tests.cast import Cast
from tests.store.records.demo_families import NAMES, bring_in, family, rule
from tests.store.records.odd_family import odd_family


def stored(cast: Cast, one: Family) -> StoredCase:
    made = bring_in(cast.rosa, one)
    with acting_as(cast.rosa):
        return stored_case(made.case_id)


def by_name(value: Any, one: Family) -> Any:
    """A replay or a value with people's ids as given names: the record makes ids of its own."""
    names = {person.id: person.given for person in one.people}
    if isinstance(value, dict):
        return {by_name(k, one): by_name(v, one) for k, v in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [by_name(each, one) for each in value]
    if isinstance(value, str):
        for id_, given in names.items():
            value = re.sub(rf"(?<![\w-]){re.escape(id_)}(?![\w-])", given, value)
    return value


def answers(one: Family) -> Any:
    return by_name(as_json(replay(one, rule(), catalogue())), one)


@pytest.mark.parametrize("name", NAMES)
def test_the_record_answers_as_the_file_does(cast: Cast, name: str) -> None:
    assert answers(stored(cast, family(name)).family) == answers(family(name))


def test_an_odd_family_answers_as_its_file_does(cast: Cast) -> None:
    """Two sessions on a day, views and clearings of another day, checks, pulses, a breach."""
    odd = read_family(odd_family(), catalogue())
    found = stored(cast, odd)
    assert answers(found.family) == answers(odd)
    rang = {one["session"]: one["alarms"] for one in answers(odd)["contacts"] if one["alarms"]}
    assert {ref: [name for name, _ in kept] for ref, kept in found.alarms.items()} == rang


WORDS = {"observed", "words", "told_child", "reason", "statement", "levels", "note", "notes",
         "history", "details", "said", "event", "digest", "id", "details_protected"}  # fmt: skip


def structured(value: Any, one: Family) -> Any:
    """Everything of a family but its words, with given names for ids, for comparing."""
    if hasattr(value, "__dataclass_fields__"):
        found = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in WORDS}
        return {key: structured(inner, one) for key, inner in found.items()}
    if isinstance(value, list | tuple | frozenset):
        rows = [structured(each, one) for each in value]
        return sorted(rows, key=repr)
    if hasattr(value, "items"):
        return {by_name(k, one): structured(v, one) for k, v in value.items()}
    return by_name(value, one)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_words_is_left_out(cast: Cast, name: str) -> None:
    """Words are opened by the pages that show them; all the rest comes back with the case."""
    read = stored(cast, family(name)).family
    assert structured(read, read) == structured(family(name), family(name))


def test_nothing_of_an_odd_family_is_left_out(cast: Cast) -> None:
    odd = read_family(odd_family(), catalogue())
    read = stored(cast, odd).family
    assert structured(read, read) == structured(odd, odd)


def test_a_stop_that_was_told_locks_the_ladder(cast: Cast) -> None:
    found = stored(cast, family("cedar"))
    reasons = {stop.reason.code for _, stop in found.stops}
    assert reasons == {"safety_flag", "disclosure"}
    told = next(stop for _, stop in found.stops if stop.reason.code == "disclosure")
    assert by_name([told.child, told.about], found.family) == ["Emil", "Karl"]


def test_a_stop_that_was_cleared_is_gone_and_a_later_one_is_not(cast: Cast) -> None:
    found = stored(cast, read_family(odd_family(), catalogue()))
    locked = {(on.isoformat(), stop.reason.code) for on, stop in found.stops}
    assert locked == {("2025-06-02", "order_breach"), ("2025-06-10", "critical_incident")}


def test_a_part_of_a_case_reads_nothing_else(cast: Cast) -> None:
    made = bring_in(cast.rosa, family("alder"))
    with acting_as(cast.rosa):
        frame = stored_case(made.case_id, FRAME)
        whole = stored_case(made.case_id)
    assert frame.family.sessions == ()
    assert frame.family.people == whole.family.people
    assert frame.family.ladders == whole.family.ladders
    assert frame.team == whole.team


def test_the_team_are_those_who_sit_there_now(cast: Cast) -> None:
    from handrail.store.accounts.actions.cases import end_seat, give_seat

    made = bring_in(cast.rosa, family("alder"))
    with acting_as(cast.rosa):
        give_seat(
            by=cast.rosa, case_id=made.case_id, person_id=cast.theo.person_id, seat="supervisor"
        )
    with acting_as(cast.rosa):
        assert {m.given for m in stored_case(made.case_id).team} == {"Rosa", "Theo"}
        end_seat(
            by=cast.rosa, case_id=made.case_id, person_id=cast.theo.person_id, seat="supervisor"
        )
    with acting_as(cast.rosa):
        assert {m.given for m in stored_case(made.case_id).team} == {"Rosa"}
