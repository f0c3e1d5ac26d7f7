"""Who may do what with the tables of Django and allauth."""

from django.db import migrations

from handrail.store.database.engine import CLINIC, COURT, PORTAL, WORKER
from handrail.store.database.row_security import Grants

SIGNS_IN = (CLINIC, PORTAL, COURT)
FULL = "SELECT, INSERT, UPDATE, DELETE"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        Grants("account_emailaddress", dict.fromkeys(SIGNS_IN, FULL)),
        Grants("mfa_authenticator", dict.fromkeys(SIGNS_IN, FULL)),
        Grants("django_migrations", dict.fromkeys((*SIGNS_IN, WORKER), "SELECT")),
    ]
