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
            # A later migration may bring a table, or a column; what is new has no rows to be found.
            if table.name in present and _has_rows(cursor, table.name):
                cursor.execute(finding(table))


def _has_rows(cursor: Any, name: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT FROM public.{name})")
    return bool(cursor.fetchone()[0])


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_tables")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
