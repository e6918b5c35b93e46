"""The columns by which entries are found, held against the bytes of the entries."""

import json
from collections.abc import Iterator

from django.db import DataError, connection, transaction
from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.models import Position
from audits.trail.verifying.results import MOST_TOLD, Fault

# Parsing is dear, and there are a million of them: first the columns are looked for in the bytes,
# as the database writes them, and only where they are not found is an entry parsed. In canonical
# JSON each of these pieces can stand in one place only; what has a backslash is written otherwise.
_DIFFER = """
    WITH suspects AS MATERIALIZED (
        SELECT position.*, entry.entry FROM public.trail_position position
        JOIN public.trail_entry entry ON entry.id = position.entry_id
        WHERE NOT (
            position(convert_to(
                '{"account":' || COALESCE('"' || account_id || '"', 'null')
                || ',"actor":"' || actor || '","address":', 'UTF8'
            ) IN entry.entry) = 1
            AND position(convert_to(
                ',"key":"' || key || '","kind":"' || kind || '","nonce":"', 'UTF8'
            ) IN entry.entry) > 0
            AND position(convert_to(
                '","person":' || COALESCE('"' || person_id || '"', 'null')
                || ',"request":' || COALESCE('"' || request_id || '"', 'null')
                || ',"roles":', 'UTF8'
            ) IN entry.entry) > 0
            AND position(convert_to(',"verb":"' || verb || '","web":', 'UTF8') IN entry.entry) > 0
            AND convert_from(
                substring(entry.entry FROM position(',"at":"'::bytea IN entry.entry) + 7 FOR 27),
                'UTF8'
            )::timestamptz = at
            AND strpos(actor || key || kind || verb, E'\\\\') = 0
        )
    )
    SELECT position.index FROM suspects position
    CROSS JOIN LATERAL json_to_record(convert_from(position.entry, 'UTF8')::json) AS told (
        at timestamptz, actor text, account bigint, verb text, kind text, key text,
        request bigint, person bigint
    )
    WHERE (position.at, position.actor, position.account_id, position.verb, position.kind,
           position.key, position.request_id, position.person_id)
        IS DISTINCT FROM (told.at, told.actor, told.account, told.verb, told.kind,
           COALESCE(told.key, ''), told.request, told.person)
    LIMIT %s
"""
_NUMBERS = ("account", "request", "person")


def wrong_columns() -> Iterator[Fault]:
    """Places that are found by something else than what their entry says."""
    words = _("Entry %(index)s is found by other words than it says: its columns were changed.")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_DIFFER, [MOST_TOLD])
            indexes = sorted(index for (index,) in cursor.fetchall())
    except DataError:
        words = _("Entry %(index)s is not written as the database writes entries.")
        indexes = _unreadable()
    for index in indexes:
        yield Fault(
            wrong=Wrong.CHANGED,
            words=words % {"index": f"{index:,}"},
            index=index,
            evidence="columns",
        )


def _unreadable() -> list[int]:
    rows = Position.objects.order_by("index").values_list("index", "entry__entry")
    found = (index for index, entry in rows.iterator() if not _is_readable(bytes(entry or b"")))
    return [index for index, _number in zip(found, range(MOST_TOLD), strict=False)]


def _is_readable(entry: bytes) -> bool:
    try:
        told = json.loads(entry)
        return all(told[name] is None or int(told[name]) > 0 for name in _NUMBERS)
    except (ValueError, KeyError, TypeError):
        return False
