"""What staff have learned and hold, dated (seed row M28)."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.chance
import handrail.store.database.fields
from handrail.store.database.engine import CLINIC
from handrail.store.database.row_security import Policy, RowSecurity, same_practice

MINE = "practice_id = (SELECT handrail_practice())"
STAFF_MEMBER = "(SELECT handrail_holds_seat(NULL))"
KEEPS_THEM = "(SELECT handrail_holds_seat('{supervisor,administrator}'))"

WHOSE = [
    RowSecurity(
        "qualification",
        policies=[
            Policy("SELECT", (CLINIC,), f"{MINE} AND {STAFF_MEMBER}"),
            Policy("INSERT", (CLINIC,), f"{MINE} AND {KEEPS_THEM}"),
            Policy("UPDATE", (CLINIC,), f"{MINE} AND {KEEPS_THEM}"),
        ],
        rights={CLINIC: "SELECT, INSERT, UPDATE (withdrawn_at)"},
    ),
    same_practice("qualification", "person_id", "person"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_staff"),
    ]

    operations = [
        migrations.CreateModel(
            name="Qualification",
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
                ("qualification", handrail.store.database.fields.ShortText(max_length=40)),
                ("title", handrail.store.database.fields.ShortText(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("hours", models.PositiveSmallIntegerField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                "db_table": "qualification",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "qualification__in",
                                (
                                    "licence",
                                    "family_violence_training",
                                    "reunification_training",
                                    "supervision",
                                ),
                            )
                        ),
                        name="qualification_known",
                    )
                ],
            },
        ),
        *WHOSE,
    ]
