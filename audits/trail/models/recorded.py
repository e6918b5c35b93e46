"""Hangs the trail's trigger on every recorded table, through a proxy of its model.

The tables belong to other apps and know nothing of it; the migrations stay in this one.
"""

from django.db import models

import audits.trail.models.sealing  # noqa: F401 (recorded as well, so it has to be there before)
from audits.trail.recording.tables import Table, recorded_tables
from audits.trail.triggers import recording


def _proxy(table: Table) -> type[models.Model]:
    label, _, name = table.kind.partition(".")
    options = {"proxy": True, "triggers": [recording(table)], "default_permissions": ()}
    members = {"__module__": __name__, "Meta": type("Meta", (), options)}
    return type(f"Recorded{label.title()}{name}", (table.model,), members)


# A table between two others has no model that migrations know: the first migration hangs the
# trigger on it by itself.
BETWEEN = [table for table in recorded_tables() if table.model._meta.auto_created]
RECORDED = {table.kind: _proxy(table) for table in recorded_tables() if table not in BETWEEN}
