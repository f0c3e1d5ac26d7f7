"""The lines, the ends of the chains, and what keeps both append-only on either engine."""

from django.db import migrations, models

import handrail.chance
import handrail.store.database.fields
from handrail.store.database.engine import CLINIC, COURT, OWNER, PORTAL, WORKER
from handrail.store.database.row_security import (
    PerEngine,
    Policy,
    RowSecurity,
    in_visible_cases,
    owner_reads,
)

EVERYBODY = (CLINIC, PORTAL, COURT, WORKER)

# --- SQLite: the head follows every line; nothing else changes either table ---
SQLITE = [
    """
    CREATE TRIGGER ledger_head_follows AFTER INSERT ON ledger_line BEGIN
        INSERT INTO ledger_head (chain_id, practice_id, seq, hash)
        VALUES (NEW.chain_id, NEW.practice_id, NEW.seq, NEW.hash)
        ON CONFLICT (chain_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
    END
    """,
    """
    CREATE TRIGGER ledger_head_goes_on BEFORE UPDATE ON ledger_head
    WHEN NEW.seq <> OLD.seq + 1 OR NEW.chain_id <> OLD.chain_id
    BEGIN SELECT RAISE(ABORT, 'ledger lines are only ever appended'); END
    """,
    *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'ledger lines are only ever appended'); END"
        for table, verb in [
            ("ledger_line", "UPDATE"),
            ("ledger_line", "DELETE"),
            ("ledger_head", "DELETE"),
        ]
    ),
]

# --- PostgreSQL: one function locks the head of the chain, links, hashes and inserts ---
POSTGRESQL = [
    """
    CREATE FUNCTION ledger_append(entry text, OUT seq bigint, OUT prev bytea, OUT hash bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    #variable_conflict use_column
    DECLARE
        said jsonb := entry::jsonb;
        chain uuid := (said->>'chain')::uuid;
        practice uuid := (said->>'practice')::uuid;
        number bigint;
        before bytea;
        after bytea;
    BEGIN
        IF practice <> handrail_practice() THEN
            RAISE EXCEPTION 'a ledger line belongs to the practice of whoever acts';
        END IF;
        INSERT INTO ledger_head (chain_id, practice_id, seq, hash)
            VALUES (chain, practice, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
        SELECT h.seq + 1, h.hash INTO number, before
            FROM ledger_head h WHERE h.chain_id = chain FOR UPDATE;
        after := sha256(before || int8send(number) || convert_to(entry, 'UTF8'));
        INSERT INTO ledger_line (id, practice_id, chain_id, seq, at, actor_person_id, account_id,
                seat, act, object_kind, object_id, detail, commitment, prev, hash)
            VALUES ((said->>'id')::uuid, practice, chain, number, (said->>'at')::timestamptz,
                (said->>'actor')::uuid, (said->>'account')::uuid, said->>'seat', said->>'act',
                said->>'object_kind', (said->>'object')::uuid, said->>'detail',
                decode(said->>'commitment', 'hex'), before, after);
        UPDATE ledger_head SET seq = number, hash = after WHERE chain_id = chain;
        SELECT number, before, after INTO seq, prev, hash;
    END $$
    """,
    "REVOKE ALL ON FUNCTION ledger_append FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION ledger_append TO {', '.join(EVERYBODY)}",
    """
    CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'ledger lines are only ever appended'; END $$
    """,
    """
    CREATE TRIGGER ledger_line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_line
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
    """,
    """
    CREATE TRIGGER ledger_head_stays BEFORE DELETE OR TRUNCATE ON ledger_head
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
    """,
]

# Own acts; what was done in one's cases; everything for whoever reads the ledger by their seat.
READABLE = (
    "practice_id = (SELECT handrail_practice()) AND (actor_person_id = (SELECT handrail_person())"
    f" OR {in_visible_cases('chain_id')}"
    " OR (SELECT handrail_holds_seat('{privacy_officer}')))"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("database", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("chain_id", models.UUIDField(primary_key=True, serialize=False)),
                ("practice_id", models.UUIDField()),
                ("seq", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "ledger_head",
            },
        ),
        migrations.CreateModel(
            name="Line",
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
                ("practice_id", models.UUIDField()),
                ("chain_id", models.UUIDField()),
                ("seq", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("actor_person_id", models.UUIDField(null=True)),
                ("account_id", models.UUIDField(null=True)),
                ("seat", handrail.store.database.fields.ShortText(blank=True, max_length=40)),
                ("act", handrail.store.database.fields.ShortText(max_length=80)),
                (
                    "object_kind",
                    handrail.store.database.fields.ShortText(blank=True, max_length=80),
                ),
                ("object_id", models.UUIDField(null=True)),
                ("detail", models.TextField()),
                ("commitment", models.BinaryField(null=True)),
                ("prev", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "ledger_line",
                "indexes": [
                    models.Index(fields=["practice_id", "at"], name="ledger_line_by_day"),
                    models.Index(fields=["object_id", "at"], name="ledger_line_by_object"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("chain_id", "seq"), name="ledger_line_once")
                ],
            },
        ),
        RowSecurity(
            "ledger_line",
            policies=[
                owner_reads(),
                Policy("INSERT", (OWNER,), "true"),
                Policy("SELECT", (CLINIC, WORKER), READABLE),
            ],
            rights={CLINIC: "SELECT", WORKER: "SELECT"},
        ),
        RowSecurity("ledger_head", policies=[Policy("ALL", (OWNER,), "true")], rights={}),
        PerEngine(sqlite=SQLITE, postgresql=POSTGRESQL),
    ]
