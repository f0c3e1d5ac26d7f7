"""The net under the wall: PostgreSQL refuses what a forgotten filter would let through."""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection

from handrail import chance, clock
from handrail.store.accounts import visibility
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.models import Case, Membership, Person, StaffSeat
from handrail.store.accounts.seats import CASE_TEAM, PRACTICE_WIDE
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.engine import CLINIC, COURT, OWNER, PORTAL, WORKER
from handrail.store.database.guard import guarded_tables
from handrail.store.database.roles import connected_as
from handrail.store.database.row_security import by_case
from handrail.store.database.transactions import expecting_conflict
from tests.engines import tamper

RUNS_AS_OWNER = {
    "handrail_case_is_new",
    "handrail_end_team_seats",
    "handrail_holds_seat",
    "handrail_names_known",
    "handrail_practice_is_new",
    "handrail_visible_cases",
    "handrail_visible_people",
    "ledger_append",
}
# What may be read before anybody is known, and tables that hold nothing about anyone.
UNGUARDED = {
    "account", "account_emailaddress", "account_emailconfirmation", "auth_group",
    "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations",
    "invitation", "mfa_authenticator", "practice", "session",
}  # fmt: skip


def rows(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def ids(table: str) -> set[object]:
    return {found for (found,) in rows(f'SELECT id FROM "{table}"')}


# --- What somebody may write ---


def refused():
    return pytest.raises(ProgrammingError, match=r"row-level security|permission denied")


def test_nobody_gives_themselves_a_seat_in_a_foreign_case(on_postgresql, cast):
    with acting_as(cast.theo), refused(), expecting_conflict():
        Membership.objects.create(
            practice_id=cast.practice_id,
            case_id=cast.alder,
            person_id=cast.theo.person_id,
            seat="therapist",
            from_at=clock.now(),
        )


def test_nobody_gives_themselves_a_seat_even_where_they_may_give_one(on_postgresql, cast):
    mine = {"practice_id": cast.practice_id, "from_at": clock.now()}
    for who, table, more in [
        (cast.carol, Membership, {"case_id": cast.alder, "seat": "co_therapist"}),
        (cast.rosa, Membership, {"case_id": cast.alder, "seat": "supervisor"}),
        (cast.dana, StaffSeat, {"seat": "therapist"}),
    ]:
        with acting_as(who), refused(), expecting_conflict():
            table.objects.create(person_id=who.person_id, **mine, **more)


def test_only_an_administrator_ends_all_seats_of_somebody(on_postgresql, cast):
    ended = "SELECT * FROM handrail_end_team_seats(%s, ARRAY['therapist'], handrail_now())"
    for who in (cast.carol, cast.theo, cast.pia):
        with acting_as(who):
            assert rows(ended, cast.rosa.person_id) == []
    with acting_as(cast.dana):
        assert rows(ended, cast.rosa.person_id) == [(cast.alder, "therapist")]
        assert rows(ended, cast.rosa.person_id) == [], "ended once"


def test_a_foreign_case_is_not_changed(on_postgresql, cast):
    with acting_as(cast.theo):
        assert Case.objects.filter(id=cast.alder).update(family_name="Elder") == 0
    with acting_as(cast.rosa):
        assert Case.objects.get(id=cast.alder).family_name == "Alder"


def test_a_person_is_not_moved_to_another_practice(on_postgresql, cast):
    with acting_as(cast.rosa), refused(), expecting_conflict():
        Person.objects.filter(id=cast.wren).update(practice_id=chance.new_id())


def test_a_therapist_makes_nobody_an_administrator(on_postgresql, cast):
    with acting_as(cast.rosa), refused(), expecting_conflict():
        StaffSeat.objects.create(
            practice_id=cast.practice_id,
            person_id=cast.rosa.person_id,
            seat="administrator",
            from_at=clock.now(),
        )


def test_somebody_without_a_seat_adds_nobody(on_postgresql, cast):
    mara = Viewer(person_id=cast.mara, practice_id=cast.practice_id)
    with acting_as(mara), refused(), expecting_conflict():
        add_person(by=mara, given="Ada")


def test_seats_are_not_rewritten_only_ended(on_postgresql, cast):
    with acting_as(cast.rosa), refused(), expecting_conflict():
        Membership.objects.filter(case_id=cast.alder).update(seat="therapist")


# --- What somebody may see ---


def test_a_parent_with_a_seat_in_the_case_sees_none_of_it_in_the_clinic(on_postgresql, cast):
    with acting_as(Viewer(person_id=cast.mara, practice_id=cast.practice_id)):
        assert ids("case_header") == set()
        assert ids("person") == {cast.mara}


def test_the_portal_role_sees_oneself_and_no_case(on_postgresql, cast):
    mara = Viewer(person_id=cast.mara, practice_id=cast.practice_id)
    with acting_as(mara), connected_as(PORTAL):
        assert ids("person") == {cast.mara}
        for table in ("case_header", "membership", "staff_seat", "ledger_line"):
            with refused(), expecting_conflict():
                rows(f"SELECT 1 FROM {table}")


def moments(rng: random.Random) -> tuple[object, object]:
    """From and until, around now: begun or not, ended or not, or for ever."""
    now = clock.now()
    begin = now + timedelta(minutes=rng.choice([-90, -30, 30]))
    until = rng.choice([None, begin + timedelta(minutes=rng.choice([0, 20, 100]))])
    return begin, until


def scatter(rng: random.Random) -> list[Viewer]:
    """Two practices with people, cases, seats at random, put in past every right and rule."""
    viewers = []
    for practice in (chance.new_id(), chance.new_id()):
        people = [chance.new_id() for _ in range(6)]
        cases = [chance.new_id() for _ in range(5)]
        now = clock.now()
        insert("practice", id=practice, name="P", time_zone="UTC", jurisdiction="US-XX",
               hipaa_covered=True, is_demo=False, cases_opened=0, made_at=now)  # fmt: skip
        for person in people:
            insert("person", id=person, practice_id=practice, given="x", family="", born_on="",
                   pronouns="", language="en", made_at=now, version=1)  # fmt: skip
        for number, case in enumerate(cases):
            insert("case_header", id=case, practice_id=practice, number=number, family_name="x",
                   status="active", opened_on=date(2025, 1, 1), basis="voluntary",
                   client_is="family", jurisdiction="US-XX", protocol_version="",
                   version=1)  # fmt: skip
        for _ in range(14):
            begin, until = moments(rng)
            insert("membership", id=chance.new_id(), practice_id=practice,
                   case_id=rng.choice(cases), person_id=rng.choice(people),
                   seat=rng.choice([*CASE_TEAM, "parent", "child"]), from_at=begin,
                   until_at=until)  # fmt: skip
        for _ in range(4):
            begin, until = moments(rng)
            insert("staff_seat", id=chance.new_id(), practice_id=practice,
                   person_id=rng.choice(people), seat=rng.choice(PRACTICE_WIDE), from_at=begin,
                   until_at=until)  # fmt: skip
        viewers += [Viewer(person_id=person, practice_id=practice) for person in people]
        viewers += [Viewer(person_id=people[0], practice_id=cases[0])]  # of no practice
    return viewers


def insert(table: str, **values: object) -> None:
    names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))


@pytest.mark.parametrize("seed", range(8))
def test_policies_and_orm_filters_agree_on_random_seats(on_postgresql, transactional_db, seed):
    """PostgreSQL without a filter sees exactly what the filter alone would let through."""
    filters = {
        "case_header": visibility.visible_cases,
        "membership": visibility.visible_memberships,
        "person": visibility.visible_people,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE postgres")  # the test server's superuser: past row security
    viewers = scatter(random.Random(seed))
    seen = 0
    for viewer in viewers:
        for table, visible in filters.items():
            with acting_as(viewer):
                by_filter = set(visible(viewer).values_list("id", flat=True))
                with connected_as(CLINIC):
                    by_policy = ids(table)
                with connection.cursor() as cursor:
                    cursor.execute("SET ROLE postgres")
            assert by_policy == by_filter, (table, viewer)
            seen += len(by_policy)
    assert seen > 0


# --- What the catalogue says ---


def test_exactly_the_guarded_tables_have_forced_row_security(on_postgresql, db):
    forced = {
        name
        for (name,) in rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
        )
    }
    everything = {
        name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    }
    assert guarded_tables() <= forced
    assert everything - forced <= UNGUARDED


def test_no_function_runs_as_owner_but_those_we_know(on_postgresql, db):
    found = rows(
        "SELECT proname, proconfig FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    )
    assert {name for name, _ in found} <= RUNS_AS_OWNER
    for name, settings in found:
        assert settings, f"{name} has no search_path of its own"
        assert "search_path=pg_catalog, public, pg_temp" in settings, name


def test_there_is_no_view_that_looks_past_the_policies(on_postgresql, db):
    assert rows("SELECT viewname FROM pg_views WHERE schemaname = 'public'") == []


@pytest.mark.parametrize("role", [CLINIC, PORTAL, COURT, WORKER])
def test_the_roles_are_not_mighty_and_own_nothing(on_postgresql, db, role):
    powers = rows(
        "SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb"
        " FROM pg_roles WHERE rolname = %s",
        role,
    )
    assert powers == [(False, False, False, False, False)]
    owned = rows("SELECT 1 FROM pg_class WHERE pg_get_userbyid(relowner) = %s", role)
    assert owned == []


@pytest.mark.parametrize("role", [PORTAL, COURT])
def test_portal_and_court_have_no_right_on_the_record(on_postgresql, db, role):
    tables = {model._meta.db_table for model in apps.get_app_config("records").get_models()}
    granted = rows(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = %s", role
    )
    assert not {name for (name,) in granted} & (tables | {"case_header", "membership"})


@pytest.mark.parametrize("role", [CLINIC, PORTAL, COURT, WORKER])
@pytest.mark.parametrize("table", ["ledger_line", "ledger_head"])
def test_nobody_writes_the_ledger_but_through_its_function(on_postgresql, db, role, table):
    for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        assert rows("SELECT has_table_privilege(%s, %s, %s)", role, table, right) == [(False,)]


def test_strangers_may_not_even_connect(on_postgresql, db):
    allowed = rows("SELECT has_database_privilege('pg_monitor', current_database(), 'CONNECT')")
    assert allowed == [(False,)]


def test_the_owner_itself_is_held_by_the_policies(on_postgresql, cast):
    with connected_as(OWNER):
        assert ids("person") == set()
        assert ids("case_header") == set()


def test_a_policy_for_the_record_never_names_the_portal():
    with pytest.raises(ValueError, match="portal and court"):
        by_case("records_note", roles=(CLINIC, PORTAL))


def test_only_what_is_granted_is_deleted(on_postgresql, cast):
    for table in guarded_tables():
        with acting_as(cast.rosa), refused(), expecting_conflict():
            rows(f'DELETE FROM "{table}" RETURNING 1')


def test_tampering_by_hand_needs_the_server_itself(on_postgresql, committed_cast):
    """The tests' own back door is the superuser's, not one of Handrail's roles."""
    tamper(f"UPDATE person SET given = 'X' WHERE id = '{committed_cast.wren}'")
    with acting_as(committed_cast.rosa):
        assert Person.objects.get(id=committed_cast.wren).given == "X"
    assert isinstance(committed_cast.wren, UUID)
