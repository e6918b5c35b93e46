"""A row as the trail tells it, as SQL: canonical JSON whose values are text, made in one pass.

Times are told in UTC and bytes in hexadecimal, whatever the session says; of what is secret only
the SHA-256.
"""

from collections.abc import Iterator, Sequence

from django.db import models

from audits.trail.recording.tables import Table

# PostgreSQL takes 100 arguments for a function.
_AT_ONCE = 45


def whole(table: Table, row: str) -> str:
    """SQL for all of `row`: `{"column":"value",...}`."""
    pairs = [f"'\"{field.column}\":'||{_told(table, field, row)}" for field in _fields(table)]
    return f"'{{'||{_joined(pairs)}||'}}'"


def changed(table: Table, row: str) -> str:
    """SQL for those columns of `row`, OLD or NEW, in which the two differ; NULL where none does."""
    pairs = [
        f'CASE WHEN OLD."{field.column}" IS DISTINCT FROM NEW."{field.column}"'
        f" THEN '\"{field.column}\":'||{_told(table, field, row)} END"
        for field in _fields(table)
    ]
    return f"'{{'||NULLIF({_joined(pairs)}, '')||'}}'"


def _joined(pairs: Sequence[str]) -> str:
    parts = [
        f"concat_ws(',', {', '.join(pairs[begin : begin + _AT_ONCE])})"
        for begin in range(0, len(pairs), _AT_ONCE)
    ]
    return parts[0] if len(parts) == 1 else f"concat_ws(',', {', '.join(parts)})"


def _fields(table: Table) -> Iterator[models.Field]:
    """In the order of their columns, which is the order of canonical JSON."""
    fields = sorted(table.model._meta.concrete_fields, key=lambda field: str(field.column))
    return (field for field in fields if field.column not in table.about.untold)


def _told(table: Table, field: models.Field, row: str) -> str:
    text = _as_text(field, f'{row}."{field.column}"')
    if field.column in table.about.secret:
        text = f"'sha256:'||encode(sha256(convert_to({text}, 'UTF8')), 'hex')"
    return f"COALESCE(to_json({text})::text, 'null')"


def _as_text(field: models.Field, value: str) -> str:
    match field:
        case models.DateTimeField():
            return f"to_char({value} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        case models.DateField():
            return f"to_char({value}, 'YYYY-MM-DD')"
        case models.BinaryField():
            return f"encode({value}, 'hex')"
    return f"{value}::text"
