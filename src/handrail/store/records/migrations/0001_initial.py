"""The clinical record: its tables, and whose rows they are."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.chance
import handrail.store.database.fields
from handrail.store.database.engine import CLINIC
from handrail.store.database.row_security import (
    Policy,
    RowSecurity,
    by_case,
    in_visible_cases,
    same_practice,
)

# What the team of a case may change later; everything else is added and stays as it was written.
CHANGED_LATER = (
    "records_contact", "records_contactdetails", "records_goal", "records_householdmember",
    "records_ladder", "records_note", "records_order", "records_relation", "records_remark",
    "records_safetyoutcome", "records_segment", "records_session",
)  # fmt: skip
STAYS = (
    "records_aftereffect", "records_alarm", "records_childview", "records_clearing",
    "records_closure", "records_decision", "records_goalscore", "records_historyevent",
    "records_phasechange", "records_pulse", "records_referral", "records_score",
    "records_sessioncheck", "records_stop",
)  # fmt: skip

# The mandated-report file: whoever made the report, as long as they sit on the case; nobody else.
REPORTER = f"reporter = (SELECT handrail_person()) AND {in_visible_cases()}"
# Which files were imported: known to all who may open cases, so that no family comes twice.
OPENERS = (
    "practice_id = (SELECT handrail_practice())"
    " AND (SELECT handrail_holds_seat('{therapist,supervisor,coordinator}'))"
)
READ_AND_ADD = ("SELECT", "INSERT")
WHOSE = [
    *(by_case(table) for table in CHANGED_LATER),
    *(by_case(table, rights="SELECT, INSERT") for table in STAYS),
    RowSecurity(
        "records_reportentry",
        policies=[Policy(verb, (CLINIC,), REPORTER) for verb in READ_AND_ADD],
        rights={CLINIC: "SELECT, INSERT"},
    ),
    RowSecurity(
        "records_importedfile",
        policies=[Policy(verb, (CLINIC,), OPENERS) for verb in READ_AND_ADD],
        rights={CLINIC: "SELECT, INSERT"},
    ),
    same_practice("records_importedfile", "case_id", "case_header"),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_tables_of_libraries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("rung", handrail.store.database.fields.ShortText(max_length=64)),
                ("state", handrail.store.database.fields.ShortText(max_length=64)),
                (
                    "not_held_because",
                    handrail.store.database.fields.ShortText(blank=True, max_length=64),
                ),
                ("notice_hours", models.FloatField(null=True)),
                ("before", models.PositiveSmallIntegerField(null=True)),
                ("peak", models.PositiveSmallIntegerField(null=True)),
                ("after", models.PositiveSmallIntegerField(null=True)),
                ("adherence", models.PositiveSmallIntegerField(null=True)),
                ("support", models.PositiveSmallIntegerField(null=True)),
                ("ended_early", models.BooleanField(default=False)),
                ("stop_card", handrail.store.database.fields.ShortText(blank=True, max_length=64)),
                ("signs", models.JSONField(default=list)),
                ("critical_incident", models.BooleanField(default=False)),
                ("disclosure", models.BooleanField(default=False)),
                ("settled", models.BooleanField(null=True)),
                ("proposed", handrail.store.database.fields.ShortText(blank=True, max_length=64)),
                ("reasons", models.JSONField(default=list)),
                (
                    "rule_version",
                    handrail.store.database.fields.ShortText(blank=True, max_length=64),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Alarm",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("position", models.PositiveIntegerField(default=0)),
                ("alarm", handrail.store.database.fields.ShortText(max_length=64)),
                ("figures", handrail.store.database.fields.ShortText(blank=True, max_length=2000)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="records.contact",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactDetails",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("details", models.BinaryField()),
                ("protected", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Goal",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("ref", handrail.store.database.fields.ShortText(max_length=64)),
                ("position", models.PositiveIntegerField()),
                ("domain", handrail.store.database.fields.ShortText(blank=True, max_length=64)),
                ("weight", models.FloatField()),
                ("owners", models.JSONField(default=list)),
                ("statement", models.BinaryField()),
                ("steps", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GoalScore",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("review", handrail.store.database.fields.ShortText(max_length=64)),
                ("position", models.PositiveIntegerField()),
                ("score", models.SmallIntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="records.goal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HistoryEvent",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("on", handrail.store.database.fields.PartialDate(max_length=10)),
                ("position", models.PositiveIntegerField()),
                ("event", models.BinaryField()),
                ("sources", models.JSONField(default=list)),
                ("accounts_differ", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HouseholdMember",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("household", handrail.store.database.fields.ShortText(max_length=64)),
                ("since", handrail.store.database.fields.PartialDate(blank=True, max_length=10)),
                ("until", handrail.store.database.fields.PartialDate(blank=True, max_length=10)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportedFile",
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
                ("digest", handrail.store.database.fields.ShortText(max_length=64)),
                ("name", handrail.store.database.fields.ShortText(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
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
        ),
        migrations.CreateModel(
            name="Ladder",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("position", models.PositiveIntegerField(default=0)),
                ("rungs", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="contact",
            name="ladder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="records.ladder",
            ),
        ),
        migrations.CreateModel(
            name="Note",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                (
                    "kind",
                    handrail.store.database.fields.ShortText(default="progress", max_length=64),
                ),
                ("author", models.UUIDField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "origin",
                    handrail.store.database.fields.ShortText(default="practice", max_length=64),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Order",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("ref", handrail.store.database.fields.ShortText(max_length=64)),
                ("kind", handrail.store.database.fields.ShortText(blank=True, max_length=64)),
                ("title", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                ("signed_on", models.DateField()),
                ("served_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("court", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                ("cause_no", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                ("judge", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                ("file_hash", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                ("sealed", models.BooleanField(default=False)),
                ("supersedes", models.JSONField(default=list)),
                ("clauses", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PhaseChange",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("phase", models.PositiveSmallIntegerField()),
                ("state", handrail.store.database.fields.ShortText(max_length=64)),
                ("on", models.DateField()),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("reasons", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Relation",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("kind", handrail.store.database.fields.ShortText(max_length=64)),
                ("since", handrail.store.database.fields.PartialDate(blank=True, max_length=10)),
                ("until", handrail.store.database.fields.PartialDate(blank=True, max_length=10)),
                (
                    "quality",
                    handrail.store.database.fields.ShortText(default="unknown", max_length=64),
                ),
                ("source", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Remark",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("text", models.BinaryField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SafetyOutcome",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("outcome", handrail.store.database.fields.ShortText(max_length=64)),
                ("on", models.DateField(null=True)),
                ("measures", models.JSONField(default=list)),
                ("review_on", models.DateField(null=True)),
                ("notes", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Score",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("instrument", handrail.store.database.fields.ShortText(max_length=64)),
                ("on", models.DateField()),
                ("week", models.PositiveIntegerField(null=True)),
                ("total", models.IntegerField(null=True)),
                ("subscales", models.JSONField(default=dict)),
                ("interpretable", models.BooleanField(default=True)),
                ("remark", models.BinaryField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Segment",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("position", models.PositiveIntegerField(default=0)),
                ("about", models.JSONField(default=list)),
                ("told_by", models.JSONField(default=list)),
                ("text", models.BinaryField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="segments",
                        to="records.note",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Session",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("ref", handrail.store.database.fields.ShortText(max_length=64)),
                ("position", models.PositiveIntegerField()),
                ("kind", handrail.store.database.fields.ShortText(max_length=64)),
                ("on", models.DateField()),
                ("at", models.TimeField(null=True)),
                ("minutes", models.PositiveIntegerField(null=True)),
                ("room", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                ("state", handrail.store.database.fields.ShortText(default="held", max_length=64)),
                ("present", models.JSONField(default=list)),
                ("arrivals", models.JSONField(default=list)),
                ("fidelity", models.FloatField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportEntry",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("reporter", models.UUIDField()),
                ("told", models.BinaryField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Pulse",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("total", models.PositiveSmallIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pulses",
                        to="records.session",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="note",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="records.session",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="session",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contact",
                to="records.session",
            ),
        ),
        migrations.CreateModel(
            name="Clearing",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("on", models.DateField()),
                ("by", models.JSONField(default=list)),
                ("reason", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearings",
                        to="records.contact",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearings",
                        to="records.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChildView",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("position", models.PositiveIntegerField(default=0)),
                ("rung", handrail.store.database.fields.ShortText(max_length=64)),
                ("answer", handrail.store.database.fields.ShortText(max_length=64)),
                ("on", models.DateField()),
                ("asked_by", handrail.store.database.fields.ShortText(blank=True, max_length=300)),
                ("alone", models.BooleanField(null=True)),
                ("words", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="records.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SessionCheck",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("pace", handrail.store.database.fields.ShortText(blank=True, max_length=64)),
                ("felt_safe", models.PositiveSmallIntegerField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="records.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stop",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("reason", handrail.store.database.fields.ShortText(max_length=64)),
                ("on", models.DateField()),
                (
                    "about",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="records.contact",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="records.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Closure",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("reason", handrail.store.database.fields.ShortText(blank=True, max_length=64)),
                ("on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                (
                                    "",
                                    "planned",
                                    "court_directed",
                                    "stopped_for_safety",
                                    "unsuitable",
                                    "non_participation",
                                    "childs_sustained_refusal",
                                    "move",
                                    "other",
                                ),
                            )
                        ),
                        name="closure_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AfterEffect",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("value", models.PositiveSmallIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="after_effects",
                        to="records.contact",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value__gte", 0), ("value__lte", 3)),
                            ("value__isnull", True),
                            _connector="OR",
                        ),
                        name="after_effect_range",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                ("move", handrail.store.database.fields.ShortText(max_length=64)),
                ("reason", handrail.store.database.fields.ShortText(blank=True, max_length=64)),
                ("words", models.BinaryField(null=True)),
                ("told_child", models.BinaryField(null=True)),
                ("decided_on", models.DateField()),
                (
                    "decided_by",
                    handrail.store.database.fields.ShortText(blank=True, max_length=300),
                ),
                (
                    "co_signed_by",
                    handrail.store.database.fields.ShortText(blank=True, max_length=300),
                ),
                ("waiting_for", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="records.contact",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("move__in", ("UP", "DOWN", "HOLD", "PENDING", "STOP"))),
                        name="decision_move",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(fields=("case", "ref"), name="goal_once"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gt", 0)), name="goal_weight"
            ),
        ),
        migrations.AddConstraint(
            model_name="goalscore",
            constraint=models.UniqueConstraint(fields=("goal", "review"), name="goal_score_once"),
        ),
        migrations.AddConstraint(
            model_name="goalscore",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("score__gte", -2), ("score__lte", 2)),
                    ("score__isnull", True),
                    _connector="OR",
                ),
                name="goal_score_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(fields=("practice", "digest"), name="imported_once"),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(
                fields=("practice", "name"), name="imported_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ladder",
            constraint=models.UniqueConstraint(
                fields=("case", "child", "parent"), name="ladder_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ladder",
            constraint=models.CheckConstraint(
                condition=models.Q(("child", models.F("parent")), _negated=True),
                name="ladder_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(fields=("case", "ref"), name="order_once"),
        ),
        migrations.AddConstraint(
            model_name="phasechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("phase__gte", 1), ("phase__lte", 5)),
                    ("phase__isnull", True),
                    _connector="OR",
                ),
                name="phase_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="phasechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("not_started", "active", "on_hold", "done"))),
                name="phase_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        (
                            "parent_of",
                            "step_parent_of",
                            "grandparent_of",
                            "guardian_of",
                            "adoptive_parent_of",
                            "partner_of",
                            "former_partner_of",
                            "sibling_of",
                            "half_sibling_of",
                            "step_sibling_of",
                        ),
                    )
                ),
                name="relation_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        (
                            "no_concern",
                            "concern_manageable",
                            "contact_contraindicated",
                            "refer_out",
                        ),
                    )
                ),
                name="safety_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(
                fields=("case", "instrument", "respondent", "about", "on"), name="score_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("total__gte", -100000), ("total__lte", 100000)),
                    ("total__isnull", True),
                    _connector="OR",
                ),
                name="score_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.UniqueConstraint(fields=("note", "position"), name="segment_once"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["case", "on", "position"], name="session_by_day"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("case", "ref"), name="session_once"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("planned", "held", "not_held"))),
                name="session_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minutes__gte", 0), ("minutes__lte", 2880)),
                    ("minutes__isnull", True),
                    _connector="OR",
                ),
                name="session_minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fidelity__gte", 0), ("fidelity__lte", 1)),
                    ("fidelity__isnull", True),
                    _connector="OR",
                ),
                name="session_fidelity",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("total__gte", 0), ("total__lte", 50)),
                    ("total__isnull", True),
                    _connector="OR",
                ),
                name="pulse_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("progress", "contact_observation"))),
                name="note_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("planned", "held", "not_held", "unplanned"))),
                name="contact_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "not_held_because__in",
                        (
                            "",
                            "visiting_parent_absent",
                            "visiting_parent_cancelled",
                            "other_parent_did_not_bring",
                            "child_ill",
                            "child_declined",
                            "practice_closed",
                            "other",
                        ),
                    )
                ),
                name="contact_not_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("stop_card__in", ("", "used_and_ended", "used_and_went_on"))),
                name="contact_stop_card",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before__gte", 0), ("before__lte", 10)),
                    ("before__isnull", True),
                    _connector="OR",
                ),
                name="contact_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("peak__gte", 0), ("peak__lte", 10)),
                    ("peak__isnull", True),
                    _connector="OR",
                ),
                name="contact_peak",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after__gte", 0), ("after__lte", 10)),
                    ("after__isnull", True),
                    _connector="OR",
                ),
                name="contact_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adherence__gte", 1), ("adherence__lte", 5)),
                    ("adherence__isnull", True),
                    _connector="OR",
                ),
                name="contact_adherence",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("support__gte", 1), ("support__lte", 5)),
                    ("support__isnull", True),
                    _connector="OR",
                ),
                name="contact_support",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "not_held"), _negated=True),
                    models.Q(("not_held_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="contact_not_held_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="childview",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ("yes", "not_yet", "no"))),
                name="child_view_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessioncheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("pace__in", ("", "too_slow", "right", "too_fast"))),
                name="session_check_pace",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessioncheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("felt_safe__gte", 0), ("felt_safe__lte", 10)),
                    ("felt_safe__isnull", True),
                    _connector="OR",
                ),
                name="session_check_felt_safe",
            ),
        ),
        *WHOSE,
    ]
