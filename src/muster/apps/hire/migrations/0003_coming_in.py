"""One-time keys of the public form; indexes for the report of reach."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """By which people come in."""

    dependencies = (("hire", "0002_search"),)
    operations = (
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "key",
                    models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="key"),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submission",
                        to="hire.application",
                        verbose_name="application",
                    ),
                ),
            ],
            options={"verbose_name": "submission", "verbose_name_plural": "submissions"},
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["applied_at", "source", "requisition", "stage", "outcome", "campaign"],
                name="hire_application_reach",
            ),
        ),
        migrations.AddIndex(
            model_name="move", index=models.Index(fields=["-at", "-id"], name="hire_move_newest")
        ),
    )
