"""Without a seat on the case there is no row of it, on either engine and in any table."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from handrail import chance
from handrail.store.accounts.actions.cases import end_seat, give_seat
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.engine import COURT, PORTAL
from handrail.store.database.roles import connected_as
from handrail.store.records.models import ImportedFile, ReportEntry
from handrail.store.records.reading.day import sessions_on
from handrail.store.records.reading.family import stored_cases
from handrail.store.records.reading.family_map import DatedMap, dated_map
from handrail.store.records.reading.plan import plan
from handrail.store.records.reading.seen import seen
from handrail.store.records.reading.timeline import how_many, search, timeline
from handrail.store.records.reading.understanding import Understanding, understanding
from handrail.store.records.reading.words import goal_words
from tests.cast import Cast
from tests.store.records.demo_families import NAMES, bring_in, family
from tests.store.records.every_table import fill
from tests.store.records.odd_family import odd_family

TABLES = [
    model
    for model in apps.get_app_config("records").get_models()
    if model is not ImportedFile  # known to all who may open cases; see its own test
]


@pytest.fixture
def cases(cast: Cast) -> list[UUID]:
    """The demo families and the odd one, all Rosa's, with a row in every table."""
    from handrail.core.family_file.reading import read_family
    from handrail.core.measures.catalogue import catalogue

    made = [bring_in(cast.rosa, family(name)).case_id for name in NAMES]
    odd = bring_in(cast.rosa, read_family(odd_family(), catalogue())).case_id
    fill(cast.rosa, made[0])
    return [*made, odd]


def found(viewer: Viewer) -> dict[str, int]:
    with acting_as(viewer):
        counted = {model.__name__: model._default_manager.count() for model in TABLES}
    return {name: count for name, count in counted.items() if count}


def test_the_therapist_finds_rows_in_every_table(cast: Cast, cases: list[UUID]) -> None:
    assert found(cast.rosa).keys() == {model.__name__ for model in TABLES}


def test_a_colleague_without_a_seat_finds_none(cast: Cast, cases: list[UUID]) -> None:
    for who in ("theo", "carol", "dana"):
        assert found(getattr(cast, who)) == {}, who
    assert found(cast.pia).keys() == {"LegalHold"}, "the privacy officer keeps the holds"
    elsewhere = Viewer(person_id=cast.rosa.person_id, practice_id=chance.new_id())
    assert found(elsewhere) == {}


def test_a_seat_of_the_family_opens_no_table(cast: Cast, cases: list[UUID]) -> None:
    mara = Viewer(person_id=cast.mara, practice_id=cast.practice_id)
    with acting_as(cast.rosa):
        for case in cases:
            give_seat(by=cast.rosa, case_id=case, person_id=cast.mara, seat="parent")
    assert found(mara) == {}
    assert sum(model._default_manager.count() for model in TABLES) == 0  # nobody is asking


def test_every_reading_is_empty_for_an_outsider(cast: Cast, cases: list[UUID]) -> None:
    alder = cases[0]
    with acting_as(cast.theo):
        assert stored_cases(cases) == []
        assert timeline(alder, limit=50) == []
        assert how_many(alder) == 0
        assert search(cases, ["letter"], since=date(2020, 1, 1), most=40) == []
        assert goal_words(alder) == {}
        assert dated_map(alder) == DatedMap((), (), ())
        assert understanding(alder) == Understanding((), (), (), 0, (), ())
        assert plan(alder).versions == ()
        assert sessions_on(date(2025, 7, 23), cases) == []
        assert seen(alder, by_person=None, limit=50) == []


def test_a_seat_opens_and_its_end_closes(cast: Cast, cases: list[UUID]) -> None:
    alder = cases[0]
    with acting_as(cast.rosa):
        give_seat(by=cast.rosa, case_id=alder, person_id=cast.theo.person_id, seat="supervisor")
    with acting_as(cast.theo):
        assert [one.id for one in stored_cases(cases)] == [alder]
        assert how_many(alder) == len(family("alder").sessions)
    with acting_as(cast.rosa):
        end_seat(by=cast.rosa, case_id=alder, person_id=cast.theo.person_id, seat="supervisor")
    assert found(cast.theo) == {}


def test_a_file_is_known_to_all_who_may_open_cases_and_to_nobody_else(
    cast: Cast, cases: list[UUID]
) -> None:
    for who, count in [("theo", 4), ("carol", 4), ("dana", 0), ("pia", 0)]:
        with acting_as(getattr(cast, who)):
            assert ImportedFile.objects.count() == count, who


def test_nobody_writes_into_a_case_without_a_seat(
    cast: Cast, cases: list[UUID], on_postgresql: None
) -> None:
    from handrail import clock
    from handrail.store.records.models import Alarm, Contact

    with acting_as(cast.rosa):
        contact = Contact.objects.filter(case_id=cases[0]).first()
    with acting_as(cast.theo), pytest.raises(ProgrammingError), transaction.atomic():
        Alarm(
            case_id=cases[0], contact_id=contact.id, alarm="safety", recorded_at=clock.now()
        ).save(force_insert=True)


def test_portal_and_court_have_no_right_at_all(db: None, on_postgresql: None) -> None:
    for role in (PORTAL, COURT):
        for model in (*TABLES, ImportedFile):
            refused = pytest.raises(ProgrammingError, match="permission denied")
            with connected_as(role), refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {model._meta.db_table}")


def test_what_was_recorded_stays(cast: Cast, cases: list[UUID], on_postgresql: None) -> None:
    from handrail.store.records.models import Decision

    for verb in (lambda rows: rows.update(move="UP"), lambda rows: rows._raw_delete("default")):
        with acting_as(cast.rosa), pytest.raises(ProgrammingError), transaction.atomic():
            verb(Decision.objects.filter(case_id=cases[0]))


class TestMandatedReports:
    """What a child told, and to whom it was reported: the reporter's alone, and in no count."""

    def test_the_reporter_reads_it(self, cast: Cast, cases: list[UUID]) -> None:
        from handrail.store.keys.sealing import key_of
        from handrail.store.keys.stores import Store

        with acting_as(cast.rosa):
            entry = ReportEntry.objects.get(case_id=cases[1])
            key = key_of(Store.REPORTING, entry.case_id)
            told = key.open(bytes(entry.told), table="report_entry", row=entry.id, field="told")
        assert "belt" in told

    def test_the_supervisor_does_not(self, cast: Cast, cases: list[UUID]) -> None:
        cedar = cases[1]
        with acting_as(cast.rosa):
            give_seat(by=cast.rosa, case_id=cedar, person_id=cast.theo.person_id, seat="supervisor")
        with acting_as(cast.theo):
            assert [one.id for one in stored_cases([cedar])] == [cedar]
            assert ReportEntry.objects.count() == 0
            assert not ReportEntry.objects.filter(case_id=cedar).exists()

    def test_it_is_in_no_count(self, cast: Cast) -> None:
        """The import's own figures and ledger are those of the same file without the report."""
        from dataclasses import replace

        from handrail.store.ledger.models import Line

        cedar = family("cedar")
        silent = tuple(
            s if s.concern is None else replace(s, concern=replace(s.concern, said={}))
            for s in cedar.sessions
        )
        other = replace(cedar, case=replace(cedar.case, name="Elm"), sessions=silent, digest="elm")
        told, untold = bring_in(cast.rosa, cedar), bring_in(cast.rosa, other)
        assert told.counts == untold.counts
        with acting_as(cast.rosa):
            acts = [
                list(
                    Line.objects.filter(chain_id=made.case_id)
                    .order_by("seq")
                    .values_list("act", "object_kind")
                )
                for made in (told, untold)
            ]
        assert acts[0] == acts[1]

    def test_having_a_key_for_one_tells_nothing(self, cast: Cast, cases: list[UUID]) -> None:
        from handrail.store.keys.models import WrappedKey

        with acting_as(cast.rosa):
            reporting = WrappedKey.objects.filter(store="reporting", owner_id__in=cases)
            assert reporting.count() == len(cases)
