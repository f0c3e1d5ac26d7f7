"""Signed plans are frozen by the database; ticks of tasks; holds placed from outside a case."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.chance
import handrail.store.database.fields
from handrail.store.database.engine import CLINIC
from handrail.store.database.row_security import PerEngine, by_case

# The case is known by its number alone; that it is one of the practice its own policy says.
KEEPER = (
    "(SELECT handrail_holds_seat('{privacy_officer}'))"
    " AND EXISTS (SELECT 1 FROM case_header WHERE case_header.id = case_id)"
)


def held_from_outside(verb):
    """A policy beside those of the team, for who keeps the holds of the practice."""
    using = "" if verb == "INSERT" else f" USING ({KEEPER})"
    check = "" if verb == "SELECT" else f" WITH CHECK ({KEEPER})"
    name = f"records_legalhold_{verb.lower()}_from_outside"
    return f"CREATE POLICY {name} ON records_legalhold FOR {verb} TO {CLINIC}{using}{check}"


def frozen_once(table, when, *columns):
    """From then on these columns (or all) stay as they are: whoever asks, whatever is asked."""
    of = f" OF {', '.join(columns)}" if columns else ""
    trigger = f'CREATE TRIGGER {table}_frozen BEFORE UPDATE{of} ON "{table}"'
    function = f"""
        CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {when} THEN RAISE EXCEPTION '{table} is frozen'; END IF;
            RETURN NEW;
        END $$"""
    return PerEngine(
        postgresql=[function, f"{trigger} FOR EACH ROW EXECUTE FUNCTION {table}_frozen()"],
        sqlite=[f"{trigger} WHEN {when} BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"],
    )


FROZEN = [
    frozen_once("records_planversion", "OLD.signed_at IS NOT NULL"),
    frozen_once("records_cosign", "OLD.answer <> ''"),
    frozen_once(
        "records_goal",
        "EXISTS (SELECT 1 FROM records_goalscore WHERE goal_id = OLD.id)",
        "ref", "statement", "steps", "weight", "domain", "owners", "case_id",
    ),
    frozen_once(
        "records_plantask",
        "EXISTS (SELECT 1 FROM records_tasktick WHERE task_id = OLD.id)",
        "text", "person_id", "library", "due_on", "case_id",
    ),
    frozen_once("records_goalscore", "OLD.id IS NOT NULL"),
    frozen_once("records_tasktick", "OLD.id IS NOT NULL"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("records", "0003_answers")]

    operations = [
        migrations.AddField("goal", "dropped_on", models.DateField(null=True)),
        migrations.RemoveField("plantask", "done_on"),
        migrations.CreateModel(
            name="TaskTick",
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
                ("done", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.case",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticks",
                        to="records.plantask",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AddField(
            "legalhold",
            "ground",
            handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
        ),
        migrations.AlterField("legalhold", "reason", models.BinaryField(null=True)),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ground__in",
                        (
                            "",
                            "subpoena",
                            "complaint",
                            "threatened_suit",
                            "board_inquiry",
                            "court_notice",
                        ),
                    )
                ),
                name="legal_hold_ground",
            ),
        ),
        by_case("records_tasktick", rights="SELECT, INSERT"),
        PerEngine(postgresql=[held_from_outside(verb) for verb in ("SELECT", "INSERT", "UPDATE")]),
        *FROZEN,
    ]
