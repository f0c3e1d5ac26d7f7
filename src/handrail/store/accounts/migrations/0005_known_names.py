"""Whether a name is known in the practice, without telling whose: for the conflict of interest.

Who enters a new inquiry may not see every family, and still has to learn that somebody must look.
"""

from django.db import migrations

from handrail.store.database.engine import CLINIC, OWNER
from handrail.store.database.row_security import PerEngine, Policy

# As database.text.folded: without capitals and accents. It is compared with names folded in Python.
FOLDED = """replace(lower(regexp_replace(
    normalize(trim(given || ' ' || family), NFKD), '[\\u0300-\\u036f]', '', 'g')), 'ß', 'ss')"""

# The owner reads people inside this function alone, which answers yes or no.
ALONE = Policy("SELECT", (OWNER,), "current_setting('handrail.comparing_names', true) = 'on'")
KNOWN = [
    ALONE.sql("person", 9),
    f"""
    CREATE FUNCTION handrail_names_known(asked text[], apart_from uuid[])
    RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE known boolean;
    BEGIN
        PERFORM set_config('handrail.comparing_names', 'on', true);
        SELECT EXISTS (SELECT 1 FROM person
            WHERE practice_id = handrail_practice() AND id <> ALL (apart_from)
                AND {FOLDED} = ANY (asked)
                AND (SELECT handrail_holds_seat('{{therapist,supervisor,coordinator}}')))
            INTO known;
        PERFORM set_config('handrail.comparing_names', '', true);
        RETURN known;
    END $$""",
    "REVOKE ALL ON FUNCTION handrail_names_known FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION handrail_names_known TO {CLINIC}",
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_qualifications")]
    operations = [PerEngine(postgresql=KNOWN)]
