"""Who reads every line by their seat reads none about the notes somebody keeps for themself."""

from django.db import migrations

from handrail.store.database.engine import CLINIC, WORKER
from handrail.store.database.row_security import PerEngine, in_visible_cases

# Own acts; what was done in one's cases; the rest for whoever reads the ledger by their seat.
READABLE = (
    "practice_id = (SELECT handrail_practice()) AND (actor_person_id = (SELECT handrail_person())"
    f" OR {in_visible_cases('chain_id')}"
    " OR ((SELECT handrail_holds_seat('{privacy_officer}')) AND act <> 'own_note.kept'))"
)
ANEW = (
    f"CREATE POLICY ledger_line_select_2 ON ledger_line FOR SELECT TO {CLINIC}, {WORKER}"
    f" USING ({READABLE})"
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        PerEngine(
            postgresql=[
                "DROP POLICY ledger_line_select_2 ON ledger_line",
                ANEW,
            ]
        ),
    ]
