"""The keys of cases and people."""

from django.db import migrations, models

import handrail.chance
import handrail.store.database.fields
from handrail.store.database.engine import CLINIC, OWNER, PORTAL, WORKER
from handrail.store.database.row_security import (
    Policy,
    RowSecurity,
    in_visible_cases,
    owner_reads,
)

MINE = "practice_id = (SELECT handrail_practice())"
OWN = "owner_id = (SELECT handrail_person())"
OF_CASES = f"store IN ('record', 'safety', 'reporting', 'hatch') AND {in_visible_cases('owner_id')}"
STAFF_MAY = f"{MINE} AND (({OF_CASES}) OR (store = 'psychotherapy' AND {OWN}))"
FAMILY_MAY = f"{MINE} AND store = 'drawer' AND {OWN}"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("database", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="WrappedKey",
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
                ("store", handrail.store.database.fields.ShortText(max_length=20)),
                ("owner_id", models.UUIDField()),
                ("practice_id", models.UUIDField()),
                ("wrapped", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "wrapped_key",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "owner_id"), name="wrapped_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wrapped__isnull", False),
                            ("destroyed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="wrapped_key_gone_only_if_destroyed",
                    ),
                ],
            },
        ),
        RowSecurity(
            "wrapped_key",
            policies=[
                # Replaying destructions and turning a ring over; useless without the ring files.
                owner_reads(),
                Policy("UPDATE", (OWNER,), "true"),
                *(Policy(verb, (CLINIC, WORKER), STAFF_MAY) for verb in ("SELECT", "INSERT")),
                *(Policy(verb, (PORTAL,), FAMILY_MAY) for verb in ("SELECT", "INSERT")),
                Policy("UPDATE", (CLINIC,), STAFF_MAY),
            ],
            rights={
                CLINIC: "SELECT, INSERT, UPDATE (wrapped, destroyed_at)",
                WORKER: "SELECT, INSERT",
                PORTAL: "SELECT, INSERT",
            },
        ),
    ]
