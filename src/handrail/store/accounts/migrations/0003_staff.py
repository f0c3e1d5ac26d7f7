"""Seats on teams rest on seats in the practice, nobody gives one to themself, links may ask back."""

from django.db import migrations, models

from handrail.store.database.engine import CLINIC, OWNER
from handrail.store.database.row_security import STAFF, PerEngine

ASKING = "person_id = handrail_person() AND practice_id = handrail_practice()"
IN_FORCE = "from_at <= handrail_now() AND (until_at IS NULL OR until_at > handrail_now())"
CASE_TEAM = "('therapist', 'co_therapist', 'supervisor', 'coordinator')"
ONESELF = "(SELECT handrail_person())"
AS_OWNER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

VISIBLE_CASES = f"""
    CREATE OR REPLACE FUNCTION handrail_visible_cases() RETURNS uuid[]
    LANGUAGE sql STABLE {AS_OWNER} AS $$
        SELECT coalesce(array_agg(DISTINCT case_id), '{{}}') FROM membership
        WHERE {ASKING} AND {IN_FORCE} AND seat IN {CASE_TEAM}
            AND (SELECT handrail_holds_seat('{{therapist,supervisor,coordinator}}')) $$"""

# An administrator sees no membership, and still has to end those of somebody who leaves.
END_TEAM_SEATS = [
    f"""
    CREATE POLICY membership_update_owner ON membership FOR UPDATE TO {OWNER}
    USING (true) WITH CHECK (true)""",
    f"""
    CREATE FUNCTION handrail_end_team_seats(whose uuid, which text[], moment timestamptz)
    RETURNS TABLE (ended_case uuid, ended_seat text) LANGUAGE sql VOLATILE {AS_OWNER} AS $$
        UPDATE membership SET until_at = greatest(from_at, moment)
        WHERE practice_id = handrail_practice() AND person_id = whose
            AND seat = ANY (which) AND seat IN {CASE_TEAM}
            AND (until_at IS NULL OR until_at > greatest(from_at, moment))
            AND (SELECT handrail_holds_seat('{{administrator}}'))
        RETURNING case_id, seat::text $$""",
    "REVOKE ALL ON FUNCTION handrail_end_team_seats FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION handrail_end_team_seats TO {CLINIC}",
]

# Besides everything else a policy asks: not to oneself, but for whoever begins.
NOT_TO_ONESELF = [
    f"CREATE POLICY {table}_not_to_oneself ON {table} AS RESTRICTIVE FOR INSERT"
    f" TO {', '.join(STAFF)} WITH CHECK (person_id <> {ONESELF} OR {begins})"
    for table, begins in [
        ("membership", "handrail_case_is_new(case_id)"),
        ("staff_seat", "(SELECT handrail_practice_is_new())"),
    ]
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_tables_of_libraries")]
    operations = [
        # May be empty: then SQLite adds the column without making the table anew, triggers and all.
        migrations.AddField("invitation", "tries", models.PositiveSmallIntegerField(null=True)),
        PerEngine(postgresql=[VISIBLE_CASES, *END_TEAM_SEATS, *NOT_TO_ONESELF]),
    ]
