"""The answers behind a score, sealed, and which form they were given on."""

from django.db import migrations, models

import handrail.store.database.fields


class Migration(migrations.Migration):
    dependencies = [("records", "0002_the_walk")]

    operations = [
        migrations.AddField(
            model_name="score",
            name="form",
            field=handrail.store.database.fields.ShortText(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="score", name="answers", field=models.BinaryField(null=True)
        ),
    ]
