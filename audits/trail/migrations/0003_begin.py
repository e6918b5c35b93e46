"""The trail begins: with every row that it finds, so that later rows can be held against it."""

from typing import Any

from django.db import migrations


def begin(apps: Any, schema_editor: Any) -> None:
    from audits.trail.models import BETWEEN
    from audits.trail.recording.tables import recorded_tables
    from audits.trail.triggers import finding, recording

    for table in BETWEEN:
        trigger = recording(table).compile(table.model)  # type: ignore[arg-type]
        schema_editor.execute(trigger.install_sql, params=None)
    present = schema_editor.connection.introspection.table_names()
    with schema_editor.connection.cursor() as cursor:
        for table in recorded_tables():
            # A table that comes later has no rows yet, and brings its trigger with it.
            if table.name in present:
                cursor.execute(finding(table))


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_tables")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
