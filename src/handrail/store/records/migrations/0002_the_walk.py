"""The walk of a case: gates, plan, contacts in the room, drafts, endings; and whose they are."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.chance
import handrail.store.database.fields
from handrail.store.database.engine import CLINIC
from handrail.store.database.row_security import (
    PerEngine,
    Policy,
    RowSecurity,
    by_case,
    in_visible_cases,
)

CHANGED_LATER = (
    "records_agreementsignature", "records_consult", "records_cosign", "records_draft",
    "records_evidence", "records_legalhold", "records_letter", "records_orderconflict",
    "records_plancard", "records_plantask", "records_planversion", "records_preparedline",
    "records_staffnotice", "records_waiver",
)  # fmt: skip
STAYS = (
    "records_aftercare", "records_careagreement", "records_concern", "records_contactcheck",
    "records_cyclepart", "records_determination", "records_formulation", "records_hypothesis",
    "records_need", "records_pattern", "records_reviewsheet", "records_safetyinterview",
    "records_tap", "records_triagedecision",
)  # fmt: skip

# Nobody but the author and the reporter, as long as they sit on the case.
AUTHOR = f"author = (SELECT handrail_person()) AND {in_visible_cases()}"
REPORTER = f"reporter = (SELECT handrail_person()) AND {in_visible_cases()}"


def only(table, rule, *verbs):
    """Rows found by one person alone."""
    return RowSecurity(
        table,
        policies=[Policy(verb, (CLINIC,), rule) for verb in verbs],
        rights={CLINIC: ", ".join(verbs)},
    )


def frozen(table):
    """What is written stays as it was written: whoever asks, whatever the program does."""
    trigger = f'CREATE TRIGGER {table}_frozen BEFORE UPDATE ON "{table}"'
    return PerEngine(
        postgresql=[f'REVOKE UPDATE ON "{table}" FROM handrail_clinic, handrail_worker'],
        sqlite=[f"{trigger} BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"],
    )


WHOSE = [
    *(by_case(table) for table in CHANGED_LATER),
    *(by_case(table, rights="SELECT, INSERT") for table in STAYS),
    only("records_psychotherapynote", AUTHOR, "SELECT", "INSERT", "UPDATE"),
    only("records_reportcall", REPORTER, "SELECT", "INSERT"),
    # What is still being written is a draft; a note and its segments are signed.
    frozen("records_note"),
    frozen("records_segment"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_staff"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AfterCare",
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
                ("helper", models.BinaryField()),
                ("follow_up_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreementSignature",
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
                ("signed_on", models.DateField()),
                ("withdrawn_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CareAgreement",
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
                ("number", models.PositiveIntegerField()),
                ("children", models.JSONField(default=list)),
                ("authority", models.JSONField(default=list)),
                ("permitted", models.JSONField(default=list)),
                ("terms", models.BinaryField(null=True)),
                ("review_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Concern",
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
                ("words", models.BinaryField()),
                ("checked", models.BinaryField(null=True)),
                ("would_ease", models.BinaryField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Consult",
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
                ("question", models.BinaryField()),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.BinaryField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactCheck",
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
                ("before", models.PositiveSmallIntegerField(null=True)),
                ("worst", models.PositiveSmallIntegerField(null=True)),
                ("after", models.PositiveSmallIntegerField(null=True)),
                ("stop_used", models.BooleanField(null=True)),
                ("best", models.BinaryField(null=True)),
                ("change", models.BinaryField(null=True)),
                ("present", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="CoSign",
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
                ("act", handrail.store.database.fields.ShortText(max_length=64)),
                ("object_id", models.UUIDField(null=True)),
                (
                    "asks",
                    handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
                ),
                ("detail", models.JSONField(default=dict)),
                ("words", models.BinaryField(null=True)),
                (
                    "answer",
                    handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
                ),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer_words", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CyclePart",
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
                ("number", models.PositiveIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("does", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Determination",
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
                ("determined_by", handrail.store.database.fields.ShortText(max_length=64)),
                ("on", models.DateField()),
                ("who", models.BinaryField()),
                ("document", models.BinaryField()),
                ("read_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
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
                ("state", handrail.store.database.fields.ShortText(default="open", max_length=64)),
                ("body", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
                ("saved_by", models.UUIDField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
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
                ("requirement", handrail.store.database.fields.ShortText(max_length=140)),
                ("on", models.DateField()),
                ("source", models.BinaryField()),
                ("withdrawn_on", models.DateField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Formulation",
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
                ("number", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("summary", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Hypothesis",
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
                ("position", models.PositiveIntegerField()),
                ("explanation", handrail.store.database.fields.ShortText(max_length=64)),
                ("weight", handrail.store.database.fields.ShortText(max_length=64)),
                ("speaks_for", models.BinaryField(null=True)),
                ("speaks_against", models.BinaryField(null=True)),
                ("unknown", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
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
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("reason", models.BinaryField()),
                ("lifted_by", models.UUIDField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                ("letter", handrail.store.database.fields.ShortText(max_length=64)),
                ("to_whom", models.BinaryField(null=True)),
                ("text", models.BinaryField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_by", models.UUIDField(null=True)),
                ("co_signed_by", models.UUIDField(null=True)),
                ("given_on", models.DateField(null=True)),
                (
                    "way",
                    handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Need",
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
                ("text", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrderConflict",
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
                ("order", handrail.store.database.fields.ShortText(max_length=64)),
                ("asks_for", handrail.store.database.fields.ShortText(max_length=64)),
                ("named_person", models.UUIDField()),
                ("due_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("closed_by", models.UUIDField(null=True)),
                ("outcome", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Pattern",
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
                ("pattern", handrail.store.database.fields.ShortText(max_length=64)),
                ("people", models.JSONField(default=list)),
                ("words", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PlanCard",
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
                    "one_change",
                    handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
                ),
                ("activity", models.BinaryField(null=True)),
                ("topics", models.BinaryField(null=True)),
                ("barred", models.BinaryField(null=True)),
                ("gifts", models.BinaryField(null=True)),
                ("exit_plan", models.BinaryField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanTask",
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
                    "library",
                    handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
                ),
                ("due_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("dropped_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
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
                ("number", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("reason", handrail.store.database.fields.ShortText(max_length=64)),
                ("words", models.BinaryField(null=True)),
                ("content", models.BinaryField()),
                ("review_on", models.DateField(null=True)),
                ("signed_by", models.UUIDField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("co_signed_by", models.UUIDField(null=True)),
                ("co_signed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PreparedLine",
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
                ("card", handrail.store.database.fields.ShortText(max_length=64)),
                ("line", models.PositiveSmallIntegerField()),
                ("ticked", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="PsychotherapyNote",
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
                ("author", models.UUIDField()),
                ("body", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportCall",
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
                ("called", handrail.store.database.fields.ShortText(max_length=64)),
                ("at", models.DateTimeField()),
                ("told", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReviewSheet",
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
                ("alarms", models.JSONField(default=list)),
                ("changed", models.BinaryField()),
                ("who_knows", models.BinaryField(null=True)),
                ("alternatives", models.JSONField(default=list)),
                ("decision", models.BinaryField()),
                ("next_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SafetyInterview",
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
                ("alone", models.BooleanField()),
                ("outcome", handrail.store.database.fields.ShortText(max_length=64)),
                ("measures", models.JSONField(default=list)),
                ("review_on", models.DateField(null=True)),
                ("notes", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="StaffNotice",
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
                ("to", models.UUIDField()),
                ("code", handrail.store.database.fields.ShortText(max_length=64)),
                ("about", models.UUIDField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tap",
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
                ("client_id", models.UUIDField()),
                ("seen", handrail.store.database.fields.ShortText(max_length=64)),
                ("device_at", models.DateTimeField(null=True)),
                (
                    "came",
                    handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
                ),
                ("line", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TriageDecision",
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
                ("decision", handrail.store.database.fields.ShortText(max_length=64)),
                ("on", models.DateField()),
                ("reason", models.BinaryField(null=True)),
                ("alternatives", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Waiver",
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
                ("requirement", handrail.store.database.fields.ShortText(max_length=140)),
                ("until", models.DateField()),
                ("reason", models.BinaryField()),
                ("second_by", models.UUIDField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="aftereffect",
            name="words",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="closure",
            name="words",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="started_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="note",
            name="addendum_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="addenda",
                to="records.note",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="late",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="phasechange",
            name="reason",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="received_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="referred_by",
            field=handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="referral",
            name="words",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="not_held_because",
            field=handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("referred_by__in", ("", "court", "lawyer", "parent", "professional", "other"))
                ),
                name="referral_referred_by",
            ),
        ),
        migrations.AddField(
            model_name="aftercare",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="aftercare",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="agreementsignature",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="agreementsignature",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="careagreement",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="agreementsignature",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="records.careagreement",
            ),
        ),
        migrations.AddField(
            model_name="concern",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="concern",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="consult",
            name="asks",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="consult",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="consult",
            name="contact",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consults",
                to="records.contact",
            ),
        ),
        migrations.AddField(
            model_name="contactcheck",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="contactcheck",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="contactcheck",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="records.contact",
            ),
        ),
        migrations.AddField(
            model_name="cosign",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="cyclepart",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="cyclepart",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="determination",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="addendum_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.note",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts",
                to="records.session",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="formulation",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="hypothesis",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="hypothesis",
            name="formulation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hypotheses",
                to="records.formulation",
            ),
        ),
        migrations.AddField(
            model_name="legalhold",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="ladder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.ladder",
            ),
        ),
        migrations.AddField(
            model_name="pattern",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="plancard",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="plancard",
            name="contact",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_card",
                to="records.contact",
            ),
        ),
        migrations.AddField(
            model_name="plantask",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="plantask",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="planversion",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="preparedline",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="preparedline",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prepared_lines",
                to="records.contact",
            ),
        ),
        migrations.AddField(
            model_name="preparedline",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="psychotherapynote",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="psychotherapynote",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.session",
            ),
        ),
        migrations.AddField(
            model_name="reportcall",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="reportcall",
            name="entry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="records.reportentry",
            ),
        ),
        migrations.AddField(
            model_name="reviewsheet",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="reviewsheet",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="review_sheets",
                to="records.contact",
            ),
        ),
        migrations.AddField(
            model_name="safetyinterview",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="safetyinterview",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.AddField(
            model_name="staffnotice",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="tap",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="tap",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taps",
                to="records.contact",
            ),
        ),
        migrations.AddField(
            model_name="tap",
            name="corrects",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.tap",
            ),
        ),
        migrations.AddField(
            model_name="triagedecision",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.case"
            ),
        ),
        migrations.AddConstraint(
            model_name="careagreement",
            constraint=models.UniqueConstraint(
                fields=("case", "number"), name="care_agreement_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementsignature",
            constraint=models.UniqueConstraint(
                fields=("agreement", "person"), name="agreement_signature_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before__gte", 0), ("before__lte", 10)),
                    ("before__isnull", True),
                    _connector="OR",
                ),
                name="contact_check_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("worst__gte", 0), ("worst__lte", 10)),
                    ("worst__isnull", True),
                    _connector="OR",
                ),
                name="contact_check_worst",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after__gte", 0), ("after__lte", 10)),
                    ("after__isnull", True),
                    _connector="OR",
                ),
                name="contact_check_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="cosign",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ("", "agreed", "declined", "withdrawn"))),
                name="co_sign_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="cosign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "agreed"), _negated=True),
                    models.Q(("answered_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="co_sign_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="cyclepart",
            constraint=models.UniqueConstraint(
                fields=("case", "number", "position"), name="cycle_part_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "determined_by__in",
                        ("court", "child_protection", "evaluator", "treating_professional"),
                    )
                ),
                name="determination_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("progress", "contact_observation"))),
                name="draft_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("open", "discarded", "signed"))),
                name="draft_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("addendum_to__isnull", True), ("state", "open")),
                fields=("session", "kind"),
                name="draft_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("addendum_to",),
                name="draft_addendum_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="formulation",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="formulation_once"),
        ),
        migrations.AddConstraint(
            model_name="hypothesis",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "explanation__in",
                        (
                            "ordinary_transition",
                            "affinity",
                            "alignment",
                            "realistic_fear",
                            "role_reversal",
                            "rejection_beyond_experience",
                            "several_at_once",
                            "absence",
                            "child_specific",
                        ),
                    )
                ),
                name="hypothesis_explanation",
            ),
        ),
        migrations.AddConstraint(
            model_name="hypothesis",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__in", ("not_present", "some", "marked", "unknown"))),
                name="hypothesis_weight",
            ),
        ),
        migrations.AddConstraint(
            model_name="hypothesis",
            constraint=models.UniqueConstraint(
                fields=("formulation", "explanation"), name="hypothesis_explanation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("letter__in", ("closing", "declined", "on_hold", "court_notice", "summary"))
                ),
                name="letter_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderconflict",
            constraint=models.UniqueConstraint(
                fields=("ladder", "order", "asks_for"), name="order_conflict_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pattern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pattern__in", ("communication", "emotional_response", "role", "old_wound"))
                ),
                name="pattern_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="plan_version_once"),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        (
                            "first",
                            "review",
                            "setback",
                            "stop",
                            "order",
                            "child_view",
                            "clinical_judgement",
                            "practical",
                            "other",
                        ),
                    )
                ),
                name="plan_version_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="preparedline",
            constraint=models.UniqueConstraint(
                fields=("contact", "card", "line", "person"), name="prepared_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("called__in", ("hotline", "police", "supervisor", "agency", "other"))
                ),
                name="report_call_called",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyinterview",
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
                name="safety_interview_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyinterview",
            constraint=models.UniqueConstraint(
                fields=("case", "person", "on"), name="safety_interview_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="tap",
            constraint=models.UniqueConstraint(fields=("contact", "client_id"), name="tap_once"),
        ),
        migrations.AddConstraint(
            model_name="triagedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ("accept", "decline"))), name="triage_decision"
            ),
        ),
        *WHOSE,
    ]
