"""Preparation before any contact; what was seen of a child too young to be asked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0004_frozen_plans")]

    operations = [
        migrations.RemoveConstraint(
            model_name="childview",
            name="child_view_answer",
        ),
        migrations.AddField(
            model_name="preparedline",
            name="ladder",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prepared_lines",
                to="records.ladder",
            ),
        ),
        migrations.AddField(
            model_name="preparedline",
            name="ticked_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="preparedline",
            name="ticked_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="preparedline",
            name="contact",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prepared_lines",
                to="records.contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="childview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer__in", ("yes", "not_yet", "no", "seen_at_ease", "seen_not_at_ease"))
                ),
                name="child_view_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="preparedline",
            constraint=models.UniqueConstraint(
                fields=("ladder", "card", "line", "person"), name="prepared_line_once_at_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="preparedline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contact__isnull", True), ("ladder__isnull", True), _connector="XOR"
                ),
                name="prepared_line_before_one_thing",
            ),
        ),
    ]
