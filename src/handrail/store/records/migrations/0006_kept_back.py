"""What came for a child from outside a contact and was kept from the child."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.chance
import handrail.store.database.fields
from handrail.store.database.row_security import by_case


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_staff"),
        ("records", "0005_preparation_and_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptBack",
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
                ("came_as", handrail.store.database.fields.ShortText(max_length=64)),
                ("held", handrail.store.database.fields.ShortText(max_length=64)),
                ("arrived_on", models.DateField()),
                ("from_whom", models.BinaryField(null=True)),
                ("words", models.BinaryField(null=True)),
                (
                    "became",
                    handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
                ),
                ("became_on", models.DateField(null=True)),
                ("became_by", models.UUIDField(null=True)),
                ("became_words", models.BinaryField(null=True)),
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
                    "sender",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("came_as__in", ("letter", "message", "parcel", "call"))
                        ),
                        name="kept_back_came_as",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held__in", ("unopened", "read", "read_threat"))),
                        name="kept_back_held",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("became__in", ("", "sent_back", "to_a_contact", "handed_on", "stays"))
                        ),
                        name="kept_back_became",
                    ),
                ],
            },
        ),
        by_case("records_keptback"),
    ]
