"""Who is asking, as functions that the policies of every later table use."""

from django.db import migrations

from handrail.store.database.row_security import PerEngine

# An unset setting is NULL before its first use in a connection and '' after it: both mean nobody.
ASKING = [
    f"CREATE FUNCTION handrail_{name}() RETURNS {type_} LANGUAGE sql STABLE PARALLEL SAFE AS"
    f" $$SELECT nullif(current_setting('handrail.{name}', true), '')::{type_}$$"
    for name, type_ in [("person", "uuid"), ("practice", "uuid"), ("now", "timestamptz")]
]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [PerEngine(postgresql=ASKING)]
