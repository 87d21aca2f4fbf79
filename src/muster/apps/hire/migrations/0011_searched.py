"""The names that merit boards are searched for stand beside what the boards are sorted by."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from muster.apps.core.text import fold

LONGEST = 200
BATCH = 2_000


def name(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Note the names of the runs that are there."""
    standings = apps.get_model("hire", "MeritStanding").objects
    batch = []
    for one in standings.select_related("candidate").only("candidate__name").iterator(BATCH):
        one.searched = fold(one.candidate.name)[:LONGEST]
        batch.append(one)
        if len(batch) == BATCH:
            standings.bulk_update(batch, ["searched"], batch_size=200)
            batch = []
    standings.bulk_update(batch, ["searched"], batch_size=200)


class Migration(migrations.Migration):
    """A column and an index with it."""

    dependencies = (("hire", "0010_whose"),)
    operations = (
        migrations.AddField("meritstanding", "searched", models.CharField(default="", editable=False, max_length=LONGEST)),
        migrations.RunPython(name, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("meritstanding", "hire_standing_merit"),
        migrations.AddIndex(
            "meritstanding", models.Index(fields=["run", "-merit", "id", "searched"], name="hire_standing_merit")
        ),
    )
