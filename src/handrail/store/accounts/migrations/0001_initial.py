"""Practices, people, cases, seats and sign-in, and who may see which of their rows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import handrail.chance
import handrail.store.database.fields
from handrail.store.database.engine import CLINIC, COURT, PORTAL, WORKER
from handrail.store.database.row_security import (
    STAFF,
    Grants,
    PerEngine,
    Policy,
    RowSecurity,
    definer_function,
    in_visible_cases,
    owner_reads,
    same_practice,
    unique_with_practice,
)

EVERYBODY = (CLINIC, PORTAL, COURT, WORKER)
ASKING = "person_id = handrail_person() AND practice_id = handrail_practice()"
IN_FORCE = "from_at <= handrail_now() AND (until_at IS NULL OR until_at > handrail_now())"
CASE_TEAM = "('therapist', 'co_therapist', 'supervisor', 'coordinator')"

# What the policies below and those of every later table ask. They run as the owner, who may read
# memberships and seats; otherwise the policy of `membership` would ask itself.
FUNCTIONS = [
    *definer_function(
        "handrail_visible_cases()",
        returns="uuid[]",
        body=f"""
            SELECT coalesce(array_agg(DISTINCT case_id), '{{}}') FROM membership
            WHERE {ASKING} AND {IN_FORCE} AND seat IN {CASE_TEAM}""",
        to=EVERYBODY,
    ),
    *definer_function(
        "handrail_holds_seat(seats text[])",
        returns="boolean",
        body=f"""
            SELECT EXISTS (SELECT 1 FROM staff_seat
            WHERE {ASKING} AND {IN_FORCE} AND (seats IS NULL OR seat = ANY (seats)))""",
        to=EVERYBODY,
    ),
    *definer_function(
        "handrail_visible_people()",
        returns="uuid[]",
        body="""
            SELECT coalesce(array_agg(person_id), '{}') FROM (
                SELECT person_id FROM membership
                WHERE case_id = ANY ((SELECT handrail_visible_cases())::uuid[])
                UNION
                SELECT person_id FROM staff_seat
                WHERE practice_id = handrail_practice() AND (SELECT handrail_holds_seat(NULL))
            ) AS people""",
        to=EVERYBODY,
    ),
    *definer_function(
        "handrail_case_is_new(asked uuid)",
        returns="boolean",
        body="SELECT NOT EXISTS (SELECT 1 FROM membership WHERE case_id = asked)",
        to=STAFF,
    ),
    *definer_function(
        "handrail_practice_is_new()",
        returns="boolean",
        body="""SELECT NOT EXISTS
            (SELECT 1 FROM staff_seat WHERE practice_id = handrail_practice())""",
        to=STAFF,
    ),
]

MINE = "practice_id = (SELECT handrail_practice())"
STAFF_MEMBER = "(SELECT handrail_holds_seat(NULL))"
EVERY_HEADER = "(SELECT handrail_holds_seat('{coordinator,privacy_officer}'))"
ADMINISTRATOR = "(SELECT handrail_holds_seat('{administrator}'))"
OPENS_CASES = "(SELECT handrail_holds_seat('{therapist,supervisor,coordinator}'))"
NEW_PRACTICE = "(SELECT handrail_practice_is_new())"
ONESELF = "(SELECT handrail_person())"

PERSON = (
    f"{MINE} AND (id = {ONESELF} OR id = ANY ((SELECT handrail_visible_people())::uuid[])"
    f" OR {EVERY_HEADER})"
)
CASE = f"{MINE} AND ({in_visible_cases('id')} OR {EVERY_HEADER})"
MEMBERSHIP = f"{MINE} AND (person_id = {ONESELF} OR {in_visible_cases()} OR {EVERY_HEADER})"
# Into a case of one's own team, or as the first member of a case just opened.
NEW_MEMBERSHIP = (
    f"{MINE} AND ({in_visible_cases()} OR {EVERY_HEADER}"
    f" OR (person_id = {ONESELF} AND {OPENS_CASES} AND handrail_case_is_new(case_id)))"
)

ROW_SECURITY = [
    RowSecurity(
        "person",
        policies=[
            Policy("SELECT", STAFF, PERSON),
            Policy("INSERT", STAFF, f"{MINE} AND ({STAFF_MEMBER} OR {NEW_PRACTICE})"),
            Policy("UPDATE", STAFF, PERSON),
            Policy("SELECT", (PORTAL, COURT), f"{MINE} AND id = {ONESELF}"),
        ],
        rights={
            CLINIC: "SELECT, INSERT, UPDATE",
            WORKER: "SELECT",
            PORTAL: "SELECT",
            COURT: "SELECT",
        },
    ),
    RowSecurity(
        "case_header",
        policies=[
            Policy("SELECT", STAFF, CASE),
            Policy("INSERT", STAFF, f"{MINE} AND {OPENS_CASES}"),
            Policy("UPDATE", STAFF, CASE),
        ],
        rights={CLINIC: "SELECT, INSERT, UPDATE", WORKER: "SELECT"},
    ),
    RowSecurity(
        "membership",
        policies=[
            owner_reads(),
            Policy("SELECT", STAFF, MEMBERSHIP),
            Policy("INSERT", STAFF, NEW_MEMBERSHIP),
            Policy("UPDATE", STAFF, f"{MINE} AND ({in_visible_cases()} OR {EVERY_HEADER})"),
        ],
        rights={CLINIC: "SELECT, INSERT, UPDATE (until_at)", WORKER: "SELECT"},
    ),
    RowSecurity(
        "staff_seat",
        policies=[
            owner_reads(),
            Policy("SELECT", STAFF, f"{MINE} AND (person_id = {ONESELF} OR {STAFF_MEMBER})"),
            Policy("INSERT", STAFF, f"{MINE} AND ({ADMINISTRATOR} OR {NEW_PRACTICE})"),
            Policy("UPDATE", STAFF, f"{MINE} AND {ADMINISTRATOR}"),
        ],
        rights={CLINIC: "SELECT, INSERT, UPDATE (until_at)", WORKER: "SELECT"},
    ),
    RowSecurity(
        "submission",
        policies=[Policy("ALL", (CLINIC, PORTAL, COURT), f"person_id = {ONESELF}")],
        rights=dict.fromkeys((CLINIC, PORTAL, COURT), "SELECT, INSERT, UPDATE (location)"),
    ),
]

# Read before anybody is known; they name no case.
SIGN_IN = [
    Grants(
        "practice",
        {CLINIC: "SELECT, INSERT, UPDATE", **dict.fromkeys((PORTAL, COURT, WORKER), "SELECT")},
    ),
    Grants("account", dict.fromkeys((CLINIC, PORTAL, COURT), "SELECT, INSERT, UPDATE")),
    Grants("session", dict.fromkeys((CLINIC, PORTAL, COURT), "SELECT, INSERT, UPDATE, DELETE")),
    Grants("invitation", dict.fromkeys((CLINIC, PORTAL, COURT), "SELECT, INSERT, UPDATE")),
]

ONE_PRACTICE = [
    unique_with_practice("person"),
    unique_with_practice("case_header"),
    same_practice("membership", "person_id", "person"),
    same_practice("membership", "case_id", "case_header"),
    same_practice("staff_seat", "person_id", "person"),
    same_practice("account", "person_id", "person"),
    same_practice("invitation", "person_id", "person"),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [("database", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handrail.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", handrail.store.database.fields.ShortText(max_length=200)),
                ("time_zone", handrail.store.database.fields.ShortText(max_length=60)),
                ("jurisdiction", handrail.store.database.fields.ShortText(max_length=20)),
                ("hipaa_covered", models.BooleanField(default=True)),
                ("is_demo", models.BooleanField(default=False)),
                ("cases_opened", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "practice",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handrail.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("given", handrail.store.database.fields.ShortText(max_length=100)),
                ("family", handrail.store.database.fields.ShortText(blank=True, max_length=100)),
                ("born_on", handrail.store.database.fields.PartialDate(blank=True, max_length=10)),
                ("pronouns", handrail.store.database.fields.ShortText(blank=True, max_length=40)),
                ("language", handrail.store.database.fields.ShortText(default="en", max_length=10)),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.practice",
                    ),
                ),
            ],
            options={
                "db_table": "person",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handrail.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("token_hash", models.BinaryField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.practice",
                    ),
                ),
            ],
            options={
                "db_table": "invitation",
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handrail.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("family_name", handrail.store.database.fields.ShortText(max_length=100)),
                (
                    "status",
                    handrail.store.database.fields.ShortText(
                        choices=[
                            ("intake", "Intake"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("closed", "Closed"),
                        ],
                        default="intake",
                        max_length=20,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "basis",
                    handrail.store.database.fields.ShortText(
                        choices=[("court_order", "Court Order"), ("voluntary", "Voluntary")],
                        max_length=20,
                    ),
                ),
                (
                    "client_is",
                    handrail.store.database.fields.ShortText(default="family", max_length=40),
                ),
                ("jurisdiction", handrail.store.database.fields.ShortText(max_length=20)),
                (
                    "protocol_version",
                    handrail.store.database.fields.ShortText(blank=True, max_length=64),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.practice",
                    ),
                ),
            ],
            options={
                "db_table": "case_header",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=handrail.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.practice",
                    ),
                ),
            ],
            options={
                "db_table": "account",
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "session",
            },
        ),
        migrations.CreateModel(
            name="StaffSeat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handrail.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("seat", handrail.store.database.fields.ShortText(max_length=40)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.practice",
                    ),
                ),
            ],
            options={
                "db_table": "staff_seat",
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handrail.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.UUIDField()),
                ("path", handrail.store.database.fields.ShortText(max_length=300)),
                ("location", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "db_table": "submission",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handrail.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("seat", handrail.store.database.fields.ShortText(max_length=40)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.practice",
                    ),
                ),
            ],
            options={
                "db_table": "membership",
                "indexes": [
                    models.Index(fields=["person", "case"], name="membership_of_person"),
                    models.Index(fields=["case", "person"], name="membership_of_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at__isnull", True),
                            ("until_at__gte", models.F("from_at")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_began",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("practice", "number"), name="case_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["intake", "active", "paused", "closed"])),
                name="case_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["court_order", "voluntary"])),
                name="case_basis_known",
            ),
        ),
        migrations.AddIndex(
            model_name="staffseat",
            index=models.Index(fields=["person", "practice"], name="staff_seat_of_person"),
        ),
        migrations.AddConstraint(
            model_name="staffseat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "seat__in",
                        (
                            "therapist",
                            "supervisor",
                            "coordinator",
                            "privacy_officer",
                            "administrator",
                        ),
                    )
                ),
                name="staff_seat_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffseat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_at__isnull", True),
                    ("until_at__gte", models.F("from_at")),
                    _connector="OR",
                ),
                name="staff_seat_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("person", "key"), name="submission_once"),
        ),
        PerEngine(postgresql=FUNCTIONS),
        *ROW_SECURITY,
        *SIGN_IN,
        *ONE_PRACTICE,
    ]
