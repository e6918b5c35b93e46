"""The columns by which entries are found, held against the bytes of the entries."""

import json
from collections.abc import Iterator, Sequence

from django.db import DataError, connection, transaction
from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.models import Position
from audits.trail.verifying.results import Fault

# Whether the columns of a place stand in the bytes of its entry as the database writes them. In
# canonical JSON each of these pieces can stand in one place only; looking for them costs a fifth of
# parsing. What has a backslash is written otherwise, and has to be parsed.
STANDS_THERE = """
    position(convert_to(
        '{"account":' || COALESCE('"' || account_id || '"', 'null')
        || ',"actor":"' || actor || '","address":', 'UTF8'
    ) IN entry) = 1
    AND position(convert_to(',"at":"' || to_char(
        at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
    ) || '","content":', 'UTF8') IN entry) > 0
    AND position(convert_to(
        ',"key":"' || key || '","kind":"' || kind || '","nonce":"', 'UTF8'
    ) IN entry) > 0
    AND position(convert_to(
        '","person":' || COALESCE('"' || person_id || '"', 'null')
        || ',"request":' || COALESCE('"' || request_id || '"', 'null') || ',"roles":', 'UTF8'
    ) IN entry) > 0
    AND position(convert_to(',"verb":"' || verb || '","web":', 'UTF8') IN entry) > 0
    AND strpos(actor || key || kind || verb, E'\\\\') = 0
"""
_DIFFER = """
    SELECT position.index FROM public.trail_position position
    JOIN public.trail_entry entry ON entry.id = position.entry_id
    CROSS JOIN LATERAL json_to_record(convert_from(entry.entry, 'UTF8')::json) AS told (
        at timestamptz, actor text, account bigint, verb text, kind text, key text,
        request bigint, person bigint
    )
    WHERE position.index = ANY(%s)
      AND (position.at, position.actor, position.account_id, position.verb, position.kind,
           position.key, position.request_id, position.person_id)
        IS DISTINCT FROM (told.at, told.actor, told.account, told.verb, told.kind,
           COALESCE(told.key, ''), told.request, told.person)
    ORDER BY position.index
"""
_NUMBERS = ("account", "request", "person")


def wrong_columns(indexes: Sequence[int]) -> Iterator[Fault]:
    """Which of these places are found by something else than what their entry says."""
    words = _("Entry %(index)s is found by other words than it says: its columns were changed.")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_DIFFER, [list(indexes)])
            wrong = [index for (index,) in cursor.fetchall()]
    except DataError:
        words = _("Entry %(index)s is not written as the database writes entries.")
        wrong = _unreadable(indexes)
    for index in wrong:
        yield Fault(
            wrong=Wrong.CHANGED,
            words=words % {"index": f"{index:,}"},
            index=index,
            evidence="columns",
        )


def _unreadable(indexes: Sequence[int]) -> list[int]:
    rows = Position.objects.filter(index__in=indexes).values_list("index", "entry__entry")
    return sorted(index for index, entry in rows if not _is_readable(bytes(entry or b"")))


def _is_readable(entry: bytes) -> bool:
    try:
        told = json.loads(entry)
        return all(told[name] is None or int(told[name]) > 0 for name in _NUMBERS)
    except (ValueError, KeyError, TypeError):
        return False
